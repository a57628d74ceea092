import { assert } from "../../contract/assert.ts";
import { Core, type CoreCosts, type VmWatcher } from "./core.ts";
import { type JobListener, Jobs } from "./jobs.ts";
import type { Actor, Node } from "./node.ts";
import type { NodeHost, NodeState } from "./node-state.ts";
import type { TaskTable } from "./task-table.ts";
import { NEVER, NONE, ticks } from "./time.ts";
import type { TimerTree } from "./timer-tree.ts";
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

/** What the builder hands over (build.ts). */
export interface Parts {
  readonly tasks: TaskTable;
  readonly vms: VmTable;
  readonly timers: TimerTree;
  readonly trace: TraceRing | null;
  readonly costs: CoreCosts;
  /** The timer of task 0; those of the others follow. */
  readonly firstRelease: number;
  /** Timers below this one fire before the completions of an instant, those below the other before its dispatch. */
  readonly beforeCompletion: number;
  readonly beforeDispatch: number;
}

/**
 * Runs the trees of all cores in one time. Event-driven: between two events nothing happens, so idle time costs nothing.
 *
 * One instant: timers before completions; each core whose boundary is reached; timers before the dispatch; one dispatch
 * of every core that was asked to reconsider; then what the tie rules place after it, with a second one.
 * No object is made after construction.
 */
export class Engine implements NodeHost {
  now = 0;
  readonly tasks: TaskTable;
  readonly vms: VmTable;
  readonly trace: TraceRing | null;
  readonly jobs: Jobs;
  /** The cores that have a root, ascending. */
  private readonly cores: Core[] = [];
  private readonly coreAt: Core[] = [];
  private readonly timers: TimerTree;
  private readonly parts: Parts;
  private readonly firstRelease: number;
  private readonly endOfReleases: number;
  /** By timer; the releases of tasks have none. */
  private readonly actors: Actor[] = [];
  /** By timer: the core of its actor. */
  private readonly coreOfTimer: Int32Array;
  private readonly nodes: Node[] = [];
  private readonly states: NodeState[] = [];
  private readonly headOfVm: NodeState[] = [];
  /** The timer whose actor is being told, until it is set anew; else NONE. */
  private firing: number = NONE;
  private started = false;
  /** The run was cut after the completions of `now`. */
  private atCompletions = false;

  constructor(parts: Parts) {
    this.parts = parts;
    this.tasks = parts.tasks;
    this.vms = parts.vms;
    this.trace = parts.trace;
    this.jobs = new Jobs(parts.tasks, parts.trace);
    this.timers = parts.timers;
    this.coreOfTimer = new Int32Array(parts.timers.count).fill(NONE);
    this.firstRelease = parts.firstRelease;
    this.endOfReleases = parts.firstRelease + parts.tasks.count;
  }

  // Building, by build.ts and plant.ts.

  addNode(node: Node): void {
    this.nodes[node.id] = node;
    this.states[node.id] = node.state;
    this.attach(node.timer, node);
    if (node.headsVm) this.headOfVm[node.vm] = node.state;
  }

  setRoot(index: number, root: Node): void {
    const core = new Core(index, root.state, {
      jobs: this.jobs,
      vms: this.vms,
      trace: this.trace,
      nodes: this.states,
      headOfVm: this.headOfVm,
      costs: this.parts.costs,
    });
    this.cores.push(core);
    this.coreAt[index] = core;
  }

  // What actors and listeners may use.

  /** Gives a timer of class interrupt or tick to an actor, before the first run. */
  attach(timer: number, actor: Actor): void {
    this.actors[timer] = actor;
    this.coreOfTimer[timer] = actor.core;
  }

  /** Tells the listener of each job of the task that ends. */
  listen(task: number, listener: JobListener): void {
    this.jobs.listen(task, listener);
  }

  /** Sets a timer to a time from now on, or to NEVER. */
  setTimer(timer: number, time: number): void {
    assert(time >= this.now, "no timer is set to the past");
    if (timer === this.firing) this.firing = NONE;
    this.timers.set(timer, time);
  }

  /** Asks for a dispatch of the core at the end of this instant, with a new choice. */
  reconsider(core: number): void {
    const asked = this.coreAt[core]!;
    asked.due = true;
    asked.stale = true;
  }

  /**
   * The VMM works on the core for `length` from now on, or from when it has finished what it is at. Nothing preempts it,
   * no budget pays for it; `vm` (or NONE) is accounted for as its cause. The charge point of everything that a device costs.
   */
  occupy(core: number, length: number, vm: number, now: number): void {
    this.coreAt[core]!.occupy(length, vm, now);
  }

