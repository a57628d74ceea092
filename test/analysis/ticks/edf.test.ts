import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import {
  edfOnPeriodic,
  edfSchedulable,
  type TickVerdict,
  tickTaskSet,
} from "../../../src/analysis/ticks/entry.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { explicitDeadlineBound } from "../../../src/supply/explicit-deadline.ts";
import type { SupplyBound } from "../../../src/supply/supply-bound.ts";
import { naiveDemandMet } from "./naive.ts";
import { resources, smallResources } from "./resources.ts";
import {
  asTicks,
  asTickTasks,
  blurred,
  magnitudes,
  scaled,
  sweepSets,
  type Timing,
  tinySets,
} from "./sets.ts";

/** Small enough to end sets whose horizon explodes, which both sides then leave undetermined. */
const STEPS = 2_000_000;

describe("edfSchedulable", () => {
  it("accepts Buttazzo's example and refuses it with one tick more work", () => {
    const tasks = [
      { C: 2, T: 6, D: 4 },
      { C: 2, T: 8, D: 5 },
      { C: 3, T: 9, D: 7 },
    ];
    expect(edfSchedulable(tickTaskSet(tasks))).toBe(true);
    expect(edfSchedulable(tickTaskSet([...tasks.slice(0, 2), { C: 4, T: 9, D: 7 }]))).toBe(false);
  });

  it("counts a utilization of exactly 1 as schedulable and the least bit above as not", () => {
    const thirds = [3, 3, 3].map((T) => ({ C: 1, T, D: T }));
    expect(edfSchedulable(tickTaskSet(thirds))).toBe(true);
    const T = 2 ** 40 + 1;
    const full = { C: T - 1, T, D: T };
    expect(edfSchedulable(tickTaskSet([full, { C: 1, T, D: T }]))).toBe(true);
    expect(edfSchedulable(tickTaskSet([full, { C: 1, T: T - 1, D: T - 1 }]))).toBe(false);
    const wide = [2n ** 70n, 3n ** 40n].map((period) => ({ C: period, T: 2n * period, D: 2n * period }));
    expect(edfSchedulable(tickTaskSet(wide))).toBe(true);
    expect(edfSchedulable(tickTaskSet([...wide, { C: 1, T: 2n ** 90n, D: 2n ** 90n }]))).toBe(false);
  });

  it("equals the definition, tick by tick", () => {
    fc.assert(
      fc.property(tinySets("arbitrary"), (tasks) => {
        expect(edfSchedulable(asTicks(tasks))).toBe(naiveDemandMet(tasks, 1, 1));
      }),
      { numRuns: 3000 },
    );
  });

  it("equals decideDemand", () => {
    fc.assert(
      fc.property(anySets, (tasks) => {
        agree(edfSchedulable(asTicks(tasks), STEPS), reference(tasks, dedicatedBound));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the same in doubles, in bigints and in any unit of time", () => {
    fc.assert(
      fc.property(anySets, magnitudes, (tasks, factor) => {
        agree(edfSchedulable(asTicks(scaled(tasks, factor)), STEPS), edfSchedulable(asTicks(tasks), STEPS));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("edfOnPeriodic", () => {
  it("finds the least budget of Shin and Lee's example, 39/14 of a period of 10", () => {
    const set = tickTaskSet([
      { C: 7 * 14, T: 50 * 14, D: 50 * 14 },
      { C: 9 * 14, T: 75 * 14, D: 75 * 14 },
    ]);
    expect([38, 39].map((budget) => edfOnPeriodic(set, 140, budget))).toEqual([false, true]);
  });

  it("equals the definition, tick by tick", () => {
    fc.assert(
      fc.property(tinySets("arbitrary"), smallResources, (tasks, [period, budget]) => {
        expect(edfOnPeriodic(asTicks(tasks), period, budget)).toBe(naiveDemandMet(tasks, period, budget));
      }),
      { numRuns: 3000 },
    );
  });

  it("equals decideDemand", () => {
    fc.assert(
      fc.property(anySets, resources, (tasks, [period, budget]) => {
        const supply = explicitDeadlineBound({ period, budget, deadline: period });
        agree(edfOnPeriodic(asTicks(tasks), period, budget, STEPS), reference(tasks, supply));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the same in doubles, in bigints and in any unit of time", () => {
    fc.assert(
      fc.property(anySets, resources, magnitudes, (tasks, [period, budget], factor) => {
        const wide = edfOnPeriodic(asTicks(scaled(tasks, factor)), period * factor, budget * factor, STEPS);
        agree(wide, edfOnPeriodic(asTicks(tasks), period, budget, STEPS));
      }),
      { numRuns: 2000 },
    );
  });

  it("equals decideDemand at odd magnitudes", () => {
    const unit = 2n ** 52n + 1n;
    const odd = anySets.chain((tasks) => blurred(scaled(tasks, unit), 2n ** 45n));
    fc.assert(
      fc.property(odd, resources, (tasks, [period, budget]) => {
        const [Π, Θ] = [period * unit + 1n, budget * unit];
        const supply = explicitDeadlineBound({ period: Π, budget: Θ, deadline: Π });
        agree(edfOnPeriodic(asTicks(tasks), Π, Θ, STEPS), reference(tasks, supply));
      }),
      { numRuns: 2000 },
    );
  });

  it("ends undetermined, not in a hang, where the load is the rate and the periods are coprime", () => {
    const primes = [1_000_003, 1_000_033, 1_000_037, 1_000_039];
    const tasks = primes.map((p) => ({ C: p, T: 4 * p, D: 4 * p - 1 }));
    expect(edfSchedulable(tickTaskSet(tasks), 100_000)).toBe("undetermined");
  });
});

const anySets = fc.oneof(sweepSets("constrained"), sweepSets("arbitrary"));

function reference(tasks: readonly Timing[], supply: SupplyBound): TickVerdict {
  const { kind } = decideDemand(asTickTasks(tasks), supply, undefined, new Effort(STEPS));
  return kind === "undetermined" ? kind : kind === "met";
}

/** Undetermined contradicts nothing. */
function agree(verdict: TickVerdict, other: TickVerdict): void {
  if (verdict !== "undetermined" && other !== "undetermined") expect(verdict).toBe(other);
}
