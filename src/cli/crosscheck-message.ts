import type { Course } from "../crosscheck/course.ts";
import type { Longest, Searched } from "../crosscheck/search.ts";
import { Rational } from "../numeric/rational.ts";

/** What a thread is told once: which description to read, and what all its searches have in common. */
export interface Task {
  readonly file: string;
  readonly seed: number;
  readonly effort: number | undefined;
}

/** A part of a search to be done. */
export interface Order {
  readonly part: number;
  readonly runs: number;
}

/** A part of a search, done: plain values, since no method survives the way between two threads. */
export interface Reply {
  readonly part: number;
  readonly runs: number;
  readonly jobs: number;
  readonly records: readonly {
    readonly id: string;
    readonly seconds: readonly [bigint, bigint];
    readonly course: Course;
    readonly late: boolean;
  }[];
}

export function packed(part: number, { runs, jobs, records }: Searched): Reply {
  return {
    part,
    runs,
    jobs,
    records: [...records].map(([id, { seconds, course, late }]) => ({
      id,
      seconds: [seconds.numerator, seconds.denominator],
      course,
      late,
    })),
  };
}

export function unpacked({ runs, jobs, records }: Reply): Searched {
  return {
    runs,
    jobs,
    records: new Map(
      records.map(({ id, seconds: [numerator, denominator], course, late }): [string, Longest] => [
        id,
        { seconds: Rational.of(numerator, denominator), course, late },
      ]),
    ),
  };
}
