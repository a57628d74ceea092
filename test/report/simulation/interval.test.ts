import { describe, expect, it } from "vitest";
import { shownInterval } from "../../../src/report/simulation/interval.ts";
import { CAST } from "./example.ts";

const MISS = { task: 1, at: 1000, late: 6 };

describe("the interval that is drawn", () => {
  it("is what was asked for", () => {
    expect(shownInterval(CAST, 5000, { from: 7, to: 70 }, MISS)).toEqual({ from: 7, to: 70 });
  });

  it("covers two of the longest periods where only one end was given", () => {
    expect(shownInterval(CAST, 5000, { from: 100 }, null)).toEqual({ from: 100, to: 180 });
    expect(shownInterval(CAST, 5000, { to: 100 }, null)).toEqual({ from: 20, to: 100 });
    expect(shownInterval(CAST, 30, {}, null)).toEqual({ from: 0, to: 30 });
  });

  it("lies around the first miss, most of it before", () => {
    const { from, to } = shownInterval(CAST, 5000, {}, MISS);
    expect(to - from).toBe(80);
    expect(from).toBe(932);
  });

  it("reaches back to the arrival of a job that was late", () => {
    const { from, to } = shownInterval(CAST, 5000, {}, { task: 1, at: 1000, late: 120 });
    expect(from).toBeLessThan(1000 - 132);
    expect(to).toBeGreaterThan(1000);
  });

  it("lies around the deadline where the job ended long after it", () => {
    const { from, to } = shownInterval(CAST, 5000, {}, { task: 1, at: 3000, late: 2000 });
    expect(from).toBeLessThan(1000 - 12);
    expect(to).toBeGreaterThan(1000);
    expect(to).toBeLessThan(1100);
  });

  it("is shorter where jobs crowd", () => {
    const crowd = { ...CAST, tasks: [...CAST.tasks, { ...CAST.tasks[0]!, period: 1 / 4 }] };
    expect(shownInterval(crowd, 5000, {}, null).to).toBeLessThan(60);
    const busy = { ...CAST, sources: [{ ...CAST.sources[0]!, period: 1 / 4 }] };
    expect(shownInterval(busy, 5000, {}, null).to).toBeLessThan(60);
  });
});
