/**
 * What each VM may count on and what runs above it, derived from the model alone: the checker's own reading of how the
 * VMM, its costs and the interrupts take time away. Whatever a certificate says about loads is not looked at.
 */
import { max, min, sum } from "./arithmetic.ts";
import { delayed, type Load, most, work } from "./events.ts";
import { atOnce, isExact, type Stolen, stolenBy, waitsIn } from "./interrupts.ts";
import type { Model, Source, Task, Vm } from "./model.ts";
import { noticed } from "./notice.ts";
import { slotsLeft, tooShort } from "./slots.ts";
import { type Base, type Budget, baseOf, type Supply } from "./supply.ts";
import { FREE, takesFrom, turnsLeft } from "./turns.ts";

/** A supply below loads, less what the VMM may hold up once: at least least(t) − work(t) − loss in every window. */
export interface World {
  readonly base: Base;
  /** What `base` is of. */
  readonly supply: Supply;
  readonly loads: readonly Load[];
  readonly loss: bigint;
  readonly hypotheses: readonly string[];
  /** The claims about the VMM that this rests on. */
  readonly rests: readonly string[];
  /** The same supply if the VMM took no time for itself, on which a miss is a real one; null where none can be. */
  readonly free: Supply | null;
  /** What may really run above the guest, as densely as it is counted; null where that is not sure. */
  readonly real: readonly Load[] | null;
}

export interface Server extends Budget {
  readonly kind: string;
}

const DEDICATED: Supply = { kind: "dedicated" };
const NOTHING_ABOVE = { loads: [], loss: 0n, hypotheses: [], free: null, real: null };
const byPolicy = ["fixed-priority", "edf", "sedf"];

export class Derivation {
  readonly model: Model;
  readonly #delays: ReadonlyMap<string, bigint>;
  readonly #worlds: Map<Vm, World | null> = new Map();

  /** `delays`: how long the VMM's part of each source takes at most, as far as that has been shown. */
  constructor(model: Model, delays: ReadonlyMap<string, bigint>) {
    this.model = model;
    this.#delays = delays;
  }

  vmsOn(core: bigint): Vm[] {
    return this.model.vms.filter((vm) => vm.core === core);
  }

  /** What a switch takes from the VM that it leads to: the switch, and its guest's cold caches. */
  get entering(): bigint {
    return this.model.costs.vmSwitch + this.model.costs.refill;
  }

  /** What a VM may still have to refill when a window begins: nothing if it has its core to itself. */
  coldStart(vm: Vm): bigint {
    return this.vmsOn(vm.core).length > 1 ? this.model.costs.refill : 0n;
  }

  get hold(): bigint {
    return max(this.model.costs.section, this.model.costs.vmSwitch);
  }

  stolen(source: Source): Stolen {
    return stolenBy(source, this.model.costs);
  }

  /** What interrupts take from everything on a core. */
  interrupts(core: bigint): Load[] {
    return this.#here(core)
      .flatMap((source) => {
        const { interrupts, handlers } = this.stolen(source);
        return handlers === null ? [interrupts] : [interrupts, handlers];
      })
      .filter(({ cost }) => cost > 0n);
  }

  /** What they surely may take: no VM switches, which a lone VM does not need, and only what some course attains. */
  sureInterrupts(core: bigint): Load[] {
    return this.#here(core)
      .filter(isExact)
      .map((source) => stolenBy(source, { ...this.model.costs, vmSwitch: 0n, refill: 0n }).interrupts)
      .filter(({ cost }) => cost > 0n);
  }

