import { Rational } from "../../src/numeric/rational.ts";
import type { TickTask } from "../../src/workload/tick-task.ts";
import { fewer } from "./fewer.ts";
import { type PeriodKind, periodsOf, type Span } from "./periods.ts";
import type { Random } from "./random.ts";
import {
  type DeadlineKind,
  deadlineOf,
  type JitterKind,
  jitterOf,
  smallerTimes,
  type Times,
} from "./timing.ts";
import { anySplit, randFixedSum } from "./utilization.ts";

/** Which task sets to draw. Every default is the widest choice. */
export interface TaskSetOptions {
  readonly maxTasks?: number;
  readonly deadlines?: DeadlineKind;
  readonly jitter?: JitterKind;
  readonly blocking?: boolean;
  /** The total utilization: at most 1, exactly 1, above 1 (up to 3/2), or any of these. */
  readonly load?: "at-most-one" | "one" | "above-one" | "any";
  /** False: every wcet is at least one tick, which may push the load above what `load` says. */
  readonly zeroWcet?: boolean;
}

/** Where the periods of a set come from, and how far they lie apart. */
export interface Periods {
  readonly kinds: readonly PeriodKind[];
  readonly span: Span;
}

/** A task on its way: whole ticks that a double holds exactly. */
interface Drawn extends Times {
  readonly blocking: number;
}

export function drawTaskSet(random: Random, periods: Periods, options: TaskSetOptions = {}): TickTask[] {
  const kind = random.pick(periods.kinds);
  // Coprime periods repeat only after their product.
  const most = Math.min(options.maxTasks ?? 8, kind === "coprime" ? 4 : 8);
  const chosen = periodsOf(random, kind, random.between(1, most), periods.span);
  // Log-uniform periods would need a last period near their product to be completed to a load of 1.
  const load = drawLoad(random, options.load ?? "any", kind !== "log-uniform" || chosen.length === 1);
  const split = workOf(random, chosen, load, options.zeroWcet === false ? 1 : 0);
  return split.map(({ wcet, period }) => {
    const deadline = deadlineOf(random, wcet, period, options.deadlines ?? "arbitrary");
    const jitter = jitterOf(random, period, deadline, options.jitter ?? "any");
    const blocked = (options.blocking ?? true) && random.oneIn(3);
    return exact({ wcet, period, deadline, jitter, blocking: blocked ? random.between(1, period) : 0 });
  });
}

/** Smaller sets that the same options could have drawn. */
export function* smallerTaskSets(
  tasks: readonly TickTask[],
  options: TaskSetOptions = {},
): Generator<TickTask[]> {
  const set = tasks.map(approximate);
  for (const candidate of smallerSets(set, options)) {
    if (candidate.length > 0 && isDrawnBy(candidate, options)) yield candidate.map(exact);
  }
}

function* smallerSets(set: readonly Drawn[], { load, zeroWcet }: TaskSetOptions): Generator<Drawn[]> {
  if (set.length > 1) {
    for (const index of set.keys()) {
      const rest = set.toSpliced(index, 1);
      yield load === "one" ? completed(rest) : rest;
    }
  }
  for (const [index, task] of set.entries()) {
    const { wcet, period, blocking } = task;
    for (const less of blocking > 0 ? [0, ...fewer(blocking)] : [])
      yield set.with(index, { ...task, blocking: less });
    for (const smaller of smallerTimes(task, zeroWcet === false ? 1 : 0)) yield set.with(index, smaller);
    // A load of exactly 1 stays that only where both shrink together.
    for (const less of wcet === period ? fewer(period) : []) {
      const deadline = task.deadline <= period ? Math.min(task.deadline, less) : task.deadline;
      if (less > 0) yield set.with(index, { ...task, wcet: less, period: less, deadline });
    }
  }
}

function isDrawnBy(set: readonly Drawn[], { load, jitter, deadlines }: TaskSetOptions): boolean {
  const total = utilization(set);
  if (load === "one" && !total.equals(Rational.one)) return false;
  if (load === "at-most-one" && Rational.one.lessThan(total)) return false;
  if (load === "above-one" && total.atMost(Rational.one)) return false;
  return set.every(({ period, deadline, jitter: late }) => {
    if (deadline > period && (deadlines ?? "arbitrary") !== "arbitrary") return false;
    return jitter !== "within-slack" || late === 0 || late <= period - deadline;
  });
}

/** A total utilization, or "full" for a set completed to exactly 1. */
type Load = number | "full";

function drawLoad(random: Random, kind: NonNullable<TaskSetOptions["load"]>, canBeFull: boolean): Load {
  // Below 1 by more than rounding can add.
  const below = (): Load => random.below(100) / 100;
  const above = (): Load => random.between(101, 150) / 100;
  const full = (): Load => (canBeFull ? "full" : below());
  switch (kind) {
    case "at-most-one":
      return random.pick([below, below, full])();
    case "one":
      return "full";
    case "above-one":
      return above();
    case "any":
      return random.pick([below, below, full, above])();
  }
}

/** Rounding down keeps the sum at or below the load, and rounding up one above 1 above it; the last task completes a full one. */
function workOf(
  random: Random,
  periods: readonly number[],
  load: Load,
  least: number,
): Pick<Drawn, "wcet" | "period">[] {
  const total = load === "full" ? 1 : load;
  const shares =
    total > 1 ? overloading(random, periods.length, total) : anySplit(random, periods.length, total);
  const split = periods.map((period, index) => {
    const work = (shares[index] as number) * period;
    return { period, wcet: Math.max(least, total > 1 ? Math.ceil(work) : Math.floor(work)) };
  });
  return load === "full" ? completed(split) : split;
}

/** A single task may need more than its period. */
function overloading(random: Random, tasks: number, total: number): number[] {
  const most = Math.min(total, tasks);
  return randFixedSum(random, tasks, most).map((share) => (share * total) / most);
}

/** Completes the last task so that the utilizations add up to exactly 1; without it where the others already do. */
function completed<Task extends Pick<Drawn, "wcet" | "period">>(set: readonly Task[]): Task[] {
  const others = set.slice(0, -1);
  const last = set.at(-1);
  const rest = Rational.one.minus(utilization(others));
  if (last === undefined || rest.sign() <= 0) return others;
  const { numerator, denominator } = rest;
  // In its own period where that goes, and otherwise in the shortest in which it does.
  const times = BigInt(last.period) % denominator === 0n ? BigInt(last.period) / denominator : 1n;
  return [...others, { ...last, wcet: Number(numerator * times), period: Number(denominator * times) }];
}

function utilization(tasks: readonly Pick<Drawn, "wcet" | "period">[]): Rational {
  return tasks.reduce(
    (sum, { wcet, period }) => sum.plus(Rational.of(BigInt(wcet), BigInt(period))),
    Rational.zero,
  );
}

function exact({ wcet, period, deadline, jitter, blocking }: Drawn): TickTask {
  return {
    wcet: BigInt(wcet),
    period: BigInt(period),
    deadline: BigInt(deadline),
    jitter: BigInt(jitter),
    blocking: BigInt(blocking),
  };
}

function approximate({ wcet, period, deadline, jitter, blocking }: TickTask): Drawn {
  return {
    wcet: Number(wcet),
    period: Number(period),
    deadline: Number(deadline),
    jitter: Number(jitter),
    blocking: Number(blocking),
  };
}
