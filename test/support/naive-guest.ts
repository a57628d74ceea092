/** A guest of one recurring task, for the naive schedulers of VMs. */
export interface GuestText {
  readonly offset: number;
  readonly period: number;
  readonly wcet: number;
}

/** Steps tick by tick. */
export class NaiveGuest {
  readonly #task: GuestText;
  /** What is left of each job that has been released, oldest first. */
  #jobs: number[] = [];

  constructor(task: GuestText) {
    this.#task = task;
  }

  get busy(): boolean {
    return this.#jobs.length > 0;
  }

  /** Releases what is due at `time`; whether the guest has woken. */
  release(time: number): boolean {
    const { offset, period, wcet } = this.#task;
    if (time < offset || (time - offset) % period !== 0) return false;
    this.#jobs.push(wcet);
    return this.#jobs.length === 1;
  }

  run(): void {
    this.#jobs[0] = (this.#jobs[0] as number) - 1;
  }

  /** Whether a job has ended and nothing is left to do. */
  blocks(): boolean {
    if (this.#jobs[0] !== 0) return false;
    this.#jobs = this.#jobs.slice(1);
    return this.#jobs.length === 0;
  }
}
