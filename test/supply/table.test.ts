import { describe, expect, it } from "vitest";
import { explicitDeadlineBound } from "../../src/supply/explicit-deadline.ts";
import { tableBound } from "../../src/supply/table.ts";

const sweep = (of: (window: bigint) => bigint, until: number): number[] =>
  Array.from({ length: until + 1 }, (_, t) => Number(of(BigInt(t))));

describe("tableBound", () => {
  const two = tableBound(8n, [
    { start: 0n, end: 1n },
    { start: 4n, end: 7n },
  ]);

  it("takes the worst of all window ends, another one for each length", () => {
    expect(sweep(two.sbf, 12)).toEqual([0, 0, 0, 0, 1, 1, 2, 3, 4, 4, 4, 4, 5]);
    expect(two.attained).toBe(false);
  });

  it("takes the best of all window starts for the most", () => {
    expect(sweep(two.usbf, 9)).toEqual([0, 1, 2, 3, 3, 4, 4, 4, 4, 5]);
  });

  it("has the blackout of its longest gap and the delay of its worst run of gaps", () => {
    expect(two.blackout).toBe(3n);
    expect([-1n, 0n, 1n, 2n, 5n].map(two.timeToSupply)).toEqual([0n, 0n, 4n, 6n, 12n]);
    // From 7: 1 tick away, 1 there, 3 away; 5 − 1/(1/2) = 3. From 1: 3 away.
    expect(two.delay).toBe(3n);
  });

  it("is the explicit-deadline resource (H, θ, θ) for a single window", () => {
    const one = tableBound(10n, [{ start: 3n, end: 7n }]);
    const resource = explicitDeadlineBound({ period: 10n, budget: 4n, deadline: 4n });
    expect(sweep(one.sbf, 50)).toEqual(sweep(resource.sbf, 50));
    expect(one.blackout).toBe(6n);
    expect(one.attained).toBe(true);
    expect([...one.breakpoints(40n)]).toEqual([...resource.breakpoints(40n)]);
  });

  it("joins windows that touch, also across the end of the frame", () => {
    const split = tableBound(10n, [
      { start: 0n, end: 2n },
      { start: 7n, end: 9n },
      { start: 9n, end: 10n },
    ]);
    const whole = tableBound(10n, [{ start: 3n, end: 8n }]);
    expect(sweep(split.sbf, 40)).toEqual(sweep(whole.sbf, 40));
    expect(sweep(split.usbf, 40)).toEqual(sweep(whole.usbf, 40));
    expect(split.attained).toBe(true);
  });

  it("knows full and empty frames", () => {
    const full = tableBound(3n, [{ start: 0n, end: 3n }]);
    expect([full.sbf(7n), full.usbf(7n), full.timeToSupply(7n), full.blackout, full.delay]).toEqual([
      7n,
      7n,
      7n,
      0n,
      0n,
    ]);
    expect([...full.breakpoints(50n)]).toEqual([]);
    const empty = tableBound(3n, []);
    expect([empty.sbf(7n), empty.usbf(7n), empty.timeToSupply(1n), empty.blackout]).toEqual([
      0n,
      0n,
      null,
      null,
    ]);
    expect(empty.timeToSupply(0n)).toBe(0n);
    expect([...empty.breakpoints(50n)]).toEqual([]);
  });
});
