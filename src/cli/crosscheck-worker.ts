import { parentPort, workerData } from "node:worker_threads";
import { CrossChecking } from "../crosscheck/crosscheck.ts";
import { loadSystem } from "../description/load-system.ts";
import { type Order, packed, type Task } from "./crosscheck-message.ts";
import { allowDeepInlining } from "./deep-inlining.ts";
import { filesBeside, readText } from "./input.ts";

/** A thread of `hyperbound crosscheck`: reads the description, then does the parts of the search that it is sent. */
allowDeepInlining();
const { file, seed, effort } = workerData as Task;
const { system } = await loadSystem(readText(file), file, filesBeside(file));
const checking = new CrossChecking(system, seed, effort);

parentPort?.on("message", ({ part, runs }: Order) => {
  parentPort?.postMessage(packed(part, checking.search(part, runs)));
});
