/**
 * What a round robin gives a VM: turns of at least `least`, at most `gap` apart; and how long an interrupt that hands the rest of
 * a quantum to another VM keeps it from the core (docs/theory/interrupts.md; the rule: Yoo et al., CCNC 2009).
 */
import { fraction, max, sum, total } from "./arithmetic.ts";
import { type Load, separation } from "./events.ts";
import type { Model, Source, Vm } from "./model.ts";
import { seizing } from "./notice.ts";
import type { Supply, Table } from "./supply.ts";

interface Turns {
  /** Not positive where a turn may bring nothing. */
  readonly least: bigint;
  readonly gap: bigint;
  /** From such an interrupt until the next turn. */
  readonly stop: bigint;
  /** What such an interrupt costs the VM in whose favour it is. */
  readonly favour: bigint;
}

type Costs = Pick<Model["costs"], "vmSwitch" | "section" | "refill">;

export const FREE: Costs = { vmSwitch: 0n, section: 0n, refill: 0n };

/** A guest that finds its caches cold refills them first: its turn is as much shorter, and the gap longer. */
function turnsOf(vm: Vm, others: readonly Vm[], tick: bigint | null, costs: Costs): Turns {
  const { vmSwitch, section, refill } = costs;
  const quantum = vm.quantum ?? 0n;
  const turnsOfOthers = sum(others.map((other) => other.quantum ?? 0n));
  if (tick === null) {
    // Quanta are metered; each turn costs a switch and maybe a section.
    const change = vmSwitch + section;
    const gap = turnsOfOthers + change * BigInt(others.length + 1) + refill;
    return { least: quantum - refill, gap, stop: quantum + gap + 2n * change, favour: 2n * change };
  }
  // A turn may begin just before a tick that is charged to it, and late by a section or switch and its own switch.
  const late = max(vmSwitch, section) + vmSwitch;
  const gap = turnsOfOthers + late + refill;
  return { least: quantum - tick - late - refill, gap, stop: tick + gap + late, favour: 0n };
}

/** Whether the source may give the rest of a quantum of this VM to another one, to which its device may come to belong. */
export const takesFrom = (vm: Vm, { core, delivery, target, device }: Source): boolean =>
  core === vm.core && delivery === "rest-of-quantum" && (target !== vm.name || device !== "dedicated");

/** The turns of a VM beside others; null where they may bring nothing at all, in one turn or in the long run. */
export function turnsLeft(
  vm: Vm,
  others: readonly Vm[],
  { clockTick, sources }: Model,
  costs: Costs,
): Table | Extract<Supply, { kind: "interrupted" }> | null {
  const { least, gap, stop, favour } = turnsOf(vm, others, clockTick, costs);
  const seized = sources.filter(({ core, delivery }) => core === vm.core && delivery === "rest-of-quantum");
  // How often such interrupts make the VM come back to cold caches is not known.
  if (least <= 0n || (seized.length > 0 && costs.refill > 0n)) return null;
  const table: Table = { kind: "table", frame: least + gap, windows: [{ start: 0n, end: least }] };
  const stops = seized
    .map((source): Load => {
      const cost = takesFrom(vm, source) ? stop : favour;
      return { name: source.name, events: seizing(source), cost };
    })
    .filter(({ cost }) => cost > 0n);
  const stopped = total(stops.map(({ events, cost }) => fraction(cost, separation(events))));
  if (stopped.n >= stopped.d && sources.some((source) => takesFrom(vm, source))) return null;
  return stops.length === 0 ? table : { kind: "interrupted", of: table, stops };
}

/**
 * How often an interrupt has to come, each time as a turn of the VM begins, to leave it nothing for ever if the VMM costs
 * nothing: the rest of its turn, then the turns of all others.
 */
export const starvingPeriod = (vm: Vm, others: readonly Vm[], tick: bigint | null): bigint =>
  (tick ?? vm.quantum ?? 0n) + sum(others.map((other) => other.quantum ?? 0n));
