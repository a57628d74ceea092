import fc from "fast-check";
import { type Task, task } from "../../../src/model/task.ts";
import { gcd } from "../../../src/numeric/integer.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";

/** Which task sets to draw. Every default is the widest choice. */
export interface TaskSetOptions {
  readonly maxTasks?: number;
  /** `constrained` includes implicit ones; `arbitrary` reaches 3T. */
  readonly deadlines?: "implicit" | "constrained" | "arbitrary";
  /** `within-slack` keeps D ≤ T − J where D ≤ T; `any` reaches 3T. */
  readonly jitter?: "none" | "within-slack" | "any";
  readonly blocking?: boolean;
  /** The total utilization: at most 1, exactly 1, above 1 (up to 3/2), or any of these. */
  readonly load?: "at-most-one" | "one" | "above-one" | "any";
  /** False: every wcet is at least one tick, which may push the load above what `load` says. */
  readonly zeroWcet?: boolean;
}

/** Small systems for brute force: up to 4 tasks whose hyperperiod divides 120. */
export function tinyTaskSets(options: TaskSetOptions = {}): fc.Arbitrary<TickTask[]> {
  const period = fc.constantFrom(1n, 2n, 3n, 4n, 5n, 6n, 8n, 10n, 12n);
  return fromPeriods(period, { maxTasks: 4, ...options });
}

/** Realistic systems: up to 8 tasks; periods log-uniform up to 10⁶, harmonic or coprime. */
export function taskSets(options: TaskSetOptions = {}): fc.Arbitrary<TickTask[]> {
  const wide = { maxTasks: 8, ...options };
  const sets = [fromPeriods(HARMONIC_PERIODS, wide), fromPeriods(PRIME_PERIODS, { ...wide, maxTasks: 4 })];
  // A load of exactly 1 over log-uniform periods would need a last period near their product.
  if (options.load !== "one") {
    const load = options.load ?? "any";
    sets.push(fromPeriods(LOG_UNIFORM_PERIODS, { ...wide, load: load === "any" ? "at-most-one" : load }));
  }
  return fc.oneof(...sets);
}

/** Factors that carry a set beyond 2⁵³ or onto ugly denominators. */
export const scales: fc.Arbitrary<Rational> = fc
  .constantFrom(
    "1",
    "1/3",
    "9007199254740993",
    "123456789/98765",
    "1000000000000000009",
    "2305843009213693951/3",
  )
  .map((factor) => Rational.from(factor));

/** The same set as model tasks, each tick `scale` seconds long. */
export function asTasks(tasks: readonly TickTask[], scale: Rational = Rational.one): Task[] {
  const seconds = (ticks: bigint): Rational => Rational.of(ticks).times(scale);
  return tasks.map((each, index) =>
    task({
      name: `task${index + 1}`,
      wcet: new Work(seconds(each.wcet)),
      minSeparation: new Duration(seconds(each.period)),
      deadline: new Duration(seconds(each.deadline)),
      jitter: new Duration(seconds(each.jitter)),
      blocking: new Work(seconds(each.blocking)),
    }),
  );
}

/** Code that rebuilds the set, to paste into a regression test. */
export function asCode(tasks: readonly TickTask[]): string {
  const lines = tasks.map(
    ({ wcet, period, deadline, jitter, blocking }) =>
      `  { wcet: ${wcet}n, period: ${period}n, deadline: ${deadline}n, jitter: ${jitter}n, blocking: ${blocking}n },`,
  );
  return ["[", ...lines, "]"].join("\n");
}

const HARMONIC_PERIODS = fc
  .nat({ max: 8 })
  .chain((exponent) => fc.constantFrom(2n ** BigInt(exponent), 10n * 2n ** BigInt(exponent)));
const PRIME_PERIODS = fc.constantFrom(2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n);
const LOG_UNIFORM_PERIODS = fc
  .tuple(fc.integer({ min: 10, max: 99 }), fc.integer({ min: 0, max: 4 }))
  .map(([mantissa, exponent]) => BigInt(mantissa) * 10n ** BigInt(exponent));

