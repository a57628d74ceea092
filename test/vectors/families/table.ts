import { Effort } from "../../../src/analysis/effort.ts";
import { periodicResource, type TableSupply } from "../../../src/model/supply.ts";
import type { Duration } from "../../../src/numeric/quantity.ts";
import { commonTick } from "../../../src/numeric/timebase.ts";
import { everyAlignedPeriodSupplies } from "../../../src/supply/aligned-periods.ts";
import { measuresOf } from "../../../src/supply/bound-of.ts";
import { supplyDominates } from "../../../src/supply/dominance.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readSupply, time, type VectorSupply } from "../read.ts";

interface Input {
  readonly table: VectorSupply;
  readonly Pi: string;
  readonly Theta: string;
}

interface Expected {
  readonly everyAlignedPeriodHasTheta: boolean;
  readonly dominatesPrmSbf: boolean;
  /** The first violation on a grid that the input does not tell; the inputs are multiples of it. */
  readonly sampleViolation: string | null;
}

/** A table against a periodic contract: aligned with its period clock, and in every window. */
export const table: VectorFamily = {
  name: "table",
  run({ table: description, Pi, Theta }: Input, { sampleViolation, ...expected }: Expected) {
    const given = readSupply(description) as TableSupply;
    const contract = periodicResource({ period: time(Pi), budget: amount(Theta) });
    const found = supplyDominates(given, contract, new Effort());
    if (found.kind === "undetermined") return found.reason;
    const answer = {
      everyAlignedPeriodHasTheta: everyAlignedPeriodSupplies(given, contract.period, contract.budget),
      dominatesPrmSbf: found.kind === "dominates",
    };
    const first = found.kind === "violated" ? found.at : null;
    const { tick } = commonTick([...measuresOf(given).seconds, ...measuresOf(contract).seconds]);
    return (
      difference(answer, expected) ??
      (isFirstOnGrid(first, sampleViolation === null ? null : time(sampleViolation), tick)
        ? null
        : `sampleViolation: got ${first}, expected ${sampleViolation}`)
    );
  },
};

/**
 * The violation begins just after the instant one of our ticks before ours. On a finer grid the first point after that
 * instant is the same fraction of our tick, 1/m with m an integer.
 */
function isFirstOnGrid(first: Duration | null, expected: Duration | null, tick: Duration["value"]): boolean {
  if (first === null || expected === null) return first === expected;
  const step = expected.value.minus(first.value.minus(tick));
  return step.sign() > 0 && step.atMost(tick) && tick.dividedBy(step).isInteger();
}
