/**
 * Integer time: releases, preemptions and completions fall on multiples of a quantum, as on a tick-driven scheduler.
 * The response-time analyses for global fixed priorities are proved for it: interference is then counted in whole
 * quanta, and a task that is delayed at all is delayed by one. They do not scale: the same system on a finer quantum may
 * get another answer, so the quantum is a parameter.
 */
import { InputError } from "../../../contract/errors.ts";
import type { Task } from "../../../model/task.ts";
import type { Duration } from "../../../numeric/quantity.ts";
import { Rational } from "../../../numeric/rational.ts";
import type { Effort } from "../../effort.ts";
import { coreCount } from "../core-count.ts";
import { EffortLedger } from "../effort-ledger.ts";
import { outsideConditions, type SufficientKind } from "./conditions.ts";

/** A task in quanta. */
export interface QuantumTask {
  readonly wcet: bigint;
  readonly period: bigint;
  readonly deadline: bigint;
}

export interface GlobalResponses {
  readonly kind: SufficientKind;
  readonly strength: "sufficient";
  /** Why the analysis does not apply; null where it does. */
  readonly outside: string | null;
  /**
   * A bound on the response time of each task, valid if all tasks above it meet their deadlines; null where none up to the
   * deadline was found.
   */
  readonly responses: readonly (Duration | null)[];
  /** The steps that a task may take, where some bound is missing only because they ended; otherwise null. */
  readonly cutShort: number | null;
}

export interface GlobalFixedPriorityProblem {
  /** In priority order, highest first. */
  readonly tasks: readonly Task[];
  readonly cores: number;
  readonly quantum: Duration;
  /** Elementary steps for each task; one that needs more gets no bound. */
  readonly effort?: number;
}

/** Bounds of all tasks in quanta, in priority order. */
export type ResponseAnalysis = (
  tasks: readonly QuantumTask[],
  cores: bigint,
  effort: () => Effort,
) => readonly (bigint | null)[];

/** Converts to quanta and back. Throws `InputError` where a time is no multiple of the quantum. */
export function inIntegerTime(
  given: GlobalFixedPriorityProblem,
  analysis: ResponseAnalysis,
): GlobalResponses {
  const { quantum, effort } = given;
  if (!quantum.isPositive()) throw new InputError(`the quantum is ${quantum}: it must be greater than zero`);
  const tasks = given.tasks.map((task) => ({
    wcet: quanta(task.wcet.value, quantum, `${task.name}: wcet`),
    period: quanta(task.period.value, quantum, `${task.name}: the period`),
    deadline: quanta(task.deadline.value, quantum, `${task.name}: the deadline`),
  }));
  const outside = outsideConditions(given.tasks, "constrained");
  const ledger = new EffortLedger(effort);
  const responses = analysis(tasks, coreCount(given.cores), ledger.next);
  const all = outside === null && responses.every((response) => response !== null);
  return {
    kind: all ? "schedulable" : "inconclusive",
    strength: "sufficient",
    outside,
    responses: responses.map((response) => (response === null ? null : quantum.times(Rational.of(response)))),
    cutShort: ledger.reached,
  };
}

function quanta(seconds: Rational, quantum: Duration, name: string): bigint {
  const count = seconds.dividedBy(quantum.value);
  if (!count.isInteger())
    throw new InputError(`${name} is ${seconds} s, no multiple of the quantum of ${quantum}`);
  return count.numerator;
}

/**
 * The least x ≥ C with x = step(x), found by iteration from C; null if it exceeds the deadline, or the effort is spent.
 * `step` does not fall as x grows.
 */
export function fixedPoint(
  { wcet, deadline }: QuantumTask,
  step: (x: bigint) => bigint,
  effort: Effort,
  cost: number,
): bigint | null {
  let x = wcet;
  while (x <= deadline) {
    if (!effort.spend(cost)) return null;
    const next = step(x);
    if (next <= x) return x;
    x = next;
  }
  return null;
}
