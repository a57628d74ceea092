import fc from "fast-check";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { type BlockingSegment, NO_BLOCKING } from "../../../src/analysis/edf/stretch.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { firstMiss } from "../../../src/analysis/fixed-priority/response-time.ts";
import type { Rounding, SupplyFamily } from "../../../src/analysis/interface/family.ts";
import type { LocalScheduling } from "../../../src/analysis/interface/guest-demand.ts";
import type { BudgetShape } from "../../../src/analysis/interface/inversion.ts";
import type { Least } from "../../../src/analysis/interface/least.ts";
import { leastForEdf } from "../../../src/analysis/interface/least-edf.ts";
import { leastForFixedPriority } from "../../../src/analysis/interface/least-fixed-priority.ts";
import { scaledSegments, scaledTasks } from "../../../src/analysis/interface/scaled.ts";
import type { Ratio } from "../../../src/numeric/ratio.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";

/** A task set under one of the two schedulers. */
export interface Problem {
  readonly scheduling: LocalScheduling;
  readonly tasks: readonly TickTask[];
  readonly segments: readonly BlockingSegment[];
}

/** Tasks under either scheduler; under EDF some with a section that holds up what is due before their deadline. */
export function problems(tasks: fc.Arbitrary<TickTask[]>): fc.Arbitrary<Problem> {
  const scheduling = fc.constantFrom<LocalScheduling>("edf", "fixed-priority");
  return fc.tuple(scheduling, tasks, fc.bigInt({ min: 0n, max: 6n })).map(([chosen, drawn, section]) => ({
    scheduling: chosen,
    tasks: drawn,
    segments: chosen === "edf" && section > 3n ? sections(drawn, section - 3n) : NO_BLOCKING,
  }));
}

/** Periodic, explicit-deadline and tight resources with periods up to `longest`. */
export function shapes(longest: number): fc.Arbitrary<BudgetShape> {
  return fc
    .tuple(fc.integer({ min: 1, max: longest }), fc.constantFrom("period", "within", "budget"), fc.nat())
    .map(([period, kind, draw]) => {
      if (kind === "budget") return { period: BigInt(period), deadline: "budget" };
      const deadline = kind === "period" ? period : 1 + (draw % period);
      return { period: BigInt(period), deadline: BigInt(deadline) };
    });
}

export function solve(problem: Problem, family: SupplyFamily, rounding: Rounding, effort = 2_000_000): Least {
  return problem.scheduling === "edf"
    ? leastForEdf(problem, family, rounding, new Effort(effort))
    : leastForFixedPriority(problem.tasks, family, rounding, new Effort(effort));
}

/** What the ordinary analyses say of one supply of a family. */
export function verdict(
  { scheduling, tasks, segments }: Problem,
  family: SupplyFamily,
  parameter: Ratio,
  effort = 200_000,
): boolean | "undetermined" {
  const { supply, scale } = family.at(parameter);
  const scaled = scaledTasks(tasks, scale);
  if (scheduling === "edf") {
    const { kind } = decideDemand(scaled, supply, scaledSegments(segments, scale), new Effort(effort));
    return kind === "undetermined" ? kind : kind === "met";
  }
  for (const index of scaled.keys()) {
    const { kind } = firstMiss(scaled, index, supply, new Effort(effort));
    if (kind !== "none") return kind === "miss" ? false : kind;
  }
  return true;
}

/** Tasks due later hold up what is due before the middle of all first deadlines by one section. */
function sections(tasks: readonly TickTask[], section: bigint): readonly BlockingSegment[] {
  const firsts = tasks.filter(({ wcet }) => wcet > 0n).map(({ deadline, jitter }) => deadline - jitter);
  const last = firsts.reduce((latest, first) => (first > latest ? first : latest), 1n);
  return [
    { from: 0n, blocking: section, blocker: null },
    { from: last > 1n ? last : 1n, blocking: 0n, blocker: null },
  ];
}