  #here(core: bigint): Source[] {
    return this.model.sources.filter((source) => source.core === core);
  }

  waits(vm: Vm, source: Source): boolean {
    return waitsIn(vm, source);
  }

  /** Whether some interrupt may take the rest of a quantum from the VM. */
  robbed(vm: Vm): boolean {
    return this.model.sources.some((source) => takesFrom(vm, source));
  }

  /** The bottom halves that run in a VM, after their top halves if these are not in its supply; null without a bound. */
  halves(vm: Vm, beside: boolean): Load[] | null {
    const loads: Load[] = [];
    for (const source of this.model.sources.filter((each) => this.waits(vm, each))) {
      const delay = source.core === vm.core && !beside ? 0n : this.#delays.get(source.name);
      if (delay === undefined) return null;
      const { each } = noticed(source);
      const events = delay === 0n ? each : delayed(each, delay);
      loads.push({ name: source.name, events, cost: source.bottom });
    }
    return loads;
  }

  /** A task with its hypercalls: their time, and that nothing preempts the VMM in one. */
  charged(task: Task): Task {
    const { hypercall, section } = this.model.costs;
    if (task.hypercalls === 0n) return task;
    const nonPreemptible = max(task.nonPreemptible, min(hypercall, section));
    return { ...task, wcet: task.wcet + task.hypercalls * hypercall, nonPreemptible };
  }

  tasks(vm: Vm): Task[] {
    return vm.tasks.map((task) => this.charged(task));
  }

  /** The server that a priority-driven VMM runs a VM in; null where there is none. */
  server(vm: Vm): Server | null {
    const { policy } = this.model;
    const { supply } = vm;
    if (!byPolicy.includes(policy) || supply === null || !("budget" in supply)) return null;
    const { period, budget, deadline } = supply;
    if (policy === "sedf") return { kind: "polling", period, budget, deadline: period };
    return { kind: supply.kind === "server" ? supply.server : "periodic-idling", period, budget, deadline };
  }

  guestLoad(vm: Vm, beside: boolean): Load[] | null {
    const jobs = this.tasks(vm).map(({ name, period, jitter, wcet }) => ({
      name: `${vm.name}/${name}`,
      events: { period, jitter, distance: 0n },
      cost: wcet,
    }));
    const halves = this.halves(vm, beside);
    return halves === null ? null : [...jobs, ...halves];
  }

  /** How often a VM is switched in per period of its server; null where nothing limits it. */
  activations(vm: Vm, server: Server): bigint | null {
    if (server.kind === "periodic-idling" || this.entering === 0n) return 1n;
    if (vm.activations !== null) return vm.activations;
    if (vm.scheduling === "best-effort" || server.kind === "sporadic") return null;
    const load = this.guestLoad(vm, true);
    return load === null ? null : 1n + sum(load.map(({ events }) => most(events, server.period)));
  }

  /** A server as load on what runs below it; null where nothing limits its switches. */
  serverLoad(vm: Vm, server: Server): Load | null {
    const pairs = this.activations(vm, server);
    if (pairs === null) return null;
    const { period, budget } = server;
    const jitter = keepsBudget(server.kind) ? period - budget : 0n;
    const cost = budget + 2n * this.entering * pairs;
    return { name: vm.name, events: { period, jitter, distance: 0n }, cost };
  }

  /** The load of whole VMs on what runs below them; null where nothing limits it. */
  loadOf(vms: readonly Vm[]): Load[] | null {
    const loads: Load[] = [];
    for (const vm of vms) {
      const server = this.server(vm);
      if (server !== null) {
        const load = this.serverLoad(vm, server);
        if (load === null) return null;
        loads.push(load);
      } else {
        const load = vm.scheduling === "best-effort" ? null : this.guestLoad(vm, false);
        if (load === null) return null;
        const pair = 2n * this.entering;
        loads.push(...load.map((each) => ({ ...each, cost: each.cost + pair })));
      }
    }
    return loads;
  }

  /** Under a fixed-priority VMM; without written priorities by period, VMs without one last. */
  above(vm: Vm): Vm[] {
    const period = ({ supply }: Vm): bigint | null =>
      supply !== null && "period" in supply ? supply.period : null;
    const order = this.vmsOn(vm.core).sort((a, b) => {
      const [x, y] =
        a.priority !== null && b.priority !== null ? [a.priority, b.priority] : [period(a), period(b)];
      if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
      return x < y ? -1 : x > y ? 1 : 0;
    });
    return order.slice(0, order.indexOf(vm));
  }

  /** Whether loads of these VMs may really come at once, as dense as they are counted. */
  #loadIsReal(vms: readonly Vm[]): boolean {
    return (
      this.entering === 0n &&
      vms.every((vm) => {
        const server = this.server(vm);
        if (server === null) return vm.tasks.every(({ offset }) => offset === null);
        return usesAll(vm, server) && !keepsBudget(server.kind);
      })
    );
  }

  /** What the VMM gives a VM, a contract aside; null where it is nothing to count on. */
  provision(vm: Vm): World | null {
    const { policy, costs } = this.model;
    const others = this.vmsOn(vm.core).filter((other) => other !== vm);
    if (policy === "none")
      return vm.supply && this.#below(vm, vm.supply, vm.above, 0n, vm.supply, true, ["contract-honoured"]);
    if (policy === "best-effort" || (policy !== "round-robin" && this.robbed(vm))) return null;
    const server = this.server(vm);
    // The budget pays for cold caches, and how often is not known.
    if (server !== null) return this.coldStart(vm) > 0n ? null : this.#served(vm, server);
    const switched = others.length > 0 ? this.hold + this.entering : this.hold;
    switch (policy) {
      case "static":
        return this.#below(vm, DEDICATED, [], costs.section, DEDICATED);
      case "table": {
        const usable = slotsLeft(this.model, vm, costs);
        return tooShort(this.model, vm.core)
          ? null
          : this.#below(vm, usable, [], this.coldStart(vm), slotsLeft(this.model, vm, FREE));
      }
      case "round-robin": {
        if (others.length === 0) return this.#below(vm, DEDICATED, [], this.hold, DEDICATED);
        return this.#inTurn(vm, others);
      }
      case "fixed-priority": {
        const above = this.above(vm);
        const load = this.loadOf(above);
        return load && this.#below(vm, DEDICATED, load, switched, DEDICATED, this.#loadIsReal(above));
      }
      case "edf": {
        const load = this.loadOf(others);
        return load && this.#below(vm, DEDICATED, load, switched, DEDICATED, false);
      }
      // Without a slice under SEDF: extratime goes by weights, and promises nothing.
      default:
        return null;
    }
  }

  /** The pattern is real if quanta are metered, all others may use theirs and no interrupt gives one away. */
  #inTurn(vm: Vm, others: readonly Vm[]): World | null {
    const { costs, clockTick } = this.model;
    const turns = turnsLeft(vm, others, this.model, costs);
    if (turns === null) return null;
    const real =
      clockTick === null &&
      turns.kind === "table" &&
      others.every(({ scheduling }) => scheduling === "best-effort");
    const free = real ? turnsLeft(vm, others, this.model, FREE) : DEDICATED;
    return this.#below(vm, turns, [], this.hold + this.coldStart(vm), free ?? DEDICATED, real);
  }

  #below(
    vm: Vm,
    supply: Supply,
    load: readonly Load[],
    loss: bigint,
    free: Supply,
    real = true,
    promised: readonly string[] = [],
  ): World {
    const interrupts = this.interrupts(vm.core);
    const loads = [...interrupts, ...load];
    const here = this.#here(vm.core);
    const switching = here.some(atOnce) && this.entering > 0n;
    const inTheWay = supply.kind === "dedicated" && !switching && here.every(isExact);
    const attained = interrupts.length === 0 || inTheWay;
    const hypotheses = [
      "vmm-costs",
      ...(loads.length > 0 ? ["interrupts-keep-their-word"] : []),
      ...promised,
    ];
    const surely = real && attained ? loads : null;
    return { base: baseOf(supply), supply, loads, loss, hypotheses, rests: [], free, real: surely };
  }

  #served(vm: Vm, server: Server): World {
    const supply: Supply = { ...server, kind: "server", server: server.kind };
    const hypotheses = ["vmm-enforces-budgets", "vmm-costs"];
    if (vm.supply?.kind !== "server") hypotheses.push("contract-is-periodic-server");
    if (server.kind === "sporadic") hypotheses.push("sporadic-server-correct");
    const claim = this.model.policy === "fixed-priority" ? `vm/${vm.name}/server` : `core/${vm.core}/servers`;
    return { ...NOTHING_ABOVE, base: baseOf(supply), supply, hypotheses, rests: [claim], free: supply };
  }

  /** The contract that the VMM's own supply is held against; null where there is none or a server enforces it. */
  contract(vm: Vm): Supply | null {
    return this.model.policy === "none" || this.server(vm) !== null ? null : vm.supply;
  }

  /** What the tasks of a VM may count on; null where that is nothing. */
  world(vm: Vm): World | null {
    const known = this.#worlds.get(vm);
    if (known !== undefined) return known;
    const world = this.#worldOf(vm);
    this.#worlds.set(vm, world);
    return world;
  }

  #worldOf(vm: Vm): World | null {
    const contract = this.contract(vm);
    const given: World | null =
      contract === null
        ? this.provision(vm)
        : { ...NOTHING_ABOVE, base: baseOf(contract), supply: contract, rests: [`vm/${vm.name}/contract`] };
    if (given === null) return null;
    const halves = this.halves(vm, contract !== null || this.server(vm) !== null);
    if (halves === null) return null;
    const sure = this.model.sources
      .filter((source) => this.waits(vm, source))
      .every((source) => source.core === vm.core && isExact(source));
    const real = given.real && sure ? [...given.real, ...halves] : null;
    const hypotheses =
      halves.length === 0 ? given.hypotheses : [...given.hypotheses, "interrupts-keep-their-word"];
    return { ...given, loads: [...given.loads, ...halves], hypotheses, real };
  }
}

/** Whether the server may start to use its budget in the middle of its period. */
export const keepsBudget = (kind: string): boolean =>
  ["deferrable", "xen-rtds", "hard-cbs", "sched-deadline"].includes(kind);

/** Whether the guest may use its whole budget in each period. */
export const usesAll = ({ scheduling }: Vm, { kind }: Server): boolean =>
  kind === "periodic-idling" || scheduling === "best-effort";

/** What a world surely leaves over in some part of every window of this length. */
export const available = ({ base, loads, loss }: World, window: bigint): bigint =>
  base.least(window) - work(loads, window) - loss;

/** A core below loads, and what the VMM may hold up once. */
export function coreWorld(loads: readonly Load[], loss: bigint): World {
  const supply = { kind: "dedicated" } as const;
  return { base: baseOf(supply), supply, loads, loss, hypotheses: [], rests: [], free: null, real: null };
}
