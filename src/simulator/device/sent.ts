import type { JobListener } from "../engine/jobs.ts";
import { NEVER } from "../engine/time.ts";
import type { Arrivals } from "./arrivals.ts";

/** Events that the jobs of a task send, one as each of them ends: see the specification. */
export class Sent implements Arrivals, JobListener {
  #waiting = 0;
  #tell: (now: number) => void = () => {};

  /** None is known beforehand. */
  next(): number {
    return NEVER;
  }

  /** Who is told that something has been sent, at the end of the job that sent it. */
  listening(tell: (now: number) => void): this {
    this.#tell = tell;
    return this;
  }

  jobEnded(_task: number, _job: number, now: number): void {
    this.#waiting++;
    this.#tell(now);
  }

  /** How many events have been sent since the last time. */
  take(): number {
    const count = this.#waiting;
    this.#waiting = 0;
    return count;
  }
}
