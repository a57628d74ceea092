/**
 * A supply that stands still at each event of some loads, for up to their cost: least′(t) = least(l(t)) with
 * l(t) = sup { s − Σ η(s)·cost : s ≤ t }. Cut the stops out of a window: in the rest, at least l(t) long, the supply goes on
 * as if nothing had happened (docs/theory/interrupts.md).
 */
import { ceilDiv, fraction, max, min, times, total } from "./arithmetic.ts";
import { burst, distance, type Load, most, mostClosed, separation, work } from "./events.ts";
import type { Base } from "./supply.ts";

/** Events that a look back passes; what is found up to there is a supremum over less, and so safe. */
const LONGEST_LOOK = 20_000;

export function interruptedBase(of: Base, stops: readonly Load[]): Base {
  const share = total([
    fraction(1n),
    ...stops.map(({ events, cost }) => fraction(-cost, separation(events))),
  ]);
  const runs = share.n > 0n && of.rate.n > 0n;
  const clock = (window: bigint): bigint => clockBelow(stops, window);
  const burstOfStops = total(stops.map(({ events, cost }) => times(burst(events), cost)));
  const lost = total([burstOfStops, fraction(of.delay)]);
  return {
    kind: "interrupted",
    least: (t) => (runs ? of.least(clock(t)) : 0n),
    greatest: of.greatest,
    rate: runs ? fraction(of.rate.n * share.n, of.rate.d * share.d) : fraction(0n),
    // l(t) ≥ share·t − bursts, and least(x) ≥ rate·(x − delay).
    delay: runs ? ceilDiv(lost.n * share.d, lost.d * share.n) : 0n,
    cycle: null,
    turns: [],
    after: (at) => {
      const next = stops.map(({ events }) => distance(events, mostClosed(events, at) + 1n)).reduce(min);
      const shown = clock(at);
      // Right after `at` the clock stands at least where the events of that instant have put it.
      const behind =
        shown - at + stops.reduce((sum, { events, cost }) => sum + mostClosed(events, at) * cost, 0n);
      if (behind > 0n) return min(next, at + behind);
      const turn = of.after(shown);
      return turn === null ? next : min(next, at + turn - shown);
    },
  };
}

/** The least that a clock shows after `window` if it stands still at every event; at the events themselves it is ahead. */
function clockBelow(stops: readonly Load[], window: bigint): bigint {
  const showing = (at: bigint): bigint => at - work(stops, at);
  let best = max(showing(window));
  let at = window;
  for (let looks = 0; looks < LONGEST_LOOK; looks += 1) {
    at = max(...stops.map(({ events }) => distance(events, most(events, at))));
    if (at <= best) break;
    best = max(best, showing(at));
  }
  return best;
}
