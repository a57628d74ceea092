import type { DrawnGuest, DrawnTask } from "../generate/guest.ts";

/** What no sporadic releases on no legal supply can exceed: the longest response of each task; or that a job can be late. */
export interface Explored {
  readonly late: boolean;
  readonly most: readonly number[];
}

/** A budget in each period, at any of its ticks before the deadline: as little as that, and as late as anybody likes. */
export interface Promised {
  readonly period: number;
  readonly budget: number;
  readonly deadline: number;
}

/** More states than these are not looked at. */
const MOST_STATES = 60_000;

/**
 * Everything that a guest of sporadic tasks can come to, tick by tick: each task whose separation has passed may be released
 * or not, and each tick may be supplied or not as long as the promise can be kept. A state is, of each task, how long ago it
 * was last released (up to its period) and what its job has left; of the supply, how far its period has gone and what budget
 * is left. There are finitely many, and all that can be reached are visited (T. P. Baker and M. Cirinei, "Brute-force
 * determination of multiprocessor schedulability for sets of sporadic hard-deadline tasks", OPODIS 2007). For D ≤ T, without
 * jitter and sections; equal deadlines go to the lower index. Ends at the first late job; null where there are too many states.
 */
export function explore({ policy, tasks }: DrawnGuest, promised: Promised): Explored | null {
  const sizes = tasks.map(({ period, wcet }) => (period + 1) * (wcet + 1));
  const all = sizes.reduce((product, size) => product * size, promised.period * (promised.budget + 1));
  if (all > MOST_STATES) return null;
  const seen = new Uint8Array(all);
  const most = tasks.map(() => 0);
  const found: number[] = [];
  const add = (state: readonly number[]): void => {
    const code = encode(state, sizes, promised);
    if (seen[code] === 1) return;
    seen[code] = 1;
    found.push(code);
  };
  const start = tasks.map(({ period, wcet }) => period * (wcet + 1));
  // A supply that has been there for ever is in any of its states; each can be reached from the start of a period.
  add([...start, 0, promised.budget]);
  for (let at = 0; at < found.length; at++) {
    const state = decode(found[at]!, sizes, promised);
    const [into, left] = [state[tasks.length]!, state[tasks.length + 1]!];
    for (const ages of releases(tasks, state)) {
      for (const supplied of choices(into, left, promised)) {
        const next = tick(policy, tasks, ages, supplied, most);
        if (next === null) return { late: true, most };
        const over = into + 1 === promised.period;
        add([...next, over ? 0 : into + 1, over ? promised.budget : left - (supplied ? 1 : 0)]);
      }
    }
  }
  return { late: false, most };
}

/** Whether the tick may, or must, be supplied. */
function choices(into: number, left: number, { deadline }: Promised): readonly boolean[] {
  if (left === 0 || into >= deadline) return [false];
  return left === deadline - into ? [true] : [true, false];
}

/** All ways for tasks to be released now: each as age · (C + 1) + remaining. */
function releases(tasks: readonly DrawnTask[], state: readonly number[]): number[][] {
  let ways: number[][] = [[]];
  for (const [index, { period, wcet }] of tasks.entries()) {
    const own = state[index]!;
    const may = own === period * (wcet + 1);
    ways = ways.flatMap((way) =>
      may
        ? [
            [...way, own],
            [...way, wcet],
          ]
        : [[...way, own]],
    );
  }
  return ways;
}

/** One tick: whoever is first runs if there is supply, and all grow older. Null where a job is late. */
function tick(
  policy: DrawnGuest["policy"],
  tasks: readonly DrawnTask[],
  before: readonly number[],
  supplied: boolean,
  most: number[],
): number[] | null {
  let running = -1;
  let least = Number.POSITIVE_INFINITY;
  if (supplied) {
    for (const [index, { wcet, deadline }] of tasks.entries()) {
      const own = before[index]!;
      if (own % (wcet + 1) === 0) continue;
      const rank = policy === "edf" ? deadline - Math.floor(own / (wcet + 1)) : index;
      if (rank < least) [running, least] = [index, rank];
    }
  }
  const after: number[] = [];
  for (const [index, { period, wcet, deadline }] of tasks.entries()) {
    const own = before[index]!;
    const age = Math.floor(own / (wcet + 1));
    const left = (own % (wcet + 1)) - (index === running ? 1 : 0);
    if (index === running && left === 0 && age + 1 > most[index]!) most[index] = age + 1;
    if (left > 0 && age + 1 >= deadline) return null;
    after.push(Math.min(period, age + 1) * (wcet + 1) + left);
  }
  return after;
}

function encode(state: readonly number[], sizes: readonly number[], { period, budget }: Promised): number {
  let code = 0;
  for (const [index, size] of [...sizes, period, budget + 1].entries()) code = code * size + state[index]!;
  return code;
}

function decode(code: number, sizes: readonly number[], { period, budget }: Promised): number[] {
  const radixes = [...sizes, period, budget + 1];
  const state = radixes.map(() => 0);
  let left = code;
  for (let index = radixes.length - 1; index >= 0; index--) {
    state[index] = left % radixes[index]!;
    left = Math.floor(left / radixes[index]!);
  }
  return state;
}
