import type { InterruptSource, Shaper } from "../../model/interrupt.ts";
import { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { FARTHEST, gridBelow } from "../limits.ts";
import { leastPassing } from "../search.ts";
import type { Trial } from "../trial.ts";
import { separationOf } from "../variants.ts";
import type { Remedy } from "./remedy.ts";

/** The least distance on the grid that a shaper must keep between events so that the source is admitted. */
export function leastShaper(trial: Trial, source: InterruptSource, grid: Duration | null): Remedy[] {
  const separation = separationOf(source);
  const step = grid ?? new Duration(gridBelow(separation.value));
  const distance = (n: bigint): Duration => step.times(Rational.of(n));
  const written = separation.per(step).ceil();
  const found = leastPassing((n) => trial.admits([shaped(source, distance(n))]), written, written * FARTHEST);
  if (found === null) return [];
  const kept = separation.per(distance(found));
  return [
    {
      kind: "shaper",
      path: ["interrupts", source.name, "shaper", "minDistance"],
      value: { seconds: distance(found).value },
      cost: kept.lessThan(Rational.one) ? Rational.one.minus(kept) : Rational.zero,
    },
  ];
}

/** The source behind a shaper that keeps the distance; what else its shaper does stays. */
export function shaped(source: InterruptSource, minDistance: Duration): InterruptSource {
  const shaper: Shaper = { bucket: null, excess: "drop", ...source.shaper, minDistance };
  return { ...source, shaper };
}
