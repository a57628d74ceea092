import type { Random } from "./random.ts";

/**
 * The periods of an engine controller in milliseconds and the share of runnables that have them, without the angle-synchronous
 * ones (Kramer, Ziegenbein and Hamann, WATERS 2015, table III).
 */
const AUTOMOTIVE: readonly (readonly [period: number, weight: number])[] = [
  [1, 3],
  [2, 2],
  [5, 2],
  [10, 25],
  [20, 25],
  [50, 3],
  [100, 20],
  [200, 1],
  [1000, 4],
];

const COPRIME = [3, 5, 7, 8, 11, 13, 17, 19, 23];
const SMALL = [3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 24, 30, 40, 60];

/** All that divide 120: whatever comes of them repeats soon enough to be played out. */
const TINY = [1, 2, 3, 4, 5, 6, 8, 10, 12];

export type PeriodKind = "log-uniform" | "harmonic" | "coprime" | "automotive" | "small" | "tiny";

/** How far apart periods may be: near enough for long runs of them to be simulated, or far. */
export type Span = "near" | "far";

const LONGEST = { near: 1_000, far: 1_000_000 };
const DOUBLINGS = { near: 4, far: 12 };

export const PERIOD_KINDS: readonly PeriodKind[] = [
  "log-uniform",
  "harmonic",
  "coprime",
  "automotive",
  "small",
  "small",
];

/** Integer periods of one kind; coprime ones are all different, and at most nine. */
export function periodsOf(random: Random, kind: PeriodKind, count: number, span: Span = "near"): number[] {
  switch (kind) {
    case "log-uniform":
      return times(count, () => random.logUniform(10, LONGEST[span]));
    case "harmonic": {
      const base = random.pick([3, 4, 5, 10]);
      return times(count, () => base * 2 ** random.between(0, DOUBLINGS[span]));
    }
    case "coprime": {
      const left = [...COPRIME];
      return times(count, () => left.splice(random.below(left.length), 1)[0] ?? 29);
    }
    case "automotive":
      // Tenths of a millisecond, so that small shares are whole.
      return times(count, () => 10 * weighted(random));
    case "small":
      return times(count, () => random.pick(SMALL));
    case "tiny":
      return times(count, () => random.pick(TINY));
  }
}

function weighted(random: Random): number {
  const total = AUTOMOTIVE.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.below(total);
  for (const [period, weight] of AUTOMOTIVE) {
    if (left < weight) return period;
    left -= weight;
  }
  return 1000;
}

function times<Item>(count: number, make: () => Item): Item[] {
  return Array.from({ length: count }, make);
}
