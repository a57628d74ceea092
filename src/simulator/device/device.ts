import type { BuiltEngine } from "../engine/build.ts";
import type { Engine } from "../engine/engine.ts";
import type { JobListener } from "../engine/jobs.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { KIND } from "../engine/trace-kind.ts";
import { type Arrivals, arrivalsOf } from "./arrivals.ts";
import { Drain } from "./drain.ts";
import { Mask } from "./mask.ts";
import { Observations } from "./observations.ts";
import { Ring } from "./ring.ts";
import { type Route, routeOf } from "./routing.ts";
import { DEFAULT_RING, type DeviceSpec } from "./specification.ts";
import type { Target } from "./target.ts";

/** What a device's interrupt line is at. */
const QUIET = 0;
/** A batch is collected, or the next poll awaited. */
const EXPECTED = 1;
/** An interrupt is raised; the VMM has work under way. */
const RAISED = 2;
/** The top half runs. */
const SERVED = 3;

/** The timers of a device, in the order in which they fire. */
const ARRIVAL = 0;
const LINE = 1;
const UNMASK = 2;
const STOLEN = 3;
export const TIMERS_PER_DEVICE = 4;

/**
 * A device from its events to the end of their bottom halves. An event waits in the ring until an interrupt (or a
 * driver that polls the ring because interrupts are masked) hands it to its target, and there until its bottom half is
 * done. At most one top half of a device is under way; what comes meanwhile raises its own afterwards.
 */
export class Device implements JobListener {
  readonly name: string;
  /** Events that came, found the ring full, found no VM to go to. */
  arrived = 0;
  dropped = 0;
  unrouted = 0;
  /** Interrupts raised, so top halves begun. */
  interrupts = 0;
  /** From arrival to the end of the bottom half. */
  readonly latency: Observations = new Observations();
  readonly #engine: Engine;
  readonly #spec: DeviceSpec;
  readonly #number: number;
  readonly #firstTimer: number;
  readonly #arrivals: Arrivals;
  readonly #drain: Drain | null;
  readonly #mask: Mask;
  readonly #route: Route;
  readonly #targets: readonly Target[];
  readonly #targetOfVm: Int32Array;
  readonly #ringSize: number;
  readonly #perInterrupt: number;
  /** Waiting for an interrupt: when each came, and its target. */
  readonly #waiting: Ring;
  readonly #waitingFor: Ring;
  /** In the ring, up to the end of the bottom half. */
  #held = 0;
  #line = QUIET;
  /** How many events the interrupt under way hands over. */
  #covers = 0;
  /** The target whose bottom half runs in the VMM's name, or NONE. */
  #stealing: number = NONE;

  constructor(spec: DeviceSpec, place: DevicePlace) {
    const { built, number, seed } = place;
    const { engine } = built;
    this.name = spec.name;
    this.#spec = spec;
    this.#engine = engine;
    this.#number = number;
    this.#firstTimer = built.timers.interrupt + number * TIMERS_PER_DEVICE;
    this.#arrivals = arrivalsOf(spec.arrivals, number, seed);
    this.#drain = this.#arrivals instanceof Drain ? this.#arrivals : null;
    this.#mask = new Mask(spec.mask ?? { kind: "in-service" });
    const vmOf = (name: string): number => built.vms.indexOf(name);
    this.#route = routeOf(spec.routing, { engine, core: spec.core, device: number, seed, vmOf });
    this.#targets = place.targets;
    this.#targetOfVm = new Int32Array(built.vms.length).fill(NONE);
    place.targets.forEach(({ vm }, index) => {
      this.#targetOfVm[vm] = index;
    });
    this.#ringSize = spec.ring ?? DEFAULT_RING;
    this.#waiting = new Ring(this.#ringSize);
    this.#waitingFor = new Ring(this.#ringSize);
    const { exits, exitCost } = spec.controller ?? { exits: 0, exitCost: 0 };
    this.#perInterrupt = (spec.injection ?? 0) + exits * exitCost;
    this.#attach(ARRIVAL, (now) => this.#atArrival(now));
    this.#attach(LINE, (now) => this.#atLine(now));
    this.#attach(UNMASK, (now) => this.#atUnmask(now));
    this.#attach(STOLEN, (now) => this.#atStolen(now));
    for (const { task } of place.targets) if (task !== NONE) engine.listen(task, this);
    this.#set(ARRIVAL, this.#arrivals.next());
  }

  /** How often a drained buffer was found empty; null for a device that drains none. */
  get underruns(): number | null {
    return this.#drain?.underruns ?? null;
  }

