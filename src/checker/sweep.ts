/**
 * Definition sweeps: an inequality between piecewise linear functions, evaluated wherever one of them turns. For demands
 * that rise in ramps (servers that keep their budget) and for supplies that must be at least a contract in every window.
 *
 * Left over below loads is sup { supply(s) − work(s) − loss : s ≤ t }: it stays where it was when an event arrives, until
 * the supply has caught up. These moments are looked at, too: on every piece between, both sides are straight.
 */
import { ceilDiv, fraction, max, min, times, total } from "./arithmetic.ts";
import { burst, distance, type Events, type Load, mostClosed, separation } from "./events.ts";
import type { Ledger } from "./ledger.ts";
import { repeats, staysBelow } from "./limits.ts";
import { baseOf, following, type Progression, type Supply, serviceOf, turnsFrom } from "./supply.ts";
import { keepsBudget, type Server, type World } from "./world.ts";

/** Steps of one sweep, beyond which the certificate is refused. */
const LONGEST_SWEEP = 2_000_000;

interface Curve {
  readonly at: (window: bigint) => bigint;
  /** The first length after this one at which it may turn. */
  readonly after: (window: bigint) => bigint | null;
}

/** Refuses unless demand ≤ what is left of the supply in every window from `from` to `to`. */
function sweep(
  ledger: Ledger,
  { supply, loads, loss }: { supply: Curve; loads: readonly Load[]; loss: bigint },
  demand: Curve & { readonly events: readonly Events[]; readonly concave: boolean },
  from: bigint,
  to: bigint,
): void {
  const events = [...loads.map((load) => load.events), ...demand.events];
  const check = (at: bigint, left: bigint): void => {
    if (at >= from) ledger.atMost(demand.at(at), left, `in windows of ${at}: asked ≤ given`);
  };
  let [at, best, steps] = [0n, 0n, 0];
  for (check(at, best); at < to; check(at, best)) {
    steps += 1;
    ledger.require(steps <= LONGEST_SWEEP, `the sweep ends within ${LONGEST_SWEEP} steps`);
    const later = [
      supply.after(at),
      demand.after(at),
      at < from ? from : null,
      ...events.map((each) => distance(each, mostClosed(each, at) + 1n)),
    ];
    const next = later.reduce<bigint>((least, each) => (each !== null && each < least ? each : least), to);
    const rise = supply.at(next) - supply.at(at);
    ledger.require(rise === 0n || rise === next - at, "the supply is there or not between two turns");
    const taken = loads.reduce((work, load) => work + mostClosed(load.events, at) * load.cost, 0n);
    const open = supply.at(at) - taken - loss;
    const caughtUp = at + best - open;
    if (rise > 0n && caughtUp > at && caughtUp < next) check(caughtUp, best);
    const kink = at + demand.at(next) - demand.at(at);
    if (demand.concave && kink > at && kink < next)
      check(kink, max(best, rise > 0n ? open + kink - at : open));
    best = max(best, open + rise);
    at = next;
  }
}

/** A server as the host has to serve it, with the events that cost switches beside its budget. */
export interface Hosted extends Server {
  readonly events: readonly Load[];
}

/** Whether the constant-bandwidth rule decides what a waking guest keeps. */
const testsWakeUps = (kind: string): boolean => kind === "hard-cbs" || kind === "sched-deadline";

/**
 * Servers under EDF, some of which keep budget: in every window from the shortest in which one can be late, the budgets
 * that may be asked for by deadlines in it are at most what the core supplies.
 */
