/** Covers of processor demand: from a length beyond which nothing can fail, down to where nothing is due. */
import {
  ceilDiv,
  comparable,
  type Fraction,
  floorDiv,
  fraction,
  max,
  plus,
  sum,
  times,
  total,
} from "../checker/arithmetic.ts";
import type { Blocking, Cover, Job } from "../checker/edf.ts";
import { canRepeat, loadLine } from "../checker/limits.ts";
import { available, type World } from "../checker/world.ts";
import { commonMultiple, leastWindow, windowFor } from "./windows.ts";

/** Points of a cover, beyond which a claim is left uncertified. */
const MOST_POINTS = 20_000;

const first = ({ deadline, jitter }: Job): bigint => deadline - jitter;

/** The cover of the demand of `jobs`; null where none was found. */
export function coverOf(world: World, jobs: readonly Job[], blocking: Blocking): Cover | null {
  const active = jobs.filter(({ wcet }) => wcet > 0n);
  if (active.length === 0) return { points: [], tail: { kind: "none" } };
  const firsts = [...new Set(active.map(first))].sort((a, b) => (a < b ? -1 : 1));
  const linear = linearTop(world, active, blocking);
  const busy = busyPeriod(world, active, blocking);
  const full = linear === null && busy === null ? fullTop(world, active) : null;
  if (full !== null) {
    const points = pointsBelow(world, active, blocking, firsts, full.top, full.top - full.cycle);
    return points && { points, tail: { kind: "periodic", cycle: full.cycle } };
  }
  if (linear !== null && (busy === null || linear <= busy)) {
    const points = pointsBelow(world, active, blocking, firsts, linear, null);
    return points && { points, tail: { kind: "linear" } };
  }
  if (busy === null) return null;
  const points = pointsBelow(world, active, blocking, firsts, busy, null);
  return points && { points, tail: { kind: "busy-period", length: busy } };
}

function pointsBelow(
  world: World,
  active: readonly Job[],
  blocking: Blocking,
  firsts: readonly bigint[],
  top: bigint,
  settled: bigint | null,
): [bigint, bigint][] | null {
  const points: [bigint, bigint][] = [];
  const blocks = blocking(firsts[0] ?? 0n, null) > 0n;
  for (let upper = top; points.length < MOST_POINTS; ) {
    const demand = sum(
      active.map((job) => max(floorDiv(upper - 1n - first(job), job.period) + 1n) * job.wcet),
    );
    if (demand === 0n) return [...points, [upper, 0n]];
    const from = blocks ? max(...firsts.filter((at) => at < upper)) : 0n;
    const asked = demand + (blocks ? blocking(from, upper - 1n) : 0n);
    let at = windowFor(world, asked);
    // Where the cover is to repeat, its windows must lie where the supply does.
    if (at !== null && settled !== null && upper > settled && at < world.base.delay) at = world.base.delay;
    if (at === null || at >= upper || available(world, at) < asked) return null;
    points.push([upper, at]);
    upper = max(at, from);
    if (upper === 0n) return null;
  }
  return null;
}

/** The least length from which the lines of demand and supply do not cross any more. */
export function crossing(world: World, slope: Fraction, lift: Fraction): bigint | null {
  const { base, loss } = world;
  const load = loadLine(world);
  const [asked, given] = comparable(plus(slope, load.slope), base.rate);
  const behind = total([lift, load.lift, fraction(loss), times(base.rate, base.delay)]);
  if (asked > given) return null;
  if (asked === given) return behind.n <= 0n ? 0n : null;
  const [steep, flat] = [plus(slope, load.slope), base.rate];
  return max(ceilDiv(behind.n * steep.d * flat.d, behind.d * (flat.n * steep.d - steep.n * flat.d)));
}

function linearTop(world: World, active: readonly Job[], blocking: Blocking): bigint | null {
  const slope = total(active.map(({ wcet, period }) => fraction(wcet, period)));
  const late = max(...active.map((job) => first(job) - job.period));
  const last = max(...active.map(first));
  // Sections of jobs due later are out of the way once all have begun to be due.
  const all = blocking(0n, null);
  const held = blocking(last, null);
  const lift = (part: (early: bigint) => bigint): Fraction =>
    total([
      fraction(held),
      ...active.map((job) => times(fraction(job.wcet, job.period), part(job.period - first(job)))),
    ]);
  const always = crossing(
    world,
    slope,
    lift((early) => max(early)),
  );
  const lately = crossing(
    world,
    slope,
    lift((early) => early),
  );
  if (always === null && lately === null) return null;
  const found = [always, lately === null ? null : max(lately, late)].filter((at) => at !== null);
  return max(
    1n,
    all > held ? last : 0n,
    found.reduce((a, b) => (a < b ? a : b)),
  );
}

function busyPeriod(world: World, active: readonly Job[], blocking: Blocking): bigint | null {
  const slope = total(active.map(({ wcet, period }) => fraction(wcet, period)));
  const [asked, given] = comparable(plus(slope, loadLine(world).slope), world.base.rate);
  if (asked > given) return null;
  const held = max(...active.map((job) => blocking(first(job), first(job))));
  const released = (t: bigint): bigint =>
    sum(active.map(({ wcet, period, jitter }) => ceilDiv(t + jitter, period) * wcet));
  return leastWindow(world, (t) => held + released(t));
}

/** One repetition past the delay of the supply, where all of it is asked for. */
function fullTop(
  world: World,
  active: readonly Job[],
): { readonly top: bigint; readonly cycle: bigint } | null {
  const slope = total(active.map(({ wcet, period }) => fraction(wcet, period)));
  const [asked, given] = comparable(plus(slope, loadLine(world).slope), world.base.rate);
  if (asked !== given || !canRepeat(world)) return null;
  const cycle = commonMultiple(
    world,
    active.map(({ period }) => period),
  );
  return { top: max(...active.map(first)) + world.base.delay + cycle + 1n, cycle };
}
