import { bucketOf, FIRST_BUCKETS, rowsOf } from "./histogram.ts";
import { drawBetween, streamOf } from "./random.ts";
import type { TaskSpec } from "./specification.ts";
import { NEVER, NONE } from "./time.ts";

/** The purposes for which a task draws. */
const SLACK = 0;
const JITTER = 1;
const EXECUTION = 2;

/**
 * All tasks, one typed array per field. Two cursors walk the jobs of a task: the *release* cursor at the job that its
 * timer will release next, the *head* cursor at the job that is to run. Whatever is random of a job is a function of its
 * number (random.ts), so the jobs between the cursors need no storage: `pending` counts them.
 */
export class TaskTable {
  readonly count: number;
  private readonly seed: number;
  readonly period: Float64Array;
  readonly relativeDeadline: Float64Array;
  readonly wcet: Float64Array;
  readonly bcet: Float64Array;
  readonly jitter: Float64Array;
  readonly slack: Float64Array;
  readonly minDistance: Float64Array;
  /** 1 where every job is released at its arrival, a period after the last. */
  private readonly steady: Uint8Array;
  /** Work that the VMM does for each job: its hypercalls. */
  readonly overhead: Float64Array;
  /** The work of every job, hypercalls included; NONE where it is drawn per job. */
  private readonly work: Float64Array;
  /** The sections of task i are at firstSection[i] … firstSection[i + 1] − 1. */
  readonly firstSection: Int32Array;
  readonly sectionLength: Float64Array;
  readonly sectionCeiling: Int32Array;
  readonly vm: Int32Array;

  /** Release cursor. */
  readonly nextJob: Float64Array;
  readonly nextArrival: Float64Array;
  /** Not kept up to date for steady tasks, where it is the arrival. */
  readonly nextRelease: Float64Array;

  /** Head cursor: the job that runs or will run next. */
  readonly pending: Int32Array;
  readonly headJob: Float64Array;
  readonly headArrival: Float64Array;
  readonly deadline: Float64Array;
  readonly remaining: Float64Array;
  /** 1 once the head job has run. */
  readonly begun: Uint8Array;
  /** The section that the head job is in and what is left of it; NONE and NEVER outside. */
  readonly section: Int32Array;
  readonly sectionLeft: Float64Array;
  /** The section that the head job enters once it goes on, having left another; NONE if there is none. */
  readonly nextSection: Int32Array;

  /** Jobs released and jobs completed: the numbers of the jobs at the two cursors. */
  readonly released: Float64Array;
  readonly completed: Float64Array;
  readonly missed: Float64Array;
  readonly preempted: Float64Array;
  readonly leastResponse: Float64Array;
  readonly totalResponse: Float64Array;
  readonly mostResponse: Float64Array;
  /** The job with the greatest response, the first of several, and when it ended. */
  readonly mostResponseJob: Float64Array;
  readonly mostResponseAt: Float64Array;
  /** A row of `buckets` counts per task. */
  private histogram: Float64Array;
  private buckets: number = FIRST_BUCKETS;

  constructor(specs: readonly TaskSpec[], vms: readonly number[], hypercallCost: number, seed: number) {
    const column = (value: (spec: TaskSpec) => number): Float64Array => {
      const values = new Float64Array(specs.length);
      for (let task = 0; task < specs.length; task++) values[task] = value(specs[task]!);
      return values;
    };
    const zeros = (): Float64Array => new Float64Array(specs.length);
    this.count = specs.length;
    this.seed = seed;
    this.period = column(({ period }) => period);
    this.relativeDeadline = column(({ deadline }) => deadline);
    this.wcet = column(({ wcet }) => wcet);
    this.bcet = column(({ wcet, bcet = wcet }) => bcet);
    this.jitter = column(({ jitter = 0 }) => jitter);
    this.slack = column(({ slack = 0 }) => slack);
    this.minDistance = column(({ minDistance = 0 }) => minDistance);
    this.steady = Uint8Array.from(
      specs,
      ({ jitter = 0, slack = 0, minDistance = 0, offset = 0, period, wcet }) =>
        jitter === 0 && slack === 0 && minDistance <= period && offset >= 0 && wcet !== NEVER ? 1 : 0,
    );
    this.overhead = column(({ hypercalls = 0 }) => hypercalls * hypercallCost);
    this.work = Float64Array.from(specs, (_, task) =>
      this.bcet[task] === this.wcet[task] ? this.wcet[task]! + this.overhead[task]! : NONE,
    );
    const sections = specs.flatMap((spec) => spec.sections ?? []);
    this.firstSection = new Int32Array(specs.length + 1);
    for (const [task, spec] of specs.entries()) {
      this.firstSection[task + 1] = this.firstSection[task]! + (spec.sections?.length ?? 0);
    }
    this.sectionLength = Float64Array.from(sections, ({ length }) => length);
    this.sectionCeiling = Int32Array.from(sections, ({ ceiling }) => ceiling);
    this.vm = Int32Array.from(vms);
    this.nextJob = zeros();
    this.nextArrival = column(({ offset = 0 }) => offset);
    this.nextRelease = zeros();
    this.pending = new Int32Array(specs.length);
    this.headJob = zeros();
    this.headArrival = zeros();
    this.deadline = zeros();
    this.remaining = zeros();
    this.begun = new Uint8Array(specs.length);
    this.section = new Int32Array(specs.length).fill(NONE);
    this.sectionLeft = zeros().fill(NEVER);
    this.nextSection = new Int32Array(specs.length).fill(NONE);
    this.released = this.nextJob;
    this.completed = this.headJob;
    this.missed = zeros();
    this.preempted = zeros();
    this.leastResponse = zeros().fill(NEVER);
    this.totalResponse = zeros();
    this.mostResponse = zeros().fill(NONE);
    this.mostResponseJob = zeros();
    this.mostResponseAt = zeros();
    this.histogram = new Float64Array(specs.length * this.buckets);
    for (let task = 0; task < this.count; task++) this.enterFirstJob(task);
  }

