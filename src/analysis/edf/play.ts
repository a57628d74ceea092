/**
 * Plays EDF on a known supply, to name the job that is late first.
 *
 * Where the supply of a scenario is not the worst one for every window, the demand test knows that a job is late but not
 * which (miss.ts needs the worst supply for that). Then the course of events is followed: every task arrives so that its
 * first job is released at 0 after its whole jitter, job k arrives at kT − J and is released at max(0, kT − J), every job
 * takes its wcet, equal deadlines go to the lower index.
 */
import type { CyclicService } from "../../supply/cyclic-service.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";

/** The jobs of one task that wait, in the order of their arrival. */
interface Queue {
  readonly task: TickTask;
  readonly index: number;
  /** The first unfinished job, and the work that it has left. */
  job: bigint;
  left: bigint;
  /** The next job to be released. */
  next: bigint;
}

/** The first job that is unfinished at its deadline, if that is at `until` or before; null if none, or the effort is spent. */
export function firstLateJob(
  tasks: readonly TickTask[],
  service: CyclicService,
  until: bigint,
  effort: Effort,
): { readonly task: number; readonly job: bigint } | null {
  const queues: Queue[] = tasks
    .map((task, index) => ({ task, index, job: 0n, left: task.wcet, next: 0n }))
    .filter(({ task }) => task.wcet > 0n);
  let now = 0n;
  while (now <= until && effort.spend(queues.length)) {
    for (const queue of queues) while (releaseOf(queue) <= now) queue.next += 1n;
    const release = queues.map(releaseOf).reduce((a, b) => (a < b ? a : b));
    const running = earliest(queues.filter(({ job, next }) => job < next));
    if (running === null) {
      now = release;
      continue;
    }
    const finish = now + service.timeFrom(now, running.left);
    const due = dueOf(running);
    if (due <= release && due < finish)
      return due <= until ? { task: running.index, job: running.job } : null;
    if (finish <= release) {
      running.job += 1n;
      running.left = running.task.wcet;
      now = finish;
    } else {
      running.left -= service.between(now, release);
      now = release;
    }
  }
  return null;
}

function releaseOf({ task, next }: Queue): bigint {
  const arrival = next * task.period - task.jitter;
  return arrival > 0n ? arrival : 0n;
}

function dueOf({ task, job }: Queue): bigint {
  return job * task.period - task.jitter + task.deadline;
}

function earliest(ready: readonly Queue[]): Queue | null {
  return ready.reduce<Queue | null>(
    (best, each) => (best === null || dueOf(each) < dueOf(best) ? each : best),
    null,
  );
}
