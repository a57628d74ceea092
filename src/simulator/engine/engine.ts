import { assert } from "../../contract/assert.ts";
import type { Actor, Node } from "./node.ts";
import { Path } from "./path.ts";
import type { TaskTable } from "./task-table.ts";
import { NEVER, NONE, ticks } from "./time.ts";
import type { TimerTree } from "./timer-tree.ts";
import { KIND } from "./trace-kind.ts";
import type { TraceRing } from "./trace-ring.ts";
import type { VmTable } from "./vm-table.ts";

/** Why `run` returned. */
export type Halt = "horizon" | "events" | "miss";

export interface RunLimits {
  /** Return once this many more releases and completions have happened, at the end of that instant. */
  readonly events?: number;
  /** Return at the end of the instant at which a late job ends. */
  readonly untilMiss?: boolean;
}

/** Told when a job of a task has ended: how a device or a guest kernel learns that its handler is done. */
export interface JobListener {
  jobEnded(task: number, job: number, now: number): void;
}

/** What the builder hands over (build.ts). */
export interface Parts {
  readonly tasks: TaskTable;
  readonly vms: VmTable;
  readonly timers: TimerTree;
  readonly trace: TraceRing | null;
  readonly cores: number;
  readonly vmSwitch: number;
  readonly vmmSection: number;
  /** The timer of task 0; those of the others follow. */
  readonly firstRelease: number;
  /** Timers below this one fire before the completions of an instant, those below the other before its dispatch. */
  readonly beforeCompletion: number;
  readonly beforeDispatch: number;
}

/**
 * Runs the trees of all cores in one time. Event-driven: between two events nothing happens, so idle time costs nothing.
 *
 * One instant: timers before completions; each core whose boundary (end of a job, section, allowance or of the VMM's
 * work) is reached; timers before the dispatch; one dispatch of every core that was asked to reconsider; then what the tie
 * rules place after the dispatch, with a second one. No object is made after construction.
 */
export class Engine {
  now = 0;
  /** Releases and completions so far. */
  events = 0;
  /** Whether completions were late. */
  misses = 0;
  readonly tasks: TaskTable;
  readonly vms: VmTable;
  readonly trace: TraceRing | null;
  readonly cores: number;
  readonly #timers: TimerTree;
  readonly #parts: Parts;
  /** By timer; a task's own release has none. */
  readonly #actors: (Actor | null)[] = [];
  readonly #nodes: Node[] = [];
  readonly #roots: (Node | null)[];
  readonly #parentOf: Node[] = [];
  readonly #slotOf: Int32Array;
  readonly #listeners: (JobListener | null)[] = [];

  /** Per core: when something ends by itself, since when it has been charged, until when the VMM works. */
  readonly #boundary: Float64Array;
  readonly #since: Float64Array;
  readonly #occupiedUntil: Float64Array;
  readonly #holdUntil: Float64Array;
  readonly #dirty: Uint8Array;
  /** What runs: NONE for no task, no VM; the VM whose context is loaded. */
  readonly #running: Int32Array;
  /** 1 while the core has nothing to run and the trace says so. */
  readonly #idle: Uint8Array;
  readonly #runningVm: Int32Array;
  readonly #loadedVm: Int32Array;
  readonly #vmHead: (Node | null)[] = [];
  readonly #path: Path[] = [];
  readonly #candidate: Path[] = [];
  readonly occupied: Float64Array;
  #started = false;
  #atCompletions = false;

  constructor(parts: Parts) {
    const { cores } = parts;
    this.#parts = parts;
    this.tasks = parts.tasks;
    this.vms = parts.vms;
    this.trace = parts.trace;
    this.cores = cores;
    this.#timers = parts.timers;
    this.#roots = new Array<Node | null>(cores).fill(null);
    this.#slotOf = new Int32Array(parts.tasks.count);
    this.#boundary = new Float64Array(cores).fill(NEVER);
    this.#since = new Float64Array(cores);
    this.#occupiedUntil = new Float64Array(cores);
    this.#holdUntil = new Float64Array(cores).fill(NEVER);
    this.#dirty = new Uint8Array(cores);
    this.#running = new Int32Array(cores).fill(NONE);
    this.#idle = new Uint8Array(cores);
    this.#runningVm = new Int32Array(cores).fill(NONE);
    this.#loadedVm = new Int32Array(cores).fill(NONE);
    this.occupied = new Float64Array(cores);
  }

  // Building: called by build.ts before the first run.

