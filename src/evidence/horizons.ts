/** How far a sweep has to go: for servers that keep budget, and for a supply that is held against a contract. */
import { comparable, fraction, times, total } from "../checker/arithmetic.ts";
import { burst, separation } from "../checker/events.ts";
import { serversOf } from "../checker/host-claims.ts";
import { canRepeat, loadLine } from "../checker/limits.ts";
import { baseOf, type Supply } from "../checker/supply.ts";
import type { Hosted } from "../checker/sweep.ts";
import { type Derivation, keepsBudget, type World } from "../checker/world.ts";
import { crossing } from "./cover.ts";
import { commonMultiple } from "./windows.ts";

/** The servers of a core as the host has to serve them; null where one is switched in without limit. */
export function hostServers(derived: Derivation, core: bigint): readonly Hosted[] | null {
  const servers = serversOf(derived, core);
  return servers.length === 0 || servers.some((server) => server === null)
    ? null
    : servers.filter((server) => server !== null);
}

/** From when on the line of the servers' demand stays below the supply; at least the longest deadline. */
export function serversHorizon(world: World, servers: readonly Hosted[]): bigint | null {
  const events = servers.flatMap((server) => server.events);
  const tested = ({ kind }: Hosted): boolean => kind === "hard-cbs" || kind === "sched-deadline";
  const slope = total([
    ...servers.map(({ budget, period }) => fraction(budget, period)),
    ...events.map((load) => fraction(load.cost, separation(load.events))),
  ]);
  const lift = total([
    ...servers.map((server) => {
      const { kind, period, budget, deadline } = server;
      if (tested(server)) return fraction(0n);
      return times(fraction(budget, period), keepsBudget(kind) ? period - budget : period - deadline);
    }),
    ...events.map((load) => times(burst(load.events), load.cost)),
  ]);
  const length = crossing(world, slope, lift);
  if (length === null) return null;
  return servers.reduce((longest, { deadline }) => (deadline > longest ? deadline : longest), length);
}

/** Lengths up to which a supply may be held against a contract, the shortest first. */
export function contractHorizon(world: World, contract: Supply): { horizon: bigint; cycle: bigint | null }[] {
  const { rate, delay, cycle } = baseOf(contract);
  const found: { horizon: bigint; cycle: bigint | null }[] = [];
  const linear = crossing(world, rate, fraction(0n));
  if (linear !== null) found.push({ horizon: linear, cycle: null });
  const [asked, given] = comparable(total([rate, loadLine(world).slope]), world.base.rate);
  if (asked <= given && cycle !== null && canRepeat(world)) {
    const common = commonMultiple(world, [cycle]);
    found.push({ horizon: delay + common + 1n, cycle: common });
  }
  return found.sort((a, b) => (a.horizon < b.horizon ? -1 : 1));
}
