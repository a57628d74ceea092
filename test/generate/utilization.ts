import type { Random } from "./random.ts";

/** Splits a total utilization among tasks: shares in [0, 1] that add up to it, up to rounding. */
export type Split = (random: Random, tasks: number, total: number) => number[];

/**
 * UUniFast, drawn again while a share exceeds 1 (Bini and Buttazzo 2005; discard: Davis and Burns 2009). For a total of at
 * most half the number of tasks, or of at most 1: beyond, ever less is kept.
 */
export function uuniFastDiscard(random: Random, tasks: number, total: number): number[] {
  for (;;) {
    const shares: number[] = [];
    let left = total;
    for (let others = tasks - 1; others > 0; others--) {
      const next = left * random.unit() ** (1 / others);
      shares.push(left - next);
      left = next;
    }
    shares.push(left);
    if (shares.every((share) => share <= 1)) return shares;
  }
}

/**
 * Uniform over the shares of at most 1 with that sum, without drawing again: RandFixedSum (Stafford 2006; for tasks:
 * Emberson, Stafford and Davis, WATERS 2010). The table counts, up to a factor, the volume of each simplex of the polytope.
 */
export function randFixedSum(random: Random, tasks: number, total: number): number[] {
  if (tasks === 1) return [total];
  const sum = Math.min(Math.max(total, 0), tasks);
  const floor = Math.max(Math.min(Math.floor(sum), tasks - 1), 0);
  const table = volumes(tasks, sum, floor);
  const shares: number[] = [];
  let s = sum;
  let j = floor + 1;
  let offset = 0;
  let scale = 1;
  for (let i = tasks - 1; i >= 1; i--) {
    const goesDown = random.unit() <= (table[i - 1]?.[j - 1] ?? 0);
    const step = random.unit() ** (1 / i);
    offset += ((1 - step) * scale * s) / (i + 1);
    scale *= step;
    shares.push(offset + (goesDown ? scale : 0));
    if (goesDown) {
      s -= 1;
      j -= 1;
    }
  }
  shares.push(offset + scale * s);
  return shuffled(random, shares);
}

/** The probabilities with which the walk of RandFixedSum takes a step down. */
function volumes(tasks: number, sum: number, floor: number): number[][] {
  const above = Array.from({ length: tasks }, (_, k) => sum - (floor - k));
  const below = Array.from({ length: tasks }, (_, k) => floor + tasks - k - sum);
  let row = Array<number>(tasks + 1).fill(0);
  row[1] = Number.MAX_VALUE;
  const table: number[][] = [];
  for (let i = 2; i <= tasks; i++) {
    const next = Array<number>(tasks + 1).fill(0);
    const chances = Array<number>(tasks).fill(0);
    for (let k = 0; k < i; k++) {
      const [s1, s2] = [above[k] ?? 0, below[tasks - i + k] ?? 0];
      const up = ((row[k + 1] ?? 0) * s1) / i;
      const down = ((row[k] ?? 0) * s2) / i;
      next[k + 1] = up + down;
      // Whichever quotient loses less to rounding.
      if (up + down > 0) chances[k] = s2 > s1 ? down / (up + down) : 1 - up / (up + down);
    }
    row = next;
    table.push(chances);
  }
  return table;
}

/** How often a split within bounds is drawn again. */
const MOST_DRAWS = 100;

/** How often each share is moved, on average, where drawing has failed. */
const MOVES = 60;

/**
 * Shares below bounds of their own, by rescaling (Dirichlet-Rescale: Griffin, Bate and Davis, RTSS 2020): what exceeds some
 * bounds lies in a small corner simplex, which is stretched to the whole. Stretched once it is uniform on all that keeps to
 * the other bounds, so that what then keeps to all of them is uniform; the rest is drawn again, as stretching it further
 * would favour the large bounds. Among bounds too thin for that, shares are moved about instead.
 */
export function dirichletRescale(random: Random, total: number, bounds: readonly number[]): number[] {
  const room = bounds.reduce((sum, bound) => sum + bound, 0);
  const sum = Math.min(total, room);
  // What is left of each bound has the same distribution, and the lesser sum keeps to the bounds more often.
  if (2 * sum > room)
    return dirichletRescale(random, room - sum, bounds).map((rest, i) => at(bounds, i) - rest);
  const places = [...bounds.keys()].filter((i) => at(bounds, i) > 0);
  if (places.length === 0 || sum <= 0) return bounds.map(() => 0);
  const limits = places.map((i) => at(bounds, i));
  const found = uniformWithin(random, sum, limits);
  return bounds.map((_, i) => (places.includes(i) ? at(found, places.indexOf(i)) : 0));
}

function uniformWithin(random: Random, sum: number, limits: readonly number[]): number[] {
  const fits = (shares: readonly number[]): boolean => shares.every((share, i) => share <= at(limits, i));
  for (let draws = 0; draws < MOST_DRAWS; draws++) {
    const shares = uniformSimplex(random, limits.length, sum);
    const stretched = fits(shares) ? shares : rescaled(shares, sum, limits);
    if (fits(stretched)) return stretched;
  }
  return moved(random, sum, limits);
}

/** From one legal split on, two shares at a time drawn anew within what the others leave: uniform in the limit (Gibbs). */
function moved(random: Random, sum: number, limits: readonly number[]): number[] {
  const room = limits.reduce((all, limit) => all + limit, 0);
  const shares = limits.map((limit) => (limit * sum) / room);
  for (let move = 0; move < MOVES * limits.length; move++) {
    const [i, j] = [random.below(limits.length), random.below(limits.length)];
    if (i === j) continue;
    const both = at(shares, i) + at(shares, j);
    const least = Math.max(0, both - at(limits, j));
    shares[i] = least + (Math.min(at(limits, i), both) - least) * random.unit();
    shares[j] = both - at(shares, i);
  }
  return shares;
}

/** Stretches the corner beyond the bounds that are exceeded to the whole simplex. */
function rescaled(shares: readonly number[], sum: number, limits: readonly number[]): number[] {
  const beyond = shares.map((share, i) => (share > at(limits, i) ? at(limits, i) : 0));
  const factor = sum / (sum - beyond.reduce((all, limit) => all + limit, 0));
  return shares.map((share, i) => (share - at(beyond, i)) * factor);
}

/** Any of the three, whichever can carry the total. */
export function anySplit(random: Random, tasks: number, total: number): number[] {
  switch (random.below(3)) {
    case 0:
      // Near the most that the tasks can carry, too little would be kept.
      return total > tasks / 2 ? randFixedSum(random, tasks, total) : uuniFastDiscard(random, tasks, total);
    case 1:
      return randFixedSum(random, tasks, total);
    default:
      return dirichletRescale(
        random,
        total,
        Array.from({ length: tasks }, () => 0.2 + 0.8 * random.unit()),
      );
  }
}

const at = (values: readonly number[], index: number): number => values[index] as number;

/** Uniform over all shares with that sum, whatever their size. */
export function uniformSimplex(random: Random, count: number, total: number): number[] {
  const gaps = Array.from({ length: count }, () => -Math.log(1 - random.unit()));
  const sum = gaps.reduce((all, gap) => all + gap, 0);
  return gaps.map((gap) => (gap / sum) * total);
}

function shuffled(random: Random, items: number[]): number[] {
  for (let i = items.length - 1; i > 0; i--) {
    const other = random.below(i + 1);
    [items[i], items[other]] = [items[other] as number, items[i] as number];
  }
  return items;
}
