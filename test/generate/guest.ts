import { fewer } from "./fewer.ts";
import { PERIOD_KINDS, type PeriodKind, periodsOf } from "./periods.ts";
import type { Random } from "./random.ts";
import { DEDICATED, type DrawnSupply } from "./supply.ts";
import { dirichletRescale, randFixedSum, uuniFastDiscard } from "./utilization.ts";

/** A task in whole ticks. */
export interface DrawnTask {
  readonly wcet: number;
  readonly period: number;
  readonly deadline: number;
  readonly jitter: number;
  /** A part at the start of each job that nothing of the guest preempts. */
  readonly section: number;
}

/** One guest on one supply: what most analyses are about. Fixed priorities go by the order of the tasks. */
export interface DrawnGuest {
  readonly policy: "fixed-priority" | "edf";
  readonly preemptive: boolean;
  readonly tasks: readonly DrawnTask[];
  readonly supply: DrawnSupply;
}

export interface GuestOptions {
  readonly most?: number;
  readonly kinds?: readonly PeriodKind[];
  readonly deadlines?: "implicit" | "constrained" | "arbitrary";
  readonly jitter?: boolean;
  readonly sections?: boolean;
  readonly supply?: (random: Random) => DrawnSupply;
  readonly preemptive?: boolean;
}

/** Total loads as shares of what is supplied: many nearly full, a few beyond. */
const LOADS = [0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1, 1.05];

/** A guest of integers, valid by construction: 1 ≤ C ≤ T, 1 ≤ D, jitter where wanted, in deadline-monotonic order or any. */
export function drawGuest(
  random: Random,
  policy: DrawnGuest["policy"],
  options: GuestOptions = {},
): DrawnGuest {
  const supply = options.supply?.(random) ?? DEDICATED;
  const count = random.between(1, options.most ?? 5);
  const periods = periodsOf(random, random.pick(options.kinds ?? PERIOD_KINDS), count);
  const load = random.pick(LOADS) * supply.rate;
  const shares = split(random, count, load);
  const tasks = periods.map((period, index): DrawnTask => {
    const wcet = Math.min(period, Math.max(1, Math.round((shares[index] ?? 0) * period)));
    return {
      wcet,
      period,
      deadline: deadlineOf(random, wcet, period, options.deadlines ?? "constrained"),
      jitter: options.jitter === true && random.oneIn(2) ? random.below(2 * period) : 0,
      section: options.sections === true && random.oneIn(2) ? random.between(1, wcet) : 0,
    };
  });
  if (!random.oneIn(4)) tasks.sort((a, b) => a.deadline - b.deadline || a.period - b.period);
  return { policy, preemptive: options.preemptive ?? true, tasks, supply };
}

function split(random: Random, count: number, load: number): number[] {
  switch (random.below(3)) {
    case 0:
      // Near the most that the tasks can carry, too little would be kept.
      return load > count / 2 ? randFixedSum(random, count, load) : uuniFastDiscard(random, count, load);
    case 1:
      return randFixedSum(random, count, load);
    default:
      return dirichletRescale(
        random,
        load,
        Array.from({ length: count }, () => 0.2 + 0.8 * random.unit()),
      );
  }
}

function deadlineOf(
  random: Random,
  wcet: number,
  period: number,
  kind: "implicit" | "constrained" | "arbitrary",
): number {
  if (kind === "implicit" || random.oneIn(3)) return period;
  return random.between(wcet, kind === "constrained" ? period : 3 * period);
}

/** Smaller guests that are still valid: fewer tasks, smaller numbers, a simpler supply. */
export function* smallerGuests(guest: DrawnGuest): Generator<DrawnGuest> {
  const { tasks, supply } = guest;
  for (const index of tasks.keys())
    if (tasks.length > 1) yield { ...guest, tasks: tasks.toSpliced(index, 1) };
  for (const smaller of supply.smaller()) yield { ...guest, supply: smaller };
  for (const [index, task] of tasks.entries()) {
    for (const each of smallerTasks(task)) yield { ...guest, tasks: tasks.with(index, each) };
  }
}

function* smallerTasks(task: DrawnTask): Generator<DrawnTask> {
  const { wcet, period, deadline, jitter, section } = task;
  if (jitter > 0) yield { ...task, jitter: 0 };
  if (section > 0) yield { ...task, section: 0 };
  if (deadline !== period) yield { ...task, deadline: period };
  for (const less of fewer(wcet))
    if (less >= 1) yield { ...task, wcet: less, section: Math.min(section, less) };
  for (const less of fewer(period))
    if (less >= wcet) yield { ...task, period: less, deadline: Math.min(deadline, less) };
  for (const less of fewer(deadline)) if (less >= 1) yield { ...task, deadline: less };
  for (const less of fewer(jitter)) if (less > 0) yield { ...task, jitter: less };
}
