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

/**
 * Shares below bounds of their own (Dirichlet-Rescale, Griffin, Bate and Davis, RTSS 2020), here by drawing from the simplex
 * until the bounds are kept, the excess handed on to those with room after some attempts.
 */
export function dirichletRescale(random: Random, total: number, bounds: readonly number[]): number[] {
  const room = bounds.reduce((sum, bound) => sum + bound, 0);
  const sum = Math.min(total, room);
  let shares = uniformSimplex(random, bounds.length, sum);
  for (let attempt = 0; attempt < 20 && shares.some((share, i) => share > (bounds[i] ?? 0)); attempt++) {
    shares = uniformSimplex(random, bounds.length, sum);
  }
  for (let rounds = 0; rounds < 20; rounds++) {
    const excess = shares.reduce((over, share, i) => over + Math.max(0, share - (bounds[i] ?? 0)), 0);
    if (excess < 1e-9) break;
    const free = shares.reduce((left, share, i) => left + Math.max(0, (bounds[i] ?? 0) - share), 0);
    shares = shares.map((share, i) => {
      const bound = bounds[i] ?? 0;
      return share >= bound ? bound : share + (excess * (bound - share)) / (free || 1);
    });
  }
  return shares.map((share, i) => Math.min(share, bounds[i] ?? 0));
}

function uniformSimplex(random: Random, count: number, total: number): number[] {
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