/** A draw from which a task is built once the utilization has been split: percentages of what is possible. */
interface Seed {
  readonly period: bigint;
  readonly weight: number;
  readonly deadline: number;
  readonly jitter: number;
  readonly blocking: number;
}

function fromPeriods(period: fc.Arbitrary<bigint>, options: TaskSetOptions): fc.Arbitrary<TickTask[]> {
  const percent = fc.integer({ min: 0, max: 100 });
  const seed = fc.record({
    period,
    weight: fc.integer({ min: options.zeroWcet === false ? 1 : 0, max: 100 }),
    deadline: percent,
    jitter: sometimes(percent),
    blocking: sometimes(percent),
  });
  const seeds = fc.array(seed, { minLength: 1, maxLength: options.maxTasks ?? 4 });
  return fc.tuple(seeds, loads(options.load ?? "any")).map(([drawn, load]) => build(drawn, load, options));
}

const sometimes = (amount: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, amount);

/** A total utilization in percent, or "full" for a set completed to exactly 1. */
type Load = number | "full";

function loads(kind: "at-most-one" | "one" | "above-one" | "any"): fc.Arbitrary<Load> {
  const below: fc.Arbitrary<Load> = fc.integer({ min: 0, max: 100 });
  const above: fc.Arbitrary<Load> = fc.integer({ min: 101, max: 150 });
  const full: fc.Arbitrary<Load> = fc.constant("full");
  switch (kind) {
    case "at-most-one":
      return fc.oneof(below, below, full);
    case "one":
      return full;
    case "above-one":
      return above;
    case "any":
      return fc.oneof(below, below, full, above);
  }
}

function build(seeds: readonly Seed[], load: Load, options: TaskSetOptions): TickTask[] {
  const total = BigInt(seeds.reduce((sum, { weight }) => sum + weight, 0) || 1);
  const percent = load === "full" ? 100n : BigInt(load);
  const least = options.zeroWcet === false ? 1n : 0n;
  // Rounding down keeps the sum at or below the load; an exact 1 is completed by the last task. A load above 1 rounds up.
  const split = seeds.map(({ period, weight }) => {
    const share = period * BigInt(weight) * percent;
    const rounded = percent > 100n ? (share + total * 100n - 1n) / (total * 100n) : share / (total * 100n);
    return { period, wcet: rounded > least ? rounded : least };
  });
  const timed = load === "full" ? completed(split) : split;
  return timed.map(({ period, wcet }, index) => {
    const drawn = seeds[index] as Seed;
    const deadline = deadlineOf(wcet, period, drawn.deadline, options.deadlines ?? "arbitrary");
    return {
      wcet,
      period,
      deadline,
      jitter: jitterOf(period, deadline, drawn.jitter, options.jitter ?? "any"),
      blocking: (options.blocking ?? true) ? (period * BigInt(drawn.blocking)) / 100n : 0n,
    };
  });
}

/** Replaces the last task so that the utilizations add up to exactly 1; without it where the others already do. */
function completed(split: readonly { period: bigint; wcet: bigint }[]): { period: bigint; wcet: bigint }[] {
  const kept = split.slice(0, -1);
  let numerator = 1n;
  let denominator = 1n;
  for (const { wcet, period } of kept) {
    numerator = numerator * period - wcet * denominator;
    denominator *= period;
    const common = gcd(numerator, denominator) || 1n;
    numerator /= common;
    denominator /= common;
  }
  return numerator > 0n ? [...kept, { wcet: numerator, period: denominator }] : kept;
}

function deadlineOf(
  wcet: bigint,
  period: bigint,
  percent: number,
  kind: "implicit" | "constrained" | "arbitrary",
): bigint {
  if (kind === "implicit") return period;
  const least = wcet < 1n ? 1n : wcet < period ? wcet : period;
  const most = kind === "constrained" ? period : 3n * period;
  return least + ((most - least) * BigInt(percent)) / 100n;
}

function jitterOf(
  period: bigint,
  deadline: bigint,
  percent: number,
  kind: "none" | "within-slack" | "any",
): bigint {
  if (kind === "none") return 0n;
  const most = kind === "any" ? 3n * period : period > deadline ? period - deadline : 0n;
  return (most * BigInt(percent)) / 100n;
}
