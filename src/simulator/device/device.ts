import type { BuiltEngine } from "../engine/build.ts";
import type { Engine } from "../engine/engine.ts";
import type { JobListener } from "../engine/jobs.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { KIND } from "../engine/trace-kind.ts";
import { type Arrivals, arrivalsOf } from "./arrivals.ts";
import { Drain } from "./drain.ts";
import { Gate } from "./gate.ts";
import { Mask } from "./mask.ts";
import { Observations } from "./observations.ts";
import { Ring } from "./ring.ts";
import { type Route, routeOf } from "./routing.ts";
import { Sent } from "./sent.ts";
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
const CONFORM = 1;
const LINE = 2;
const UNMASK = 3;
const STOLEN = 4;
export const TIMERS_PER_DEVICE = 5;

/**
 * A device from its events to the end of their bottom halves. An event waits in the ring until an interrupt (or a
 * driver that polls the ring because interrupts are masked) hands it to its target, and there until its bottom half is
 * done. At most one top half of a device is under way; what comes meanwhile raises its own afterwards.
 */
export class Device implements JobListener {
  readonly name: string;
  /** Events that came, were refused by the shaper, found the ring full, found no VM to go to. */
  arrived = 0;
  refused = 0;
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
  readonly #sent: Sent | null;
  readonly #gate: Gate;
  readonly #mask: Mask;
  readonly #route: Route;
  readonly #targets: readonly Target[];
  readonly #targetOfVm: Int32Array;
  /** By how much the number of a target that is served at once exceeds that of the same VM's own; 0 without a monitor. */
  readonly #atOnce: number;
  readonly #ringSize: number;
  readonly #perInterrupt: number;
  /** Waiting for an interrupt: when each came, and its target. */
  readonly #waiting: Ring;
  readonly #waitingFor: Ring;
  /** In the ring, from the gate to the end of the bottom half. */
  #held = 0;
  /** Events that have been given a target, or none. */
  #routed = 0;
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
    this.#sent = this.#arrivals instanceof Sent ? this.#arrivals : null;
    this.#mask = new Mask(spec.mask ?? { kind: "in-service" });
    const vmOf = (name: string): number => built.vms.indexOf(name);
    this.#route = routeOf(spec.routing, { engine, core: spec.core, device: number, seed, vmOf });
    this.#targets = place.targets;
    this.#targetOfVm = new Int32Array(built.vms.length).fill(NONE);
    this.#atOnce = spec.delivery.kind === "monitored" ? place.targets.length / 2 : 0;
    place.targets.slice(this.#atOnce).forEach(({ vm }, index) => {
      this.#targetOfVm[vm] = index;
    });
    this.#ringSize = spec.ring ?? DEFAULT_RING;
    this.#gate = new Gate(spec.shaper, this.#ringSize);
    this.#waiting = new Ring(this.#ringSize);
    this.#waitingFor = new Ring(this.#ringSize);
    const { exits, exitCost } = spec.controller ?? { exits: 0, exitCost: 0 };
    this.#perInterrupt = (spec.injection ?? 0) + exits * exitCost;
    this.#attach(ARRIVAL, (now) => this.#atArrival(now));
    this.#attach(CONFORM, (now) => this.#letIn(now));
    this.#attach(LINE, (now) => this.#atLine(now));
    this.#attach(UNMASK, (now) => this.#atUnmask(now));
    this.#attach(STOLEN, (now) => this.#atStolen(now));
    for (const { task } of place.targets) if (task !== NONE) engine.listen(task, this);
    if (this.#sent !== null)
      engine.listen(
        place.sender,
        this.#sent.listening((now) => this.#set(ARRIVAL, now)),
      );
    this.#set(ARRIVAL, this.#arrivals.next());
    if (this.#looksAnyway) this.#expect(0);
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
    for (let left = this.#sent?.take() ?? 0; left > 0; left--) this.#arrive(now);
    if (this.#sent !== null) return;
    if (this.#drain === null || this.#drain.drained()) this.#arrive(now);
  }

  /** An event comes to the gate. */
  #arrive(now: number): void {
    this.arrived++;
    const passage = this.#gate.offer(this.#ringSize - this.#held, now);
    if (passage === "passes" || passage === "at-once") this.#take(now, passage === "at-once", now);
    else if (passage === "waits") this.#set(CONFORM, this.#gate.reopens(now));
    else {
      if (passage === "refused") this.refused++;
      else this.dropped++;
      this.#trace(KIND["irq-drop"], NONE, NONE, now);
    }
  }

  /** Lets in what waits at the gate and conforms by now. */
  #letIn(now: number): void {
    for (let came = this.#gate.next(now); came !== null; came = this.#gate.next(now)) {
      this.#take(came, false, now);
    }
    this.#set(CONFORM, this.#gate.reopens(now));
  }

  /** An event that came at `arrival` enters the ring; `atOnce` if its monitor has admitted it. */
  #take(arrival: number, atOnce: boolean, now: number): void {
    const vm = this.#route(this.#routed++, now);
    const target = vm === NONE ? NONE : this.#targetOfVm[vm]!;
    if (target === NONE || this.#held === this.#ringSize) {
      if (target === NONE) this.unrouted++;
      else this.dropped++;
      this.#trace(KIND["irq-drop"], vm, NONE, now);
      return;
    }
    this.#waiting.push(arrival);
    this.#waitingFor.push(atOnce ? target + this.#atOnce : target);
    this.#held++;
    this.#mask.filled(this.#held, now);
    this.#set(UNMASK, this.#mask.expiry);
    this.#notice(now);
  }

  /** Whether the VMM looks at the device, and pays for it, even where there is nothing to be found. */
  get #looksAnyway(): boolean {
    return this.#spec.notice?.kind === "poll" && (this.#spec.notice.look ?? 0) > 0;
  }

  #expect(time: number): void {
    this.#line = EXPECTED;
    this.#set(LINE, time);
  }

  /** Events wait: sees that the VMM learns of them, where the mask lets it. */
  #notice(now: number): void {
    const { notice = { kind: "interrupt" } } = this.#spec;
    const waits = this.#waiting.length;
    const full = notice.kind === "batch" && waits >= (notice.count ?? NEVER) && !this.#mask.masked;
    if (full && this.#line <= EXPECTED) {
      this.#set(LINE, NEVER);
      this.#raise(NEVER, now);
      return;
    }
    if (this.#line !== QUIET) return;
    if (this.#looksAnyway && notice.kind === "poll") this.#expect(nextMultiple(notice.period, now + 1));
    else if (waits === 0 || this.#mask.masked) return;
    else if (notice.kind === "interrupt") this.#raise(1, now);
    else this.#expect(notice.kind === "poll" ? nextMultiple(notice.period, now) : now + notice.delay);
  }

  /** A batch is complete, or the VMM looks at the device. */
  #look(now: number): void {
    const { core, notice } = this.#spec;
    if (notice?.kind === "poll" && this.#waiting.length === 0) {
      this.#engine.occupy(core, notice.look ?? 0, NONE, now);
      this.#set(LINE, now + notice.period);
    } else this.#raise(NEVER, now);
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
    if (this.#line === EXPECTED) this.#look(now);
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
      const index = this.#inOrder(this.#waitingFor.shift());
      this.#targets[index]!.queue.push(this.#waiting.shift());
      this.#begin(index, extra, now);
      extra = 0;
      if (interrupted) this.#targets[index]!.seize?.();
    }
  }

  /** An event that is to be handled at once does not overtake one that waits for its VM, or is handled there. */
  #inOrder(index: number): number {
    if (this.#atOnce === 0 || index < this.#atOnce) return index;
    const own = this.#targets[index - this.#atOnce]!;
    return own.busy || own.queue.length > 0 ? index - this.#atOnce : index;
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
    const work = length + detour;
    this.#stealing = index;
    const begin = work === 0 ? now : Math.max(now, this.#engine.core(core).busyUntil);
    this.#engine.occupy(core, work, this.#targets[index]!.vm, now);
    this.#set(STOLEN, begin + work);
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

/** The first multiple of `period` that is not before `time`. */
function nextMultiple(period: number, time: number): number {
  return time + ((period - (time % period)) % period);
}

/** Where a device stands. */
export interface DevicePlace {
  readonly built: BuiltEngine;
  readonly number: number;
  readonly seed: number;
  readonly targets: readonly Target[];
  /** The task whose jobs send the events, or NONE. */
  readonly sender: number;
}
