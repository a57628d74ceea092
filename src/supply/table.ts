/**
 * The supply of the windows that a VM has in a cyclic table (TDMA, ARINC 653), seen from an unknown phase.
 *
 * Claim: the least service in any window of length t is met by one that begins at the end of a table window, the most by
 * one that begins at the start of a table window. Different lengths are met from different ends.
 * Proof: let the window begin in a gap; moved to the left, to the end before the gap, it takes nothing in at the left and
 * loses at most service at the right. Let it begin in a table window; moved to the right, to its end, it loses service at
 * the left as fast as it can gain any at the right. Mirror-wise for the most.
 *
 * Source: A. K. Mok, X. Feng and D. Chen, "Resource partition for real-time systems", RTAS 2001, for static partitions.
 */
import { ceilDiv, larger, smaller } from "../numeric/integer.ts";
import { bendsUpTo } from "./bends.ts";
import { CyclicService, type TickWindow } from "./cyclic-service.ts";
import type { SupplyBound } from "./supply-bound.ts";

/** `windows` sorted and disjoint within [0, frame); they may touch. In ticks. */
export function tableBound(frame: bigint, windows: readonly TickWindow[]): SupplyBound {
  const service = new CyclicService(frame, windows);
  const { perFrame, ends, starts } = service;
  const never = perFrame === 0n;

  const sbf = (window: bigint): bigint =>
    ends.map((end) => service.between(end, end + window)).reduce(smaller);
  const timeToSupply = (work: bigint): bigint | null => {
    if (work <= 0n) return 0n;
    return never ? null : ends.map((end) => service.timeFrom(end, work)).reduce(larger);
  };

  let bends: readonly bigint[] | undefined;
  let attained: boolean | undefined;
  return {
    sbf,
    timeToSupply,
    usbf: (window) => starts.map((start) => service.between(start, start + window)).reduce(larger),
    rate: { numerator: perFrame, denominator: frame },
    delay: never ? 0n : delayOf(service),
    blackout: never ? null : ends.map((end) => service.timeFrom(end, 1n) - 1n).reduce(larger),
    cycle: frame,
    get attained() {
      attained ??= worstEnd(service) !== null;
      return attained;
    },
    *breakpoints(until) {
      bends ??= bendsUpTo({ sbf, timeToSupply }, frame);
      for (let from = 0n; from < until && bends.length > 0; from += frame) {
        for (const bend of bends) {
          if (from + bend > until) return;
          yield from + bend;
        }
      }
    },
  };
}

/** The greatest t − S/rate over all ways from an end to a start, S being the service on the way: there it is met. */
function delayOf(service: CyclicService): bigint {
  const { ends, starts, frame, perFrame } = service;
  let delay = 0n;
  for (const end of ends) {
    for (const start of starts) {
      const window = start >= end ? start - end : start + frame - end;
      const served = service.between(end, end + window);
      delay = larger(delay, ceilDiv(window * perFrame - served * frame, perFrame));
    }
  }
  return delay;
}

/**
 * The end that is worst for all lengths at once; null where there is none. If there is one, it survives a knock-out
 * tournament; whoever is left is compared with all others.
 */
export function worstEnd(service: CyclicService): bigint | null {
  const { ends } = service;
  const atMost = (a: bigint, b: bigint): boolean =>
    // Both have slope 0 or 1: their difference is extreme where one of them bends.
    turnsAfter(service, [a, b]).every((t) => service.between(a, a + t) <= service.between(b, b + t));
  const worst = ends.reduce((a, b) => (atMost(b, a) ? b : a));
  return ends.every((end) => atMost(worst, end)) ? worst : null;
}

/** The starts and ends of service in the frame after each of the origins, as distances from it. */
function turnsAfter({ starts, ends, frame }: CyclicService, origins: readonly bigint[]): bigint[] {
  return origins.flatMap((origin) =>
    [...starts, ...ends].map((turn) => (turn >= origin ? turn - origin : turn + frame - origin)),
  );
}
