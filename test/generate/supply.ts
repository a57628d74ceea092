import { dedicated, edpResource, periodicResource, type Supply, table } from "../../src/model/supply.ts";
import type { PatternSpec } from "../../src/simulator/engine/specification.ts";
import { fromPhase, phasesOf, worstPeriods } from "../../src/simulator/supply/contract.ts";
import { dedicatedBound } from "../../src/supply/dedicated.ts";
import { explicitDeadlineBound } from "../../src/supply/explicit-deadline.ts";
import type { SupplyBound } from "../../src/supply/supply-bound.ts";
import { tableBound } from "../../src/supply/table.ts";
import type { Random } from "./random.ts";
import {
  type DrawnTable,
  drawResource,
  drawWindows,
  smallerResources,
  smallerTables,
} from "./supply-numbers.ts";

export type { DrawnTable } from "./supply-numbers.ts";

/** A supply in whole ticks, as the analysis and as the simulator know it. */
export interface DrawnSupply {
  readonly name: string;
  readonly rate: number;
  readonly bound: SupplyBound;
  /** The worst legal patterns; more than one where the phase is unknown. */
  readonly patterns: readonly PatternSpec[];
  /** The periodic resource that it is, where it is one. */
  readonly periodic: { readonly period: number; readonly budget: number } | null;
  /** The windows that it is, where it is a table. */
  readonly table: DrawnTable | null;
  /** As described, in milliseconds. */
  readonly described: () => Supply;
  readonly smaller: () => Iterable<DrawnSupply>;
}

export const DEDICATED: DrawnSupply = {
  name: "dedicated",
  rate: 1,
  bound: dedicatedBound,
  patterns: [{ kind: "cyclic", start: 0, cycle: 1, windows: [{ from: 0, to: 1 }] }],
  periodic: { period: 1, budget: 1 },
  table: null,
  described: dedicated,
  smaller: () => [],
};

export function periodic(period: number, budget: number, deadline: number = period): DrawnSupply {
  const bound = explicitDeadlineBound({
    period: BigInt(period),
    budget: BigInt(budget),
    deadline: BigInt(deadline),
  });
  return {
    name: deadline === period ? "periodic" : "edp",
    rate: budget / period,
    bound,
    patterns: [worstPeriods({ period, budget, deadline })],
    periodic: deadline === period ? { period, budget } : null,
    table: null,
    described: () => {
      const given = { period: `${period} ms`, budget: `${budget} ms` };
      return deadline === period
        ? periodicResource(given)
        : edpResource({ ...given, deadline: `${deadline} ms` });
    },
    *smaller() {
      yield DEDICATED;
      for (const less of smallerResources({ period, budget, deadline })) {
        if (less.budget > 0) yield periodic(less.period, less.budget, less.deadline);
      }
    },
  };
}

export function windows(drawn: DrawnTable): DrawnSupply {
  const { frame } = drawn;
  const sum = drawn.windows.reduce((all, { from, to }) => all + to - from, 0);
  const inTicks = drawn.windows.map(({ from, to }) => ({ start: BigInt(from), end: BigInt(to) }));
  return {
    name: "table",
    rate: sum / frame,
    bound: tableBound(BigInt(frame), inTicks),
    patterns: sum === frame ? DEDICATED.patterns : phasesOf(drawn).map((phase) => fromPhase(drawn, phase)),
    periodic: null,
    table: drawn,
    described: () =>
      table({
        frame: `${frame} ms`,
        windows: drawn.windows.map(({ from, to }) => ({ start: `${from} ms`, end: `${to} ms` })),
      }),
    *smaller() {
      yield DEDICATED;
      for (const less of smallerTables(drawn)) if (less.windows.length > 0) yield windows(less);
    },
  };
}

/** With a third of the processor at least. */
export function drawPeriodic(random: Random): DrawnSupply {
  const { period, budget, deadline } = drawResource(random, 12, 1 / 3);
  return periodic(period, budget, deadline);
}

export function drawTable(random: Random): DrawnSupply {
  return windows(drawWindows(random));
}
