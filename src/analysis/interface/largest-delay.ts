/**
 * The largest delay of a bounded-delay supply (α, Δ) for a given rate.
 *
 * Claim: under EDF the least over deadlines t of t − (dbf(t) + b(t))/α; under fixed priorities the least over the jobs of the
 * largest over their points t of t − W(t)/α. No delay at all is allowed where the utilization exceeds the rate.
 * Source: Mok, Feng and Chen, RTAS 2001; Shin and Lee, RTSS 2004. The searches are those of least-edf.ts and
 * least-fixed-priority.ts, for the least of the negated delays.
 */
import { InputError } from "../../contract/errors.ts";
import { Duration } from "../../numeric/quantity.ts";
import { type Ratio, ratioOf } from "../../numeric/ratio.ts";
import { Rational } from "../../numeric/rational.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import { delayFamily, exactly } from "./family.ts";
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

export interface DelayQuestion extends GuestDemand {
  readonly rate: Rational;
}

export type LargestDelay =
  | { readonly kind: "largest"; readonly delay: Duration; readonly deciding: DecidingDemand | null }
  /** No work is asked for: any delay will do. */
  | { readonly kind: "any" }
  | NoInterface
  | (SpentEffort & {
      /** No larger delay will do; null where nothing is known. */
      readonly atMost: Duration | null;
      /** This one suffices; null where none was found. */
      readonly atLeast: Duration | null;
    });

/** Throws `InputError` unless 0 < rate ≤ 1. */
export function largestDelay(question: DelayQuestion): LargestDelay {
  const { rate } = question;
  if (rate.sign() <= 0 || Rational.one.lessThan(rate)) {
    throw new InputError(`the rate is ${rate}: write a share of the processor above 0 and up to 1`);
  }
  const timebase = tickFor(question, []);
  const least = leastOnTick(question, timebase, delayFamily(ratioOf(rate)), exactly);
  switch (least.kind) {
    case "nothing":
      return { kind: "any" };
    case "least": {
      const deciding = decidingDemand(least.deciding, question, timebase);
      return { kind: "largest", delay: delayOf(least.parameter, timebase), deciding };
    }
    case "infeasible":
      return noInterface(
        decidingDemand(least.deciding, question, timebase),
        `a rate of ${rate} without any delay`,
      );
    case "undetermined": {
      const { atLeast, atMost, ...spent } = least;
      return {
        ...spent,
        atMost: atLeast && delayOf(atLeast, timebase),
        atLeast: atMost && delayOf(atMost, timebase),
      };
    }
  }
}

function delayOf({ numerator, denominator }: Ratio, timebase: Timebase): Duration {
  return new Duration(timebase.toSeconds(-numerator).dividedBy(Rational.of(denominator)));
}
