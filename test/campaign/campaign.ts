import { Worker } from "node:worker_threads";
import { FAMILIES } from "./families.ts";
import type { CampaignViolation, Surveyed } from "./survey.ts";
import { sumOf, type TallyData } from "./tally.ts";

/** Systems that a thread is given at a time. */
const RANGE = 250;

/** No more violations than these are collected: the first tells enough. */
const MOST_VIOLATIONS = 20;

export interface CampaignOptions {
  readonly systems: number;
  readonly seed: number;
  readonly workers: number;
  readonly only: string | null;
  /** Whether to measure what each family takes; of any use with one worker only. */
  readonly timed?: boolean;
  readonly onProgress: (done: number) => void;
  /** Asked before each range: no more are begun once it says yes. */
  readonly stopped: () => boolean;
}

/** What a campaign has shown. The same for the same number of systems and seed, however many threads there were. */
export interface Campaign {
  readonly seed: number;
  readonly families: readonly {
    readonly name: string;
    readonly claims: "exact" | "sufficient";
    readonly tally: TallyData;
    /** Microseconds of a core; 0 where they were not measured. */
    readonly spent: number;
  }[];
  readonly violations: readonly CampaignViolation[];
}

/** Hands out ranges of systems to threads that run the bundled worker. */
export async function runCampaign(
  bundle: string,
  { systems, seed, workers, only, timed = false, onProgress, stopped }: CampaignOptions,
): Promise<Campaign> {
  const done = new Map<number, Surveyed>();
  let next = 0;
  let violations = 0;
  const take = (): { from: number; to: number } | null => {
    if (next >= systems || violations >= MOST_VIOLATIONS || stopped()) return null;
    const from = next;
    next = Math.min(systems, from + RANGE);
    return { from, to: next };
  };
  const work = (): Promise<void> => {
    const worker = new Worker(bundle, { workerData: { seed, only, timed } });
    return new Promise<void>((resolve, reject) => {
      const goOn = (): void => {
        const range = take();
        if (range === null) resolve();
        else worker.postMessage(range);
      };
      worker.on("error", reject);
      worker.on("message", ({ from, surveyed }: { from: number; surveyed: Surveyed }) => {
        done.set(from, surveyed);
        violations += surveyed.violations.length;
        onProgress(done.size * RANGE);
        goOn();
      });
      goOn();
    }).finally(() => worker.terminate());
  };
  await Promise.all(Array.from({ length: workers }, work));
  const parts = [...done].sort(([a], [b]) => a - b).map(([, part]) => part);
  return {
    seed,
    families: FAMILIES.map(({ name, claims }, index) => ({
      name,
      claims,
      tally: sumOf(parts.map(({ tallies }) => tallies[index]!)),
      spent: parts.reduce((sum, { spent }) => sum + spent[index]!, 0),
    })),
    violations: parts.flatMap((part) => part.violations),
  };
}
