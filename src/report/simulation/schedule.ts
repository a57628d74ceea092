import { InputError } from "../../contract/errors.ts";
import { type Cast, dueAt, NONE, type RunRecord } from "./run-data.ts";

/** [from, to). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A job as far as the records tell of it. */
export interface DrawnJob {
  readonly task: number;
  readonly job: number;
  /** Null where it was released before the records begin. */
  readonly release: number | null;
  /** Null where the task has none, or where the arrival was drawn and the job has not ended. */
  readonly deadline: number | null;
  /** When it ran. */
  readonly pieces: readonly Stretch[];
  /** Null while it has not ended. */
  readonly end: number | null;
}

export interface Owned extends Stretch {
  readonly core: number;
  /** NONE for work of the VMM that no VM caused. */
  readonly vm: number;
}

export interface Mark {
  readonly source: number;
  readonly at: number;
}

/** A top half. The bottom half is a job, or work of the VMM. */
export interface TopHalf extends Stretch {
  readonly source: number;
}

/** What happened in an interval, for a picture. */
export interface Schedule extends Stretch {
  readonly jobs: readonly DrawnJob[];
  /** When each VM had its core. */
  readonly bands: readonly Owned[];
  /** When a table or a supply would have let each VM have its core, where the records say so. */
  readonly slots: readonly Owned[];
  /** When the VMM itself ran. */
  readonly work: readonly Owned[];
  readonly raised: readonly Mark[];
  readonly dropped: readonly Mark[];
  readonly topHalves: readonly TopHalf[];
  /** Bottom halves that ended. */
  readonly served: readonly Mark[];
}

/** More than this would be a blur, and a file that no viewer likes. */
const MOST_JOBS = 2000;
const MOST_OTHERS = 20_000;

interface OpenJob {
  readonly job: number;
  readonly release: number | null;
  deadline: number | null;
  readonly pieces: Stretch[];
  since: number | null;
}

/**
 * Gathers from records what happened in [from, to]. Records before `from` may be handed in too: they tell what was
 * pending and running when the interval began.
 */
export class ScheduleReader {
  readonly #cast: Cast;
  readonly #from: number;
  readonly #to: number;
  readonly #jobs: DrawnJob[] = [];
  readonly #bands: Owned[] = [];
  readonly #slots: Owned[] = [];
  readonly #work: Owned[] = [];
  readonly #raised: Mark[] = [];
  readonly #dropped: Mark[] = [];
  readonly #topHalves: TopHalf[] = [];
  readonly #served: Mark[] = [];
  /** By task, the first released first: jobs of a task end in that order. */
  readonly #pending: OpenJob[][];
  readonly #inSince: (number | null)[];
  readonly #slotSince: (number | null)[];
  readonly #topSince: (number | null)[];
  readonly #workUntil: number[];

  constructor(cast: Cast, from: number, to: number) {
    this.#cast = cast;
    this.#from = from;
    this.#to = to;
    this.#pending = cast.tasks.map(() => []);
    this.#inSince = cast.vms.map(() => null);
    this.#slotSince = cast.vms.map(() => null);
    this.#topSince = cast.sources.map(() => null);
    this.#workUntil = new Array<number>(cast.cores).fill(0);
  }

