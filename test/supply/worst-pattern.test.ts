import { describe, expect, it } from "vitest";
import {
  boundedDelay,
  dedicated,
  edpResource,
  leftover,
  periodicResource,
  server,
  table,
} from "../../src/model/supply.ts";
import type { SupplyPattern } from "../../src/model/supply-pattern.ts";
import { duration, secondsIn } from "../../src/numeric/unit.ts";
import { worstPattern } from "../../src/supply/worst-pattern.ts";

const inMilliseconds = (pattern: SupplyPattern | null) =>
  pattern && {
    start: secondsIn("ms", pattern.start.value).toString(),
    cycle: secondsIn("ms", pattern.cycle.value).toString(),
    windows: pattern.windows.map(({ from, to }) =>
      [from, to].map(({ value }) => secondsIn("ms", value).toString()).join("–"),
    ),
  };

describe("worstPattern", () => {
  it("opens just after an early budget, and delays all later ones", () => {
    const resource = edpResource({ period: "10 ms", budget: "3 ms", deadline: "8 ms" });
    expect(inMilliseconds(worstPattern(resource, duration("1 ms")))).toEqual({
      start: "12",
      cycle: "10",
      windows: ["0–3"],
    });
  });

  it("is there all the time, at once or after the delay, where the rate is 1", () => {
    const always = { cycle: "1000", windows: ["0–1000"] };
    expect(inMilliseconds(worstPattern(dedicated(), duration("7 ms")))).toEqual({ start: "0", ...always });
    const late = boundedDelay({ rate: "1", delay: "3 ms" });
    expect(inMilliseconds(worstPattern(late, duration("7 ms")))).toEqual({ start: "3", ...always });
  });

  it("has the period for a deadline where none is given, and nothing without a budget", () => {
    const resource = periodicResource({ period: "10 ms", budget: "3 ms" });
    expect(inMilliseconds(worstPattern(resource, duration("1 ms")))).toEqual({
      start: "14",
      cycle: "10",
      windows: ["0–3"],
    });
    const none = periodicResource({ period: "10 ms", budget: "0 ms" });
    expect(worstPattern(none, duration("1 s"))?.windows).toEqual([]);
  });

  it("gives nothing in a window that the delay outlasts, and cycles as long as the delay", () => {
    const supply = boundedDelay({ rate: "1/4", delay: "3 ms" });
    for (const window of ["2 ms", "3 ms"]) {
      const pattern = inMilliseconds(worstPattern(supply, duration(window)));
      expect(pattern).toEqual({ start: "3", cycle: "3", windows: ["0–3/4"] });
    }
  });

  it("begins a table at the window end that is worst for the window in question", () => {
    const supply = table({
      frame: "8 ms",
      windows: [
        { start: "0 ms", end: "1 ms" },
        { start: "4 ms", end: "7 ms" },
      ],
    });
    expect(inMilliseconds(worstPattern(supply, duration("3 ms")))).toEqual({
      start: "3",
      cycle: "8",
      windows: ["0–3", "4–5"],
    });
    expect(inMilliseconds(worstPattern(supply, duration("5 ms")))).toEqual({
      start: "1",
      cycle: "8",
      windows: ["0–1", "4–7"],
    });
  });

  it("cuts the rest of the window of a bounded delay into cycles with short enough gaps", () => {
    const supply = boundedDelay({ rate: "1/4", delay: "3 ms" });
    // 9 ms remain; gaps of 3/4 of a cycle may be 3 ms: three cycles of 3 ms.
    expect(inMilliseconds(worstPattern(supply, duration("12 ms")))).toEqual({
      start: "3",
      cycle: "3",
      windows: ["0–3/4"],
    });
  });

  it("knows none where the description does not fix one", () => {
    expect(worstPattern(boundedDelay({ rate: "1/4", delay: "0 ms" }), duration("1 ms"))).toBeNull();
    expect(worstPattern(leftover(dedicated(), []), duration("1 ms"))).toBeNull();
    expect(
      worstPattern(server({ server: "sporadic", period: "5 ms", budget: "1 ms" }), duration("1 ms")),
    ).toBeNull();
  });

  it("has no window where there is no supply", () => {
    expect(worstPattern(table({ frame: "5 ms", windows: [] }), duration("9 ms"))?.windows).toEqual([]);
    expect(worstPattern(boundedDelay({ rate: "0", delay: "0 ms" }), duration("9 ms"))?.windows).toEqual([]);
  });
});
