import { describe, expect, it } from "vitest";
import { periodicEvents, tokenBucket } from "../../src/model/event-model.ts";
import { duration } from "../../src/numeric/unit.ts";
import {
  maxArrivals,
  maxArrivalsClosed,
  maxDistance,
  minArrivals,
  minDistance,
} from "../../src/workload/arrivals.ts";

describe("arrivals in exact time", () => {
  const events = periodicEvents({ period: "2 ms", jitter: "4 ms", minDistance: "1/3 ms" });

  it("counts in windows that are no multiple of any parameter", () => {
    expect(maxArrivals(events, duration("1/3 ms"))).toBe(1n);
    expect(maxArrivals(events, duration("1/2 ms"))).toBe(2n);
    expect(maxArrivalsClosed(events, duration("1/3 ms"))).toBe(2n);
    expect(minArrivals(events, duration("8 ms"))).toBe(2n);
  });

  it("measures distances", () => {
    expect(minDistance(events, 3n).equals(duration("2/3 ms"))).toBe(true);
    expect(maxDistance(events, 3n)?.equals(duration("8 ms"))).toBe(true);
    expect(maxDistance(tokenBucket({ capacity: 2, refill: "1 ms" }), 2n)).toBeNull();
  });

  it("refuses what is negative", () => {
    expect(() => maxArrivals(events, duration("-1 ms"))).toThrow("the window is -1/1000 s");
    expect(() => minDistance(events, -1n)).toThrow("the number of events is -1");
  });
});
