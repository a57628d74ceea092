/**
 * Round robin: what a VM gets of its turns, and what is left of that when interrupts cut turns short.
 *
 * A VM with work waits for at most one turn of each other VM, S together, and then has its own. So every gap is at most G and
 * every turn of its own at least q, and sbf is that of the table of one window of q per frame of q + G.
 *
 * - By quanta that are metered: q = Q, and each turn of anybody costs a switch and maybe a section of the VMM.
 * - At ticks T: whoever has the core at a tick is charged that tick, so that a turn which begins when another VM blocks just
 *   before a tick loses all of it: q = Q − T − l, G = S + l. Turns end by the clock; the VMM's section or switch under way at
 *   a tick, and the VM's own switch, make a turn late by l.
 * Either way a guest that finds its caches cold refills them first: its turn is as much shorter, and the gap longer.
 *
 * An interrupt of another VM that takes the rest of the quantum (MobiVMM) stops all of this for the VM: from the interrupt
 * until its next turn it gets nothing, for at most
 *   L = r + G + (overheads),  r = Q by quanta, T at ticks.
 * Between such stops everything goes on as before (`interrupted`): sbf′(t) = sbf(l(t)), where l is what events of length L
 * leave of a clock. It is positive in the long run exactly if Σ 1/d < 1/L over the sources' separations d. At no cost and for
 * one source, L is attained: an event at the start of each of its turns, one per cut turn and turns of all others (r + S),
 * leaves the VM nothing, for ever.
 *
 * Overheads of a stop: by quanta, the switches and sections of the change to the target and back. At ticks, l once more:
 * if the target blocks before the tick, the VM goes on with its turn and has lost T + l of it, no more than any stretch of
 * L of its table has.
 *
 * Source: Yoo et al., CCNC 2009, section V, for the rule (MobiVMM); the bound is derived here. The table: Shin and Lee, RTSS 2003.
 */
import type { InterruptSource } from "../../model/interrupt.ts";
import { type TableSupply, table } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { type DerivedSupply, interruptedBy } from "../../supply/derived-supply.ts";
import type { BoundedLoad } from "../../workload/event-bound.ts";
import { longRunRate } from "../../workload/event-limits.ts";
import { cacheRefill, costsOf, hold } from "./costs.ts";
import { seizingEvents } from "./interrupt-events.ts";
import { quantumTakers } from "./interrupt-load.ts";
import { interruptsOn, vmsOn } from "./placement.ts";

/** The turns of a VM, as far as the clock and the other VMs allow. */
export interface Turns {
  /** The least of one of its turns; not positive where a turn may bring nothing. */
  readonly least: Duration;
  /** The longest wait from the end of one to the start of the next. */
  readonly gap: Duration;
  /** The longest that an event which takes the rest of its quantum keeps it from the core. */
  readonly stop: Duration;
  /** What an event costs it that takes the rest of another VM's quantum in its favour. */
  readonly favour: Duration;
}

/** The turns of a VM beside the others of its core, under metered quanta or at ticks. */
export function turnsOf(system: System, vm: Vm, tick: Duration | null): Turns {
  const others = vmsOn(system, vm.core).filter((other) => other !== vm);
  const { vmSwitch, longestNonPreemptible } = costsOf(system);
  const refill = cacheRefill(system).asDuration();
  const quantum = vm.quantum ?? Duration.zero;
  const turnsOfOthers = others.reduce(
    (sum, { quantum: each }) => sum.plus(each ?? Duration.zero),
    Duration.zero,
  );
  if (tick !== null) {
    const late = hold(system).plus(vmSwitch).asDuration();
    const gap = turnsOfOthers.plus(late).plus(refill);
    return {
      least: quantum.minus(tick).minus(late).minus(refill),
      gap,
      stop: tick.plus(gap).plus(late),
      favour: Duration.zero,
    };
  }
  const change = vmSwitch.plus(longestNonPreemptible).asDuration();
  const changes = change.times(Rational.of(BigInt(others.length + 1)));
  const there = change.times(Rational.of(2n));
  const gap = turnsOfOthers.plus(changes).plus(refill);
  return { least: quantum.minus(refill), gap, stop: quantum.plus(gap).plus(there), favour: there };
}

/** One window of the least turn after each longest gap. */
export function turnTable({ least, gap }: Turns): TableSupply {
  return table({
    frame: least.plus(gap),
    windows: least.isPositive() ? [{ start: Duration.zero, end: least }] : [],
  });
}

/** The turns of a VM under the interrupts that give the rest of a quantum away. */
export function turnSupply(system: System, vm: Vm, turns: Turns): DerivedSupply {
  return interruptedBy(turnTable(turns), stopsOf(system, vm, turns));
}

function stopsOf(system: System, vm: Vm, { stop, favour }: Turns): BoundedLoad[] {
  const takers = quantumTakers(system, vm);
  return interruptsOn(system, vm.core)
    .filter(({ delivery }) => delivery === "rest-of-quantum")
    .map((source) => ({
      name: source.name,
      arrivals: seizingEvents(source),
      wcet: (takers.includes(source) ? stop : favour).asWork(),
    }))
    .filter(({ wcet }) => wcet.isPositive());
}

/** Why the turns of a VM bring it nothing in the long run, if they do not. */
export type Starvation =
  | { readonly kind: "short-quantum"; readonly needed: Duration }
  | { readonly kind: "taken"; readonly taker: InterruptSource; readonly share: Rational };

export function starvationOf(system: System, vm: Vm, turns: Turns): Starvation | null {
  const quantum = vm.quantum ?? Duration.zero;
  if (!turns.least.isPositive()) return { kind: "short-quantum", needed: quantum.minus(turns.least) };
  const [taker] = quantumTakers(system, vm);
  const share = stopsOf(system, vm, turns)
    .map(({ arrivals, wcet }) => wcet.value.times(longRunRate(arrivals)))
    .reduce((a, b) => a.plus(b), Rational.zero);
  return taker !== undefined && Rational.one.atMost(share) ? { kind: "taken", taker, share } : null;
}