  addNode(node: Node): void {
    this.#nodes[node.id] = node;
    if (node.timer !== NONE) this.#actors[node.timer] = node;
    if (node.headsVm) this.#vmHead[node.vm] = node;
  }

  setRoot(core: number, root: Node): void {
    this.#roots[core] = root;
    this.#path[core] = new Path(this.#nodes.length);
    this.#candidate[core] = new Path(this.#nodes.length);
  }

  setParent(task: number, parent: Node, slot: number): void {
    this.#parentOf[task] = parent;
    this.#slotOf[task] = slot;
  }

  attach(timer: number, actor: Actor): void {
    this.#actors[timer] = actor;
  }

  listen(task: number, listener: JobListener): void {
    this.#listeners[task] = listener;
  }

  // Running.

  /**
   * Runs on to `until`: everything that happens before it, and the jobs that end exactly then (if the tie rules let
   * completions go first). May be called again with a later time; the outcome does not depend on where a run was cut.
   * @throws InputError if `until` is no integer below 2^53 or lies in the past.
   */
  run(until: number, { events = NEVER, untilMiss = false }: RunLimits = {}): Halt {
    ticks(until, "the end of the run", this.now);
    const lastEvent = this.events + events;
    const missesBefore = this.misses;
    if (!this.#started) this.#start();
    if (this.#atCompletions && until > this.now) this.#afterCompletions(this.now);
    for (;;) {
      const next = this.#nextTime();
      if (next >= until) break;
      if (this.events >= lastEvent) return "events";
      if (untilMiss && this.misses > missesBefore) return "miss";
      this.now = next;
      this.#fireBelow(this.#parts.beforeCompletion, next);
      this.#reachBoundaries(next);
      this.#afterCompletions(next);
    }
    if (this.#atCompletions) return "horizon";
    this.now = until;
    if (this.#parts.beforeCompletion === 0) {
      this.#reachBoundaries(until);
      this.#atCompletions = true;
    }
    return untilMiss && this.misses > missesBefore ? "miss" : "horizon";
  }

  #start(): void {
    this.#started = true;
    const { firstRelease } = this.#parts;
    for (let task = 0; task < this.tasks.count; task++) {
      this.#timers.set(firstRelease + task, this.tasks.nextRelease[task]!);
    }
    for (const node of this.#nodes) node.start();
    for (let core = 0; core < this.cores; core++) if (this.#roots[core] !== null) this.#dirty[core] = 1;
  }

  #nextTime(): number {
    let next = this.#timers.firstTime;
    for (let core = 0; core < this.cores; core++) {
      if (this.#boundary[core]! < next) next = this.#boundary[core]!;
    }
    return next;
  }

  #fireBelow(limit: number, now: number): void {
    const timers = this.#timers;
    while (timers.firstTime === now && timers.first < limit) {
      const task = timers.first - this.#parts.firstRelease;
      if (task >= 0 && task < this.tasks.count) this.#release(task, now);
      else this.#fireActor(timers.first, now);
    }
  }

  #fireActor(timer: number, now: number): void {
    this.#timers.set(timer, NEVER);
    const actor = this.#actors[timer]!;
    if (actor.core !== NONE) this.#settle(actor.core, now);
    actor.fire(now);
  }

  #reachBoundaries(now: number): void {
    for (let core = 0; core < this.cores; core++) if (this.#boundary[core] === now) this.#reach(core, now);
  }

  #afterCompletions(now: number): void {
    this.#atCompletions = false;
    this.#fireBelow(this.#parts.beforeDispatch, now);
    this.#dispatchAll(now);
    if (this.#timers.firstTime !== now) return;
    this.#fireBelow(NEVER, now);
    this.#dispatchAll(now);
  }

  #dispatchAll(now: number): void {
    for (let core = 0; core < this.cores; core++) if (this.#dirty[core] === 1) this.#dispatch(core, now);
  }

  // Jobs.

  #release(task: number, now: number): void {
    const { tasks } = this;
    this.trace?.write(now, KIND.release, this.#parentOf[task]!.core, tasks.vm[task]!, task, tasks.nextJob[task]!);
    tasks.release(task, tasks.nextArrival[task]!);
    this.#timers.set(this.#parts.firstRelease + task, tasks.advance(task));
    this.#released(task, now);
  }

  /**
   * Releases a job that takes `execution`, for tasks with period NEVER.
   * Call it from an actor, or from a listener; only while no job of the task is pending.
   */
  releaseJob(task: number, execution: number, now: number): void {
    const { tasks } = this;
    assert(tasks.pending[task] === 0, "a task released from outside has no job pending");
    this.trace?.write(now, KIND.release, this.#parentOf[task]!.core, tasks.vm[task]!, task, tasks.headJob[task]!);
    tasks.releaseOnce(task, now, execution);
    this.#released(task, now);
  }

  #released(task: number, now: number): void {
    this.events++;
    if (this.tasks.pending[task] === 1) {
      this.#parentOf[task]!.childReady(this.#slotOf[task]!, this.tasks.deadline[task]!, now);
    }
  }

  #complete(core: number, task: number, now: number): void {
    const { tasks, trace } = this;
    this.events++;
    this.#running[core] = NONE;
    const job = tasks.headJob[task]!;
    const late = tasks.complete(task, now);
    if (late > 0) this.misses++;
    if (trace !== null) {
      trace.write(now, KIND.complete, core, tasks.vm[task]!, task, now - tasks.headArrival[task]!);
      if (late > 0) trace.write(now, KIND.miss, core, tasks.vm[task]!, task, late);
    }
    const parent = this.#parentOf[task]!;
    const slot = this.#slotOf[task]!;
    if (tasks.section[task] !== NONE) {
      tasks.section[task] = NONE;
      parent.leaveSection(slot);
    }
    if (tasks.next(task)) parent.childMoved(slot, tasks.deadline[task]!, now);
    else parent.childIdle(slot, now);
    this.#listeners[task]?.jobEnded(task, job, now);
  }

  /** The head job enters its section number `section`, counted over all tasks, or leaves its last. */
  #enterSection(task: number, section: number): void {
    const { tasks } = this;
    const parent = this.#parentOf[task]!;
    if (tasks.section[task] !== NONE) parent.leaveSection(this.#slotOf[task]!);
    if (section === tasks.firstSection[task + 1]) {
      tasks.section[task] = NONE;
      return;
    }
    tasks.section[task] = section;
    tasks.sectionLeft[task] = tasks.sectionLength[section]!;
    parent.enterSection(this.#slotOf[task]!, tasks.sectionCeiling[section]!);
  }

  // Cores.

  /** Asks for a dispatch of the core at the end of this instant. */
  reconsider(core: number): void {
    this.#dirty[core] = 1;
  }

  setTimer(timer: number, time: number): void {
    this.#timers.set(timer, time);
  }

  /** The VM that runs on the core now, or NONE. */
  vmOn(core: number): number {
    return this.#runningVm[core]!;
  }

  /**
   * The VMM works on the core for `length` from now on, or from when it has finished what it is at. Nothing preempts it,
   * no budget pays for it; `vm` (or NONE) is accounted for as its cause. The charge point of everything that a device costs.
   */
  occupy(core: number, length: number, vm: number, now: number): void {
    if (length === 0) return;
    if (this.#occupiedUntil[core]! > now) this.#occupiedUntil[core]! += length;
    else {
      this.#settle(core, now);
      this.#stop(core, now);
      this.#occupiedUntil[core] = now + length;
    }
    this.#boundary[core] = this.#occupiedUntil[core]!;
    this.occupied[core]! += length;
    if (vm !== NONE) this.vms.overhead[vm]! += length;
    this.trace?.write(now, KIND.vmm, core, vm, NONE, length);
  }

  /** Charges what has run since the last time. */
  #settle(core: number, now: number): void {
    const length = now - this.#since[core]!;
    if (length === 0) return;
    this.#since[core] = now;
    if (this.#occupiedUntil[core]! >= now) return;
    const task = this.#running[core]!;
    if (task !== NONE) {
      this.tasks.remaining[task]! -= length;
      if (this.tasks.section[task] !== NONE) this.tasks.sectionLeft[task]! -= length;
    }
    this.#path[core]!.charge(length);
  }

  /** Something that runs on the core has come to its end. */
  #reach(core: number, now: number): void {
    this.#dirty[core] = 1;
    this.#boundary[core] = NEVER;
    const worked = this.#occupiedUntil[core] === now;
    this.#settle(core, now);
    if (worked) return;
    const task = this.#running[core]!;
    if (task !== NONE) {
      if (this.tasks.remaining[task] === 0) this.#complete(core, task, now);
      else if (this.tasks.section[task] !== NONE && this.tasks.sectionLeft[task] === 0) {
        this.#enterSection(task, this.tasks.section[task]! + 1);
      }
    }
    this.#path[core]!.expire(now);
  }

  #dispatch(core: number, now: number): void {
    this.#dirty[core] = 0;
    if (this.#occupiedUntil[core]! > now) return;
    this.#settle(core, now);
    const chosen = this.#candidate[core]!;
    chosen.choose(this.#roots[core]!, this.#nodes, now);
    if (chosen.vm !== this.#runningVm[core] && this.#holds(core, now)) {
      this.#bound(core, now);
      return;
    }
    this.#holdUntil[core] = NEVER;
    if (chosen.task !== this.#running[core] || chosen.vm !== this.#runningVm[core]) this.#stop(core, now, chosen.vm);
    this.#candidate[core] = this.#path[core]!;
    this.#path[core] = chosen;
    if (chosen.vm !== NONE && chosen.vm !== this.#loadedVm[core]) {
      this.#loadedVm[core] = chosen.vm;
      if (this.#parts.vmSwitch > 0) {
        this.occupy(core, this.#parts.vmSwitch, chosen.vm, now);
        return;
      }
    }
    this.#go(core, chosen, now);
    this.#bound(core, now);
  }

  /** Whether the running VM runs on because the VMM is in a section, once per switch away from a VM with work and budget. */
  #holds(core: number, now: number): boolean {
    const { vmmSection } = this.#parts;
    if (vmmSection === 0 || this.#running[core] === NONE || this.#path[core]!.exhausted) return false;
    if (this.#holdUntil[core] === NEVER) this.#holdUntil[core] = now + vmmSection;
    return now < this.#holdUntil[core]!;
  }

  /** Takes the running task off the core, and the VM too unless it is the one that goes on. */
  #stop(core: number, now: number, next: number = NONE): void {
    const { tasks, trace } = this;
    const task = this.#running[core]!;
    const vm = this.#runningVm[core]!;
    if (task !== NONE) {
      this.#running[core] = NONE;
      tasks.preempted[task]!++;
      trace?.write(now, KIND.preempt, core, vm, task, tasks.remaining[task]!);
    }
    if (vm !== NONE && vm !== next) {
      this.#runningVm[core] = NONE;
      const length = this.vms.leave(vm, now, this.#vmHead[vm]!.ready);
      trace?.write(now, KIND["vm-out"], core, vm, NONE, length);
    }
  }

  /** Puts the chosen VM and task on the core. */
  #go(core: number, { task, vm }: Path, now: number): void {
    const { tasks, trace } = this;
    if (vm !== NONE && this.#runningVm[core] === NONE) {
      this.#runningVm[core] = vm;
      this.vms.enter(vm, now);
      trace?.write(now, KIND["vm-in"], core, vm, NONE, NONE);
    }
    if (task === NONE) {
      if (this.#idle[core] === 0) trace?.write(now, KIND.idle, core, vm, NONE, NONE);
      this.#idle[core] = 1;
      return;
    }
    this.#idle[core] = 0;
    if (task === this.#running[core]) return;
    this.#running[core] = task;
    const job = tasks.headJob[task]!;
    if (vm !== NONE) this.#switchTask(vm, task);
    trace?.write(now, tasks.begun[task] === 1 ? KIND.resume : KIND.start, core, vm, task, job);
    if (tasks.begun[task] === 1) return;
    tasks.begun[task] = 1;
    const calls = tasks.overhead[task]!;
    if (calls > 0) trace?.write(now, KIND.hypercall, core, vm, task, calls);
    if (tasks.firstSection[task] !== tasks.firstSection[task + 1]) this.#enterSection(task, tasks.firstSection[task]!);
  }

  #switchTask(vm: number, task: number): void {
    const { guestSwitch, lastTask } = this.vms;
    if (guestSwitch[vm]! > 0 && lastTask[vm] !== NONE && lastTask[vm] !== task) {
      this.tasks.remaining[task]! += guestSwitch[vm]!;
    }
    lastTask[vm] = task;
  }

  /** Finds when what runs on the core comes to an end by itself. */
  #bound(core: number, now: number): void {
    const { tasks } = this;
    const task = this.#running[core]!;
    let length = this.#path[core]!.allowance;
    if (task !== NONE) {
      length = Math.min(length, tasks.remaining[task]!);
      if (tasks.section[task] !== NONE) length = Math.min(length, tasks.sectionLeft[task]!);
    }
    this.#boundary[core] = Math.min(now + length, this.#holdUntil[core]!);
  }
}
