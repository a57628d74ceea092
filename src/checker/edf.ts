/**
 * Processor demand under EDF: a witness is a cover of the window lengths below some length, from the top down, and the
 * reason why no longer window matters (Baruah, Rosier and Howell 1990; Zhang and Burns 2009; Shin and Lee 2003).
 */
import { ceilDiv, type Fraction, floorDiv, fraction, max, min, sum, times, total } from "./arithmetic.ts";
import type { Ledger } from "./ledger.ts";
import { repeats, staysBelow } from "./limits.ts";
import type { Task } from "./model.ts";
import { available, type World } from "./world.ts";

/** What asks for work by deadlines: tasks, or servers as tasks. */
export type Job = Pick<Task, "wcet" | "period" | "deadline" | "jitter">;

/** Longest blocking of any window from `from` to `to`, both counted; `to` null without end. */
export type Blocking = (from: bigint, to: bigint | null) => bigint;

export interface Cover {
  /** From the top: [b, a] says that demand and blocking of the windows from the next b up to (not with) b fit into a. */
  readonly points: readonly (readonly [bigint, bigint])[];
  readonly tail:
    | { readonly kind: "none" | "linear" }
    /** All work released in a window of `length` is supplied in it. */
    | { readonly kind: "busy-period"; readonly length: bigint }
    | { readonly kind: "periodic"; readonly cycle: bigint };
}

const first = ({ deadline, jitter }: Job): bigint => deadline - jitter;

export function demandIsMet(
  ledger: Ledger,
  world: World,
  jobs: readonly Job[],
  blocking: Blocking,
  cover: Cover,
): void {
  const active = jobs.filter(({ wcet }) => wcet > 0n);
  const { points, tail } = cover;
  const top = points[0]?.[0];
  if (active.length === 0) {
    ledger.require(top === undefined && tail.kind === "none", "nothing is covered where nothing is asked");
    return;
  }
  ledger.require(top !== undefined, "there is a cover where there is demand");
  // Where nothing is due yet, nothing can be held up.
  const earliest = active.map(first).reduce(min);
  const demand = (window: bigint): bigint =>
    sum(active.map((job) => max(floorDiv(window - first(job), job.period) + 1n) * job.wcet));
  for (const [index, [upper, at]] of points.entries()) {
    const lower = points[index + 1]?.[0] ?? 0n;
    ledger.require(lower < upper, "the cover goes down");
    const due = demand(upper - 1n);
    if (due === 0n) continue;
    ledger.atMost(at, lower, `supply of ${at} is there in windows from ${lower} on`);
    const held = blocking(lower < earliest ? earliest : lower, upper - 1n);
    ledger.atMost(
      due + held,
      available(world, at),
      `demand below ${upper} and blocking of ${held} ≤ supply in ${at}`,
    );
  }
  const slope = total(active.map(({ wcet, period }) => fraction(wcet, period)));
  switch (tail.kind) {
    case "none":
      ledger.refuse("nothing is said about longer windows");
      break;
    case "linear": {
      const lift = total(active.map((job) => liftOf(job, top)));
      staysBelow(ledger, { slope, lift: total([lift, fraction(blocking(top, null))]) }, world, top);
      break;
    }
    case "busy-period": {
      const { length } = tail;
      ledger.require(length > 0n, "the busy period is positive");
      ledger.atMost(length, top, "the busy period is covered");
      const released = sum(active.map(({ wcet, period, jitter }) => ceilDiv(length + jitter, period) * wcet));
      const held = max(...active.map((job) => blocking(first(job), first(job))));
      const given = available(world, length);
      ledger.atMost(released + held, given, `work released in ${length} and blocking ≤ its supply`);
      break;
    }
    case "periodic": {
      const from = top - tail.cycle;
      repeats(
        ledger,
        world,
        tail.cycle,
        active.map(({ period }) => period),
        slope,
      );
      ledger.require(
        from > 0n && active.every((job) => from >= first(job)),
        "all deadlines have begun before the cycle",
      );
      for (const [index, [upper, at]] of points.entries()) {
        if (upper <= from) continue;
        ledger.require(at > 0n && demand(upper - 1n) > 0n, `the point ${index} can be repeated`);
        ledger.atMost(world.base.delay, at, "the supply repeats from its delay on");
      }
    }
  }
}

/** A line above the demand of one task from `from` on: U·t + U·(T − d), or U·t + U·max(0, T − d) from 0 on. */
function liftOf(job: Job, from: bigint): Fraction {
  const early = job.period - first(job);
  return times(fraction(job.wcet, job.period), early < 0n && from < -early ? 0n : early);
}

/**
 * Blocking under EDF (Baker 1991): the longest section of a job that is due later than the window, non-preemptible or on a
 * resource that is used in it, and on top the largest declared blocking of a task that may be due in it.
 */
export function edfBlocking(tasks: readonly Task[], preemptive: boolean): Blocking {
  const active = tasks.filter(({ wcet }) => wcet > 0n);
  return (from, to) => {
    const within = active.filter((task) => to === null || first(task) <= to);
    const used = new Set(within.flatMap(({ sections }) => sections.map(({ resource }) => resource)));
    const longest = active
      .filter((task) => first(task) > from)
      .map(({ wcet, nonPreemptible, sections }) =>
        preemptive
          ? max(
              nonPreemptible,
              ...sections.filter(({ resource }) => used.has(resource)).map(({ length }) => length),
            )
          : wcet,
      );
    return max(...within.map(({ blocking }) => blocking)) + max(...longest);
  };
}
