/**
 * The form that every deadline takes under interrupts: some window s ≤ `limit` has to hold its demand,
 *   own(s) + W(s) ≤ sbf(s),
 * where W(s) = Σ η⁺(s)·C is what the interrupt sources ask for and sbf is the supply below them. By the supremum in
 * sbf′(t) = sup { sbf(s) − W(s) : s ≤ t } (../../supply/leftover.ts) this is own(limit) ≤ sbf′(limit) for an own demand that
 * does not change, and the point test of Lehoczky, Sha and Ding 1989 for one that grows with s.
 *
 * A few windows are kept with their slack. A further source with η⁺(s)·C ≤ slack at one of them leaves the obligation
 * standing: that is certain, and costs one look per window. Where no kept window will do, the least window that holds the
 * demand is computed; there is one up to `limit` or there is none, so that is certain, too.
 */
import { larger } from "../../numeric/integer.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { maxLoad, nextArrival } from "../../workload/load.ts";
import type { TickLoad } from "../../workload/tick-events.ts";

export interface ObligationTerms {
  /** The claim that rests on it. */
  readonly claim: string;
  readonly limit: bigint;
  /** The demand besides interrupts, blocking and the VMM's own section included; does not fall as the window grows. */
  readonly own: (window: bigint) => bigint;
  /** False where the claim may hold although this fails: it only says how far one has to look. */
  readonly necessary: boolean;
}

interface Point {
  readonly window: bigint;
  slack: bigint;
}

/** Enough for a source of any rate to find a window near its best. */
const MOST_POINTS = 8;
/** So many windows are looked at once no kept one will do. */
const MOST_CANDIDATES = 12;

export class Obligation {
  readonly terms: ObligationTerms;
  readonly #supply: SupplyBound;
  #points: Point[];
  /** No smaller window holds the demand; true as long as the load only grows. */
  #least = 1n;

  /** Keeps the best of the candidate windows under the present load. */
  constructor(
    terms: ObligationTerms,
    supply: SupplyBound,
    candidates: Iterable<bigint>,
    load: readonly TickLoad[],
  ) {
    this.terms = terms;
    this.#supply = supply;
    this.#points = bestOf([...candidates].map((window) => this.#pointAt(window, load)));
    if (this.#points.length === 0) this.#keepLeast(load);
  }

  /** Whether some kept window holds the demand. */
  get stands(): boolean {
    return this.#points.length > 0;
  }

  /** Whether a kept window has room for the further load. */
  hasSlackFor(further: readonly TickLoad[]): boolean {
    return this.#points.some(({ window, slack }) => maxLoad(further, window) <= slack);
  }

  /** The least window that holds the demand under a load that is at least the present one; null where none does. */
  leastWindow(load: readonly TickLoad[]): bigint | null {
    const { own, limit } = this.terms;
    let window = this.#least;
    while (window <= limit) {
      const next = this.#supply.timeToSupply(own(window) + maxLoad(load, window));
      if (next === null || next > limit) return null;
      if (next <= window) return window;
      window = next;
    }
    return null;
  }

  /**
   * Whether no window holds the demand under `load`, which is at least the `present` one. The least window under that is
   * where the search starts, so it is kept.
   */
  failsUnder(load: readonly TickLoad[], present: () => readonly TickLoad[]): boolean {
    if (this.#least === 1n) this.#least = this.leastWindow(present()) ?? 1n;
    return this.leastWindow(load) === null;
  }

  /** The load has grown by `further`, to `load`. */
  grow(further: readonly TickLoad[], load: readonly TickLoad[]): void {
    for (const point of this.#points) point.slack -= maxLoad(further, point.window);
    this.#points = this.#points.filter(({ slack }) => slack >= 0n);
    if (this.#points.length === 0) this.#keepLeast(load);
  }

  /** The load has shrunk by `less`. */
  shrink(less: readonly TickLoad[]): void {
    for (const point of this.#points) point.slack += maxLoad(less, point.window);
    this.#least = 1n;
  }

  /** The least window, and those just before later arrivals of the load that is about to grow: there the slack peaks. */
  #keepLeast(load: readonly TickLoad[]): void {
    const window = this.leastWindow(load);
    if (window === null) return;
    this.#least = larger(this.#least, window);
    const { limit } = this.terms;
    const windows = [window, limit];
    if (load.length > 0) {
      let at = nextArrival(load, window);
      for (; windows.length < MOST_CANDIDATES && at < limit; at = nextArrival(load, at)) windows.push(at);
    }
    this.#points = bestOf(windows.map((each) => this.#pointAt(each, load)));
  }

  #pointAt(window: bigint, load: readonly TickLoad[]): Point {
    const demand = this.terms.own(window) + maxLoad(load, window);
    return { window, slack: this.#supply.sbf(window) - demand };
  }
}

/**
 * The points on the upper concave hull of slack over window: for a further load linear in the window no other is better.
 * Points without slack are left out.
 */
function bestOf(points: readonly Point[]): Point[] {
  const inOrder = points
    .filter(({ slack }) => slack >= 0n)
    .sort((a, b) => (a.window < b.window ? -1 : a.window > b.window ? 1 : a.slack > b.slack ? -1 : 1));
  const hull: Point[] = [];
  for (const point of inOrder) {
    const last = hull.at(-1);
    if (last !== undefined && point.slack <= last.slack) continue;
    while (hull.length >= 2 && isBelow(hull.at(-2) as Point, hull.at(-1) as Point, point)) hull.pop();
    hull.push(point);
  }
  return hull.slice(-MOST_POINTS);
}

/** Whether `b` lies on or below the line from `a` to `c`. */
function isBelow(a: Point, b: Point, c: Point): boolean {
  return (b.slack - a.slack) * (c.window - a.window) <= (c.slack - a.slack) * (b.window - a.window);
}
