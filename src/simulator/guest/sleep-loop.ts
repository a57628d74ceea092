import { Observations } from "../device/observations.ts";
import type { Engine } from "../engine/engine.ts";
import type { JobListener } from "../engine/jobs.ts";
import { NEVER } from "../engine/time.ts";
import type { SleepLoopSpec } from "./specification.ts";

/** An application in a loop of nanosleep and work. One task plays the guest's wake path and the work in turn. */
export class SleepLoop implements JobListener {
  readonly name: string;
  /** From the call to its return, by the simulator's clock, whatever the guest believes. */
  readonly elapsed: Observations = new Observations();
  readonly #engine: Engine;
  readonly #task: number;
  readonly #ticks: number;
  readonly #work: number;
  readonly #wakeCost: number;
  /** The guest's ticks, when the sleep ends; NEVER while awake. */
  #wakesAt: number = NEVER;
  #calledAt = 0;
  #waking = false;
  #jiffies: () => number;

  constructor(spec: SleepLoopSpec, place: SleepLoopPlace) {
    this.name = spec.name;
    this.#engine = place.engine;
    this.#task = place.task;
    this.#jiffies = place.jiffies;
    this.#ticks = Math.ceil(spec.sleep / place.tick) + (spec.extraTicks ?? 1);
    this.#work = spec.work;
    this.#wakeCost = spec.wakeCost ?? 0;
    place.engine.listen(place.task, this);
  }

  /** The application starts with its work. */
  start(now: number): void {
    this.#engine.releaseJob(this.#task, this.#work, now);
  }

  /** The guest has accounted for ticks. */
  ticked(now: number): void {
    if (this.#jiffies() < this.#wakesAt) return;
    this.#wakesAt = NEVER;
    this.#waking = true;
    this.#engine.releaseJob(this.#task, this.#wakeCost, now);
  }

  /** The call returns, or the work is done and the next call made. */
  jobEnded(_task: number, _job: number, now: number): void {
    if (this.#waking) {
      this.#waking = false;
      this.elapsed.observe(now - this.#calledAt, now);
      this.#engine.releaseJob(this.#task, this.#work, now);
      return;
    }
    this.#calledAt = now;
    this.#wakesAt = this.#jiffies() + this.#ticks;
  }
}

/** Where a sleep loop runs. */
export interface SleepLoopPlace {
  readonly engine: Engine;
  readonly task: number;
  readonly tick: number;
  /** How many ticks the guest has accounted for. */
  readonly jiffies: () => number;
}
