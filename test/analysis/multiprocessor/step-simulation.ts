/** A naive multi-core scheduler that advances one unit of time at a time; for tests only. */

export interface StepJob {
  readonly task: number;
  readonly arrival: number;
  readonly due: number;
  /** Execution still to be done on each core in turn; `core` null: on any. */
  readonly stages: { readonly core: number | null; remaining: number }[];
}

export interface StepTask {
  readonly wcet: number;
  readonly period: number;
  readonly deadline: number;
  /** Where its jobs run, stage by stage; by default all on any core. */
  readonly stages?: readonly { readonly core: number | null; readonly length: number }[];
}

/** The jobs of tasks that first arrive at `offsets` and then `gaps[task]` later than a period each time. */
export function jobsOf(
  tasks: readonly StepTask[],
  offsets: readonly number[],
  gaps: readonly number[],
  horizon: number,
  execution: (wcet: number, task: number, job: number) => number = (wcet) => wcet,
): StepJob[] {
  return tasks.flatMap((task, index) => {
    const jobs: StepJob[] = [];
    const distance = task.period + (gaps[index] ?? 0);
    for (let arrival = offsets[index] ?? 0, job = 0; arrival < horizon; arrival += distance, job++) {
      let left = execution(task.wcet, index, job);
      const stages = (task.stages ?? [{ core: null, length: task.wcet }]).map(({ core, length }) => {
        const remaining = Math.min(left, length);
        left -= remaining;
        return { core, remaining };
      });
      jobs.push({ task: index, arrival, due: arrival + task.deadline, stages });
    }
    return jobs;
  });
}

/** The first job that misses its deadline, or null. `before(a, b, core)` orders jobs by urgency: negative if a runs first. */
export function firstMissOf(
  jobs: readonly StepJob[],
  cores: number,
  before: (a: StepJob, b: StepJob, core: number | null) => number,
): StepJob | null {
  const end = Math.max(0, ...jobs.map(({ due }) => due));
  let pending: StepJob[] = [];
  const arriving = [...jobs].sort((a, b) => a.arrival - b.arrival);
  let next = 0;
  for (let now = 0; now <= end; now++) {
    for (; next < arriving.length && (arriving[next] as StepJob).arrival <= now; next++) {
      pending.push(arriving[next] as StepJob);
    }
    pending = pending.filter((job) => stageOf(job) !== null);
    const late = pending.find(({ due }) => due <= now);
    if (late !== undefined) return late;
    const running = new Set<StepJob>();
    const anywhere = pending.filter((job) => stageOf(job)?.core === null);
    for (const job of anywhere.sort((a, b) => before(a, b, null)).slice(0, cores)) running.add(job);
    for (let core = 0; core < cores; core++) {
      const here = pending.filter((job) => stageOf(job)?.core === core).sort((a, b) => before(a, b, core));
      if (here[0] !== undefined) running.add(here[0]);
    }
    for (const job of running) {
      const stage = stageOf(job);
      if (stage !== null) stage.remaining--;
    }
  }
  return null;
}

function stageOf(job: StepJob): StepJob["stages"][number] | null {
  return job.stages.find(({ remaining }) => remaining > 0) ?? null;
}

/** Global EDF; ties by task. */
export const byDeadline = (a: StepJob, b: StepJob): number => a.due - b.due || a.task - b.task;

/** Global fixed priorities: the order of the tasks, or a given one. */
export const byPriority =
  (order: readonly number[]) =>
  (a: StepJob, b: StepJob): number =>
    order.indexOf(a.task) - order.indexOf(b.task) || a.arrival - b.arrival;