  /** @throws InputError where the interval holds more than a picture can show. */
  take(record: RunRecord): void {
    const { time, kind, core, vm, subject, value } = record;
    if (time > this.#to) return;
    switch (kind) {
      case "release":
        this.#release(subject, value, time);
        break;
      case "start":
      case "resume":
        this.#head(subject, value).since = time;
        break;
      case "preempt":
        this.#pause(this.#pending[subject]![0], time);
        break;
      case "complete":
        this.#complete(subject, time, value);
        break;
      case "vm-in":
        this.#inSince[vm] = time;
        break;
      case "vm-out":
        this.#bands.push({ core, vm, from: time - value, to: time });
        this.#inSince[vm] = null;
        break;
      case "slot":
        if (vm !== NONE) this.#slot(core, vm, time, value);
        break;
      case "vmm": {
        const from = Math.max(time, this.#workUntil[core]!);
        this.#workUntil[core] = from + value;
        this.#work.push({ core, vm, from, to: from + value });
        break;
      }
      case "irq-raise":
        this.#raised.push({ source: subject, at: time });
        break;
      case "irq-drop":
        this.#dropped.push({ source: subject, at: time });
        break;
      case "irq-top-start":
        this.#topSince[subject] = time;
        break;
      case "irq-top-end":
        this.#endTopHalf(subject, time);
        break;
      case "irq-bottom-end":
        this.#served.push({ source: subject, at: time });
        break;
    }
    this.#refuseCrowd();
  }

  #refuseCrowd(): void {
    const jobs = this.#jobs.length + this.#pending.reduce((sum, open) => sum + open.length, 0);
    const rest = [this.#bands, this.#slots, this.#work, this.#raised, this.#dropped, this.#topHalves];
    const others = rest.reduce((sum, each) => sum + each.length, 0);
    if (jobs <= MOST_JOBS && others <= MOST_OTHERS) return;
    throw new InputError(
      jobs > MOST_JOBS
        ? `the interval holds more than ${MOST_JOBS} jobs, too many for a picture: narrow it with --from and --to`
        : `the interval holds more than ${MOST_OTHERS} switches and interrupts, too many for a picture: narrow it with --from and --to`,
    );
  }

  /** The interval, with what is unfinished cut at its end. */
  close(): Schedule {
    const [from, to] = [this.#from, this.#to];
    for (const [task, jobs] of this.#pending.entries()) {
      for (const open of jobs) {
        this.#pause(open, to);
        this.#jobs.push({ ...open, task, end: null });
      }
    }
    for (const [vm, { core }] of this.#cast.vms.entries()) {
      const [since, slotSince] = [this.#inSince[vm]!, this.#slotSince[vm]!];
      if (since !== null) this.#bands.push({ core, vm, from: since, to });
      if (slotSince !== null) this.#slots.push({ core, vm, from: slotSince, to });
    }
    for (const source of this.#cast.sources.keys()) this.#endTopHalf(source, to);
    const inside = <T extends Stretch>(each: T): boolean => each.to > from && each.from < to;
    const cut = <T extends Stretch>(each: T): T => ({
      ...each,
      from: Math.max(each.from, from),
      to: Math.min(each.to, to),
    });
    const shown = ({ at }: Mark): boolean => at >= from;
    return {
      from,
      to,
      jobs: this.#jobs
        .filter(({ end, release }) => end === null || end > from || release === from)
        .map((job) => ({ ...job, pieces: job.pieces.filter(inside).map(cut) }))
        .sort((a, b) => a.task - b.task || a.job - b.job),
      bands: this.#bands.filter(inside).map(cut),
      slots: this.#slots.filter(inside).map(cut),
      work: this.#work.filter(inside).map(cut),
      raised: this.#raised.filter(shown),
      dropped: this.#dropped.filter(shown),
      topHalves: this.#topHalves.filter(inside).map(cut),
      served: this.#served.filter(shown),
    };
  }

  #release(task: number, job: number, time: number): void {
    this.#pending[task]!.push(this.#jobOf(task, job, time));
  }

  #jobOf(task: number, job: number, release: number | null): OpenJob {
    return { job, release, deadline: dueAt(this.#cast.tasks[task]!, job), pieces: [], since: null };
  }

  /** The job that runs; one whose release the records do not hold is taken up here. */
  #head(task: number, job: number): OpenJob {
    const queue = this.#pending[task]!;
    if (queue[0] === undefined || queue[0].job !== job) {
      queue.unshift(this.#jobOf(task, job, null));
    }
    return queue[0]!;
  }

  #pause(open: OpenJob | undefined, time: number): void {
    if (open === undefined || open.since === null) return;
    open.pieces.push({ from: open.since, to: time });
    open.since = null;
  }

  /** The response counts from the arrival, which settles the deadline where it was not known before. */
  #complete(task: number, time: number, response: number): void {
    const open = this.#pending[task]!.shift();
    if (open === undefined) return;
    this.#pause(open, time);
    const { deadline } = this.#cast.tasks[task]!;
    if (deadline !== null) open.deadline = time - response + deadline;
    if (time >= this.#from) this.#jobs.push({ ...open, task, end: time });
  }

  #slot(core: number, vm: number, time: number, begins: number): void {
    const since = this.#slotSince[vm]!;
    if (since !== null) this.#slots.push({ core, vm, from: since, to: time });
    this.#slotSince[vm] = begins === 1 ? time : null;
  }

  #endTopHalf(source: number, time: number): void {
    const since = this.#topSince[source] ?? null;
    if (since === null) return;
    this.#topSince[source] = null;
    this.#topHalves.push({ source, from: since, to: time });
  }
}

/** Whether a job had not ended by its deadline, as far as that is known at `now`. */
export function isLate({ end, deadline }: DrawnJob, now: number): boolean {
  return deadline !== null && (end === null ? now >= deadline : end > deadline);
}
