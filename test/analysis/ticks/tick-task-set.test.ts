import { describe, expect, it } from "vitest";
import { LARGEST_NARROW_TICK, tickTaskSet, tickTaskSetOf } from "../../../src/analysis/ticks/entry.ts";

describe("tickTaskSet", () => {
  it("is narrow up to 2^49 and wide beyond, whether numbers or bigints come in", () => {
    const T = LARGEST_NARROW_TICK;
    expect(tickTaskSet([{ C: 1, T, D: BigInt(T) }]).kind).toBe("narrow");
    expect(tickTaskSet([{ C: 1, T: T + 1, D: 5 }]).kind).toBe("wide");
    expect(tickTaskSet([{ C: 1n, T: 5, D: BigInt(T) + 1n }]).kind).toBe("wide");
    expect(tickTaskSetOf(...columns([1, T + 1, 5])).kind).toBe("wide");
    expect(tickTaskSetOf(...columns([1, T, 5])).kind).toBe("narrow");
  });

  it("keeps the columns it is given, and sorts by deadline apart", () => {
    const [C, T, D] = columns([1, 9, 8], [0, 4, 4], [2, 7, 5]);
    const set = tickTaskSetOf(C, T, D);
    expect(set.wcet).toBe(C);
    expect(set.kind === "narrow" && [...set.byDeadline.wcet]).toEqual([2, 1]);
  });

  it("names the class of the deadlines", () => {
    const classOf = (D: number): string => tickTaskSet([{ C: 1, T: 5, D }]).deadlines;
    expect([4, 5, 6].map(classOf)).toEqual(["constrained", "implicit", "arbitrary"]);
    expect(tickTaskSet([]).deadlines).toBe("implicit");
  });

  it("refuses values that are not exact and says which", () => {
    const good = { C: 1, T: 5, D: 5 };
    expect(() => tickTaskSet([good, { ...good, T: 2.5 }])).toThrow("tasks[1].T: 2.5 is no exact integer");
    expect(() => tickTaskSet([{ ...good, C: Number.NaN }])).toThrow("tasks[0].C: NaN is no exact integer");
    expect(() => tickTaskSet([{ ...good, C: 2 ** 53 }])).toThrow("pass a bigint beyond 2^53");
    expect(() => tickTaskSet([{ ...good, C: -1 }])).toThrow("tasks[0].C: -1 is below 0");
    expect(() => tickTaskSet([{ ...good, D: 0n }])).toThrow("tasks[0].D: 0 is below 1");
    expect(() => tickTaskSet([{ ...good, C: -(2n ** 70n), T: 2n ** 70n }])).toThrow("tasks[0].C");
    expect(() => tickTaskSetOf(new Float64Array(2), new Float64Array(1), new Float64Array(2))).toThrow(
      "columns of 2, 1 and 2 values",
    );
  });
});

function columns(...tasks: [number, number, number][]): [Float64Array, Float64Array, Float64Array] {
  const column = (i: 0 | 1 | 2): Float64Array => Float64Array.from(tasks, (task) => task[i]);
  return [column(0), column(1), column(2)];
}
