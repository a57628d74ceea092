import { InputError } from "../../contract/errors.ts";
import {
  type DeadlineClass,
  deadlineClass,
  LARGEST_NARROW_TICK,
  type NarrowTaskSet,
  narrowTaskSet,
  type WideColumns,
} from "./columns.ts";
import { type Enclosure, enclose } from "./enclosure.ts";

/** A task in integer ticks: worst-case execution time, period (or least separation), relative deadline. */
export interface TickTimes {
  readonly C: number | bigint;
  readonly T: number | bigint;
  readonly D: number | bigint;
}

/** Periodic or sporadic tasks in priority order, highest first, checked once and ready for many tests. */
export type TickTaskSet = NarrowTaskSet | WideTaskSet;

/** Some value is larger: `bigint`s decide, with two rounded narrow sets around them as a short cut. */
export interface WideTaskSet extends WideColumns {
  readonly kind: "wide";
  readonly deadlines: DeadlineClass;
  /** Null where the values span too many orders of magnitude to be rounded usefully. */
  readonly enclosure: Enclosure | null;
}

/**
 * Builds a set from tasks in priority order.
 * @throws InputError naming the task and the column, if a value is no integer, a number beyond 2⁵³ − 1 (pass a
 * `bigint`), C < 0, T < 1 or D < 1.
 */
export function tickTaskSet(tasks: readonly TickTimes[]): TickTaskSet {
  const narrow = tasks.every(({ C, T, D }) => isNarrow(C) && isNarrow(T) && isNarrow(D));
  if (narrow) {
    const columns = { C: numbers(tasks, "C"), T: numbers(tasks, "T"), D: numbers(tasks, "D") };
    return tickTaskSetOf(columns.C, columns.T, columns.D);
  }
  return wideTaskSet(integers(tasks, "C"), integers(tasks, "T"), integers(tasks, "D"));
}

/**
 * Builds a set over columns of doubles, in priority order, without copying them: do not change them afterwards.
 * @throws InputError as `tickTaskSet`, also where the columns differ in length.
 */
export function tickTaskSetOf(wcet: Float64Array, period: Float64Array, deadline: Float64Array): TickTaskSet {
  const size = wcet.length;
  if (period.length !== size || deadline.length !== size) {
    throw new InputError(
      `columns of ${size}, ${period.length} and ${deadline.length} values: one per task each`,
    );
  }
  let largest = 0;
  for (let i = 0; i < size; i++) {
    largest = Math.max(
      largest,
      checked(wcet[i]!, i, "C", 0),
      checked(period[i]!, i, "T", 1),
      checked(deadline[i]!, i, "D", 1),
    );
  }
  if (largest > LARGEST_NARROW_TICK) {
    const [C, T, D] = [wcet, period, deadline].map((column) => Array.from(column, BigInt));
    return wideTaskSet(C!, T!, D!);
  }
  return narrowTaskSet({ size, wcet, period, deadline });
}

function wideTaskSet(wcet: bigint[], period: bigint[], deadline: bigint[]): WideTaskSet {
  const columns = { size: wcet.length, wcet, period, deadline };
  return {
    kind: "wide",
    ...columns,
    deadlines: deadlineClass(period, deadline),
    enclosure: enclose(columns),
  };
}

function isNarrow(value: number | bigint): boolean {
  return value <= LARGEST_NARROW_TICK;
}

function numbers(tasks: readonly TickTimes[], column: keyof TickTimes): Float64Array {
  return Float64Array.from(tasks, (task, i) => Number(checkedInteger(task[column], i, column)));
}

function integers(tasks: readonly TickTimes[], column: keyof TickTimes): bigint[] {
  return tasks.map((task, i) => BigInt(checkedInteger(task[column], i, column)));
}

function checkedInteger(value: number | bigint, index: number, column: keyof TickTimes): number | bigint {
  const least = column === "C" ? 0 : 1;
  if (typeof value === "number") return checked(value, index, column, least);
  if (value < least) throw new InputError(`tasks[${index}].${column}: ${value} is below ${least}`);
  return value;
}

function checked(value: number, index: number, column: keyof TickTimes, least: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new InputError(
      `tasks[${index}].${column}: ${value} is no exact integer; choose a finer tick, or pass a bigint beyond 2^53`,
    );
  }
  if (value < least) throw new InputError(`tasks[${index}].${column}: ${value} is below ${least}`);
  return value;
}
