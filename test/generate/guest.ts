import { fewer } from "./fewer.ts";
import { PERIOD_KINDS, type PeriodKind, periodsOf } from "./periods.ts";
import type { Random } from "./random.ts";
import { DEDICATED, type DrawnSupply } from "./supply.ts";
import { type DeadlineKind, deadlineOf, jitterOf, smallerTimes, type Times } from "./timing.ts";
import { anySplit } from "./utilization.ts";

export interface DrawnTask extends Times {
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
  readonly deadlines?: DeadlineKind;
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
  const shares = anySplit(random, count, load);
  const tasks = periods.map((period, index): DrawnTask => {
    const wcet = Math.min(period, Math.max(1, Math.round((shares[index] ?? 0) * period)));
    const deadline = deadlineOf(random, wcet, period, options.deadlines ?? "constrained");
    return {
      wcet,
      period,
      deadline,
      jitter: jitterOf(random, period, deadline, options.jitter === true ? "any" : "none"),
      section: options.sections === true && random.oneIn(2) ? random.between(1, wcet) : 0,
    };
  });
  if (!random.oneIn(4)) tasks.sort((a, b) => a.deadline - b.deadline || a.period - b.period);
  return { policy, preemptive: options.preemptive ?? true, tasks, supply };
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
  for (const less of task.section > 0 ? [0, ...fewer(task.section)] : []) yield { ...task, section: less };
  for (const smaller of smallerTimes(task)) {
    yield { ...smaller, section: Math.min(smaller.section, smaller.wcet) };
  }
}
