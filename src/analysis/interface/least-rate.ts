/**
 * The least rate of a bounded-delay supply (α, Δ) for a given delay.
 *
 * Claim: under EDF the larger of U and of max over deadlines t of (dbf(t) + b(t))/(t − Δ); under fixed priorities the
 * largest over the jobs of the least over their points t > Δ of W(t)/(t − Δ). Any demand due within Δ forbids every rate.
 * The rate may exceed 1: then the guest would need a processor so many times as fast. A speed of S is analysed as times S
 * times as long at unchanged amounts of work, so that the supply keeps to one unit of work per tick.
 * Source: Mok, Feng and Chen, RTAS 2001; Shin and Lee, RTSS 2004. The searches are those of least-edf.ts and
 * least-fixed-priority.ts.
 */
import { type Duration, nonNegative } from "../../numeric/quantity.ts";
import type { Ratio } from "../../numeric/ratio.ts";
import { Rational } from "../../numeric/rational.ts";
import { exactly, rateFamily } from "./family.ts";
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
import type { Least } from "./least.ts";

export interface RateQuestion extends GuestDemand {
  readonly delay: Duration;
}

export type LeastRate =
  | {
      readonly kind: "least";
      readonly rate: Rational;
      /** Whether a unit-speed processor can give this rate. */
      readonly feasible: boolean;
      readonly deciding: DecidingDemand | null;
    }
  | NoInterface
  | (SpentEffort & { readonly atLeast: Rational; readonly atMost: Rational | null });

/** Throws `InputError` for a negative delay. */
export function leastRate(question: RateQuestion): LeastRate {
  const delay = nonNegative(question.delay, "the delay");
  const timebase = tickFor(question, [delay.value]);
  const dueWithin = question.tasks.find(
    ({ wcet, deadline, jitter }) => !wcet.isZero() && deadline.minus(jitter).atMost(delay),
  );
  if (dueWithin !== undefined) {
    const { name: task, wcet: demand, deadline, jitter } = dueWithin;
    const window = deadline.minus(jitter);
    return noInterface({ task, window, demand }, `any rate after a delay of ${delay}`);
  }
  const [least, speed] = onFastEnough((slowdown) =>
    leastOnTick(question, timebase, rateFamily(timebase.toTicks(delay.value) * slowdown), exactly, slowdown),
  );
  switch (least.kind) {
    case "nothing":
      return { kind: "least", rate: Rational.zero, feasible: true, deciding: null };
    case "least": {
      const rate = rateOf(least.parameter, speed);
      const { deciding } = least;
      const unslowed =
        deciding.kind === "utilization" ? deciding : { ...deciding, window: deciding.window / speed };
      return {
        kind: "least",
        rate,
        feasible: rate.atMost(Rational.one),
        deciding: decidingDemand(unslowed, question, timebase),
      };
    }
    case "undetermined":
      return {
        ...least,
        atLeast: least.atLeast === null ? Rational.zero : rateOf(least.atLeast, speed),
        atMost: least.atMost && rateOf(least.atMost, speed),
      };
  }
}

/** Doubles the speed until it suffices; it will, since every demand has some time after the delay. */
function onFastEnough(
  attempt: (speed: bigint) => Least,
): [Exclude<Least, { readonly kind: "infeasible" }>, bigint] {
  for (let speed = 1n; ; speed *= 2n) {
    const least = attempt(speed);
    if (least.kind !== "infeasible") return [least, speed];
  }
}

function rateOf({ numerator, denominator }: Ratio, speed: bigint): Rational {
  return Rational.of(numerator * speed, denominator);
}
