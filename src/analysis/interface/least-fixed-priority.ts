/**
 * The least parameter of a family of supplies with which preemptive fixed priorities meet every deadline.
 *
 * Claim: job q of task i, due at d = q·T_i + D_i − J_i after a critical instant, is in time exactly if the supply covers
 *   W(t) = B_i + (q + 1)C_i + Σ_{j above} ⌈(t + J_j)/T_j⌉ C_j  at some t ∈ {d} ∪ {k·T_j − J_j in (0, d)},
 * so it needs the least over these t of the least parameters with sbf(t) ≥ W(t). The least parameter for all is the
 * largest over all jobs, and at least the one whose rate is the utilization. For D ≤ T − J the first jobs decide; for other
 * deadlines every job of the busy window counts. Exact where response times are (fixed-priority/response-time.ts).
 * Source: Lehoczky, Sha and Ding 1989; Lehoczky 1990; Shin and Lee 2003. The search is our own:
 *
 * Ask the ordinary analysis for a job that is late at the parameter reached, from the lowest priority up; raise the parameter
 * to what that job needs; ask again. Each raise is forced, and settles at least that job for good. Only jobs of the busy
 * window at the first parameter can be late, and those are finitely many, up to a repetition where load and rate are equal.
 * What a job needs is found without visiting all its points: having met a point with the best parameter so far, the next
 * one that can do with less lies where that parameter supplies what is then asked for.
 */
import { assert } from "../../contract/assert.ts";
import { ceilDiv, larger, smaller } from "../../numeric/integer.ts";
import { compare, type Ratio } from "../../numeric/ratio.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import { tickUtilization } from "../../workload/utilization.ts";
import { Effort } from "../effort.ts";
import { type Level, leastWindow, levelDemand, levelOf } from "../fixed-priority/level.ts";
import { firstMiss } from "../fixed-priority/response-time.ts";
import { leastAcceptedAbove } from "./between.ts";
import { leastByRate, leastByWindow, type Member, type Rounding, type SupplyFamily } from "./family.ts";
import type { Deciding, DecidingWindow, Exhausted, Least } from "./least.ts";
import { scaledTasks } from "./scaled.ts";

/** `tasks` in priority order, highest first, with their whole blocking; in ticks. */
export function leastForFixedPriority(
  tasks: readonly TickTask[],
  family: SupplyFamily,
  rounding: Rounding,
  effort: Effort,
): Least {
  const working = [...tasks.keys()].filter((index) => (tasks[index] as TickTask).wcet > 0n).reverse();
  const [lowest] = working;
  if (lowest === undefined) return { kind: "nothing" };
  const byRate = leastByRate(family, rounding, tickUtilization(tasks));
  if (byRate === null) return { kind: "infeasible", deciding: { kind: "utilization" } };
  let deciding: Deciding = { kind: "utilization" };
  let member = byRate === "any" ? null : family.at(byRate);
  for (const index of working) {
    for (;;) {
      const job = member === null ? 0n : lateJob(tasks, index, member, effort);
      if (job === "none") break;
      const need =
        job === "exhausted" ? job : needOfJob(levelOf(tasks, index), job, family, rounding, effort);
      if (need === "exhausted") return exhausted(tasks, family, rounding, member, effort);
      deciding = { kind: "window", task: index, window: need.window, demand: need.demand };
      if (need.parameter === null) return { kind: "infeasible", deciding };
      member = family.at(need.parameter);
    }
  }
  assert(member !== null, "some job asks for supply");
  return confirmed(tasks, family, rounding, member, deciding, effort);
}

function lateJob(
  tasks: readonly TickTask[],
  index: number,
  { supply, scale }: Member,
  effort: Effort,
): bigint | "none" | "exhausted" {
  const miss = firstMiss(scaledTasks(tasks, scale), index, supply, effort);
  if (miss.kind === "none") return "none";
  return miss.kind === "miss" ? miss.job : "exhausted";
}

