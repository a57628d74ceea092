/**
 * The least budget of a periodic resource, or of one with an explicit deadline, for a given period.
 *
 * Claim: exact, as a rational number or as the least multiple of a grid of enforcement; with this budget every deadline is
 * met, against every legal supply, and with any smaller one some legal supply makes a job late (without blocking; with it
 * the analyses are sufficient, and the budget is the least that they accept).
 * Source: least-edf.ts and least-fixed-priority.ts. Every answer has passed the ordinary analysis.
 */
import { InputError } from "../../contract/errors.ts";
import type { EdpResource, PeriodicResource } from "../../model/supply.ts";
import { type Duration, positive, Work } from "../../numeric/quantity.ts";
import type { Ratio } from "../../numeric/ratio.ts";
import { Rational } from "../../numeric/rational.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import { budgetFamily, exactly, toMultiplesOf } from "./family.ts";
import {
  type DecidingDemand,
  decidingDemand,
  type GuestDemand,
  leastOnTick,
  type NoInterface,
  noInterface,
  type SpentEffort,
  tickFor,
} from "./guest-demand.ts";

export interface BudgetQuestion extends GuestDemand {
  readonly period: Duration;
  /** When each budget is due after the start of its period: at its end by default, or at once ("budget": Δ = Θ). */
  readonly deadline?: Duration | "budget" | undefined;
  /** The unit in which the VMM enforces budgets; without it the budget may be any rational. */
  readonly grid?: Work | undefined;
}

export type LeastBudget =
  | (SufficientBudget & {
      readonly kind: "least";
      /** What forbids a smaller one; null where the utilization does, or where no work is asked for. */
      readonly deciding: DecidingDemand | null;
    })
  | NoInterface
  | (SpentEffort & {
      /** No smaller budget will do. */
      readonly atLeast: Work;
      /** This one suffices; null where none was found. */
      readonly atMost: SufficientBudget | null;
    });

/** A budget that all deadlines are met with. */
export interface SufficientBudget {
  readonly budget: Work;
  readonly bandwidth: Rational;
  readonly supply: PeriodicResource | EdpResource;
}

/** Throws `InputError` unless 0 < deadline ≤ period and 0 < grid ≤ the largest budget. */
export function leastBudget(question: BudgetQuestion): LeastBudget {
  const { period, deadline = period, grid } = checked(question);
  const dueAt = deadline === "budget" ? period : deadline;
  const timebase = tickFor(question, [
    period.value,
    dueAt.value,
    ...(grid === undefined ? [] : [grid.value]),
  ]);
  const family = budgetFamily({
    period: timebase.toTicks(period.value),
    deadline: deadline === "budget" ? "budget" : timebase.toTicks(deadline.value),
  });
  const rounding = grid === undefined ? exactly : toMultiplesOf(timebase.toTicks(grid.value));
  const least = leastOnTick(question, timebase, family, rounding);
  switch (least.kind) {
    case "nothing":
      return { kind: "least", ...sufficient(question, Work.zero), deciding: null };
    case "least": {
      const deciding = decidingDemand(least.deciding, question, timebase);
      return { kind: "least", ...sufficient(question, workOf(least.parameter, timebase)), deciding };
    }
    case "infeasible":
      return noInterface(decidingDemand(least.deciding, question, timebase), largest(question));
    case "undetermined": {
      const { atLeast, atMost, ...spent } = least;
      return {
        ...spent,
        atLeast: atLeast === null ? Work.zero : workOf(atLeast, timebase),
        atMost: atMost && sufficient(question, workOf(atMost, timebase)),
      };
    }
  }
}

function checked(question: BudgetQuestion): BudgetQuestion {
  const { period, deadline = period, grid } = question;
  positive(period, "the period of the resource");
  const dueAt = deadline === "budget" ? period : positive(deadline, "the deadline of the resource");
  if (period.lessThan(dueAt)) {
    throw new InputError(`the deadline of ${dueAt} exceeds the period of ${period}`);
  }
  if (grid !== undefined && dueAt.lessThan(positive(grid, "the grid").asDuration())) {
    throw new InputError(`a grid of ${grid} allows no budget within ${dueAt}: choose a finer one`);
  }
  return question;
}

function sufficient({ period, deadline = period }: BudgetQuestion, budget: Work): SufficientBudget {
  const dueAt = deadline === "budget" ? budget.asDuration() : deadline;
  // A periodic resource is the one whose deadline is its period; so is an explicit-deadline one without any budget.
  const supply: PeriodicResource | EdpResource =
    dueAt.equals(period) || !dueAt.isPositive()
      ? { kind: "periodic", period, budget }
      : { kind: "edp", period, budget, deadline: dueAt };
  return { budget, bandwidth: budget.over(period), supply };
}

function largest({ period, deadline = period, grid }: BudgetQuestion): string {
  const dueAt = deadline === "budget" ? period : deadline;
  return grid === undefined
    ? `a budget of ${dueAt} every ${period}`
    : `any multiple of ${grid} up to ${dueAt} every ${period}`;
}

function workOf({ numerator, denominator }: Ratio, timebase: Timebase): Work {
  return new Work(timebase.toSeconds(numerator).dividedBy(Rational.of(denominator)));
}
