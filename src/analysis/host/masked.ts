/**
 * What a mask does to the events that the VMM learns of; `raised` are its interrupts, `events` the events one by one.
 *
 * Claim: from an instant on at which no interrupt of the device is pending, its interrupts are at most those without the
 * mask and c more: c = 0 until-empty, 1 block and rate, `low` for a watermark. At such an instant events wait only if the
 * mask holds them; a mask that ends by time tells of them all by one interrupt, a watermark ends with at most `low` of
 * them in the ring, and until-empty with none. Every other interrupt stands for an event of its own that comes later.
 *
 * Claim: `rate` has windows of W that begin at least W apart with at most n interrupts each. A half-open t meets less than
 * t/W + 2 of them: fewer than n(t + 2W)/W interrupts and one more, so the limit (W/n, 2W − W/n) holds.
 *
 * Claim: until-empty, with one owner or handled at once, the handler of an event begins no later than without the mask: the
 * mask holds it only while a handler of the same device runs or waits in the same place, and then it is handed over as
 * that ends. Of two owners one could wait for the other's turn; of a monitored device at once for the other's VM.
 * With the other masks the events that were kept back come together, and nothing here bounds how many.
 *
 * Source: derived here; masks as in J. C. Mogul and K. K. Ramakrishnan, "Eliminating receive livelock in an interrupt-
 * driven kernel", ACM TOCS 15(3), 1997.
 */
import type { InterruptSource, Mask } from "../../model/interrupt.ts";
import { Rational } from "../../numeric/rational.ts";
import type { EventBound, EventLimit } from "../../workload/event-bound.ts";
import { keepingAll, limitsOf } from "../../workload/event-limits.ts";

/** Whether the handlers of a source are bounded as they are without its mask. */
export function masksNoHandler({ mask, device, delivery }: InterruptSource): boolean {
  if (mask === undefined) return true;
  if (mask.kind !== "until-empty" || delivery === "monitored") return false;
  return device === "dedicated" || device === "running" || delivery !== "when-scheduled";
}

/** The interrupts that are left under a mask of those that would be raised without it. */
export function maskedInterrupts(raised: EventBound, mask: Mask): EventBound {
  switch (mask.kind) {
    case "until-empty":
      return raised;
    case "watermark":
      return keepingAll(withMore(raised, BigInt(mask.low)));
    case "block":
      return keepingAll(withMore(raised, 1n));
    case "rate": {
      const period = mask.window.times(Rational.of(1n, BigInt(mask.count)));
      const jitter = mask.window.times(Rational.of(2n)).minus(period);
      return keepingAll([...withMore(raised, 1n), { period, jitter }]);
    }
  }
}

/** `more` events beside those that keep the limits: ⌈(t + J)/P⌉ + c = ⌈(t + J + cP)/P⌉. */
function withMore(events: EventBound, more: bigint): EventLimit[] {
  return limitsOf(events).map(({ period, jitter }) => ({
    period,
    jitter: jitter.plus(period.times(Rational.of(more))),
  }));
}

/** Why there is no bound, and what would change that. */
export interface Unbounded {
  readonly reason: string;
  readonly advice: string;
}

/** Why nothing bounds what a source hands over under its mask. */
export function handedOverTogether({ name }: InterruptSource): Unbounded {
  return {
    reason: `the mask of ${name} keeps events back and hands them over together, and no bound is known for how many`,
    advice: `mask a dedicated ${name} until-empty, or limit its events by a shaper instead of the mask`,
  };
}
