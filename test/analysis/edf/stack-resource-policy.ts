/** EDF under the stack resource policy in unit steps, each job with one critical section: the twin of blocking.ts. */

export interface SharingTask {
  readonly wcet: number;
  readonly period: number;
  readonly deadline: number;
  readonly phase: number;
  /** Units [start, start + length) of each job's execution hold `resource`; "cpu" stands for a non-preemptible section. */
  readonly section: { readonly resource: string; readonly start: number; readonly length: number };
}

interface Pending {
  readonly task: SharingTask;
  readonly absoluteDeadline: number;
  done: number;
}

/** Whether some job with a deadline up to `until` is late. */
export function someoneIsLate(tasks: readonly SharingTask[], until: number): boolean {
  const ceiling = (resource: string): number =>
    resource === "cpu"
      ? 0
      : Math.min(
          ...tasks.filter(({ section }) => section.resource === resource).map(({ deadline }) => deadline),
        );
  const holds = ({ task: { section }, done }: Pending): boolean =>
    done > section.start && done < section.start + section.length;
  let pending: Pending[] = [];
  for (let now = 0; now < until; now++) {
    for (const task of tasks) {
      if (task.wcet > 0 && now >= task.phase && (now - task.phase) % task.period === 0) {
        pending.push({ task, absoluteDeadline: now + task.deadline, done: 0 });
      }
    }
    if (pending.some(({ absoluteDeadline }) => absoluteDeadline <= now)) return true;
    pending.sort((a, b) => a.absoluteDeadline - b.absoluteDeadline || b.done - a.done);
    const held = Math.min(...pending.filter(holds).map(({ task }) => ceiling(task.section.resource)));
    // A job that has begun goes on; one that has not needs a preemption level above every ceiling that is held.
    const may = (job: Pending): boolean => job.done > 0 || job.task.deadline < held;
    const locked = pending.find((job) => holds(job) && job.task.section.resource === "cpu");
    const running = locked ?? pending.find(may);
    if (running === undefined) continue;
    running.done += 1;
    pending = pending.filter(({ task, done }) => done < task.wcet);
  }
  return false;
}
