/**
 * How long a call of a sleeper takes: until the n-th tick after it comes and is delivered, and from then until the call
 * returns.
 *
 * Claim, return: while it sleeps a sleeper has no work. So its wake ends within the least w that supplies it below all that
 * goes before it, the handlers of ticks among them: the busy window of these began no later than the tick was delivered.
 *
 * Claim, asleep: caught up, the n-th tick comes within nτ, and what it waits for its guest is part of the return. Coalesced
 * it is the same where no tick waits as long as τ; otherwise from one to the next it takes at most τ and D, the longest that
 * a tick waits. Lost, there is no bound but for a guest that spins on a core of its own. In the windows of a table, where
 * nothing else takes time and the guest spins, the longest sleep is known: longest-sleep.ts. (A tick that comes just as a
 * guest that has yielded its core gets work may find it waiting.)
 *
 * Source: derived here; the busy window as in Joseph and Pandya 1986, on a supply Shin and Lee 2003.
 */
import type { AssumptionId } from "../../certificate/assumption.ts";
import { periodicEvents } from "../../model/event-model.ts";
import { type GuestKernel, ticksOfSleep } from "../../model/kernel.ts";
import type { TableSupply } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { larger } from "../../numeric/integer.ts";
import { Duration, type Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { type DerivedSupply, leftOf } from "../../supply/derived-supply.ts";
import { tickDeviation } from "../../supply/deviation.ts";
import { reducedBound } from "../../supply/reduced.ts";
import { eventsInTicks } from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { bottomHalfLoad } from "../host/bottom-half-load.ts";
import { coldStart, costsOf, hold, longer } from "../host/costs.ts";
import { interruptLoad, unboundedHalves } from "../host/interrupt-load.ts";
import { sleeperLoads, tickLoad } from "../host/kernel-load.ts";
import { type Provision, provisionOf } from "../host/provision.ts";
import { longestSleep } from "../interrupts/longest-sleep.ts";

export type SleepBound =
  | {
      readonly kind: "bounded";
      /** From the call to the delivery of its last tick, and from there to the return. */
      readonly asleep: Duration;
      readonly return: Duration;
      readonly assumptions: readonly AssumptionId[];
    }
  | { readonly kind: "unknown"; readonly reason: string }
  | Extract<Provision, { kind: "nothing" }>;

const OVERLOAD = { kind: "unknown", reason: "more is to be done before it than can be served" } as const;

/** What a VM has for its kernel. */
interface Reach {
  /** Below the interrupts of its core and nothing of its own. */
  readonly supply: DerivedSupply;
  readonly loss: Work;
}

/** The longest call of a sleeper of the kernel, counted from the highest priority. */
export function sleepBoundOf(
  system: System,
  vm: Vm,
  kernel: GuestKernel,
  index: number,
  effort: number,
): SleepBound {
  const provision = provisionOf(system, vm);
  if (provision.kind === "nothing") return provision;
  const together = unboundedHalves(system, vm);
  if (together !== null) return { kind: "nothing", ...together };
  const halves = bottomHalfLoad(system, vm, "in-supply");
  const interrupts = interruptLoad(system, vm.core);
  if (halves === null || interrupts === null) return OVERLOAD;
  const ownSection = costsOf(system).longestNonPreemptible.plus(coldStart(system, vm));
  const reach: Reach =
    provision.kind === "server"
      ? { supply: leftOf(provision.server, interrupts), loss: hold(system) }
      : { supply: provision.supply, loss: longer(provision.loss, ownSection) };
  const before = [...tickLoad(vm.guest), ...halves, ...sleeperLoads(vm.guest).slice(0, index)];
  const sleeper = kernel.sleepers[index];
  if (sleeper === undefined) return OVERLOAD;
  const back = timeFor(sleeper.wakeCost, leftOf(reach.supply, before), reach.loss);
  if (back === null) return OVERLOAD;
  const needed = ticksOfSleep(sleeper, kernel.tick);
  const bare = halves.length === 0 && interrupts.length === 0;
  const asleep = shortest([
    byTicks(kernel, needed, reach, bare && spinsAlone(system, vm), effort),
    bare && hasNoCosts(system) && kernel.idle === "spins"
      ? inWindows(provision, kernel, needed, effort)
      : null,
  ]);
  if (asleep === null) return lostTicks(vm);
  const assumptions = [...provision.assumptions, "guest-work-conserving" as const];
  return { kind: "bounded", asleep, return: back, assumptions };
}

/** The longest time until work that waits for nothing but all of `supply`'s load is done; null if it may never be. */
function timeFor(work: Work, supply: DerivedSupply, loss: Work): Duration | null {
  const { seconds, rates } = measuresOf(supply);
  const timebase = commonTick([...seconds, work.value, loss.value], rates);
  const bound = reducedBound(boundOf(supply, timebase), timebase.toTicks(loss.value));
  // Work of no length is over once all before it is: a tick later at the latest.
  const ticks = bound.timeToSupply(larger(timebase.toTicks(work.value), 1n));
  return ticks === null ? null : new Duration(timebase.toSeconds(ticks));
}

function byTicks(
  kernel: GuestKernel,
  needed: bigint,
  reach: Reach,
  neverYields: boolean,
  effort: number,
): Duration | null {
  const { tick, missedTicks } = kernel;
  const count = Rational.of(needed);
  const plain = tick.times(count);
  const neverWaits = neverYields && reach.supply.kind === "dedicated" && reach.loss.isZero();
  if (missedTicks === "caught-up" || neverWaits) return plain;
  if (missedTicks === "lost") return null;
  const wait = tickWait(kernel, reach, effort);
  if (wait === null) return null;
  return wait.lessThan(tick) ? plain : tick.plus(wait).times(count);
}

/** The longest time from a tick to the end of its handler. */
function tickWait({ tick, tickCost }: GuestKernel, { supply, loss }: Reach, effort: number): Duration | null {
  const { seconds, rates } = measuresOf(supply);
  const timebase = commonTick([...seconds, tick.value, tickCost.value, loss.value], rates);
  const stream = {
    arrivals: eventsInTicks(periodicEvents({ period: tick }), timebase),
    wcet: larger(timebase.toTicks(tickCost.value), 1n),
  };
  const bound = reducedBound(boundOf(supply, timebase), timebase.toTicks(loss.value));
  const found = tickDeviation(stream, bound, new Effort(effort));
  return found.kind === "bounded" ? new Duration(timebase.toSeconds(found.delay)) : null;
}

/** Exactly, where the VM has the windows of a table for sure and never more. */
function inWindows(
  provision: Provision,
  { tick, missedTicks }: GuestKernel,
  ticksNeeded: bigint,
  effort: number,
): Duration | null {
  if (provision.kind !== "supply" || provision.supply.kind !== "table") return null;
  const supply: TableSupply = provision.supply;
  if (supply.windows.length === 0) return null;
  const found = longestSleep({ supply, tick, ticksNeeded, missed: missedTicks }, new Effort(effort));
  return found.kind === "bounded" ? found.length : null;
}

function spinsAlone({ vms }: System, { core, guest }: Vm): boolean {
  return guest.kernel?.idle === "spins" && vms.filter((other) => other.core === core).length === 1;
}

/** Windows are as they are written only where the VMM takes no time for itself. */
function hasNoCosts(system: System): boolean {
  const { policy } = system.vmm ?? {};
  const costs = Object.values(costsOf(system)) as readonly (Work | undefined)[];
  return policy?.kind === "table" && costs.every((cost) => cost?.isZero() !== false);
}

function shortest(bounds: readonly (Duration | null)[]): Duration | null {
  const known = bounds.filter((bound) => bound !== null);
  return known.reduce<Duration | null>((a, b) => (a?.atMost(b) ? a : b), null);
}

function lostTicks({ name, guest }: Vm): SleepBound {
  const lost = guest.kernel?.missedTicks === "lost";
  return {
    kind: "nothing",
    reason: lost
      ? `ticks are lost while ${name} waits for its core, and nothing bounds how many in a row`
      : `nothing bounds how long a tick of ${name} waits for its core`,
    advice: lost ? `let ${name} catch up with missed ticks` : `give ${name} more of its core`,
  };
}
