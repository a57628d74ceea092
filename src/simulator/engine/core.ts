import type { Jobs } from "./jobs.ts";
import type { NodeState } from "./node-state.ts";
import { Path } from "./path.ts";
import type { TaskTable } from "./task-table.ts";
import { NEVER, NONE } from "./time.ts";
import { KIND } from "./trace-kind.ts";
import { placeOf, type TraceRing } from "./trace-ring.ts";
import type { VmTable } from "./vm-table.ts";

/** Told of each VM (or NONE) that a core has begun to run. In a dispatch: set timers, release nothing. */
export interface VmWatcher {
  vmEntered(vm: number, now: number): void;
}

/** What the VMM's work on a core costs. */
export interface CoreCosts {
  readonly vmSwitch: number;
  readonly vmmSection: number;
  readonly cacheRefill: number;
}

/**
 * One core: what runs on it, and until when. Either the VMM works (`occupy`), or a task runs, or a VM idles within its
 * budget, or nothing does. `boundary` is when what goes on ends by itself; nothing else needs to be known in advance.
 */
export class Core {
  /** When the running job, its section, an allowance on its path, a hold or the VMM's work ends. */
  boundary: number = NEVER;
  /** Whether a dispatch is due at the end of this instant. */
  due = false;
  /** Whether a scheduler has asked for another choice since the last; else what it chose stands. */
  stale = true;
  /** The task that runs, or NONE. */
  running: number = NONE;
  /** The VM that runs, or NONE. */
  vm: number = NONE;
  /** Time that the VMM has worked, up to the end of the work under way. */
  occupied: number = 0;
  private readonly root: NodeState;
  private readonly nodes: readonly NodeState[];
  private readonly headOfVm: readonly (NodeState | undefined)[];
  /** Where the trace says that a VM runs, from the VM NONE on. */
  private readonly places: Float64Array;
  private readonly watchers: VmWatcher[] = [];
  private readonly vmSwitch: number;
  private readonly vmmSection: number;
  private readonly cacheRefill: number;
  private readonly tasks: TaskTable;
  private readonly vms: VmTable;
  private readonly jobs: Jobs;
  private readonly trace: TraceRing | null;
  /** What runs, and what was chosen last: the same, but while the VMM is in a section. */
  private path: Path;
  private chosen: Path;
  private spare: Path;
  private since = 0;
  private occupiedUntil: number = -NEVER;
  private holdUntil: number = NEVER;
  /** The VM whose context is loaded: at the start whichever comes first, without a switch. */
  private loadedVm: number = NONE;
  private saidIdle = false;

  constructor(index: number, root: NodeState, place: CorePlace) {
    this.root = root;
    this.nodes = place.nodes;
    this.headOfVm = place.headOfVm;
    this.vmSwitch = place.costs.vmSwitch;
    this.vmmSection = place.costs.vmmSection;
    this.cacheRefill = place.costs.cacheRefill;
    this.tasks = place.jobs.tasks;
    this.vms = place.vms;
    this.jobs = place.jobs;
    this.trace = place.trace;
    this.places = Float64Array.from({ length: place.vms.count + 1 }, (_, at) => placeOf(index, at - 1, NONE));
    this.path = new Path(place.nodes.length);
    this.chosen = this.path;
    this.spare = new Path(place.nodes.length);
  }

  /** When the work of the VMM under way ends; in the past where it is at none. */
  get busyUntil(): number {
    return this.occupiedUntil;
  }

  watch(watcher: VmWatcher): void {
    this.watchers.push(watcher);
  }

  /** Charges what has run since the last time. */
  settle(now: number): void {
    const length = now - this.since;
    if (length === 0) return;
    this.since = now;
    if (this.occupiedUntil >= now) return;
    const task = this.running;
    if (task !== NONE) {
      const tasks = this.tasks;
      tasks.remaining[task]! -= length;
      tasks.sectionLeft[task]! -= length;
      if (this.cacheRefill !== 0 && this.vm !== NONE) this.vms.warm(this.vm, length);
    }
    if (this.path.count > 0) this.path.charge(length);
  }

  /** The boundary is here. */
  reach(now: number): void {
    this.due = true;
    this.boundary = NEVER;
    this.settle(now);
    if (this.occupiedUntil === now) {
      this.occupiedUntil = -NEVER;
      return;
    }
    const task = this.running;
    if (task !== NONE) {
      const tasks = this.tasks;
      if (tasks.remaining[task] === 0) {
        this.running = NONE;
        this.jobs.complete(task, now);
      } else if (tasks.sectionLeft[task] === 0) this.jobs.endSection(task);
    }
    this.path.expire(now);
  }