  private enterFirstJob(task: number): void {
    this.nextRelease[task] =
      this.period[task] === NEVER && this.wcet[task] !== NEVER
        ? NEVER
        : Math.max(0, this.nextArrival[task]! + this.jitterOf(task, 0));
  }

  /** The job at the release cursor is released; whether it becomes the head, because none before it is pending. */
  release(task: number): boolean {
    if (this.pending[task]!++ > 0) return false;
    this.toHead(task, this.nextArrival[task]!);
    return true;
  }

  hasSections(task: number): boolean {
    return this.firstSection[task] !== this.firstSection[task + 1];
  }

  /** The head job is in no section any more. */
  leaveSection(task: number): void {
    this.section[task] = NONE;
    this.sectionLeft[task] = NEVER;
  }

  /** A job from outside, which takes `execution`; only while none is pending. */
  releaseOnce(task: number, arrival: number, execution: number): void {
    this.nextJob[task]!++;
    this.pending[task] = 1;
    this.toHead(task, arrival);
    this.remaining[task] = execution + this.overhead[task]!;
  }

  /** Moves the release cursor to the next job; returns when that will be released. */
  advance(task: number): number {
    const job = this.nextJob[task]! + 1;
    if (this.steady[task] === 1) {
      const next = this.nextArrival[task]! + this.period[task]!;
      this.nextJob[task] = job;
      this.nextArrival[task] = next;
      return next;
    }
    if (this.wcet[task] === NEVER) {
      this.nextJob[task] = job;
      return NEVER;
    }
    const arrival = this.nextArrival[task]! + this.gapAfter(task, job - 1);
    const earliest = this.nextRelease[task]! + this.minDistance[task]!;
    const release = Math.max(arrival + this.jitterOf(task, job), earliest);
    this.nextJob[task] = job;
    this.nextArrival[task] = arrival;
    this.nextRelease[task] = release;
    return release;
  }

  /** The head job has ended at `now`: accounts for it. Returns by how much it was late, at most 0 if in time. */
  complete(task: number, now: number): number {
    const response = now - this.headArrival[task]!;
    const late = now - this.deadline[task]!;
    this.totalResponse[task]! += response;
    const bucket = bucketOf(response);
    if (bucket >= this.buckets) this.widen(bucket);
    this.histogram[task * this.buckets + bucket]!++;
    if (response < this.leastResponse[task]!) this.leastResponse[task] = response;
    if (response > this.mostResponse[task]!) {
      this.mostResponse[task] = response;
      this.mostResponseJob[task] = this.headJob[task]!;
      this.mostResponseAt[task] = now;
    }
    if (late > 0) this.missed[task]!++;
    return late;
  }

  private widen(bucket: number): void {
    const { histogram, buckets } = rowsOf(this.histogram, this.count, bucket);
    this.histogram = histogram;
    this.buckets = buckets;
  }

  /** Moves the head cursor past the job that has ended; whether another is pending. */
  next(task: number): boolean {
    const job = this.headJob[task]!;
    this.headJob[task] = job + 1;
    if (--this.pending[task]! === 0) return false;
    this.toHead(task, this.headArrival[task]! + this.gapAfter(task, job));
    return true;
  }

  private toHead(task: number, arrival: number): void {
    const work = this.work[task]!;
    this.headArrival[task] = arrival;
    this.deadline[task] = arrival + this.relativeDeadline[task]!;
    this.remaining[task] = work === NONE ? this.drawnWork(task) : work;
    this.begun[task] = 0;
  }

  /** From the arrival of a job to that of the next. */
  private gapAfter(task: number, job: number): number {
    const slack = this.slack[task]!;
    return this.period[task]! + (slack === 0 ? 0 : this.draw(task, SLACK, job, 0, slack));
  }

  private jitterOf(task: number, job: number): number {
    const jitter = this.jitter[task]!;
    return jitter === 0 ? 0 : this.draw(task, JITTER, job, 0, jitter);
  }

  private drawnWork(task: number): number {
    const least = this.bcet[task]!;
    const most = this.wcet[task]!;
    return this.draw(task, EXECUTION, this.headJob[task]!, least, most) + this.overhead[task]!;
  }

  private draw(task: number, purpose: number, job: number, least: number, most: number): number {
    return drawBetween(this.seed, streamOf(task, purpose), job, least, most);
  }

  histogramOf(task: number): Float64Array {
    return this.histogram.subarray(task * this.buckets, (task + 1) * this.buckets);
  }

  /** Jobs that are pending at `horizon` although their deadline is not after it. */
  overdue(task: number, horizon: number): number {
    let late = 0;
    let arrival = this.headArrival[task]!;
    for (let k = 0; k < this.pending[task]!; k++) {
      if (arrival + this.relativeDeadline[task]! > horizon) break;
      late++;
      arrival += this.gapAfter(task, this.headJob[task]! + k);
    }
    return late;
  }
}
