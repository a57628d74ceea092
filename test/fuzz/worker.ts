import { parentPort, workerData } from "node:worker_threads";
import { readCorpus } from "./corpus.ts";
import { inputOf } from "./input.ts";
import { Stage } from "./play.ts";

/** What a thread is started with. `at` holds the number of the input being played. */
export interface WorkerData {
  /** The folder of the project. */
  readonly root: string;
  readonly seed: number;
  readonly from: number;
  readonly end: number;
  readonly at: Int32Array;
}

/** What a thread tells of some inputs. */
export interface Report {
  readonly endings: Readonly<Record<string, number>>;
  readonly finds: readonly Find[];
  readonly slowest: { readonly index: number; readonly milliseconds: number };
  /** The first input that has not been played. */
  readonly next: number;
}

export interface Find {
  readonly index: number;
  readonly kind: string;
  readonly complaint: string;
}

const INPUTS_PER_REPORT = 200;

const { root, seed, from, end, at } = workerData as WorkerData;
const corpus = await readCorpus(root);
const stage = new Stage();
let next = from;
while (next < end) {
  const endings: Record<string, number> = {};
  const finds: Find[] = [];
  let slowest = { index: next, milliseconds: 0 };
  const stop = Math.min(end, next + INPUTS_PER_REPORT);
  for (; next < stop; next++) {
    Atomics.store(at, 0, next);
    const started = performance.now();
    const input = inputOf(seed, next, corpus);
    const { ending, complaint } = await stage.play(input);
    const milliseconds = performance.now() - started;
    if (milliseconds > slowest.milliseconds) slowest = { index: next, milliseconds };
    const key = `${input.kind}: ${ending}`;
    endings[key] = (endings[key] ?? 0) + 1;
    if (complaint !== null) finds.push({ index: next, kind: input.kind, complaint });
  }
  parentPort?.postMessage({ endings, finds, slowest, next } satisfies Report);
}
stage.close();
