import { parentPort, workerData } from "node:worker_threads";
import { survey } from "./survey.ts";

/** A thread of the campaign: examines the ranges of systems that it is sent. */
const { seed, only } = workerData as { seed: number; only: string | null };

parentPort?.on("message", ({ from, to }: { from: number; to: number }) => {
  parentPort?.postMessage({ from, to, surveyed: survey(seed, from, to, { only }) });
});
