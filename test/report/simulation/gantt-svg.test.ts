import { describe, expect, it } from "vitest";
import { ganttSvg } from "../../../src/report/simulation/gantt-svg.ts";
import { type Schedule, ScheduleReader } from "../../../src/report/simulation/schedule.ts";
import { CAST, END, RECORDS } from "./example.ts";
import { expectGolden } from "./golden.ts";

function schedule(from = 0, to = END): Schedule {
  const reader = new ScheduleReader(CAST, from, to);
  for (const record of RECORDS) reader.take(record);
  return reader.close();
}

describe("the Gantt chart", () => {
  it("is the golden picture", () => expectGolden("gantt.svg", ganttSvg(CAST, schedule())));

  it("draws every job once, with its story", () => {
    const svg = ganttSvg(CAST, schedule());
    const stories = [...svg.matchAll(/<g class="job"><title>([^<]*)<\/title>/g)].map(([, story]) => story);
    expect(stories).toEqual([
      "control, job 0, released 0 ms, deadline 5 ms, ended 1.5 ms",
      "control, job 1, released 5 ms, deadline 10 ms, ended 6.5 ms",
      "control, job 2, released 10 ms, deadline 15 ms, not ended here",
      "logger, job 0, released 0 ms, deadline 5.5 ms, ended 8.5 ms, MISSED",
      "shell, job 0, released 0 ms, not ended here",
    ]);
  });

  it("is well-formed: every element closed, every name escaped", () => {
    const svg = ganttSvg(CAST, schedule());
    const open: string[] = [];
    for (const [tag, name] of svg.matchAll(/<\/?([a-z]+)[^>]*>/gi)) {
      if (tag.startsWith("</")) expect(open.pop()).toBe(name);
      else if (!tag.endsWith("/>")) open.push(name as string);
    }
    expect(open).toEqual([]);
    expect(svg).toContain("Two guests &amp; a table");
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  it("keeps everything within the page", () => {
    const svg = ganttSvg(CAST, schedule(4, 13));
    for (const [, x, width] of svg.matchAll(/<rect x="([\d.-]+)" y="[\d.-]+" width="([\d.-]+)"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x) + Number(width)).toBeLessThanOrEqual(1200);
    }
  });
});
