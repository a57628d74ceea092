/**
 * What reaches the VMM of the events of a source: behind its shaper, and by an interrupt for each, by coalesced interrupts, or
 * by polling. Sources: Le Boudec and Thiran 2001, section 1.5 (shapers); Regehr and Duongsaa 2005 (what is admitted counts).
 */
import { ceilDiv, type Fraction, floorDiv, fraction, max } from "./arithmetic.ts";
import { delayed, type Events, keeping, type Limit, limitsOf } from "./events.ts";

/** Admits events that keep these limits, and drops or holds the others. */
export interface Shaper {
  readonly limits: readonly Limit[];
  readonly excess: "drop" | "hold";
}

export type Notice =
  | { readonly kind: "coalesced"; readonly delay: bigint; readonly count: bigint | null }
  | { readonly kind: "polled"; readonly period: bigint };

/** The part of a source that says when the VMM is told what. */
export interface Signal {
  readonly events: Events;
  readonly delivery: string;
  readonly shaper: Shaper | null;
  readonly notice: Notice | null;
  /** Places of a ring in which events wait, others being lost; null where none is lost. */
  readonly ring: bigint | null;
}

export interface Noticed {
  /** When the VMM takes an interrupt, or looks whether there is something to do. */
  readonly raised: Events;
  /** When it learns of each event; the same object as `raised` where that is one by one. */
  readonly each: Events;
  /** The longest time from an arrival to that; null where the shaper may hold events for ever. */
  readonly wait: bigint | null;
  /** Whether some legal course of events is as dense as all of this. */
  readonly exact: boolean;
}

/** Behind the shaper, if it drops or holds: a monitor only sorts. */
function passed({ events, delivery, shaper }: Signal): Omit<Noticed, "raised"> {
  const all = { each: events, wait: 0n, exact: true };
  if (shaper === null || delivery === "monitored") return all;
  const hold = longestHold(events, shaper.limits);
  if (hold === 0n) return all;
  if (shaper.excess === "drop") return { ...all, each: keeping([...limitsOf(events), ...shaper.limits]) };
  const late = hold === null ? [] : limitsOf(delayed(events, hold));
  return { each: keeping([...shaper.limits, ...late]), wait: hold, exact: false };
}

/** Of the events that a ring loses nothing is said: what bounds all of them bounds a part, but none is certain to come. */
export function noticed(signal: Signal): Noticed {
  const all = passed(signal);
  const { notice, ring } = signal;
  const before = { ...all, exact: all.exact && ring === null };
  if (notice === null || (notice.kind === "coalesced" && notice.count === 1n))
    return { ...before, raised: before.each };
  const wait = notice.kind === "polled" ? notice.period : notice.delay;
  return {
    raised:
      notice.kind === "polled"
        ? keeping([{ period: notice.period, jitter: 0n }])
        : coalesced(before.each, notice.delay, notice.count),
    each: delayed(before.each, wait),
    wait: before.wait === null ? null : before.wait + wait,
    exact: false,
  };
}

/** The events that a monitor admits, as the VMM learns of them. */
export function admitted(signal: Signal): Events {
  const both = keeping([...limitsOf(signal.events), ...(signal.shaper?.limits ?? [])]);
  const { wait } = noticed(signal);
  return wait === null || wait === 0n ? both : delayed(both, wait);
}

/** When a source may seize the core for its target: once for all events that the VMM is told of together. */
export function seizing(signal: Signal): Events {
  const { raised, each } = noticed(signal);
  return raised === each ? each : keeping([...limitsOf(raised), ...limitsOf(each)]);
}

/** Whether the shaper of a source, here a monitor, admits every event that may come. */
export const alwaysAdmits = ({ events, shaper }: Signal): boolean =>
  shaper !== null && longestHold(events, shaper.limits) === 0n;

/**
 * The longest that a shaper holds an event: the greatest δ_shaper(n) − δ_events(n). Each line of δ_shaper less δ_events is
 * concave in n, and so greatest at n = 1 or next to where two lines of δ_events cross. Null: longer and longer.
 */
function longestHold(events: Events, shaper: readonly Limit[]): bigint | null {
  const lines = [{ period: 0n, jitter: 0n }, ...limitsOf(events)];
  const slow = max(...lines.map(({ period }) => period));
  if (shaper.some(({ period }) => period > slow)) return null;
  const steps = new Set([0n]);
  for (const a of lines) {
    for (const b of lines) {
      if (a.period >= b.period || a.jitter > b.jitter) continue;
      const [ahead, steeper] = [b.jitter - a.jitter, b.period - a.period];
      steps.add(floorDiv(ahead, steeper)).add(ceilDiv(ahead, steeper));
    }
  }
  const after = (limits: readonly Limit[], step: bigint): bigint =>
    max(...limits.map(({ period, jitter }) => step * period - jitter));
  return max(...[...steps].map((step) => after(shaper, step) - after(lines, step)));
}

/** The interrupts that stand for several events: late by up to the delay, and apart by the delay, or by delay and count. */
function coalesced(events: Events, delay: bigint, count: bigint | null): Events {
  const limits = limitsOf(events);
  const late = limitsOf(delayed(keeping(limits), delay));
  if (count === null) return keeping([...late, { period: delay, jitter: 0n }]);
  const counted = limits.map((limit): Limit => {
    const { period, jitter } = byCount(limit, delay, count);
    // To the safe side: shorter periods, of at least a tick still, and more jitter. In the tick of a certificate of ours both are whole.
    return { period: period.n / period.d, jitter: ceilDiv(jitter.n, jitter.d) };
  });
  return keeping([...late, ...counted]);
}

interface ExactLimit {
  readonly period: Fraction;
  readonly jitter: Fraction;
}

/**
 * (P′, J′) with 1/P′ = (1 − 1/n)/τ + 1/(nP) and J′ = P′·(τ + J)/(nP): of K interrupts in t, those that the delay τ raised are τ
 * apart, and each other one stands for n of at most ⌈(t + τ + J)/P⌉ events.
 */
function byCount({ period, jitter }: Limit, delay: bigint, count: bigint): ExactLimit {
  const pace = (count - 1n) * period + delay;
  return { period: fraction(count * period * delay, pace), jitter: fraction((delay + jitter) * delay, pace) };
}

/** The limits by count of the interrupts of a source before they are made whole. */
export function coalescedLimits(signal: Signal): ExactLimit[] {
  const { notice } = signal;
  if (notice?.kind !== "coalesced" || notice.count === null) return [];
  const { delay, count } = notice;
  return limitsOf(passed(signal).each).map((limit) => byCount(limit, delay, count));
}
