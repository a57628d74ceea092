import { largestDelay } from "../../../src/analysis/interface/largest-delay.ts";
import { leastRate } from "../../../src/analysis/interface/least-rate.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import {
  type DelayedGuest,
  drawDelayedGuest,
  inTicksOf,
  smallerDelayedGuests,
} from "../../generate/bounded-delay.ts";
import type { DrawnGuest } from "../../generate/guest.ts";
import { inTime, TICK } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";
import { lateOn } from "./interfaces.ts";
import { showGuest, systemOf } from "./shown.ts";

const EFFORT = 20_000;

/**
 * With the largest delay, rounded down to whole units, no job is late; with a unit more some job is, and the least rate is
 * more than the rate just then. In whole units the pattern of `inTicksOf` meets the bound, so that both are seen.
 */
function examine(guest: DelayedGuest, tally: Tally): string | null {
  const { units, p, q } = guest;
  const question = {
    tasks: systemOf(units).vms[0]?.guest.tasks ?? [],
    scheduling: units.policy,
    effort: EFFORT,
  };
  const rate = Rational.of(BigInt(p), BigInt(q));
  const largest = largestDelay({ ...question, rate });
  if (largest.kind !== "largest" && largest.kind !== "infeasible") return null;
  const most = largest.kind === "largest" ? Number(largest.delay.value.dividedBy(TICK).floor()) : -1;
  const least = (delay: number): boolean | null => {
    const found = leastRate({ ...question, delay: inTime(Rational.from(delay)) });
    return found.kind === "undetermined" ? null : found.kind === "least" && found.rate.atMost(rate);
  };
  if (most > 0) {
    const late = lateOn(inTicksOf({ ...guest, delay: most }), tally);
    if (late !== null) tally.compare(late ? 0 : 1, 1);
    if (late === true) return `a job is late with a delay of ${most}, which is said to do at ${rate}`;
    if (least(most) === false) return `a delay of ${most} does at ${rate}, but the least rate is more`;
  }
  const beyond = Math.max(1, most + 1);
  const late = lateOn(inTicksOf({ ...guest, delay: beyond }), tally);
  if (late !== null) tally.compare(late ? 1 : 0, 1);
  if (late === false)
    return `no job is late with a delay of ${beyond}, though ${most} is said to be the most`;
  return least(beyond) === true
    ? `a delay of ${beyond} is too much at ${rate}, but a least rate allows it`
    : null;
}

function* smaller(guest: DelayedGuest): Generator<DelayedGuest> {
  for (const each of smallerDelayedGuests(guest)) {
    if (each.units.tasks.every(({ deadline, period }) => deadline <= period)) yield each;
  }
}

function delays(name: string, policy: DrawnGuest["policy"]): AnyFamily {
  return family<DelayedGuest>({
    name: `largest delay and least rate under ${name}`,
    claims: "exact",
    weight: 2,
    draw: (random) =>
      drawDelayedGuest(random, policy, { kinds: ["small"], most: 4, deadlines: "constrained" }),
    examine,
    smaller,
    show: ({ units, p, q }) => `# at the rate ${p}/${q}\n${showGuest(units)}`,
  });
}

export const DELAYS: readonly AnyFamily[] = [delays("FP", "fixed-priority"), delays("EDF", "edf")];