/** What a job needs, and the point that asks for it; no parameter where none will do. */
interface Need extends Pick<DecidingWindow, "window" | "demand"> {
  readonly parameter: Ratio | null;
}

function needOfJob(
  level: Level,
  job: bigint,
  family: SupplyFamily,
  rounding: Rounding,
  effort: Effort,
): Need | "exhausted" {
  const { period, deadline, jitter } = level.task;
  const due = job * period + deadline - jitter;
  const atDue = levelDemand(level, job, due);
  if (due <= 0n) return { parameter: null, window: due, demand: atDue };
  let best: Need = { parameter: leastByWindow(family, rounding, due, atDue), window: due, demand: atDue };
  let member = bestMember(family, best);
  for (let window = larger(1n, leastWindow(level)(job)); window < due; ) {
    if (!effort.spend(level.higher.length + 1)) return "exhausted";
    const demand = levelDemand(level, job, window);
    const needed = timeToSupply(member, demand);
    if (needed === null) break;
    if (needed > window) {
      window = needed;
      continue;
    }
    const point = endOfStep(level, window, due);
    if (point === due) break;
    const parameter = leastByWindow(family, rounding, point, demand);
    if (parameter !== null && (best.parameter === null || compare(parameter, best.parameter) < 0n)) {
      best = { parameter, window: point, demand };
      member = bestMember(family, best);
    }
    window = point + 1n;
  }
  return best;
}

/** The supply that a better point must undercut: the best one so far, or else the largest there is. */
function bestMember(family: SupplyFamily, { parameter }: Need): Member {
  return family.at(parameter ?? family.most);
}

function timeToSupply({ supply, scale }: Member, work: bigint): bigint | null {
  const window = supply.timeToSupply(work * scale);
  return window === null ? null : ceilDiv(window, scale);
}

/** The least of k·T_j − J_j ≥ window and `due`: up to it the demand stays the same. */
function endOfStep({ higher }: Level, window: bigint, due: bigint): bigint {
  let end = due;
  for (const { period, jitter } of higher) {
    end = smaller(end, ceilDiv(window + jitter, period) * period - jitter);
  }
  return end;
}

/** Puts the answer to the ordinary analysis. */
function confirmed(
  tasks: readonly TickTask[],
  family: SupplyFamily,
  rounding: Rounding,
  member: Member,
  deciding: Deciding,
  effort: Effort,
): Least {
  const kind = ordinaryVerdict(tasks, member, effort);
  if (kind === "undetermined") return exhausted(tasks, family, rounding, member, effort);
  assert(kind === "none", "response times on the least supply meet the deadlines");
  return { kind: "least", parameter: member.parameter, deciding };
}

/** The first answer of the ordinary analysis, task by task, that is not "none" late. */
function ordinaryVerdict(
  tasks: readonly TickTask[],
  { supply, scale }: Member,
  effort: Effort,
): "none" | "miss" | "undetermined" {
  const scaled = scaledTasks(tasks, scale);
  for (const index of tasks.keys()) {
    const { kind } = firstMiss(scaled, index, supply, new Effort(effort.limit));
    if (kind !== "none") return kind;
  }
  return "none";
}

/** The effort is spent: a little more supply than was reached may make the busy windows short enough to end within it. */
function exhausted(
  tasks: readonly TickTask[],
  family: SupplyFamily,
  rounding: Rounding,
  reached: Member | null,
  effort: Effort,
): Exhausted {
  const accepts = (parameter: Ratio): boolean =>
    ordinaryVerdict(tasks, family.at(parameter), effort) === "none";
  const atLeast = reached?.parameter ?? null;
  const atMost =
    atLeast === null
      ? accepts(family.most)
        ? family.most
        : null
      : leastAcceptedAbove(atLeast, family, rounding, accepts);
  return {
    kind: "undetermined",
    atLeast,
    atMost,
    reason: `the busy windows of the priority levels did not end within ${effort.limit} steps`,
    limit: effort.limit,
  };
}