  /** The VMM works for `length`, from now on or from when it has finished what it is at. See Engine.occupy. */
  occupy(length: number, vm: number, now: number): void {
    if (length === 0) return;
    if (this.occupiedUntil > now) this.occupiedUntil += length;
    else {
      this.settle(now);
      this.stop(now, NONE);
      this.occupiedUntil = now + length;
    }
    this.boundary = this.occupiedUntil;
    this.occupied += length;
    if (vm !== NONE) this.vms.overhead[vm]! += length;
    this.trace?.writeAt(now, KIND.vmm, this.places, vm + 1, length);
  }

  /** Puts on the core what the schedulers choose. */
  dispatch(now: number): void {
    this.due = false;
    if (this.occupiedUntil > now) return;
    this.settle(now);
    if (this.stale === true) this.choose(now);
    const { chosen } = this;
    const { task, vm } = chosen;
    if (vm !== this.vm && this.vmmSection !== 0 && this.holds(now)) {
      this.bound(now);
      return;
    }
    this.holdUntil = NEVER;
    if (task !== this.running || vm !== this.vm) this.stop(now, vm);
    if (chosen !== this.path) {
      this.spare = this.path;
      this.path = chosen;
    }
    if (vm !== NONE && vm !== this.loadedVm) {
      const first = this.loadedVm === NONE;
      this.loadedVm = vm;
      if (first === false) this.vms.refillLeft[vm] = this.cacheRefill;
      if (this.vmSwitch > 0 && !first) {
        this.occupy(this.vmSwitch, vm, now);
        return;
      }
    }
    this.go(task, vm, now);
    this.bound(now);
  }

  /** Asks the schedulers what should run. */
  private choose(now: number): void {
    this.stale = false;
    this.chosen = this.spare;
    this.chosen.choose(this.root, this.nodes, now);
  }

  /**
   * Whether the running VM runs on because the VMM is in a section: once per switch away from a VM that has work, and no
   * longer than its budget lasts.
   */
  private holds(now: number): boolean {
    if (this.running === NONE || this.path.spent) return false;
    const { allowance } = this.path;
    if (this.holdUntil === NEVER) this.holdUntil = now + Math.min(this.vmmSection, allowance);
    return now < this.holdUntil && allowance > 0;
  }

  /** Takes the running task off the core, and the VM too unless it is the one that goes on. */
  private stop(now: number, next: number): void {
    const { running, vm } = this;
    if (running !== NONE) {
      this.running = NONE;
      if (this.cacheRefill !== 0 && vm !== NONE) this.refillBefore(running, -this.vms.refillLeft[vm]!);
      this.jobs.preempt(running, now);
    }
    if (vm !== NONE && vm !== next) {
      this.vm = NONE;
      const length = this.vms.leave(vm, now, this.headOfVm[vm]!.ready);
      this.trace?.writeAt(now, KIND["vm-out"], this.places, vm + 1, length);
    }
  }

  private go(task: number, vm: number, now: number): void {
    if (vm !== this.vm) {
      this.vm = vm;
      this.vms.enter(vm, now);
      this.trace?.writeAt(now, KIND["vm-in"], this.places, vm + 1, NONE);
      for (let i = 0; i < this.watchers.length; i++) this.watchers[i]!.vmEntered(vm, now);
    }
    if (task === NONE) {
      if (this.saidIdle === false) this.trace?.writeAt(now, KIND.idle, this.places, vm + 1, NONE);
      this.saidIdle = true;
      return;
    }
    this.saidIdle = false;
    if (task === this.running) {
      this.jobs.goOn(task);
      return;
    }
    this.running = task;
    if (vm !== NONE) this.switchTask(vm, task);
    this.jobs.run(task, now);
    if (this.cacheRefill !== 0 && vm !== NONE) this.refillBefore(task, this.vms.refillLeft[vm]!);
  }

  /** While a task runs, what it has to do includes what is left of the refill: whoever runs next in the VM goes on with it. */
  private refillBefore(task: number, length: number): void {
    this.tasks.remaining[task]! += length;
    this.tasks.sectionLeft[task]! += length;
  }

  private switchTask(vm: number, task: number): void {
    const { guestSwitch, lastTask } = this.vms;
    const last = lastTask[vm]!;
    if (last !== task && last !== NONE) this.tasks.remaining[task]! += guestSwitch[vm]!;
    lastTask[vm] = task;
  }

  /** Finds when what goes on ends by itself. */
  private bound(now: number): void {
    const task = this.running;
    let length = this.path.count === 0 ? NEVER : this.path.allowance;
    if (task !== NONE) {
      const { remaining, sectionLeft } = this.tasks;
      if (remaining[task]! < length) length = remaining[task]!;
      if (sectionLeft[task]! < length) length = sectionLeft[task]!;
    }
    this.boundary = Math.min(now + length, this.holdUntil);
  }
}

/** What all cores share. */
export interface CorePlace {
  readonly jobs: Jobs;
  readonly vms: VmTable;
  readonly trace: TraceRing | null;
  readonly nodes: readonly NodeState[];
  readonly headOfVm: readonly (NodeState | undefined)[];
  readonly costs: CoreCosts;
}