  /** Releases a job that takes `execution`, of a task with period NEVER that has none pending. */
  releaseJob(task: number, execution: number, now: number): void {
    this.jobs.releaseOnce(task, execution, now);
  }

  /** Tells the watcher of each VM that the core begins to run. */
  watch(core: number, watcher: VmWatcher): void {
    this.coreAt[core]!.watch(watcher);
  }

  /** A node by its number, for devices that steer a scheduler. */
  node(id: number): Node {
    return this.nodes[id]!;
  }

  /** The core's state: who runs (`running`, `vm`), for how long the VMM has worked (`occupied`), works on. Read only. */
  core(index: number): Readonly<Pick<Core, "running" | "vm" | "occupied" | "busyUntil">> {
    return this.coreAt[index]!;
  }

  // Running.

  /**
   * Runs on to `until`: everything that happens before it, and the jobs that end exactly then (if the tie rules let
   * completions go first). May be called again with a later time; the outcome does not depend on where a run was cut.
   * @throws InputError if `until` is no integer below 2^53 or lies in the past.
   */
  run(until: number, { events = NEVER, untilMiss = false }: RunLimits = {}): Halt {
    ticks(until, "the end of the run", this.now);
    const { jobs } = this;
    const lastEvent = jobs.events + events;
    const missesBefore = jobs.misses;
    if (!this.started) this.start();
    if (this.atCompletions && until > this.now) this.afterCompletions(this.now);
    const { beforeCompletion } = this.parts;
    for (;;) {
      const next = this.nextTime();
      if (next >= until) break;
      if (jobs.events >= lastEvent) return "events";
      if (untilMiss && jobs.misses > missesBefore) return "miss";
      this.now = next;
      if (beforeCompletion > 0) this.fireBelow(beforeCompletion, next);
      this.reachBoundaries(next);
      this.afterCompletions(next);
    }
    this.finish(until);
    return untilMiss && jobs.misses > missesBefore ? "miss" : "horizon";
  }

  private start(): void {
    this.started = true;
    for (let task = 0; task < this.tasks.count; task++) {
      this.timers.set(this.firstRelease + task, this.tasks.nextRelease[task]!);
    }
    for (const node of this.nodes) node.start();
    for (const core of this.cores) core.due = true;
    if (this.nextTime() > 0) this.dispatchAll(0);
  }

  private finish(until: number): void {
    if (this.atCompletions) return;
    this.now = until;
    if (this.parts.beforeCompletion > 0) return;
    this.reachBoundaries(until);
    this.atCompletions = true;
  }

  private nextTime(): number {
    const cores = this.cores;
    let next = this.timers.firstTime;
    for (let i = 0; i < cores.length; i++) if (cores[i]!.boundary < next) next = cores[i]!.boundary;
    return next;
  }

  private fireBelow(limit: number, now: number): void {
    const timers = this.timers;
    while (timers.firstTime === now) {
      const timer = timers.first;
      if (timer >= limit) return;
      if (timer >= this.firstRelease && timer < this.endOfReleases) {
        timers.set(timer, this.jobs.release(timer - this.firstRelease, now));
      } else this.fireActor(timer, now);
    }
  }

  /** An actor's timer is off when it is told, but mostly set anew then: it is moved once. */
  private fireActor(timer: number, now: number): void {
    this.firing = timer;
    const core = this.coreOfTimer[timer]!;
    if (core !== NONE) this.coreAt[core]!.settle(now);
    this.actors[timer]!.fire(now);
    if (this.firing === NONE) return;
    this.firing = NONE;
    this.timers.set(timer, NEVER);
  }

  private reachBoundaries(now: number): void {
    const cores = this.cores;
    for (let i = 0; i < cores.length; i++) if (cores[i]!.boundary === now) cores[i]!.reach(now);
  }

  private afterCompletions(now: number): void {
    const timers = this.timers;
    this.atCompletions = false;
    if (timers.firstTime === now) this.fireBelow(this.parts.beforeDispatch, now);
    this.dispatchAll(now);
    if (timers.firstTime !== now) return;
    this.fireBelow(NEVER, now);
    this.dispatchAll(now);
  }

  private dispatchAll(now: number): void {
    const cores = this.cores;
    for (let i = 0; i < cores.length; i++) if (cores[i]!.due === true) cores[i]!.dispatch(now);
  }
}
