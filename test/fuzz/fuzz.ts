import { Worker } from "node:worker_threads";
import type { Find, Report, WorkerData } from "./worker.ts";

export interface FuzzOptions {
  /** The bundled worker. */
  readonly bundle: URL;
  /** The folder of the project. */
  readonly root: string;
  readonly inputs: number;
  readonly seed: number;
  /** The first input's number. */
  readonly from: number;
  /** After how many milliseconds an input counts as a hang. */
  readonly patience: number;
  readonly onFind: (find: Find) => void;
  readonly onProgress: (done: number) => void;
}

export interface Fuzzed {
  readonly endings: ReadonlyMap<string, number>;
  readonly finds: readonly Find[];
  /** The inputs that took longest, in milliseconds. */
  readonly slowest: readonly { readonly index: number; readonly milliseconds: number }[];
}

const LOOK_EVERY_MS = 500;

/** The thread is still reading its own files. */
const NONE_YET = -1;

/** Plays inputs in a thread that is ended, and begun anew after the input, when one of them does not come back. */
export async function fuzz(options: FuzzOptions): Promise<Fuzzed> {
  const endings = new Map<string, number>();
  const finds: Find[] = [];
  const slowest: { index: number; milliseconds: number }[] = [];
  const end = options.from + options.inputs;
  const find = (found: Find): void => {
    finds.push(found);
    options.onFind(found);
  };
  const take = (report: Report): void => {
    for (const [ending, count] of Object.entries(report.endings))
      endings.set(ending, (endings.get(ending) ?? 0) + count);
    report.finds.forEach(find);
    slowest.push(report.slowest);
    slowest.sort((a, b) => b.milliseconds - a.milliseconds).splice(10);
    options.onProgress(report.next - options.from);
  };
  let next = options.from;
  while (next < end) {
    const ended = await oneThread(
      options.bundle,
      { root: options.root, seed: options.seed, from: next, end },
      options.patience,
      take,
    );
    if (ended.kind !== "done") find({ index: ended.at, kind: ended.kind, complaint: ended.why });
    next = ended.kind === "done" ? end : ended.at + 1;
  }
  return { endings, finds, slowest };
}

type Ended =
  | { readonly kind: "done" }
  | { readonly kind: "hang" | "death"; readonly at: number; readonly why: string };

/** Runs one thread to its end, or to that of its watcher's patience. */
function oneThread(
  bundle: URL,
  work: Omit<WorkerData, "at">,
  patience: number,
  take: (report: Report) => void,
): Promise<Ended> {
  const at = new Int32Array(new SharedArrayBuffer(4)).fill(NONE_YET);
  const worker = new Worker(bundle, {
    workerData: { ...work, at } satisfies WorkerData,
  });
  let seen = NONE_YET;
  let since = performance.now();
  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      const now = Atomics.load(at, 0);
      if (now !== seen) [seen, since] = [now, performance.now()];
      else if (seen !== NONE_YET && performance.now() - since > patience) {
        end({ kind: "hang", at: seen, why: `no answer within ${patience} ms` });
        void worker.terminate();
      }
    }, LOOK_EVERY_MS);
    const end = (how: Ended): void => {
      clearInterval(watch);
      resolve(how);
    };
    worker.on("message", take);
    worker.on("error", (error) => {
      clearInterval(watch);
      const last = Atomics.load(at, 0);
      if (last === NONE_YET) reject(error);
      else end({ kind: "death", at: last, why: String(error) });
    });
    worker.on("exit", () => end({ kind: "done" }));
  });
}