export function serversFit(ledger: Ledger, world: World, servers: readonly Hosted[], horizon: bigint): void {
  const from = servers
    .map(({ kind, period, budget, deadline }) =>
      testsWakeUps(kind) ? min(deadline, 2n * (period - budget)) : deadline,
    )
    .reduce(min);
  const events = servers.flatMap((server) => server.events);
  for (const { kind, period, deadline } of servers)
    ledger.require(
      !keepsBudget(kind) || deadline === period,
      "a server that keeps budget has it until its period's end",
    );
  const staircases = servers.filter(({ kind }) => !testsWakeUps(kind));
  const shares = servers.filter(({ kind }) => testsWakeUps(kind));
  const tested = total(shares.map(({ budget, period }) => fraction(budget, period)));
  const turns = staircases.flatMap(({ kind, period, budget, deadline }): Progression[] => {
    return keepsBudget(kind)
      ? [
          [0n, period],
          [budget, period],
        ]
      : [[deadline, period]];
  });
  const demand = {
    at: (t: bigint): bigint =>
      staircases.reduce((sum, server) => sum + demandOf(server, t), 0n) +
      // Their shares rise without steps: only their sum is rounded.
      ceilDiv(t * tested.n, tested.d) +
      events.reduce((sum, load) => sum + mostClosed(load.events, t) * load.cost, 0n),
    after: (t: bigint): bigint | null => following(turns, t),
    events: events.map((load) => load.events),
    concave: false,
  };
  const lines = staircases.map(({ kind, period, budget, deadline }) =>
    times(fraction(budget, period), keepsBudget(kind) ? period - budget : period - deadline),
  );
  const slope = total([
    ...servers.map(({ budget, period }) => fraction(budget, period)),
    ...events.map((load) => fraction(load.cost, separation(load.events))),
  ]);
  const lift = total([...lines, ...events.map((load) => times(burst(load.events), load.cost))]);
  ledger.atMost(from, horizon, "the shortest window ≤ the horizon");
  staysBelow(ledger, { slope, lift }, world, horizon);
  const { base, loads, loss } = world;
  sweep(ledger, { supply: { at: base.least, after: base.after }, loads, loss }, demand, from, horizon);
}

function demandOf({ kind, period, budget, deadline }: Server, window: bigint): bigint {
  if (keepsBudget(kind)) return (window / period) * budget + min(window % period, budget);
  return window < deadline ? 0n : ((window - deadline) / period + 1n) * budget;
}

/**
 * A supply gives at least what a contract promises, in every window: up to the horizon by sweep, beyond it because the
 * line of the contract stays below or because both repeat. A table is swept from each of its window ends: the service
 * of every other phase is at least that of some end.
 */
export function dominates(
  ledger: Ledger,
  world: World,
  contract: Supply,
  horizon: bigint,
  cycle: bigint | null,
): void {
  const promised = baseOf(contract);
  if (promised.rate.n === 0n) return;
  if (cycle === null) {
    staysBelow(ledger, { slope: promised.rate, lift: fraction(0n) }, world, horizon);
  } else {
    ledger.require(promised.cycle !== null, "the contract repeats");
    repeats(ledger, world, cycle, [promised.cycle], promised.rate);
    ledger.atMost(
      promised.delay + cycle + 1n,
      horizon,
      "the horizon holds one repetition after the contract's delay",
    );
  }
  const { rate, delay } = promised;
  const exact = contract.kind === "bounded-delay";
  const at = (t: bigint): bigint =>
    exact && t > delay ? (rate.n * (t - delay) + rate.d - 1n) / rate.d : promised.least(t);
  const demand = { at, after: promised.after, events: [], concave: contract.kind === "table" };
  const { supply: given, loads, loss } = world;
  if (given.kind !== "table") {
    const supply = { at: world.base.least, after: world.base.after };
    sweep(ledger, { supply, loads, loss }, demand, 0n, horizon);
    return;
  }
  const service = serviceOf(given.frame, given.windows);
  for (const end of service.ends.length > 0 ? service.ends : [0n]) {
    const turns = turnsFrom(service, given.frame, end);
    const supply = {
      at: (t: bigint): bigint => service.between(end, end + t),
      after: (t: bigint): bigint | null => following(turns, t),
    };
    sweep(ledger, { supply, loads, loss }, demand, 0n, horizon);
  }
}
