import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { System, Vm } from "../../src/model/system.ts";
import { Work } from "../../src/numeric/quantity.ts";
import { arrivalsOf, type Manner, releasesOf } from "./step-arrivals.ts";
import { type Half, type Job, Machine } from "./step-machine.ts";
import { type Budget, budgetOf } from "./step-server.ts";
import { type Event, Source } from "./step-source.ts";
import { Chance, ticksOf } from "./step-time.ts";

/** What one run has shown: the longest responses and latencies in ticks, and what was late. */
export interface Observed {
  readonly responses: ReadonlyMap<string, number>;
  readonly late: readonly string[];
}

/** What the VMM is busy with and for whom: a switch to a VM, or a section of its own. */
type Busy = { readonly machine: Machine; left: number } | null;
const nobody: Busy = null as Busy;

/** Work of the VMM for a source: a top half, or the bottom half of an event that is handled at once. */
interface Top {
  readonly source: InterruptSource;
  /** Of the first event; the time of the look where a poll has found none. */
  readonly arrival: number;
  readonly events: readonly Event[];
  readonly bottom: boolean;
  left: number;
}

/**
 * One possible course of a system on core 0, tick by tick: everything that the description leaves open is drawn from
 * the seed. Deliberately naive, and without any scheduling theory.
 */
