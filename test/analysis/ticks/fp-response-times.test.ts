import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { firstMiss, responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { fpResponseTimes, tickTaskSet } from "../../../src/analysis/ticks/entry.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { naiveResponses } from "./naive.ts";
import {
  asTicks,
  asTickTasks,
  blurred,
  magnitudes,
  scaled,
  sweepSets,
  type Timing,
  tinySets,
} from "./sets.ts";

describe("fpResponseTimes", () => {
  it("computes the response times of Burns and Wellings' example, whose load is 1", () => {
    const set = tickTaskSet([
      { C: 5, T: 20, D: 20 },
      { C: 10, T: 40, D: 40 },
      { C: 40, T: 80, D: 80 },
    ]);
    const responses = new Float64Array(3);
    expect(fpResponseTimes(set, responses)).toBe(true);
    expect([...responses]).toEqual([5, 15, 80]);
  });

  it("ends with -1 at the first miss and writes nothing after it", () => {
    const set = tickTaskSet([
      { C: 2, T: 5, D: 5 },
      { C: 4, T: 7, D: 7 },
      { C: 1, T: 9, D: 9 },
    ]);
    const responses = new Float64Array(3).fill(77);
    expect(fpResponseTimes(set, responses)).toBe(false);
    expect([...responses]).toEqual([2, -1, 77]);
    const exact: bigint[] = [7n, 7n, 7n];
    expect(fpResponseTimes(set, exact)).toBe(false);
    expect(exact).toEqual([2n, -1n]);
  });

  it("gives a task without work the response 0, whatever runs above it", () => {
    const set = tickTaskSet([
      { C: 3, T: 10, D: 10 },
      { C: 0, T: 2, D: 1 },
      { C: 3, T: 10, D: 10 },
    ]);
    const responses = new Float64Array(3);
    expect(fpResponseTimes(set, responses)).toBe(true);
    expect([...responses]).toEqual([3, 0, 6]);
  });

  it("equals the definition, tick by tick", () => {
    fc.assert(
      fc.property(tinySets("constrained"), (tasks) => {
        expect(inDoubles(tasks).map(Number)).toEqual(naiveResponses(tasks, 1, 1));
      }),
      { numRuns: 3000 },
    );
  });

  it("equals responseTime in any priority order", () => {
    const shuffled = sweepSets("constrained").chain((tasks) =>
      fc.shuffledSubarray(tasks, { minLength: tasks.length }),
    );
    fc.assert(
      fc.property(fc.oneof(sweepSets("constrained"), shuffled), (tasks) => {
        expect(inDoubles(tasks)).toEqual(reference(tasks));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the same in doubles, in bigints and in any unit of time", () => {
    fc.assert(
      fc.property(sweepSets("constrained"), magnitudes, (tasks, factor) => {
        const expected = inDoubles(tasks).map((R) => (R < 0n ? R : R * factor));
        expect(inIntegers(scaled(tasks, factor))).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("equals responseTime at odd magnitudes", () => {
    const odd = sweepSets("constrained").chain((tasks) => blurred(scaled(tasks, 2n ** 52n + 1n), 2n ** 45n));
    fc.assert(
      fc.property(odd, (tasks) => {
        expect(inIntegers(tasks)).toEqual(reference(tasks));
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps the last tick where releases coincide with the response beyond 2^53", () => {
    const unit = 2n ** 54n;
    const tasks = [
      { wcet: 3n * unit, period: 10n * unit, deadline: 10n * unit },
      { wcet: 7n * unit, period: 20n * unit, deadline: 20n * unit },
    ];
    expect(inIntegers(tasks)).toEqual([3n * unit, 10n * unit]);
    tasks[1]!.wcet += 1n;
    expect(inIntegers(tasks)).toEqual([3n * unit, 13n * unit + 1n]);
  });

  it("stops at the step limit as undetermined", () => {
    const tasks = [
      { C: 2 ** 30 - 1, T: 2 ** 30, D: 2 ** 30 },
      { C: 2 ** 17, T: 2 ** 49, D: 2 ** 49 },
    ];
    const responses = new Float64Array(2);
    expect(fpResponseTimes(tickTaskSet(tasks), responses, 50)).toBe("undetermined");
    expect([...responses]).toEqual([2 ** 30 - 1, Number.NaN]);
    const exact: bigint[] = [];
    expect(fpResponseTimes(tickTaskSet(tasks), exact, 50)).toBe("undetermined");
    expect(exact).toEqual([2n ** 30n - 1n]);
  });

  it("refuses what it cannot answer", () => {
    const late = tickTaskSet([{ C: 1, T: 2, D: 3 }]);
    expect(() => fpResponseTimes(late, new Float64Array(1))).toThrow("need D ≤ T");
    const one = tickTaskSet([{ C: 1, T: 2, D: 2 }]);
    expect(() => fpResponseTimes(one, new Float64Array(0))).toThrow("room for 0 response times");
    const large = tickTaskSet([{ C: 2n ** 60n, T: 2n ** 61n, D: 2n ** 61n }]);
    expect(() => fpResponseTimes(large, new Float64Array(1))).toThrow("pass a bigint[]");
  });
});

function inDoubles(tasks: readonly Timing[]): bigint[] {
  const responses = new Float64Array(tasks.length);
  const verdict = fpResponseTimes(asTicks(tasks), responses);
  expect(verdict).not.toBe("undetermined");
  const miss = responses.indexOf(-1);
  expect(miss < 0).toBe(verdict);
  return [...responses.subarray(0, miss < 0 ? tasks.length : miss + 1)].map(BigInt);
}

function inIntegers(tasks: readonly Timing[]): bigint[] {
  const responses: bigint[] = [];
  expect(fpResponseTimes(asTicks(tasks), responses)).toBe(responses.at(-1) !== -1n);
  return responses;
}

function reference(tasks: readonly Timing[]): bigint[] {
  const responses: bigint[] = [];
  for (const i of tasks.keys()) {
    const [set, effort] = [asTickTasks(tasks), new Effort(10_000_000)];
    const miss = firstMiss(set, i, dedicatedBound, effort);
    const found = miss.kind === "none" ? responseTime(set, i, dedicatedBound, effort) : miss;
    expect(found.kind).toMatch(/^(bounded|miss)$/);
    responses.push(found.kind === "bounded" ? found.response : -1n);
    if (found.kind !== "bounded") break;
  }
  return responses;
}
