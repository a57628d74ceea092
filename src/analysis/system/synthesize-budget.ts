/**
 * The least budget per period with which `check` proves the tasks of one VM, and the interrupts that wait for it, unless
 * no budget can prove those.
 *
 * Claim: the budget is one that the analyses of `check` prove, and the next smaller one on the grid (without a grid: any
 * smaller one) is not proved. By inversion (interface/least-budget.ts) where the VM sees a bare periodic or
 * explicit-deadline resource; otherwise, and wherever `check` does not agree with the inversion, by bisection over the
 * grid with the analyses of `check` themselves, since a larger budget never supplies less.
 */
import type { Claim } from "../../certificate/claim.ts";
import { InputError } from "../../contract/errors.ts";
import { byPriority } from "../../model/guest.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { withUnit } from "../../numeric/unit-text.ts";
import { leastBudget } from "../interface/least-budget.ts";
import { guestClaims } from "./guest-claims.ts";
import type { GuestProblem } from "./guest-problem.ts";

/**
 * What a smaller budget fails at, or why none will do: the task, or the interrupt whose handling is late, and the demand
 * of a window where one decides.
 */
export interface DecidedBy {
  readonly task: string | null;
  readonly interrupt: string | null;
  readonly window: Duration | null;
  readonly demand: Work | null;
}

/** A budget in every period, due `deadline` after the start of each. */
export interface VmInterface {
  readonly period: Duration;
  readonly budget: Work;
  readonly deadline: Duration;
}

export interface ProvedBudget extends VmInterface {
  readonly kind: "least";
  readonly method: "inversion" | "search";
  /** What the budget is a multiple of; null where it may be any rational. */
  readonly grid: Work | null;
  /** Null where the utilization decides, or where no work is asked for. */
  readonly deciding: DecidedBy | null;
  /** Where the inversion was cut short by its effort: no smaller budget than this will do. Null: `budget` is the least. */
  readonly atLeast: Work | null;
}

export interface NoBudget {
  readonly kind: "none";
  readonly period: Duration;
  /** Whether no budget can do; otherwise none was proved to. */
  readonly certain: boolean;
  readonly deciding: DecidedBy | null;
  /** In words, where no demand decides. */
  readonly reason: string;
}

export interface VmBudgetQuestion {
  readonly period: Duration;
  /** "budget": due at once. */
  readonly deadline: Duration | "budget";
  readonly grid: Work | null;
  readonly effort: number;
  readonly timeUnit: TimeUnit;
  /** For a comparison of many periods: what is inverted is not held against `check`, nor taken beyond a small effort. */
  readonly screening: boolean;
  /** The question that `check` would ask about the guest on such an interface. */
  readonly guestOn: (given: VmInterface) => GuestProblem | { readonly reason: string };
  /** The first claim of `check` about an interrupt that waits for the VM which is not proved on such an interface. */
  readonly lateInterruptOn: (given: VmInterface) => Claim | null;
}

/** Each step of a search, by default; at a budget just above the utilization an analysis may otherwise not end soon. */
const EFFORT_PER_STEP = 100_000;

/** Each of many periods that are only compared; what is chosen of them is decided anew. */
const EFFORT_PER_CANDIDATE = 20_000;

/** Throws `InputError` for a grid that allows no budget within the deadline. */
export function leastProvedBudget(question: VmBudgetQuestion): ProvedBudget | NoBudget {
  const { grid, timeUnit } = question;
  if (grid !== null && latest(question).lessThan(grid.asDuration())) {
    const [step, room] = [withUnit(timeUnit, grid), withUnit(timeUnit, latest(question))];
    throw new InputError(`a grid of ${step} allows no budget within ${room}: choose a finer one`);
  }
  const problem = question.guestOn(withBudget(question, latest(question).asWork()));
  if ("reason" in problem) {
    return { kind: "none", period: question.period, certain: false, deciding: null, reason: problem.reason };
  }
  const most = withBudget(question, latest(question).asWork());
  const served =
    question.lateInterruptOn(most) === null ? question : { ...question, lateInterruptOn: () => null };
  return (seesBareResource(problem) ? byInversion(served, problem) : null) ?? bySearch(served);
}

/** Whether the inversion speaks of the same supply and the same tasks as `check`. */
function seesBareResource({ supply, loss, guest }: GuestProblem): boolean {
  const bare =
    supply.kind === "periodic" ||
    supply.kind === "edp" ||
    (supply.kind === "server" && supply.server === "periodic-idling");
  return bare && loss.isZero() && guest.preemptive && guest.tasks.every(({ offset }) => offset === null);
}

