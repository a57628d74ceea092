import { describe, expect, it } from "vitest";
import type { NodeSpec, SectionSpec } from "../../../src/simulator/engine/specification.ts";
import { observe } from "./schedule.ts";

interface Job {
  readonly at: number;
  readonly wcet: number;
  readonly deadline?: number;
  readonly sections?: readonly SectionSpec[];
}

/** What runs in each tick when each task has one job. */
function schedule(kind: "fixed-priority" | "edf", jobs: readonly Job[]): string {
  const children = jobs.map(
    ({ at, wcet, deadline = 100, sections = [] }, index): NodeSpec => ({
      kind: "task",
      name: `t${index}`,
      period: 1000,
      offset: at,
      deadline,
      wcet,
      sections,
    }),
  );
  const ran = observe({ cores: [{ kind, children }] }, 20).schedule[0]!;
  return ran
    .map((each) => (each === "idle" ? "." : each.slice(1)))
    .join("")
    .replace(/\.+$/, "");
}

describe("sections", () => {
  const shut = { length: 3, ceiling: 0 };

  it("shut out everybody where the ceiling is 0", () => {
    const low = { at: 0, wcet: 5, sections: [shut] };
    expect(schedule("fixed-priority", [{ at: 1, wcet: 2 }, low])).toBe("1110011");
    expect(
      schedule("edf", [
        { at: 1, wcet: 2, deadline: 9 },
        { ...low, deadline: 50 },
      ]),
    ).toBe("1110011");
  });

  it("let those above the ceiling through", () => {
    const jobs = [
      { at: 1, wcet: 1 },
      { at: 1, wcet: 1 },
      { at: 0, wcet: 4, sections: [{ length: 3, ceiling: 1 }] },
    ];
    expect(schedule("fixed-priority", jobs)).toBe("202212");
  });

  it("follow one another", () => {
    const sections = [
      { length: 1, ceiling: 0 },
      { length: 2, ceiling: 1 },
    ];
    const jobs = [
      { at: 0, wcet: 1 },
      { at: 3, wcet: 1 },
      { at: 0, wcet: 4, sections },
    ];
    expect(schedule("fixed-priority", jobs)).toBe("022212");
  });

  it("that follow one another at once let through whoever has waited for the first", () => {
    const sections = [
      { length: 2, ceiling: 0 },
      { length: 2, ceiling: 0 },
    ];
    const low = { at: 0, wcet: 4, sections };
    expect(schedule("fixed-priority", [{ at: 1, wcet: 1 }, low])).toBe("11011");
    expect(
      schedule("edf", [
        { at: 1, wcet: 1, deadline: 9 },
        { ...low, deadline: 50 },
      ]),
    ).toBe("11011");
  });

  it("nest: a job above the ceiling may enter its own", () => {
    const jobs = [
      { at: 2, wcet: 1 },
      { at: 1, wcet: 3, sections: [{ length: 2, ceiling: 0 }] },
      { at: 0, wcet: 4, sections: [{ length: 3, ceiling: 2 }] },
    ];
    expect(schedule("fixed-priority", jobs)).toBe("21101222");
  });

  it("do not let a job with a later deadline through", () => {
    const jobs = [
      { at: 1, wcet: 1, deadline: 90 },
      { at: 0, wcet: 4, deadline: 50, sections: [{ length: 3, ceiling: 1 }] },
    ];
    expect(schedule("edf", jobs)).toBe("11110");
  });

  it("end with a job that is shorter than they are", () => {
    const low = { at: 0, wcet: 2, sections: [{ length: Number.POSITIVE_INFINITY, ceiling: 0 }] };
    expect(schedule("fixed-priority", [{ at: 1, wcet: 2 }, low])).toBe("1100");
  });
});
