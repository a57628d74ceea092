import type { VmWatcher } from "../engine/core.ts";
import type { Engine } from "../engine/engine.ts";
import type { JobListener } from "../engine/jobs.ts";
import type { Node } from "../engine/node.ts";
import { NONE } from "../engine/time.ts";
import { KIND } from "../engine/trace-kind.ts";
import { SleepLoop } from "./sleep-loop.ts";
import type { KernelSpec, TickDelivery } from "./specification.ts";

/** The timers of a kernel: its tick, and what it is owed on its return to the core. */
export const TIMERS_PER_KERNEL = 2;

/**
 * A guest kernel driven by ticks of real time. A tick reaches the guest that runs; while the VMM works, the one that
 * runs next; and it wakes a guest that has nothing to do. Which VM runs at a switch is decided by the tie rules. What
 * becomes of a tick that finds its guest preempted is `TickDelivery`; one that finds the guest just back from that, and
 * still owed ticks, is one more of those.
 */
export class TickKernel implements VmWatcher, JobListener {
  readonly vm: number;
  /** Ticks that the guest has accounted for, and those that it never will. */
  accounted = 0;
  lost = 0;
  readonly sleepers: readonly SleepLoop[];
  readonly #engine: Engine;
  readonly #core: number;
  readonly #timer: number;
  readonly #tick: number;
  readonly #delivery: TickDelivery;
  readonly #cost: number;
  readonly #task: number;
  readonly #head: Readonly<Pick<Node, "ready">>;
  /** A tick has come while the VMM worked. */
  #held = false;
  /** Ticks that the guest gets on its return, and that its handler has yet to begin and is at. */
  #pending = 0;
  #queued = 0;
  #handling = 0;
  #started = false;

  constructor(spec: KernelSpec, place: KernelPlace) {
    const { engine, core } = place;
    this.vm = place.vm;
    this.#engine = engine;
    this.#core = core;
    this.#timer = place.timer;
    this.#tick = spec.tick;
    this.#delivery = spec.ticks;
    this.#cost = spec.tickCost ?? 0;
    this.#task = place.tickTask;
    this.#head = place.head;
    this.sleepers = (spec.sleepers ?? []).map(
      (sleeper, index) =>
        new SleepLoop(sleeper, {
          engine,
          task: place.sleeperTasks[index]!,
          tick: spec.tick,
          jiffies: () => this.accounted,
        }),
    );
    engine.listen(place.tickTask, this);
    engine.watch(core, this);
    engine.attach(this.#timer, { core: NONE, fire: (now) => this.#atTick(now) });
    engine.attach(this.#timer + 1, { core: NONE, fire: (now) => this.#atReturn(now) });
    engine.setTimer(this.#timer, spec.phase);
    engine.setTimer(this.#timer + 1, 0);
  }

  /** In a dispatch, so what is owed is delivered by a timer of the same instant. */
  vmEntered(vm: number, now: number): void {
    if (this.#held) {
      this.#held = false;
      if (vm === this.vm) this.#pending++;
      else this.#miss();
    }
    if (vm === this.vm && this.#pending > 0) this.#engine.setTimer(this.#timer + 1, now);
  }

  /** The handler of ticks has ended. */
  jobEnded(_task: number, _job: number, now: number): void {
    this.#account(this.#handling, now);
    this.#handling = 0;
    this.#handle(now);
  }

  #atTick(now: number): void {
    const { vm, running, busyUntil } = this.#engine.core(this.#core);
    this.#engine.setTimer(this.#timer, now + this.#tick);
    if (vm === this.vm && this.#pending > 0) this.#miss();
    else if (vm === this.vm || !this.#head.ready) this.#deliver(1, now);
    else if (vm === NONE && (busyUntil > now || running !== NONE)) {
      if (this.#held) this.#miss();
      this.#held = true;
    } else this.#miss();
  }

  #atReturn(now: number): void {
    if (!this.#started) {
      this.#started = true;
      for (const sleeper of this.sleepers) sleeper.start(now);
    }
    const ticks = this.#pending;
    this.#pending = 0;
    if (ticks > 0) this.#deliver(ticks, now);
  }

  #miss(): void {
    if (this.#delivery === "lost" || (this.#delivery === "coalesced" && this.#pending > 0)) this.lost++;
    else this.#pending++;
  }

  #deliver(ticks: number, now: number): void {
    this.#engine.trace?.write(now, KIND.tick, this.#core, this.vm, this.vm, ticks);
    if (this.#cost === 0) {
      this.#account(ticks, now);
      return;
    }
    this.#queued += ticks;
    if (this.#handling === 0) this.#handle(now);
  }

  #handle(now: number): void {
    if (this.#queued === 0) return;
    this.#handling = this.#queued;
    this.#queued = 0;
    this.#engine.releaseJob(this.#task, this.#handling * this.#cost, now);
  }

  #account(ticks: number, now: number): void {
    this.accounted += ticks;
    for (const sleeper of this.sleepers) sleeper.ticked(now);
  }
}

/** Where a kernel runs, and the tasks that play its parts. */
export interface KernelPlace {
  readonly engine: Engine;
  readonly vm: number;
  readonly core: number;
  /** The first of its timers. */
  readonly timer: number;
  readonly tickTask: number;
  /** The topmost scheduler of the VM. */
  readonly head: Readonly<Pick<Node, "ready">>;
  readonly sleeperTasks: readonly number[];
}
