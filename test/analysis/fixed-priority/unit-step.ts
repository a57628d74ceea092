import type { TickTask } from "../../../src/workload/tick-task.ts";

/**
 * Brute force, tick by tick in plain integers: every job of every task at or above a level after a critical instant, on
 * a supply that serves or does not serve each tick. Knows nothing of demand or supply bounds.
 */
interface Job {
  readonly task: number;
  readonly arrival: number;
  left: number;
}

interface Run {
  /** The largest response of a completed job of the task asked about, from its nominal arrival. */
  readonly worst: number;
  /** How late the first late job is known to be; null where none was late. */
  readonly firstMiss: number | null;
}

/** Preemptive fixed priorities; the blocker holds the processor until its work is done. */
export function simulate(
  tasks: readonly TickTask[],
  index: number,
  serves: (tick: number) => boolean,
  horizon: number,
): Run {
  const releases = releasesOf(tasks.slice(0, index + 1), horizon);
  const pending: Job[] = [];
  let blocking = Number(tasks[index]?.blocking);
  let worst = 0;
  let firstMiss: number | null = null;
  const deadline = Number(tasks[index]?.deadline);
  let jobs = 0;
  for (let tick = 0; tick < horizon; tick++) {
    pending.push(...(releases.get(tick) ?? []));
    if (!serves(tick)) continue;
    if (blocking > 0) {
      blocking--;
      continue;
    }
    const job = highest(pending);
    if (job === null) break;
    job.left--;
    if (job.left > 0) continue;
    pending.splice(pending.indexOf(job), 1);
    if (job.task !== index) continue;
    const response = tick + 1 - job.arrival;
    worst = Math.max(worst, response);
    if (response > deadline) firstMiss ??= jobs;
    jobs++;
  }
  return { worst, firstMiss };
}

/** Non-preemptive fixed priorities on a dedicated processor that a job from below holds for the first `held` ticks. */
export function simulateNonPreemptive(
  tasks: readonly TickTask[],
  index: number,
  held: number,
  horizon: number,
): number {
  const releases = releasesOf(tasks.slice(0, index + 1), horizon);
  const pending: Job[] = [];
  let worst = 0;
  let running: Job | null = null;
  for (let tick = 0; tick < horizon; tick++) {
    pending.push(...(releases.get(tick) ?? []));
    if (tick < held) continue;
    running ??= highest(pending);
    if (running === null) break;
    running.left--;
    if (running.left > 0) continue;
    if (running.task === index) worst = Math.max(worst, tick + 1 - running.arrival);
    pending.splice(pending.indexOf(running), 1);
    running = null;
  }
  return worst;
}

/** A budget at the earliest, right before 0, and all later ones as late as the resource may give them. */
export const latestBudgets =
  (period: number, budget: number, deadline: number) =>
  (tick: number): boolean => {
    const since = tick - (period + deadline - 2 * budget);
    return since >= 0 && since % period < budget;
  };

/** Everyone's first job has suffered its whole jitter and is released at 0; the others come as early as they may. */
function releasesOf(tasks: readonly TickTask[], horizon: number): Map<number, Job[]> {
  const releases = new Map<number, Job[]>();
  for (const [task, { wcet, period, jitter }] of tasks.entries()) {
    if (wcet === 0n) continue;
    for (let arrival = -Number(jitter); arrival < horizon; arrival += Number(period)) {
      const release = Math.max(0, arrival);
      const job = { task, arrival, left: Number(wcet) };
      releases.set(release, [...(releases.get(release) ?? []), job]);
    }
  }
  return releases;
}

/** Among equals the job that arrived first. */
function highest(pending: readonly Job[]): Job | null {
  return pending.reduce<Job | null>(
    (best, job) =>
      best === null || job.task < best.task || (job.task === best.task && job.arrival < best.arrival)
        ? job
        : best,
    null,
  );
}
