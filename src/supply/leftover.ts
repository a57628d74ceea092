/**
 * What a supply leaves over below load of higher priority: interrupt handlers, VMs above.
 *
 * Claim: with W(s) = Σ η⁺(s)·C the most work that the load asks for in [0, s), every window of length t leaves at least
 *   sbf′(t) = sup { (sbf(s) − W(s))⁺ : 0 ≤ s ≤ t }.
 * The supremum is needed: sbf − W falls at each arrival, but what was left over before then stays left over.
 *
 * Conditions: the load runs on the same supply, above the guest, and preempts it at once.
 * Source: J.-Y. Le Boudec and P. Thiran, "Network Calculus", Springer 2001, section 6.2 (strict priorities). Interrupts
 * on a dedicated processor are the case of K. Jeffay and D. L. Stone, RTSS 1993.
 *
 * Where the supremum is taken: W jumps just after each δ⁻(n) and is constant between, and sbf does not fall; so s runs
 * over those jumps and t itself. Let ρ = rate − ΣC/P. Since sbf(s) ≤ rate·s and W(s) ≥ s·ΣC/P, sbf(s) − W(s) ≤ ρs:
 * nothing at all is left over if ρ ≤ 0. Otherwise ρ(s − λ′) ≤ sbf(s) − W(s) with the λ′ of `linearDelay`, so that no
 * s < t − λ′ matters and s + λ′ is long enough for work of ρs.
 */
import { assert } from "../contract/assert.ts";
import { ceilDiv, larger, lcm, positivePart } from "../numeric/integer.ts";
import { difference, type Ratio, ZERO } from "../numeric/ratio.ts";
import { isCyclic, loadBurst, loadRate, maxLoad, nextArrival, separation } from "../workload/load.ts";
import type { TickLoad } from "../workload/tick-events.ts";
import { boundedDelayBound } from "./bounded-delay.ts";
import type { SupplyBound } from "./supply-bound.ts";

/**
 * How many arrivals a look-up may have to visit. A leftover rate next to nothing makes λ′ so long that there would be
 * more; then the linear bound ρ(t − λ′) stands in for sbf′: safe, but not attained.
 */
const MOST_ARRIVALS = 5_000n;

/** The bound of what `loads` leave of a supply, all in the ticks of one timebase. */
export function leftoverBound(of: SupplyBound, loads: readonly TickLoad[]): SupplyBound {
  const load = loads.filter(({ wcet }) => wcet > 0n);
  if (load.length === 0) return of;
  const usbf = (window: bigint): bigint => of.usbf(window);
  const rate = difference(of.rate, loadRate(load));
  if (rate.numerator <= 0n) return { ...boundedDelayBound(ZERO, 0n), usbf, attained: of.attained };
  const delay = linearDelay(of, load, rate);
  if (arrivalsWithin(load, delay) > MOST_ARRIVALS) {
    return { ...boundedDelayBound(rate, delay), usbf, attained: false };
  }
  const left = (window: bigint): bigint => of.sbf(window) - maxLoad(load, window);
  const leftover: SupplyBound = {
    rate,
    delay,
    usbf,
    attained: of.attained,
    cycle: cycleOf(of, load),
    sbf: (window) => {
      let most = positivePart(left(window));
      // The arrivals from window − λ′ on; the one at 0 leaves nothing before it.
      let arrival = nextArrival(load, positivePart(window - delay - 1n));
      for (; arrival < window; arrival = nextArrival(load, arrival)) most = larger(most, left(arrival));
      return most;
    },
    timeToSupply: (work) => {
      if (work <= 0n) return 0n;
      // The least fixed point of s = timeToSupply(work + W(s)), approached from below; it is at least work / ρ.
      let window = ceilDiv(work * rate.denominator, rate.numerator);
      for (;;) {
        const next = of.timeToSupply(work + maxLoad(load, window));
        assert(next !== null, "a supply with a rate supplies any work at some time");
        if (next <= window) return window;
        window = next;
      }
    },
    get blackout() {
      let blackout = 0n;
      for (const bend of leftover.breakpoints(leftover.timeToSupply(1n) as bigint)) {
        if (leftover.sbf(bend) > 0n) break;
        blackout = bend;
      }
      return blackout;
    },
    breakpoints: (until) => bends(of, load, until),
  };
  return leftover;
}

/** The λ′ with sbf(s) − W(s) ≥ ρ(s − λ′), from sbf(s) ≥ rate·(s − delay) and W(s) ≤ burst + s·ΣC/P; rounded up. */
function linearDelay(of: SupplyBound, load: readonly TickLoad[], rate: Ratio): bigint {
  const burst = loadBurst(load);
  const lost = of.rate.numerator * of.delay * burst.denominator + burst.numerator * of.rate.denominator;
  return ceilDiv(lost * rate.denominator, of.rate.denominator * burst.denominator * rate.numerator);
}

/** At least the number of arrivals in any window of the given length. */
function arrivalsWithin(load: readonly TickLoad[], window: bigint): bigint {
  return maxLoad(
    load.map(({ arrivals }) => ({ arrivals, wcet: 1n })),
    window,
  );
}

/**
 * lcm of the supply's cycle and the periods, where both repeat. Asks for sbf(delay) = 0: then for u ≤ delay,
 * sbf(u + H) − W(u + H) ≤ rate·H − H·ΣC/P, so that nothing before the delay disturbs the repetition of the supremum.
 */
function cycleOf(of: SupplyBound, load: readonly TickLoad[]): bigint | null {
  if (of.cycle === null || of.sbf(of.delay) > 0n) return null;
  if (!load.every(({ arrivals }) => isCyclic(arrivals))) return null;
  return load.reduce((cycle, { arrivals }) => lcm(cycle, separation(arrivals)), of.cycle);
}

/**
 * Between two arrivals the leftover stays at what was reached before, until the supply has caught up with the load; then
 * it bends where the supply does.
 */
function* bends(of: SupplyBound, load: readonly TickLoad[], until: bigint): Generator<bigint> {
  const supplyBends = of.breakpoints(until)[Symbol.iterator]();
  let bend = supplyBends.next();
  let reached = 0n;
  for (let from = 0n; from < until; ) {
    const arrival = nextArrival(load, from);
    const to = arrival < until ? arrival : until;
    const work = maxLoad(load, to);
    const caughtUp = of.timeToSupply(reached + work);
    if (caughtUp !== null && caughtUp <= to) {
      if (caughtUp < to) yield caughtUp;
      for (; bend.done !== true && bend.value < to; bend = supplyBends.next()) {
        if (bend.value > caughtUp) yield bend.value;
      }
      reached = larger(reached, of.sbf(to) - work);
      yield to;
    }
    from = to;
  }
}
