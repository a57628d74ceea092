import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { type LeastBudget, leastBudget } from "../../../src/analysis/interface/least-budget.ts";
import { minBudgetEdf } from "../../../src/analysis/ticks/min-budget-edf.ts";
import { minBudgetFp } from "../../../src/analysis/ticks/min-budget-fp.ts";
import { tickTaskSet } from "../../../src/analysis/ticks/tick-task-set.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { fewer } from "../../generate/fewer.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { periodic } from "../../generate/supply.ts";
import { inTime, TICK } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import { longestRun, play } from "../play.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf, ticksOf } from "./shown.ts";

const EFFORT = 20_000;

/** Which least budget, in whole ticks, a guest needs in each period of a resource; due within it. */
interface Asked {
  readonly guest: DrawnGuest;
  readonly period: number;
  readonly deadline: number;
}

function leastOf({ guest, period, deadline }: Asked, grid: Work | undefined): LeastBudget {
  return leastBudget({
    tasks: systemOf(guest).vms[0]?.guest.tasks ?? [],
    scheduling: guest.policy,
    period: inTime(Rational.from(period)),
    deadline: inTime(Rational.from(deadline)),
    grid,
    effort: EFFORT,
  });
}

/** With the least budget no job is late on its worst supply; with a tick less some job is. */
function examine(asked: Asked, tally: Tally): string | null {
  const least = leastOf(asked, new Work(TICK));
  const anything = leastOf(asked, undefined);
  if (least.kind === "undetermined" || anything.kind === "undetermined") return null;
  const largest = asked.deadline;
  const budget = least.kind === "least" ? Number(least.budget.value.dividedBy(TICK).numerator) : largest + 1;
  if (least.kind === "least" && anything.kind === "least") {
    const ceiled = Number(anything.budget.value.dividedBy(TICK).ceil());
    if (ceiled !== budget)
      return `${budget} ticks are said to be the least, but ${anything.budget} without a grid`;
  }
  if (budget <= largest) {
    const late = lateWith(asked, budget, tally);
    tally.compare(late === true ? 0 : 1, 1);
    if (late === true) return `a job is late with a budget of ${budget}, which is said to suffice`;
  }
  if (budget > 1) {
    const late = lateWith(asked, budget - 1, tally);
    if (late !== null) tally.compare(late ? 1 : 0, 1);
    if (late === false)
      return `no job is late with a budget of ${budget - 1}, though ${budget} is said to be the least`;
  }
  return kernels(asked, budget);
}

/** On the worst supply of this budget: null where no run is long enough to tell. */
function lateWith({ guest, period, deadline }: Asked, budget: number, tally: Tally): boolean | null {
  return lateOn({ ...guest, supply: periodic(period, budget, deadline) }, tally);
}

/** Whether a job is late on the worst supply of the guest. */
export function lateOn(supplied: DrawnGuest, tally: Tally): boolean | null {
  const [pattern] = supplied.supply.patterns;
  const until = missBy(supplied);
  if (pattern === undefined || until === null) return null;
  const { late, jobs } = play(supplied, pattern, until);
  tally.jobs(jobs);
  return late.includes(true);
}

/** Where a miss is to be looked for: in the first jobs under fixed priorities with D ≤ T, else where the test sees it. */
function missBy(guest: DrawnGuest): number | null {
  const tasks = ticksOf(guest.tasks);
  const longest = longestRun(guest);
  if (guest.policy === "fixed-priority") {
    const windows = tasks.map((_, index) =>
      responseTime(tasks, index, guest.supply.bound, new Effort(EFFORT)),
    );
    const bounded = windows.map((found, index) =>
      found.kind === "bounded" ? Number(found.window) : guest.tasks[index]!.deadline,
    );
    return Math.min(longest, Math.max(...bounded, ...guest.tasks.map(({ deadline }) => deadline)));
  }
  const outcome = decideDemand(tasks, guest.supply.bound, undefined, new Effort(EFFORT));
  if (outcome.kind === "met")
    return Math.min(longest, 4 * Math.max(...guest.tasks.map(({ period }) => period)));
  const fail =
    outcome.kind === "violated" ? outcome : outcome.kind === "overloaded" ? outcome.firstFail : null;
  return fail === null || fail.at > BigInt(longest) ? null : Number(fail.at);
}

/** The kernels on integer ticks answer the same. */
function kernels({ guest, period, deadline }: Asked, budget: number): string | null {
  if (deadline !== period) return null;
  const set = tickTaskSet(guest.tasks.map(({ wcet, period: T, deadline: D }) => ({ C: wcet, T, D })));
  const found = guest.policy === "edf" ? minBudgetEdf(set, period) : minBudgetFp(set, period);
  const expected = budget > deadline ? null : budget;
  return found === "undetermined" || found === expected
    ? null
    : `the kernel says ${found}, the analysis ${expected}`;
}

function draw(random: Random, policy: DrawnGuest["policy"]): Asked {
  const period = random.between(2, 10);
  const guest = drawGuest(random, policy, { kinds: ["small"], most: 4, deadlines: "constrained" });
  return { guest, period, deadline: random.oneIn(3) ? random.between(1, period) : period };
}

function* smaller({ guest, period, deadline }: Asked): Generator<Asked> {
  for (const each of smallerGuests(guest)) {
    if (each.tasks.every((task) => task.deadline <= task.period)) yield { guest: each, period, deadline };
  }
  for (const less of fewer(period)) {
    if (less >= 1) yield { guest, period: less, deadline: Math.min(deadline, less) };
  }
}

function interfaces(name: string, policy: DrawnGuest["policy"]): AnyFamily {
  return family<Asked>({
    name: `least budget of a resource under ${name}`,
    claims: "exact",
    weight: 4,
    draw: (random) => draw(random, policy),
    examine,
    smaller,
    show: ({ guest, period, deadline }) =>
      `# every ${period} ms, due within ${deadline} ms\n${showGuest(guest)}`,
  });
}

export const INTERFACES: readonly AnyFamily[] = [
  interfaces("FP", "fixed-priority"),
  interfaces("EDF", "edf"),
];
