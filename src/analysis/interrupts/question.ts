import { dedicated, type Load, leftover, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import type { Rational } from "../../numeric/rational.ts";
import { type Compiled, compile } from "../compile.ts";
import { type BlockingTask, blockingInTicks, edfBlocking } from "../edf/blocking.ts";
import { type BlockingSegment, NO_BLOCKING } from "../edf/stretch.ts";
import { withBlocking } from "../fixed-priority/blocking.ts";

/**
 * The tasks that may not miss a deadline when interrupts are let in. What a source is charged per event is the caller's
 * matter (entry, top half, switches); it runs above all tasks and takes its time from their supply.
 * A system of several guests has one question per guest, and the answer is the worst of theirs.
 */
export interface InterruptQuestion {
  readonly scheduling: "fixed-priority" | "edf";
  /** Under fixed priorities in their order, highest first. */
  readonly tasks: readonly Task[];
  /** What the guest is given before any interrupt; a dedicated processor by default. */
  readonly supply?: Supply;
  /** Sources that are there already and stay as they are. */
  readonly others?: readonly Load[];
  /** Elementary steps; `DEFAULT_EFFORT` by default. */
  readonly effort?: number;
}

/** A question on integer ticks, with the tasks' blocking worked out and the other sources taken out of the supply. */
export interface TickQuestion extends Compiled {
  readonly scheduling: InterruptQuestion["scheduling"];
  /** b(t) under EDF; none under fixed priorities, where the tasks carry it. */
  readonly blocking: readonly BlockingSegment[];
}

/** Puts the question on a tick that also resolves `more`; `sources` are charged besides the question's others. */
export function tickQuestion(
  question: InterruptQuestion,
  sources: readonly Load[],
  more: readonly Rational[] = [],
): TickQuestion {
  const { scheduling } = question;
  const load = [...(question.others ?? []), ...sources];
  const supply = leftover(question.supply ?? dedicated(), load);
  const tasks = scheduling === "edf" ? question.tasks : withBlocking(question.tasks);
  const compiled = compile(tasks, supply, more);
  const blockers = (): BlockingTask[] => tasks.map((task) => blockingInTicks(task, compiled.timebase));
  return { ...compiled, scheduling, blocking: scheduling === "edf" ? edfBlocking(blockers()) : NO_BLOCKING };
}

/**
 * "exact": some legal course of events misses a deadline beyond the limit. "sufficient": the limit is safe, but more may
 * be: blocking is a supremum, or no one legal pattern attains the supply.
 */
export type Basis = "exact" | "sufficient";

export function basisOf({ tasks, supply, blocking }: TickQuestion): Basis {
  const blocked =
    tasks.some((task) => task.blocking > 0n) || blocking.some((segment) => segment.blocking > 0n);
  return supply.attained && !blocked ? "exact" : "sufficient";
}