export function stepVmm(system: System, seed: number, length: number): Observed {
  const chance = new Chance(seed);
  const manner: Manner = { together: chance.oneIn(2), dense: !chance.oneIn(3), full: !chance.oneIn(4) };
  const replenishFirst = chance.oneIn(2);
  const eagerSections = chance.oneIn(2);
  const start = 40 + chance.below(40);
  const { policy, costs } = system.vmm ?? { policy: null, costs: null };
  if (policy === null || costs === null) throw new Error("a system with a VMM");
  const [vmSwitch, hypercall] = [ticksOf(costs.vmSwitch), ticksOf(costs.hypercall)];
  const section = ticksOf(costs.longestNonPreemptible);
  const entry = ticksOf(costs.interruptEntry);
  const refill = ticksOf(costs.cacheRefill ?? Work.zero);
  const frame = policy.kind === "table" ? ticksOf(policy.frame) : 1;
  const framePhase = chance.below(frame);
  const tick = policy.kind === "round-robin" && policy.tick !== undefined ? ticksOf(policy.tick) : null;
  const tickPhase = chance.below(tick ?? 1);

  const machines = chance
    .shuffled(system.vms)
    .map((vm) => new Machine(vm, serverOn(vm, policy.kind, chance)));
  const ranked = [...machines].sort((a, b) => (a.vm.priority ?? 0) - (b.vm.priority ?? 0));
  const releases = byInstant(
    machines.flatMap((machine) =>
      machine.promising.flatMap((task) =>
        releasesOf(task, manner, start, length, chance).map((release) => ({ ...release, machine, task })),
      ),
    ),
  );
  const wakes = byInstant(machines.flatMap((machine) => wakesOf(machine, length, chance)));
  const sources = chance.shuffled(system.interrupts).map((source) => new Source(source, chance));
  const arrivals = byInstant(
    sources.flatMap(({ source }) =>
      arrivalsOf(source.arrivals, manner, start, length, chance).map((at) => ({ at, source })),
    ),
  );

  const responses = new Map<string, number>();
  const late: string[] = [];
  const tops: Top[] = [];
  /** Bottom halves whose top half has just ended. */
  const handed: Half[] = [];
  const queue: Machine[] = [];
  /** What is left of the turn of the head of the queue, in ticks of the VMM where it has one; null before it begins. */
  let turn: number | null = null;
  /** Who has been given the rest of that turn. */
  let seizer: Machine | null = null;
  let loaded: Machine | null = null;
  let switching = nobody;
  let held = nobody;

  const observe = (name: string, arrival: number, end: number, deadline: number | null): void => {
    responses.set(name, Math.max(responses.get(name) ?? 0, end - arrival));
    if (deadline !== null && end - arrival > deadline) late.push(`${name} at ${arrival}`);
  };
  const observeHalf = ({ source, arrival }: Pick<Half, "source" | "arrival">, end: number): void =>
    observe(
      `interrupt/${source.name}`,
      arrival,
      end,
      source.deadline === null ? null : ticksOf(source.deadline),
    );

  function arrive(now: number): void {
    const idle = machines.filter((machine) => !machine.pending);
    for (const { machine, task, arrival } of releases.get(now) ?? []) {
      const wcet = ticksOf(task.wcet) + task.hypercalls * hypercall;
      const left = manner.full ? wcet : 1 + chance.below(wcet);
      if (wcet > 0) machine.jobs.push({ task, arrival, left, locked: 0 });
    }
    for (const { machine, busy } of wakes.get(now) ?? []) machine.busy = busy;
    for (const half of handed.splice(0)) targetOf(half.source)?.halves.push(half);
    for (const machine of idle) {
      if (!machine.pending) continue;
      machine.budget?.wake(now);
      if (!queue.includes(machine)) queue.push(machine);
    }
    const coming = arrivals.get(now) ?? [];
    for (const each of sources) {
      const { source } = each;
      for (const events of each.step(coming.filter((one) => one.source === source).length, now)) {
        const left = entry + (events.length === 0 ? 0 : ticksOf(source.topHalf));
        if (left > 0) tops.push({ source, arrival: events[0]?.arrival ?? now, events, bottom: false, left });
      }
    }
    tops.sort((a, b) => rankOf(a) - rankOf(b) || a.arrival - b.arrival);
  }

  function rankOf(top: Top): number {
    return sources.findIndex(({ source }) => source === top.source);
  }

  function targetOf({ target }: InterruptSource): Machine | undefined {
    return machines.find(({ vm }) => vm.name === target);
  }

  function replenish(now: number): void {
    for (const { budget, pending } of machines) budget?.advance(now, pending);
  }

  function ready(machine: Machine, now: number): boolean {
    return machine.budget?.ready(now, machine.pending) ?? machine.pending;
  }

  function choose(now: number): Machine | null {
    const able = machines.filter((machine) => ready(machine, now));
    switch (policy?.kind) {
      case "table": {
        const at = (now + framePhase) % frame;
        const slot = policy.slots.find(
          (each) => ticksOf(each.start) <= at && at < ticksOf(each.start) + ticksOf(each.length),
        );
        return machines.find(({ vm }) => vm.name === slot?.vm) ?? null;
      }
      case "fixed-priority":
        return ranked.find((machine) => able.includes(machine)) ?? null;
      case "edf":
      case "sedf": {
        const due = (machine: Machine): number => machine.budget?.deadline() ?? Number.MAX_SAFE_INTEGER;
        const sunk = (machine: Machine): number =>
          machine.budget === null ? Number.MAX_SAFE_INTEGER : (machine.budget.level?.() ?? 0);
        return [...able].sort((a, b) => sunk(a) - sunk(b) || due(a) - due(b))[0] ?? null;
      }
      case "round-robin": {
        const head = queue[0];
        if (tick === null && head !== undefined) turn ??= quantumOf(head);
        return seizer ?? head ?? null;
      }
      default:
        return able[0] ?? null;
    }
  }

  function run(machine: Machine, now: number): void {
    const work = machine.current(held !== null);
    if (machine.cold > 0 && work !== null) {
      machine.cold -= 1;
      machine.budget?.spend();
      if (turn !== null && tick === null) turn -= 1;
      return;
    }
    enterSection(machine, work, now);
    machine.budget?.spend();
    if (turn !== null && tick === null) turn -= 1;
    if (held !== null) held.left -= 1;
    if (held?.left === 0) held = null;
    if (work === null) return;
    work.left -= 1;
    if ("task" in work) {
      machine.started = machine.vm.guest.preemptive ? null : work;
      work.locked = Math.max(0, work.locked - 1);
    }
    if (work.left > 0) return;
    if ("task" in work) {
      machine.started = null;
      machine.jobs.splice(machine.jobs.indexOf(work), 1);
      observe(machine.nameOf(work), work.arrival, now + 1, ticksOf(work.task.deadline));
    } else {
      machine.halves.shift();
      observeHalf(work, now + 1);
    }
  }

  /** A hypercall, or whatever a best-effort guest makes the VMM do, that nothing preempts; it fits into the budget. */
  function enterSection(machine: Machine, work: Job | Half | null, now: number): void {
    if (held !== null || !(eagerSections || chance.oneIn(4))) return;
    const job = work !== null && "task" in work ? work : null;
    if (job !== null && job.locked === 0 && !chance.oneIn(3)) {
      job.locked = Math.min(job.left, ticksOf(job.task.nonPreemptible));
    }
    const calls = job === null ? 0 : job.task.hypercalls > 0 ? hypercall : 0;
    const longest = job === null ? (machine.busy && work === null ? section : 0) : Math.min(calls, section);
    const left = Math.min(longest, machine.budget?.left(now) ?? longest, job?.left ?? longest);
    if (left <= 1) return;
    held = { machine, left };
    if (job !== null) job.locked = Math.max(job.locked, left);
  }

  for (let now = 0; now < length; now++) {
    if (replenishFirst) replenish(now);
    arrive(now);
    if (!replenishFirst) replenish(now);
    for (const { budget, pending } of machines) budget?.see(pending);
    const top = tops[0];
    if (held !== null) run(held.machine, now);
    else if (switching !== null) {
      switching.left -= 1;
      if (switching.left === 0) [loaded, switching] = [switching.machine, null];
    } else if (top !== undefined) {
      top.left -= 1;
      if (top.left <= 0) handled(top, now);
    } else {
      const chosen = choose(now);
      if (chosen !== null && loaded !== null && loaded !== chosen && vmSwitch > 0) {
        switching = vmSwitch === 1 ? null : { machine: chosen, left: vmSwitch - 1 };
        if (vmSwitch === 1) loaded = chosen;
        chosen.cold = refill;
      } else if (chosen !== null) {
        if (loaded !== null && loaded !== chosen) chosen.cold = refill;
        loaded = chosen;
        run(chosen, now);
      }
    }
    rotate(now + 1);
  }

  function quantumOf({ vm }: Machine): number {
    if (vm.quantum === null) throw new Error(`a quantum for ${vm.name}`);
    return ticksOf(vm.quantum);
  }

  function handled(top: Top, now: number): void {
    tops.splice(tops.indexOf(top), 1);
    if (top.bottom) {
      observeHalf(top, now + 1);
      return;
    }
    const { source } = top;
    const bottom = ticksOf(source.bottomHalf);
    for (const event of top.events) {
      const { arrival } = event;
      const waits = source.delivery === "when-scheduled" || source.delivery === "monitored";
      if (waits && source.device !== "running" && bottom === 0) observeHalf({ source, arrival }, now + 1);
      else if (atOnce(source, event)) steal(source, arrival, bottom, now);
      else handed.push({ source, arrival, left: bottom });
    }
  }

  /** An event that its monitor admits does not overtake one that waits for the VM. */
  function atOnce(source: InterruptSource, { admitted }: Event): boolean {
    if (source.delivery !== "monitored") {
      return source.delivery !== "when-scheduled" || source.device === "running";
    }
    const before = [...handed, ...(targetOf(source)?.halves ?? [])];
    return admitted && !before.some((half) => half.source === source);
  }

  function steal(source: InterruptSource, arrival: number, bottom: number, now: number): void {
    const away = source.target !== null && loaded?.vm.name !== source.target;
    const left = bottom + (away ? 2 * (vmSwitch + refill) : 0);
    const target = targetOf(source);
    if (source.delivery === "rest-of-quantum" && target !== undefined && queue.includes(target)) {
      seizer = target === queue[0] ? null : target;
    }
    if (left === 0) observeHalf({ source, arrival }, now + 1);
    else tops.push({ source, arrival, events: [], bottom: true, left });
  }

  /** A VM that has nothing to do leaves the round; one whose quantum is over goes to its end. */
  function rotate(now: number): void {
    const before = queue[0];
    for (const idle of queue.filter((machine) => !machine.pending)) queue.splice(queue.indexOf(idle), 1);
    const head = queue[0];
    if (before !== head) turn = null;
    if (seizer !== null && (seizer === head || !queue.includes(seizer))) seizer = null;
    if (head === undefined) return;
    if (tick !== null && (now + tickPhase) % tick === 0) {
      turn = seizer !== null ? 0 : (turn ?? quantumOf(head) / tick) - 1;
    }
    if (turn === null || turn > 0 || held !== null) return;
    queue.push(head);
    queue.shift();
    [turn, seizer] = [null, null];
  }

  for (const machine of machines) {
    if (machine.budget?.missed === true) late.push(`server of ${machine.vm.name}`);
    for (const job of machine.jobs)
      observe(machine.nameOf(job), job.arrival, length, ticksOf(job.task.deadline));
    for (const half of machine.halves) observeHalf(half, length);
  }
  for (const half of handed) observeHalf(half, length);
  for (const { source, arrival, events, bottom } of tops) {
    if (bottom) observeHalf({ source, arrival }, length);
    for (const event of events) observeHalf({ source, arrival: event.arrival }, length);
  }
  for (const { source, waiting } of sources) {
    for (const arrival of waiting) observeHalf({ source, arrival }, length);
  }
  return { responses, late };
}

