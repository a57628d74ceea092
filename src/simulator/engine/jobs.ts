import { assert } from "../../contract/assert.ts";
import type { Node } from "./node.ts";
import type { TaskTable } from "./task-table.ts";
import { NEVER, NONE } from "./time.ts";
import { KIND } from "./trace-kind.ts";
import { placeOf, type TraceRing } from "./trace-ring.ts";

/**
 * Told when a job of a task has ended: how a device or a guest kernel learns that its handler is done. What it releases
 * then is there before the schedulers hear of the end, so that a guest with more to do never looks idle in between.
 */
export interface JobListener {
  jobEnded(task: number, job: number, now: number): void;
}

/** The life of jobs: released, begun, through their sections, ended. Tells the schedulers above the tasks. */
export class Jobs {
  /** Releases and completions so far. */
  events = 0;
  /** How many of the jobs that ended were late. */
  misses = 0;
  /** The task of the job that a listener is being told of. */
  private ending: number = NONE;
  readonly tasks: TaskTable;
  private readonly trace: TraceRing | null;
  private readonly parentOf: Node[] = [];
  private readonly slotOf: Int32Array;
  /** Where the trace says that a task runs. */
  private readonly places: Float64Array;
  private readonly listeners: (JobListener | null)[];

  constructor(tasks: TaskTable, trace: TraceRing | null) {
    this.tasks = tasks;
    this.trace = trace;
    this.slotOf = new Int32Array(tasks.count);
    this.places = new Float64Array(tasks.count);
    this.listeners = new Array<JobListener | null>(tasks.count).fill(null);
  }

  setParent(task: number, parent: Node, slot: number): void {
    this.parentOf[task] = parent;
    this.slotOf[task] = slot;
    this.places[task] = placeOf(parent.core, this.tasks.vm[task]!, task);
  }

  listen(task: number, listener: JobListener): void {
    this.listeners[task] = listener;
  }

  /** Releases the next job of a recurring task; returns when the one after it will be. */
  release(task: number, now: number): number {
    const { tasks } = this;
    if (this.trace !== null) this.trace.writeAt(now, KIND.release, this.places, task, tasks.nextJob[task]!);
    this.events++;
    if (tasks.release(task)) {
      this.parentOf[task]!.childReady(this.slotOf[task]!, tasks.deadline[task]!, now);
    }
    return tasks.advance(task);
  }

  /** Releases a job of a task with period NEVER. */
  releaseOnce(task: number, execution: number, now: number): void {
    const { tasks } = this;
    assert(tasks.period[task] === NEVER, "only a task without a period is released from outside");
    assert(tasks.pending[task] === 0, "a task released from outside has no job pending");
    const parent = this.parentOf[task]!;
    this.trace?.writeAt(now, KIND.release, this.places, task, tasks.headJob[task]!);
    this.events++;
    tasks.releaseOnce(task, now, execution);
    if (task !== this.ending) parent.childReady(this.slotOf[task]!, tasks.deadline[task]!, now);
  }

  /** The head job runs, for the first time or again. */
  run(task: number, now: number): void {
    const { tasks, trace } = this;
    const again = tasks.begun[task] === 1;
    if (trace !== null) {
      const calls = tasks.overhead[task]!;
      trace.writeAt(now, again ? KIND.resume : KIND.start, this.places, task, tasks.headJob[task]!);
      if (calls > 0 && !again) trace.writeAt(now, KIND.hypercall, this.places, task, calls);
    }
    if (again) {
      this.goOn(task);
      return;
    }
    tasks.begun[task] = 1;
    if (tasks.hasSections(task)) this.enterSection(task, tasks.firstSection[task]!);
  }

  /** The head job stops running unfinished. */
  preempt(task: number, now: number): void {
    const { tasks } = this;
    tasks.preempted[task]!++;
    this.trace?.writeAt(now, KIND.preempt, this.places, task, tasks.remaining[task]!);
  }

  /** The head job runs on after something may have been chosen instead: it enters the section that comes next. */
  goOn(task: number): void {
    const next = this.tasks.nextSection[task]!;
    if (next === NONE) return;
    this.tasks.nextSection[task] = NONE;
    this.enterSection(task, next);
  }

  /**
   * The head job has come to the end of the section that it is in. The next one, though it follows at once, is not entered
   * before the schedulers have chosen again: whoever has waited for the first goes before it, and is blocked once.
   */
  endSection(task: number): void {
    const { tasks } = this;
    const next = tasks.section[task]! + 1;
    tasks.leaveSection(task);
    tasks.nextSection[task] = next === tasks.firstSection[task + 1] ? NONE : next;
    this.parentOf[task]!.leaveSection(this.slotOf[task]!);
  }

  private enterSection(task: number, section: number): void {
    const { tasks } = this;
    tasks.section[task] = section;
    tasks.sectionLeft[task] = tasks.sectionLength[section]!;
    this.parentOf[task]!.enterSection(this.slotOf[task]!, tasks.sectionCeiling[section]!);
  }

  /** The head job has done all its work. */
  complete(task: number, now: number): void {
    const { tasks } = this;
    const parent = this.parentOf[task]!;
    const slot = this.slotOf[task]!;
    const job = tasks.headJob[task]!;
    this.events++;
    const late = tasks.complete(task, now);
    if (late > 0) this.misses++;
    if (this.trace !== null) this.traceEnd(task, now, late);
    if (tasks.section[task] !== NONE) {
      tasks.leaveSection(task);
      parent.leaveSection(slot);
    }
    tasks.nextSection[task] = NONE;
    tasks.next(task);
    const listener = this.listeners[task]!;
    if (listener !== null) this.tell(listener, task, job, now);
    if (tasks.pending[task]! > 0) parent.childMoved(slot, tasks.deadline[task]!, now);
    else parent.childIdle(slot, now);
  }

  private tell(listener: JobListener, task: number, job: number, now: number): void {
    this.ending = task;
    listener.jobEnded(task, job, now);
    this.ending = NONE;
  }

  private traceEnd(task: number, now: number, late: number): void {
    this.trace?.writeAt(now, KIND.complete, this.places, task, now - this.tasks.headArrival[task]!);
    if (late > 0) this.trace?.writeAt(now, KIND.miss, this.places, task, late);
  }
}
