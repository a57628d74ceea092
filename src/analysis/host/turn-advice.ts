import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";
import { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { secondsPer } from "../../numeric/unit.ts";
import { withUnit } from "../../numeric/unit-text.ts";
import { longRunRate } from "../../workload/event-limits.ts";
import { seizingEvents } from "./interrupt-events.ts";
import { interruptLoad, quantumTakers, stolenBy } from "./interrupt-load.ts";
import type { Starvation, Turns } from "./turns.ts";

/** Why the turns of a VM bring it nothing that it could count on, and what would change that. */
export function shortOfTurns(
  system: System,
  vm: Vm,
  turns: Turns,
  found: Starvation,
): { readonly reason: string; readonly advice: string } {
  const written = (time: Duration): string => withUnit(system.timeUnit, time);
  if (found.kind === "short-quantum") {
    const ticked = system.vmm?.policy.kind === "round-robin" && system.vmm.policy.tick !== undefined;
    return {
      reason: ticked
        ? `a turn of ${vm.name} may begin just before a tick, which is charged to it and may leave nothing of its quantum`
        : `refilling its caches takes all of a turn of ${vm.name}`,
      advice: `make the quantum of ${vm.name} longer than ${written(found.needed)}`,
    };
  }
  const { taker } = found;
  const distance = leastShaperDistance(system, vm, turns, taker);
  const separate =
    distance === null
      ? ""
      : `, or let it through a shaper with minDistance above ${written(roundedUp(system, distance))}`;
  return {
    reason: `interrupts of ${taker.name} may take the rest of every turn of ${vm.name}: each keeps it from the core for up to ${written(turns.stop)}`,
    advice: `deliver ${taker.name} when-scheduled or immediate${separate}`,
  };
}

/**
 * The distance that a shaper must exceed between the events of one source, so that a VM whose quanta they take has a positive
 * supply in the long run; null where none would do, or where the source is coalesced or polled and no distance alone tells.
 *
 * With ρ the share of the VM's turns, L the length of a stop, c what an event costs everybody, and Σ, W the shares of time
 * that other stops and other interrupts take:  ρ(1 − Σ − L/d) > W + c/d,  so  d > (ρL + c)/(ρ(1 − Σ) − W).
 */
export function leastShaperDistance(
  system: System,
  vm: Vm,
  turns: Turns,
  source: InterruptSource,
): Duration | null {
  if (source.notice !== undefined) return null;
  const rate = turns.least.per(turns.least.plus(turns.gap));
  const stops = total(
    quantumTakers(system, vm)
      .filter((each) => each !== source)
      .map((each) => turns.stop.value.times(longRunRate(seizingEvents(each)))),
  );
  const others = { ...system, interrupts: system.interrupts.filter((each) => each !== source) };
  const taken = interruptLoad(others, vm.core);
  const stolen = stolenBy(source, system);
  if (taken === null || stolen === null) return null;
  const load = total(taken.map(({ arrivals, wcet }) => wcet.value.times(longRunRate(arrivals))));
  const room = rate.times(Rational.one.minus(stops)).minus(load);
  if (room.sign() <= 0) return null;
  const cost = stolen.interrupts.wcet.value;
  return new Duration(rate.times(turns.stop.value).plus(cost).dividedBy(room));
}

/** To the next thousandth of the system's unit: what suffices is written exactly. */
function roundedUp({ timeUnit }: System, time: Duration): Duration {
  const step = secondsPer(timeUnit).dividedBy(Rational.of(1000n));
  return new Duration(step.times(Rational.of(time.value.dividedBy(step).ceil())));
}

function total(shares: readonly Rational[]): Rational {
  return shares.reduce((a, b) => a.plus(b), Rational.zero);
}