function byInstant<Event extends { readonly at: number }>(events: readonly Event[]): Map<number, Event[]> {
  const found = new Map<number, Event[]>();
  for (const event of events) found.set(event.at, [...(found.get(event.at) ?? []), event]);
  return found;
}

/** The server of a VM; a contract without a server kind is enforced by a periodic one. */
function serverOn({ supply }: Vm, policy: string, chance: Chance): Budget | null {
  if (!["fixed-priority", "edf", "sedf"].includes(policy) || supply === null) return null;
  if (supply.kind !== "server" && supply.kind !== "periodic" && supply.kind !== "edp") return null;
  const phase = chance.below(ticksOf(supply.period));
  const kind = supply.kind === "server" ? supply.server : "periodic-idling";
  const deadline = supply.kind === "periodic" || policy === "sedf" ? supply.period : supply.deadline;
  const server = policy === "sedf" ? "polling" : kind;
  return budgetOf({ ...supply, kind: "server", server, deadline }, phase);
}

/** When a best-effort guest becomes busy and idle: always busy, or on and off at least a period apart. */
function wakesOf(
  machine: Machine,
  length: number,
  chance: Chance,
): { machine: Machine; at: number; busy: boolean }[] {
  const { guest, supply } = machine.vm;
  if (guest.scheduling !== "best-effort") return [];
  const wakes = [{ machine, at: 0, busy: true }];
  if (chance.oneIn(2)) return wakes;
  const period = supply !== null && "period" in supply ? ticksOf(supply.period) : 5;
  for (let at = 0; at < length; at += period + chance.below(2)) {
    const on = chance.below(period);
    wakes.push({ machine, at: at + 1 + on, busy: false });
    at += on + 1 + chance.below(period);
    wakes.push({ machine, at, busy: true });
  }
  return wakes;
}
