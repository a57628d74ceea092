/** A naive EDF scheduler in unit steps: the independent twin of the analyses. Integers small enough for doubles. */
import type { TickTask } from "../../../src/workload/tick-task.ts";

export interface Job {
  readonly task: number;
  readonly arrival: number;
  readonly release: number;
  readonly absoluteDeadline: number;
  readonly work: number;
}

export interface Completed extends Job {
  /** Infinity where the job is unfinished when the simulation ends. */
  readonly completion: number;
}

export interface Rules {
  readonly available: (step: number) => boolean;
  readonly until: number;
  /** Among equal deadlines the lower rank goes first; the index by default. */
  readonly rank?: (task: number) => number;
  readonly preemptive?: boolean;
}

export function simulate(jobs: readonly Job[], rules: Rules): Completed[] {
  const { available, until, rank = (task) => task, preemptive = true } = rules;
  const states = jobs.map((job) => ({
    job,
    left: job.work,
    completion: job.work === 0 ? job.release : Infinity,
  }));
  states.sort(
    (a, b) =>
      a.job.absoluteDeadline - b.job.absoluteDeadline ||
      rank(a.job.task) - rank(b.job.task) ||
      a.job.arrival - b.job.arrival,
  );
  const start = Math.min(0, ...jobs.map(({ release }) => release));
  let running: (typeof states)[number] | undefined;
  for (let step = start; step < until; step++) {
    if (!available(step)) continue;
    if (preemptive || running === undefined || running.left === 0) {
      running = states.find(({ job, left }) => left > 0 && job.release <= step);
    }
    if (running === undefined) continue;
    running.left -= 1;
    if (running.left === 0) running.completion = step + 1;
  }
  return states.map(({ job, completion }) => ({ ...job, completion }));
}

/**
 * The jobs of one task that arrive at `phase` (any integer) plus multiples of the period and can be held back by jitter
 * until 0: those that arrived before are released at 0, later ones at once.
 */
export function heldBackJobs(task: TickTask, index: number, phase: number, until: number): Job[] {
  const [work, period, deadline, jitter] = [task.wcet, task.period, task.deadline, task.jitter].map(
    Number,
  ) as [number, number, number, number];
  const jobs: Job[] = [];
  const earliest = phase - Math.floor((phase + jitter) / period) * period;
  for (let arrival = earliest; arrival < until; arrival += period) {
    jobs.push({
      task: index,
      arrival,
      release: Math.max(0, arrival),
      absoluteDeadline: arrival + deadline,
      work,
    });
  }
  return jobs;
}

/** The pattern of most demand: every task's first job is released at 0 after its whole jitter. */
export function synchronousJobs(tasks: readonly TickTask[], until: number): Job[] {
  return tasks.flatMap((task, index) => heldBackJobs(task, index, -Number(task.jitter), until));
}

export function isLate({ completion, absoluteDeadline, work }: Completed): boolean {
  return work > 0 && completion > absoluteDeadline;
}
