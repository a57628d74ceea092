/**
 * Fixed priorities: a witness is a window for each job of the busy window, long enough for all that goes before the job's
 * end (Lehoczky 1990; Tindell, Burns and Wellings 1994; on a supply Shin and Lee 2003), and the window's end.
 */
import { ceilDiv, floorDiv, fraction, max, sum, total } from "./arithmetic.ts";
import type { Ledger } from "./ledger.ts";
import { repeats } from "./limits.ts";
import type { Task, Vm } from "./model.ts";
import { available, type World } from "./world.ts";

/** The windows of the jobs 0, 1, …; `cycle` where the busy window repeats rather than ends. */
export interface Windows {
  readonly windows: readonly bigint[];
  readonly cycle: bigint | null;
}

/** A task, the tasks above it, and what may hold it up from below. */
export interface Level {
  readonly task: Task;
  readonly above: readonly Task[];
  readonly blocking: bigint;
}

/** The level of the task at `index` of `tasks` in priority order. */
export function levelAt(tasks: readonly Task[], index: number, preemptive: boolean): Level {
  const task = tasks[index] as Task;
  const below = tasks.slice(index + 1).filter(({ wcet }) => wcet > 0n);
  const ceiling = (resource: string): boolean =>
    tasks
      .slice(0, index + 1)
      .some(({ sections }) => sections.some((section) => section.resource === resource));
  const longest = below.map(({ wcet, nonPreemptible, sections }) =>
    preemptive
      ? max(
          nonPreemptible,
          ...sections.filter(({ resource }) => ceiling(resource)).map(({ length }) => length),
        )
      : wcet,
  );
  const above = tasks.slice(0, index).filter(({ wcet }) => wcet > 0n);
  return { task, above, blocking: task.blocking + max(...longest) };
}

/** A time that no response of the task exceeds. */
export function responseBound(
  ledger: Ledger,
  world: World,
  level: Level,
  { windows, cycle }: Windows,
): bigint {
  const { task, above, blocking } = level;
  if (task.wcet === 0n) {
    ledger.require(windows.length === 0 && cycle === null, "there is nothing to show where there is no work");
    return 0n;
  }
  const responses = windows.map((window, job) => {
    const own = blocking + (BigInt(job) + 1n) * task.wcet;
    const demand =
      own + sum(above.map(({ wcet, period, jitter }) => ceilDiv(window + jitter, period) * wcet));
    ledger.require(window > 0n, "every window is positive");
    ledger.atMost(demand, available(world, window), `job ${job}: work before its end ≤ supply in ${window}`);
    return window + task.jitter - BigInt(job) * task.period;
  });
  const [last, jobs] = [windows.at(-1), BigInt(windows.length)];
  if (last === undefined) return ledger.refuse("a task with work has at least one job to look at");
  if (cycle === null) {
    ledger.atMost(last, jobs * task.period - task.jitter, "the busy window ends before the next release");
  } else {
    const all = [...above, task];
    repeats(
      ledger,
      world,
      cycle,
      all.map(({ period }) => period),
      total(all.map(({ wcet, period }) => fraction(wcet, period))),
    );
    const perCycle = cycle / task.period;
    ledger.atMost(perCycle, jobs, "jobs per cycle ≤ jobs shown");
    for (const window of windows.slice(Number(jobs - perCycle)))
      ledger.atMost(world.base.delay, window, "the supply repeats from its delay on");
  }
  return max(...responses);
}

/** Where each job starts at the latest, and the length of the level's busy window, or a cycle of it. */
export interface Starts {
  readonly starts: readonly bigint[];
  readonly length: bigint | null;
  readonly cycle: bigint | null;
}

/**
 * The same for jobs that run to their end on a processor of their own: a job has started once all that goes before its
 * start is done (George, Rivierre and Spuri 1996). In dense time the blocking job has begun before the window, so that an
 * arrival at the very start comes too late; not so where the blocking is declared, or there is none.
 */
export function nonPreemptiveBound(ledger: Ledger, level: Level, { starts, length, cycle }: Starts): bigint {
  const { task, above, blocking } = level;
  if (task.wcet === 0n) {
    ledger.require(
      starts.length === 0 && cycle === null && length === null,
      "there is nothing to show where there is no work",
    );
    return 0n;
  }
  const shifted = task.blocking === 0n && blocking > 0n;
  const all = [...above, task];
  const jobs = BigInt(starts.length);
  if (cycle === null) {
    ledger.require(length !== null && length > 0n, "there is a busy window or a cycle");
    const released = sum(all.map(({ wcet, period, jitter }) => ceilDiv(length + jitter, period) * wcet));
    ledger.atMost(blocking + released, length, "work of the busy window ≤ its length");
    ledger.atMost(ceilDiv(length + task.jitter, task.period), jobs, "jobs of the busy window ≤ jobs shown");
  } else {
    ledger.require(length === null, "there is not both a busy window and a cycle");
    ledger.require(
      cycle > 0n && all.every(({ period }) => cycle % period === 0n),
      "the cycle is a multiple of every period",
    );
    ledger.atMost(
      sum(all.map(({ wcet, period }) => (cycle / period) * wcet)),
      cycle,
      "work per cycle ≤ its length",
    );
    ledger.atMost(cycle / task.period, jobs, "jobs per cycle ≤ jobs shown");
  }
  return max(
    ...starts.map((start, job) => {
      const before = above.map(({ wcet, period, jitter }) => {
        const arrived = shifted
          ? max(1n, ceilDiv(start + jitter, period))
          : 1n + floorDiv(start + jitter, period);
        return arrived * wcet;
      });
      ledger.atMost(
        blocking + BigInt(job) * task.wcet + sum(before),
        start,
        `job ${job}: work before its start ≤ start`,
      );
      return start + task.wcet + task.jitter - BigInt(job) * task.period;
    }),
  );
}

/** The tasks of a guest from the highest priority to the lowest; ties in the order of the model. */
export function ordered({ scheduling }: Vm, tasks: readonly Task[]): Task[] {
  const rank = (task: Task): bigint | null => {
    if (scheduling === "rate-monotonic") return task.period;
    return scheduling === "deadline-monotonic" ? task.deadline : scheduling === "edf" ? 0n : task.priority;
  };
  return [...tasks].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return x < y ? -1 : x > y ? 1 : 0;
  });
}
