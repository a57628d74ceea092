import { describe, expect, it } from "vitest";
import { dedicatedBound } from "../../src/supply/dedicated.ts";
import { explicitDeadlineBound } from "../../src/supply/explicit-deadline.ts";
import { leftoverBound } from "../../src/supply/leftover.ts";
import type { TickLoad } from "../../src/workload/tick-events.ts";

const every = (period: bigint, wcet: bigint, jitter = 0n): TickLoad => ({
  arrivals: { kind: "periodic", period, jitter, minDistance: 0n },
  wcet,
});

describe("leftoverBound", () => {
  it("keeps what was left over before the next arrival", () => {
    const { sbf, timeToSupply, blackout } = leftoverBound(dedicatedBound, [every(5n, 2n)]);
    // t − 2⌈t/5⌉ falls from 3 to 2 just after 5.
    expect([2n, 3n, 5n, 6n, 7n, 8n, 10n].map(sbf)).toEqual([0n, 1n, 3n, 3n, 3n, 4n, 6n]);
    expect([-1n, 0n, 1n, 3n, 4n].map(timeToSupply)).toEqual([0n, 0n, 3n, 5n, 8n]);
    expect(blackout).toBe(2n);
  });

  it("is exact where the supply is attained, and repeats with both", () => {
    const bound = leftoverBound(explicitDeadlineBound({ period: 10n, budget: 8n, deadline: 10n }), [
      every(4n, 1n),
    ]);
    expect(bound.attained).toBe(true);
    expect(bound.cycle).toBe(20n);
    expect(bound.rate.numerator * 20n).toBe(bound.rate.denominator * 11n);
  });

  it("leaves nothing at or above full load, without iterating", () => {
    for (const load of [every(5n, 5n), every(5n, 7n), every(10n ** 30n, 10n ** 30n)]) {
      const { sbf, timeToSupply, blackout, rate } = leftoverBound(dedicatedBound, [load]);
      expect([sbf(10n ** 40n), timeToSupply(1n), blackout, rate.numerator]).toEqual([0n, null, null, 0n]);
    }
  });

  it("is the supply itself under no load", () => {
    expect(leftoverBound(dedicatedBound, [])).toBe(dedicatedBound);
    expect(leftoverBound(dedicatedBound, [every(5n, 0n)])).toBe(dedicatedBound);
  });

  it("falls back to its linear bound next to full load, and says so", () => {
    const period = 10n ** 9n;
    const bound = leftoverBound(dedicatedBound, [every(period, period - 1n), every(10n ** 20n, 1n)]);
    expect(bound.attained).toBe(false);
    const time = bound.timeToSupply(1n) as bigint;
    expect(time > period).toBe(true);
    expect(bound.sbf(time)).toBe(1n);
  });

  it("looks only at the arrivals that matter, however long the window", () => {
    const bound = leftoverBound(dedicatedBound, [every(5n, 2n, 30n), every(7n, 1n)]);
    const window = 35n * 10n ** 30n;
    expect(bound.sbf(window)).toBe((window * 16n) / 35n - 12n);
  });

  it("bends where the supply has caught up with the load and at arrivals", () => {
    const { breakpoints } = leftoverBound(dedicatedBound, [every(5n, 2n)]);
    expect([...breakpoints(12n)]).toEqual([2n, 5n, 7n, 10n, 12n]);
  });
});
