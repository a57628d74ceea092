import { availableParallelism } from "node:os";
import { InputError } from "../contract/errors.ts";
import { parseSeconds } from "../numeric/unit.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";

/** As the command line hands them over. */
export interface CrosscheckOptions {
  readonly time?: string;
  readonly seed?: number;
  readonly runs?: number;
  readonly workers?: number;
  readonly effort?: number;
  readonly save?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const DEFAULT_SEED = 1;
const DEFAULT_RUNS = 2_000;

/** How long to search, from which seed, on how many threads. */
export interface Plan {
  readonly seed: number;
  /** Infinite where only the time limits them. */
  readonly runs: number;
  /** In milliseconds; infinite where only the runs limit it. */
  readonly time: number;
  readonly workers: number;
}

/** @throws CommandFailure (bad usage). */
export function planOf({ time, seed = DEFAULT_SEED, runs, workers }: CrosscheckOptions): Plan {
  const limit = time === undefined ? Number.POSITIVE_INFINITY : millisecondsOf(time);
  return {
    seed,
    runs: runs ?? (time === undefined ? DEFAULT_RUNS : Number.POSITIVE_INFINITY),
    time: limit,
    workers: workers ?? availableParallelism(),
  };
}

/** `90s`, `10m` or `10 min`, `1h`. */
function millisecondsOf(text: string): number {
  try {
    const seconds = parseSeconds(text.replace(/(\d)\s*m$/, "$1 min"));
    if (seconds.sign() > 0) return seconds.approximate() * 1000;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  throw new CommandFailure(EXIT.usage, `--time ${text}: write how long to search, such as 90s, 10m or 1h`);
}
