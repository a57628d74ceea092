/** The least windows that supply what a claim needs: the fixed points that become the witnesses of a certificate. */
import { ceilDiv, comparable, fraction, max, plus, sum, total } from "../checker/arithmetic.ts";
import { distance, type Load, separation, work } from "../checker/events.ts";
import type { Level, Starts, Windows } from "../checker/fixed-priority.ts";
import { withLength } from "../checker/latency.ts";
import { canRepeat, loadLine } from "../checker/limits.ts";
import type { Task } from "../checker/model.ts";
import type { Base } from "../checker/supply.ts";
import type { World } from "../checker/world.ts";

/** Windows of one claim, beyond which it is left uncertified; and steps towards one. */
const MOST_WINDOWS = 20_000;
const MOST_STEPS = 50_000;

/** The least window > 0 in which a supply surely gives this much; null where it never does. */
export function inverse(base: Base, amount: bigint): bigint | null {
  if (amount <= 0n) return 1n;
  const { rate, delay, least, kind } = base;
  if (rate.n === 0n) return null;
  if (kind === "periodic" || kind === "edp" || kind === "server") {
    return delay + ((amount - 1n) / rate.n) * rate.d + ((amount - 1n) % rate.n) + 1n;
  }
  let [low, high] = [0n, delay + ceilDiv(amount * rate.d, rate.n)];
  if (kind === "dedicated" || kind === "bounded-delay") return high;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (least(middle) < amount) low = middle;
    else high = middle;
  }
  return high;
}

/** The least w ≥ `from` with work(w) ≤ what is left of the supply in w, where `demand` is the work besides the loads. */
export function leastWindow(world: World, demand: (window: bigint) => bigint, from = 1n): bigint | null {
  const slopes = comparable(loadLine(world).slope, world.base.rate);
  if (slopes[0] >= slopes[1]) return null;
  let window = max(from, 1n);
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const next = inverse(world.base, demand(window) + work(world.loads, window) + world.loss);
    if (next === null) return null;
    if (next <= window) return window;
    window = next;
  }
  return null;
}

/** The least window in which a fixed amount is left of the supply. */
export const windowFor = (world: World, amount: bigint): bigint | null => leastWindow(world, () => amount);

/** Whether the parts and the loads ask for more than the supply gives in the long run. */
function overloads(
  world: World,
  parts: readonly { readonly cost: bigint; readonly period: bigint }[],
): boolean {
  const slope = plus(total(parts.map(({ cost, period }) => fraction(cost, period))), loadLine(world).slope);
  const [asked, given] = comparable(slope, world.base.rate);
  return asked > given;
}

/** The length after which supply, loads and sequences of these periods repeat, if they ask for all that there is; else null. */
function fullCycle(
  world: World,
  parts: readonly { readonly cost: bigint; readonly period: bigint }[],
): bigint | null {
  const slope = plus(total(parts.map(({ cost, period }) => fraction(cost, period))), loadLine(world).slope);
  const [asked, given] = comparable(slope, world.base.rate);
  if (asked !== given || !canRepeat(world)) return null;
  return commonMultiple(
    world,
    parts.map(({ period }) => period),
  );
}

/** The least common multiple of the cycle of the supply, the separations of the loads and further periods. */
export function commonMultiple(world: World, periods: readonly bigint[]): bigint {
  const all = [world.base.cycle ?? 1n, ...world.loads.map(({ events }) => separation(events)), ...periods];
  return all.reduce((a, b) => (a / gcd(a, b)) * b);
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

/** The windows of the jobs of a busy window; null where it is too long to be shown. */
export function jobWindows(world: World, { task, above, blocking }: Level): Windows | null {
  if (task.wcet === 0n) return { windows: [], cycle: null };
  const parts = [...above, task].map(({ wcet, period }) => ({ cost: wcet, period }));
  if (overloads(world, parts)) return null;
  const cycle = fullCycle(world, parts);
  const repetition = cycle === null ? null : cycle / task.period;
  const windows: bigint[] = [];
  for (let job = 0n, settled = 0n; windows.length < MOST_WINDOWS; job += 1n) {
    const own = blocking + (job + 1n) * task.wcet;
    const demand = (t: bigint): bigint => own + sum(above.map((each) => released(each, t)));
    const window = leastWindow(world, demand, windows.at(-1) ?? 1n);
    if (window === null) return null;
    windows.push(window);
    if (window <= (job + 1n) * task.period - task.jitter) return { windows, cycle: null };
    settled = window >= world.base.delay ? settled + 1n : 0n;
    if (repetition !== null && settled >= repetition) return { windows, cycle };
  }
  return null;
}

const released = (
  { wcet, period, jitter }: Pick<Task, "wcet" | "period" | "jitter">,
  window: bigint,
): bigint => ceilDiv(window + jitter, period) * wcet;

/** The latest starts of the jobs of a non-preemptive busy window on a processor of its own. */
export function jobStarts({ task, above, blocking }: Level): Starts | null {
  if (task.wcet === 0n) return { starts: [], length: null, cycle: null };
  const all = [...above, task];
  const [load, one] = comparable(total(all.map(({ wcet, period }) => fraction(wcet, period))), fraction(1n));
  if (load > one) return null;
  const cycle = load === one ? all.map(({ period }) => period).reduce((a, b) => (a / gcd(a, b)) * b) : null;
  const length =
    cycle === null ? fixedPoint(1n, (t) => blocking + sum(all.map((each) => released(each, t)))) : null;
  if (cycle === null && length === null) return null;
  const jobs = cycle === null ? ceilDiv((length ?? 0n) + task.jitter, task.period) : cycle / task.period;
  if (jobs > BigInt(MOST_WINDOWS)) return null;
  const shifted = task.blocking === 0n && blocking > 0n;
  const starts: bigint[] = [];
  for (let job = 0n; job < jobs; job += 1n) {
    const start = fixedPoint(starts.at(-1) ?? 0n, (t) => {
      const before = above.map(({ wcet, period, jitter }) => {
        const arrived = shifted ? max(1n, ceilDiv(t + jitter, period)) : 1n + (t + jitter) / period;
        return arrived * wcet;
      });
      return blocking + job * task.wcet + sum(before);
    });
    if (start === null) return null;
    starts.push(start);
  }
  return { starts, length, cycle };
}

function fixedPoint(from: bigint, next: (at: bigint) => bigint): bigint | null {
  let at = from;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const to = next(at);
    if (to <= at) return at;
    at = to;
  }
  return null;
}

/** The windows of the events of a busy window; null where it is too long to be shown. */
export function eventWindows(world: World, load: Load): Windows | null {
  const { events, cost } = withLength(load);
  const stream = [{ cost, period: separation(events) }];
  if (overloads(world, stream)) return null;
  const cycle = fullCycle(world, stream);
  const perCycle = cycle === null ? null : cycle / separation(events);
  const windows: bigint[] = [];
  for (let count = 1n, settled = 0n; windows.length < MOST_WINDOWS; count += 1n) {
    const window = windowFor(world, count * cost);
    if (window === null) return null;
    windows.push(window);
    if (distance(events, count + 1n) >= window) return { windows, cycle: null };
    if (perCycle === null || cycle === null) continue;
    const repeats =
      window >= world.base.delay && distance(events, count + perCycle) - distance(events, count) >= cycle;
    settled = repeats ? settled + 1n : 0n;
    if (settled >= perCycle) return { windows, cycle };
  }
  return null;
}