/** Null where `check` does not agree: its analyses are finer, or coarser. */
function byInversion(question: VmBudgetQuestion, { guest }: GuestProblem): ProvedBudget | NoBudget | null {
  const { period, deadline, grid, effort, screening } = question;
  const least = leastBudget({
    tasks: byPriority(guest),
    scheduling: guest.scheduling === "edf" ? "edf" : "fixed-priority",
    period,
    deadline,
    ...(grid === null ? {} : { grid }),
    effort: screening ? Math.min(effort, EFFORT_PER_CANDIDATE) : effort,
  });
  switch (least.kind) {
    case "least": {
      const found: ProvedBudget = {
        kind: "least",
        ...withBudget(question, least.budget),
        method: "inversion",
        grid,
        deciding: least.deciding && { ...least.deciding, interrupt: null },
        atLeast: null,
      };
      if (question.lateInterruptOn(found) !== null) return null;
      if (screening) return found;
      const smaller = grid === null ? null : least.budget.minus(grid);
      if (firstOpen(question, least.budget) !== null) return null;
      if (smaller !== null && smaller.value.sign() >= 0 && firstOpen(question, smaller) === null) return null;
      return found;
    }
    case "infeasible": {
      const blocked = guest.tasks.some(
        (task) =>
          task.blocking.isPositive() || task.nonPreemptible.isPositive() || task.criticalSections.length > 0,
      );
      // With blocking the inversion is sufficient only, and what `check` says decides.
      if (blocked) return null;
      return {
        kind: "none",
        period,
        certain: true,
        deciding: least.deciding && { ...least.deciding, interrupt: null },
        reason: least.why,
      };
    }
    case "undetermined": {
      // On a grid a search of its multiples ends; without one the budget that is known to suffice is the closest.
      if (least.atMost === null || (grid !== null && !screening)) return null;
      const { atLeast, atMost } = least;
      const given = withBudget(question, atMost.budget);
      const open = screening ? question.lateInterruptOn(given) : firstOpen(question, atMost.budget);
      return open === null
        ? { kind: "least", ...given, method: "inversion", grid, deciding: null, atLeast }
        : null;
    }
  }
}

/** The least multiple of the grid that is proved; within the effort, of which a step without an end counts as not proved. */
function bySearch(question: VmBudgetQuestion): ProvedBudget | NoBudget {
  const { period } = question;
  const grid = question.grid ?? searchGrid(latest(question));
  const multiple = (count: bigint): Work => grid.times(Rational.of(count));
  let enough = latest(question).asWork().per(grid).floor();
  const open = firstOpen(question, multiple(enough));
  if (open !== null) {
    const certain = open.verdict === "refuted";
    return {
      kind: "none",
      period,
      certain,
      deciding: decidedBy(open),
      reason: open.reason ?? open.statement,
    };
  }
  let tooLittle = -1n;
  let last: Claim | null = null;
  while (enough - tooLittle > 1n) {
    const middle = (enough + tooLittle) / 2n;
    const failing = firstOpen(question, multiple(middle));
    if (failing === null) enough = middle;
    else [tooLittle, last] = [middle, failing];
  }
  return {
    kind: "least",
    ...withBudget(question, multiple(enough)),
    method: "search",
    grid,
    deciding: last && decidedBy(last),
    atLeast: null,
  };
}

/** Where no grid is given: the largest power of ten of seconds of which a thousand fit. */
function searchGrid(longest: Duration): Work {
  const thousandth = longest.value.dividedBy(Rational.of(1000n));
  const ten = Rational.of(10n);
  let step = Rational.one;
  while (thousandth.lessThan(step)) step = step.dividedBy(ten);
  while (step.times(ten).atMost(thousandth)) step = step.times(ten);
  return new Work(step);
}

/** The first claim about the guest, or about an interrupt that it handles, that is not proved on such a budget. */
function firstOpen(question: VmBudgetQuestion, budget: Work): Claim | null {
  const given = withBudget(question, budget);
  const problem = question.guestOn(given);
  if ("reason" in problem) throw new InputError(problem.reason);
  const claims = guestClaims(problem, question.timeUnit, Math.min(question.effort, EFFORT_PER_STEP));
  return claims.find(({ verdict }) => verdict !== "proved") ?? question.lateInterruptOn(given);
}

/** Null where the load as a whole decides. */
function decidedBy({ subject, witness, deadline }: Claim): DecidedBy | null {
  const { at, demand } = witness;
  const task = subject.task ?? null;
  const window = at instanceof Duration ? at : (deadline ?? null);
  return task === null && window === null
    ? null
    : { task, interrupt: subject.source ?? null, window, demand: demand instanceof Work ? demand : null };
}

function withBudget({ period, deadline }: VmBudgetQuestion, budget: Work): VmInterface {
  if (deadline !== "budget") return { period, budget, deadline };
  return { period, budget, deadline: budget.isZero() ? period : budget.asDuration() };
}

/** The largest budget there is. */
function latest({ period, deadline }: VmBudgetQuestion): Duration {
  return deadline === "budget" ? period : deadline;
}