  /** The bottom half of a target has ended. */
  jobEnded(task: number, _job: number, now: number): void {
    this.#bottomEnded(
      this.#targets.findIndex((target) => target.task === task),
      now,
    );
  }

  #attach(timer: number, fire: (now: number) => void): void {
    this.#engine.attach(this.#firstTimer + timer, { core: NONE, fire });
  }

  #set(timer: number, time: number): void {
    this.#engine.setTimer(this.#firstTimer + timer, time);
  }

  #trace(kind: number, vm: number, value: number, now: number): void {
    this.#engine.trace?.write(now, kind, this.#spec.core, vm, this.#number, value);
  }

  #atArrival(now: number): void {
    this.#set(ARRIVAL, this.#arrivals.next());
    if (this.#drain === null || this.#drain.drained()) this.#arrive(now);
  }

  #arrive(now: number): void {
    const vm = this.#route(this.arrived++, now);
    const target = vm === NONE ? NONE : this.#targetOfVm[vm]!;
    if (target === NONE || this.#held === this.#ringSize) {
      if (target === NONE) this.unrouted++;
      else this.dropped++;
      this.#trace(KIND["irq-drop"], vm, NONE, now);
      return;
    }
    this.#waiting.push(now);
    this.#waitingFor.push(target);
    this.#held++;
    this.#mask.filled(this.#held, now);
    this.#set(UNMASK, this.#mask.expiry);
    this.#notice(now);
  }

  /** Events wait: sees that the VMM learns of them, where the mask lets it. */
  #notice(now: number): void {
    if (this.#waiting.length === 0 || this.#line !== QUIET || this.#mask.masked) return;
    const notice = this.#spec.notice ?? { kind: "interrupt" };
    if (notice.kind === "interrupt") {
      this.#raise(1, now);
      return;
    }
    this.#line = EXPECTED;
    const wait =
      notice.kind === "batch" ? notice.delay : (notice.period - (now % notice.period)) % notice.period;
    this.#set(LINE, now + wait);
  }

  #raise(covers: number, now: number): void {
    const { core, topHalf } = this.#spec;
    const vm = this.#targets[this.#waitingFor.first]!.vm;
    this.interrupts++;
    this.#covers = covers;
    this.#mask.raised(now);
    this.#set(UNMASK, this.#mask.expiry);
    this.#trace(KIND["irq-raise"], vm, NONE, now);
    const begin = Math.max(now, this.#engine.core(core).busyUntil);
    this.#engine.occupy(core, topHalf, vm, now);
    this.#line = RAISED;
    if (begin > now) this.#set(LINE, begin);
    else this.#beginTopHalf(now);
  }

  #beginTopHalf(now: number): void {
    this.#line = SERVED;
    this.#trace(KIND["irq-top-start"], NONE, NONE, now);
    this.#set(LINE, now + this.#spec.topHalf);
  }

  #atLine(now: number): void {
    if (this.#line === EXPECTED) this.#raise(NEVER, now);
    else if (this.#line === RAISED) this.#beginTopHalf(now);
    else {
      this.#line = QUIET;
      this.#trace(KIND["irq-top-end"], NONE, NONE, now);
      this.#handOver(this.#covers, true, now);
      this.#notice(now);
    }
  }

  /** A mask that ends by itself; one interrupt tells of all that has come meanwhile. */
  #atUnmask(now: number): void {
    this.#mask.expire();
    if (this.#waiting.length > 0 && this.#line === QUIET) this.#raise(NEVER, now);
  }

  /** Hands the first waiting events to their targets, after an interrupt or from a driver that polls the ring. */
  #handOver(most: number, interrupted: boolean, now: number): void {
    let extra = interrupted ? this.#perInterrupt : 0;
    for (let count = Math.min(most, this.#waiting.length); count > 0; count--) {
      const index = this.#waitingFor.shift();
      this.#targets[index]!.queue.push(this.#waiting.shift());
      this.#begin(index, extra, now);
      extra = 0;
      if (interrupted) this.#targets[index]!.seize?.();
    }
  }

  /** Begins the bottom half of the target's first event, unless it is at one. */
  #begin(index: number, extra: number, now: number): void {
    const target = this.#targets[index]!;
    target.owed += extra;
    if (target.busy || target.queue.length === 0) return;
    const length = this.#spec.bottomHalf + target.owed;
    if (target.task === NONE) {
      if (this.#stealing !== NONE) return;
      this.#steal(index, length, now);
    } else this.#engine.releaseJob(target.task, length, now);
    target.busy = true;
    target.owed = 0;
    target.current = target.queue.shift();
  }

  #steal(index: number, length: number, now: number): void {
    const { core, delivery } = this.#spec;
    const detour = "detour" in delivery ? delivery.detour : 0;
    this.#stealing = index;
    const begin = Math.max(now, this.#engine.core(core).busyUntil);
    this.#engine.occupy(core, length + detour, this.#targets[index]!.vm, now);
    this.#set(STOLEN, begin + length + detour);
  }

  #atStolen(now: number): void {
    const index = this.#stealing;
    this.#stealing = NONE;
    this.#bottomEnded(index, now);
    for (let other = 0; other < this.#targets.length; other++) this.#begin(other, 0, now);
  }

  #bottomEnded(index: number, now: number): void {
    const target = this.#targets[index]!;
    const latency = now - target.current;
    this.latency.observe(latency, now);
    this.#trace(KIND["irq-bottom-end"], target.vm, latency, now);
    this.#held--;
    this.#drain?.refill();
    target.busy = false;
    if (this.#mask.masked && target.queue.length === 0 && this.#line === QUIET) {
      this.#handOver(NEVER, false, now);
    }
    this.#mask.emptied(this.#held);
    this.#begin(index, 0, now);
    this.#notice(now);
  }
}

/** Where a device stands. */
export interface DevicePlace {
  readonly built: BuiltEngine;
  readonly number: number;
  readonly seed: number;
  readonly targets: readonly Target[];
}
