/**
 * What a tick-driven guest kernel runs above the tasks of its guest, as load in the VM.
 *
 * Claim: the handlers of ticks are no more load than one job per tick, each arriving with its tick. A tick that finds the
 * guest waiting for its core is work from then on: no later than the guest has the core again it is handled, before
 * everything else, and lost and coalesced ticks are less. One that finds the guest with nothing to do wakes it.
 *
 * Claim: the jobs of a sleeper of n ticks keep the limit (nτ, τ). Between two of its jobs n ticks are accounted for, and in
 * a window t that begins with no tick unhandled at most ⌈t/τ⌉; so there are at most ⌈t/(nτ)⌉ wakes, and with the first job,
 * which no tick wakes, 1 + ⌊⌈t/τ⌉/n⌋ ≤ ⌈(t + τ)/(nτ)⌉ jobs. A wake and the work after it run in one go.
 *
 * Source: derived here from the model of src/simulator/guest; the arrival limits are those of Richter 2005.
 */
import { periodicEvents } from "../../model/event-model.ts";
import type { Guest } from "../../model/guest.ts";
import { ticksOfSleep } from "../../model/kernel.ts";
import { Rational } from "../../numeric/rational.ts";
import type { BoundedLoad } from "../../workload/event-bound.ts";

/** The handlers of ticks: above everything in the VM. Nothing where they cost nothing. */
export function tickLoad({ kernel }: Guest): readonly BoundedLoad[] {
  if (kernel === undefined || !kernel.tickCost.isPositive()) return [];
  return [{ name: "guest ticks", arrivals: periodicEvents({ period: kernel.tick }), wcet: kernel.tickCost }];
}

/** The jobs of each sleeper, from the highest priority; below the bottom halves of the VM, above its tasks. */
export function sleeperLoads({ kernel }: Guest): readonly BoundedLoad[] {
  if (kernel === undefined) return [];
  const { tick, sleepers } = kernel;
  return sleepers.map((sleeper) => ({
    name: `guest sleeper ${sleeper.name}`,
    arrivals: periodicEvents({
      period: tick.times(Rational.of(ticksOfSleep(sleeper, tick))),
      jitter: tick,
    }),
    wcet: sleeper.wakeCost.plus(sleeper.work),
  }));
}

/** All of it. */
export function kernelLoad(guest: Guest): readonly BoundedLoad[] {
  return [...tickLoad(guest), ...sleeperLoads(guest).filter(({ wcet }) => wcet.isPositive())];
}
