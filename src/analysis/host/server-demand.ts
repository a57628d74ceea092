import { unreachable } from "../../contract/assert.ts";
import { ceilDiv, floorDiv, larger, smaller } from "../../numeric/integer.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { maxArrivalsClosed, minDistance } from "../../workload/event-bounds.ts";
import { loadBurst, loadRate } from "../../workload/load.ts";
import type { TickLoad } from "../../workload/tick-events.ts";
import { decideDemand } from "../edf/demand.ts";
import type { Effort } from "../effort.ts";

/**
 * What a server does with its budget while its guest idles: `loses` it, or may use it only as if it had just come
 * (periodic, polling, sporadic); `keeps` it with its deadline, and so may use both ends of two periods (deferrable, Xen
 * RTDS); or keeps it where the `wake-up-test` of the constant-bandwidth server allows.
 */
export type IdleBudget = "loses" | "keeps" | "wake-up-test";

/** A server under EDF, in ticks. */
export interface EdfServer {
  readonly budget: bigint;
  readonly period: bigint;
  readonly deadline: bigint;
  readonly idle: IdleBudget;
  /** Work outside the budget that comes with events: the VM switches of a server with the wake-up test. */
  readonly switches?: readonly TickLoad[];
}

export type ServerDemandOutcome =
  | { readonly kind: "met"; readonly at: bigint; readonly demand: bigint; readonly supplied: bigint }
  | { readonly kind: "violated"; readonly at: bigint; readonly demand: bigint; readonly supplied: bigint }
  | { readonly kind: "undetermined"; readonly reason: string };

/**
 * Does every backlogged server get its budget by its deadline under EDF, when some servers keep budget while idle?
 *
 * Claim: yes if hold + Σ D_j(t) ≤ sbf(t) for every window t ≥ min D, where a server that keeps its budget demands
 *   D_j(t) = ⌊t/P⌋·Q + min(t mod P, Q)
 * (woken x before its period ends it may use min(x, Q) by then, and a full budget in each period after), one with the
 * wake-up test D_j(t) = t·Q/P (what it keeps is at most its share of the time to its deadline, which may be short: its
 * demand is no staircase) and what its events add, and any other dbf_j(t).
 * Proof: let a backlogged server miss at d, and s be the last instant before d without pending budget due by d. From s on
 * only budgets due by d run: of a keeping server, in its period under way at s, at most what fits before that period's
 * end. The late budget was replenished in [s, d], so d − s ≥ min D, and more was demanded than supplied.
 * What is left of a budget after a wake-up may be due sooner than min D after s. So that it, too, comes before the blackout
 * 2(P − Q) of its server is over, the inequality is asked from the least such blackout on: within that length from s all
 * that is due by then has been served.
 * Utilization 1 is never accepted with a keeping server beside others; that is no weakness: a deferrable server (40, 100)
 * woken at 90 makes a server (66, 110) replenished at 90 miss at 200.
 * Assumes: EDF over servers; where budget is kept the deadline is the period's end.
 * Source: after T. M. Ghazalie and T. P. Baker, Real-Time Systems 9, 1995; L. Abeni and G. Buttazzo, RTSS 1998 (lemma 1);
 * Baruah, Rosier and Howell 1990.
 *
 * Demand less supply is piecewise linear; its maxima lie where a ramp ends, at deadlines, where the supply starts to rise,
 * and at min D. Beyond `length` the linear bounds settle it.
 */
export function decideServerDemand(
  servers: readonly EdfServer[],
  supply: SupplyBound,
  hold: bigint,
  effort: Effort,
): ServerDemandOutcome {
  const length = horizon(servers, supply, hold);
  if (length === null)
    return { kind: "undetermined", reason: "the servers' bandwidth reaches the whole supply" };
  let tightest: ServerDemandOutcome | null = null;
  let least: bigint | null = null;
  for (const at of pointsWithin(servers, supply, length)) {
    if (!effort.spend(servers.length)) {
      return {
        kind: "undetermined",
        reason: `the demand of the servers was not settled within ${effort.limit} steps`,
      };
    }
    const demand =
      hold + servers.reduce((sum, server) => sum + demandOf(server, at) + switching(server, at), 0n);
    const supplied = supply.sbf(at);
    if (demand > supplied) return { kind: "violated", at, demand, supplied };
    if (least === null || supplied - demand < least) {
      least = supplied - demand;
      tightest = { kind: "met", at, demand, supplied };
    }
  }
  return tightest ?? { kind: "met", at: 0n, demand: 0n, supplied: 0n };
}

