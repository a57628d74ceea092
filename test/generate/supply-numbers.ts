import { fewer } from "./fewer.ts";
import type { Random } from "./random.ts";

/** A budget in each period, there by the deadline at the latest. */
export interface Resource {
  readonly period: number;
  readonly budget: number;
  readonly deadline: number;
}

export interface DrawnTable {
  readonly frame: number;
  readonly windows: readonly { readonly from: number; readonly to: number }[];
}

/** A share of the processor after a delay. */
export interface DrawnDelay {
  readonly numerator: number;
  readonly denominator: number;
  readonly delay: number;
}

/** Of any budget from that share of the period on; none at all, or all of it, are often among them. */
export function drawResource(random: Random, longest = 12, leastShare = 0): Resource {
  const period = random.between(1, longest);
  const budget = upTo(random, period, Math.ceil(period * leastShare));
  return { period, budget, deadline: random.oneIn(2) ? period : random.between(Math.max(1, budget), period) };
}

export function* smallerResources({ period, budget, deadline }: Resource): Generator<Resource> {
  if (deadline < period) yield { period, budget, deadline: period };
  for (const less of fewer(period)) {
    if (less >= 1) yield { period: less, budget: Math.min(budget, less), deadline: Math.min(deadline, less) };
  }
  for (const less of fewer(budget)) yield { period, budget: less, deadline };
}

/** Windows with gaps between them, and with supply in any case. */
export function drawWindows(random: Random, longest = 16): DrawnTable {
  const frame = random.between(1, longest);
  const windows = placed(random, frame, 1);
  return { frame, windows: windows.length > 0 ? windows : [{ from: 0, to: frame }] };
}

/** Windows that may touch, in a table that may be empty or full. */
export function drawAnyWindows(random: Random, longest = 12): DrawnTable {
  const frame = random.between(1, longest);
  return { frame, windows: random.oneIn(8) ? whole(random, frame) : placed(random, frame, 0) };
}

function whole(random: Random, frame: number): DrawnTable["windows"] {
  return random.oneIn(2) ? [] : [{ from: 0, to: frame }];
}

function placed(random: Random, frame: number, leastGap: number): DrawnTable["windows"] {
  const found: { from: number; to: number }[] = [];
  for (let at = random.below(3); at < frame; ) {
    const to = Math.min(frame, at + random.between(1, 5));
    found.push({ from: at, to });
    at = to + random.between(leastGap, 3);
  }
  return found;
}

export function* smallerTables({ frame, windows }: DrawnTable): Generator<DrawnTable> {
  for (const index of windows.keys()) yield { frame, windows: windows.toSpliced(index, 1) };
  const end = windows.at(-1)?.to ?? 1;
  for (const less of fewer(frame)) if (less >= end) yield { frame: less, windows };
  for (const [index, { from, to }] of windows.entries()) {
    if (to - from > 1) yield { frame, windows: windows.with(index, { from, to: to - 1 }) };
  }
}

/** Of any rate from that on, none and all among them. */
export function drawDelay(random: Random, longest = 12, leastNumerator = 0): DrawnDelay {
  const denominator = random.between(1, 6);
  return {
    numerator: upTo(random, denominator, leastNumerator),
    denominator,
    delay: upTo(random, longest),
  };
}

export function* smallerDelays({ numerator, denominator, delay }: DrawnDelay): Generator<DrawnDelay> {
  for (const less of fewer(delay)) yield { numerator, denominator, delay: less };
  for (const less of fewer(denominator)) {
    if (less >= Math.max(1, numerator)) yield { numerator, denominator: less, delay };
  }
  for (const less of fewer(numerator)) yield { numerator: less, denominator, delay };
}

/** From the least to the limit, both ends often. */
function upTo(random: Random, limit: number, least = 0): number {
  return random.oneIn(5) ? random.pick([least, limit]) : random.between(least, limit);
}
