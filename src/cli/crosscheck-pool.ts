import { Worker } from "node:worker_threads";
import type { CrossChecking } from "../crosscheck/crosscheck.ts";
import { RUNS_PER_PART, type Searched } from "../crosscheck/search.ts";
import { type Order, type Reply, type Task, unpacked } from "./crosscheck-message.ts";
import type { Plan } from "./crosscheck-options.ts";
import type { Interruption } from "./interruption.ts";
import type { Progress } from "./progress.ts";

/** Hands out the parts of a search in order, until it is over or the first part with a violation is known. */
export class Parts {
  readonly #plan: Plan;
  readonly #checking: CrossChecking;
  readonly #interruption: Interruption;
  readonly #progress: Progress;
  readonly #started = performance.now();
  #next = 0;
  #done = 0;
  /** No part from here on counts. */
  #end: number;

  constructor(plan: Plan, checking: CrossChecking, interruption: Interruption, progress: Progress) {
    this.#plan = plan;
    this.#checking = checking;
    this.#interruption = interruption;
    this.#progress = progress;
    this.#end = checking.limits.length === 0 ? 0 : Math.ceil(plan.runs / RUNS_PER_PART);
  }

  /** The next part; null where there is none left, or no time. */
  take(): Order | null {
    const late = performance.now() - this.#started > this.#plan.time;
    if (this.#next >= this.#end || this.#interruption.requested || late) return null;
    const part = this.#next++;
    return { part, runs: Math.min(RUNS_PER_PART, this.#plan.runs - part * RUNS_PER_PART) };
  }

  /** What comes after the first part with a violation is left out, so that the outcome hangs on nothing but the seed. */
  give(part: number, searched: Searched): void {
    if (part >= this.#end) return;
    this.#checking.add(part, searched);
    if (this.#checking.exceeds(searched)) {
      this.#end = part + 1;
      this.#checking.forgetFrom(this.#end);
    }
    this.#done += 1;
    const share = Number.isFinite(this.#end)
      ? this.#done / this.#end
      : (performance.now() - this.#started) / this.#plan.time;
    this.#progress.report(Math.min(100, Math.floor(100 * share)), 100);
  }
}

/** Does all parts in this thread. */
export async function searchHere(
  parts: Parts,
  checking: CrossChecking,
  { listen }: Interruption,
): Promise<void> {
  for (let order = parts.take(); order !== null; order = parts.take()) {
    parts.give(order.part, checking.search(order.part, order.runs));
    await listen();
  }
}

/** Does the parts in so many threads, each of which reads the description anew. */
export async function searchInThreads(parts: Parts, workers: number, task: Task): Promise<void> {
  await Promise.all(Array.from({ length: workers }, () => searchInThread(parts, task)));
}

function searchInThread(parts: Parts, workerData: Task): Promise<void> {
  const first = parts.take();
  if (first === null) return Promise.resolve();
  const worker = threadOf(workerData);
  return new Promise<void>((resolve, reject) => {
    worker.on("error", reject);
    worker.on("message", (reply: Reply) => {
      parts.give(reply.part, unpacked(reply));
      const order = parts.take();
      if (order === null) resolve();
      else worker.postMessage(order);
    });
    worker.postMessage(first);
  }).finally(() => worker.terminate());
}

/**
 * The worker beside this file: the bundle's second entry or, where the sources run, TypeScript, for which a thread has to
 * register the loader that it does not inherit.
 */
function threadOf(workerData: Task): Worker {
  if (!import.meta.url.endsWith(".ts")) {
    return new Worker(new URL("./crosscheck-worker.js", import.meta.url), { workerData });
  }
  const loader = JSON.stringify("tsx/esm/api");
  const entry = JSON.stringify(new URL("./crosscheck-worker.ts", import.meta.url).href);
  const start = `import(${loader}).then(({ register }) => { register(); return import(${entry}); })`;
  return new Worker(start, { workerData, eval: true });
}