/**
 * The same question where no server keeps its budget: servers are sporadic tasks (the theorem of ../edf/demand.ts),
 * and the smallest failing window is found, also at overload.
 */
export function decidePlainServers(
  servers: readonly EdfServer[],
  supply: SupplyBound,
  hold: bigint,
  effort: Effort,
): ServerDemandOutcome {
  const tasks = servers.map(({ budget, period, deadline }) => ({
    wcet: budget,
    period,
    deadline,
    jitter: 0n,
    blocking: 0n,
  }));
  const outcome = decideDemand(tasks, supply, [{ from: 0n, blocking: hold, blocker: null }], effort);
  switch (outcome.kind) {
    case "met": {
      const { at, demand } = outcome.tightest ?? { at: 0n, demand: 0n };
      return { kind: "met", at, demand: demand + hold, supplied: supply.sbf(at) };
    }
    case "violated":
      return { ...outcome, demand: outcome.demand + hold };
    case "overloaded":
      if (outcome.firstFail === null)
        return { kind: "undetermined", reason: "the servers ask for more than the supply" };
      return { ...outcome.firstFail, kind: "violated", demand: outcome.firstFail.demand + hold };
    case "undetermined":
      return { kind: "undetermined", reason: outcome.reason };
  }
}

/** The most that a server may run in a window of the given length by deadlines inside it. */
export function demandOf({ budget, period, deadline, idle }: EdfServer, window: bigint): bigint {
  switch (idle) {
    case "keeps":
      return (window / period) * budget + smaller(window % period, budget);
    case "wake-up-test":
      // Exact on a tick that resolves the bandwidth; rounded up, to the safe side, on any other.
      return ceilDiv(window * budget, period);
    case "loses":
      return window < deadline ? 0n : (floorDiv(window - deadline, period) + 1n) * budget;
    default:
      return unreachable(idle);
  }
}

/** Events at the very end of the window count: demand must stay below supply just after each of them. */
function switching({ switches = [] }: EdfServer, window: bigint): bigint {
  return switches.reduce((sum, { arrivals, wcet }) => sum + maxArrivalsClosed(arrivals, window) * wcet, 0n);
}

/** The window length from which rate·(t − delay) exceeds every linear bound on the demand; null where it never does. */
function horizon(servers: readonly EdfServer[], supply: SupplyBound, hold: bigint): bigint | null {
  // Over the common denominator `common`: Σ U and the constant K with demand(t) ≤ U·t + K.
  const events = servers.flatMap(({ switches = [] }) => switches);
  const [eventRate, eventBurst] = [loadRate(events), loadBurst(events)];
  const common = servers.reduce(
    (product, { period }) => product * period,
    supply.rate.denominator * eventRate.denominator * eventBurst.denominator,
  );
  let load = eventRate.numerator * (common / eventRate.denominator);
  // In a closed window one more event of each kind may come.
  const last = events.reduce((sum, { wcet }) => sum + wcet, 0n);
  let offset = (hold + last) * common + eventBurst.numerator * (common / eventBurst.denominator);
  for (const { budget, period, deadline, idle } of servers) {
    const share = budget * (common / period);
    load += share;
    if (idle === "keeps") offset += budget * common - share * budget;
    else if (idle === "loses") offset += share * larger(period - deadline, 0n);
  }
  const rate = supply.rate.numerator * (common / supply.rate.denominator);
  const lead = offset + rate * supply.delay;
  if (load <= rate && lead === 0n) return 0n;
  return load >= rate ? null : ceilDiv(lead, rate - load);
}

/** The shortest window that a server needs the inequality for. */
function firstWindow({ budget, period, deadline, idle }: EdfServer): bigint {
  return idle === "wake-up-test" ? smaller(deadline, 2n * (period - budget)) : deadline;
}

/** The windows ≤ `length` at which demand less supply can peak; not in order, and some twice. */
function* pointsWithin(
  servers: readonly EdfServer[],
  supply: SupplyBound,
  length: bigint,
): Generator<bigint> {
  const first = servers.map(firstWindow).reduce(smaller, length);
  yield first;
  for (const { budget, period, deadline, idle, switches = [] } of servers) {
    for (const { arrivals } of switches) {
      for (let count = 2n, at = 0n; at <= length; count += 1n) {
        at = minDistance(arrivals, count);
        if (at >= first && at <= length) yield at;
      }
    }
    if (idle === "wake-up-test") continue;
    const start = idle === "keeps" ? budget : deadline;
    for (let at = start; at <= length; at += period) if (at >= first) yield at;
  }
  for (const bend of supply.breakpoints(length)) if (bend >= first) yield bend;
}
