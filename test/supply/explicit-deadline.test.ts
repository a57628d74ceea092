import { describe, expect, it } from "vitest";
import { explicitDeadlineBound, mostSupply } from "../../src/supply/explicit-deadline.ts";

const sweep = (of: (window: bigint) => bigint, until: number): number[] =>
  Array.from({ length: until + 1 }, (_, t) => Number(of(BigInt(t))));

describe("explicitDeadlineBound", () => {
  it("is the periodic resource of Shin and Lee where the deadline is the period", () => {
    const { sbf, rate, delay, blackout } = explicitDeadlineBound({ period: 5n, budget: 3n, deadline: 5n });
    expect(sweep(sbf, 14)).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 4, 5, 6, 6, 6]);
    expect({ rate, delay, blackout }).toEqual({
      rate: { numerator: 3n, denominator: 5n },
      delay: 4n,
      blackout: 4n,
    });
  });

  it("has a shorter blackout with an earlier deadline: Π + Δ − 2Θ", () => {
    const tight = explicitDeadlineBound({ period: 5n, budget: 3n, deadline: 3n });
    expect(tight.blackout).toBe(2n);
    expect(sweep(tight.sbf, 8)).toEqual([0, 0, 0, 1, 2, 3, 3, 3, 4]);
  });

  it("reaches a multiple of the budget at the end of a window, not a period later", () => {
    const { timeToSupply } = explicitDeadlineBound({ period: 5n, budget: 3n, deadline: 5n });
    expect([0n, 1n, 3n, 4n, 6n, 9n].map(timeToSupply)).toEqual([0n, 5n, 7n, 10n, 12n, 17n]);
  });

  it("supplies nothing without a budget, ever", () => {
    const none = explicitDeadlineBound({ period: 5n, budget: 0n, deadline: 5n });
    expect(none.timeToSupply(1n)).toBeNull();
    expect(none.timeToSupply(0n)).toBe(0n);
    expect(none.blackout).toBeNull();
    expect([none.sbf(100n), none.usbf(100n), none.delay]).toEqual([0n, 0n, 0n]);
  });

  it("is the processor with a full budget", () => {
    const full = explicitDeadlineBound({ period: 5n, budget: 5n, deadline: 5n });
    expect(sweep(full.sbf, 12)).toEqual(sweep((t) => t, 12));
    expect(full.blackout).toBe(0n);
    expect([...full.breakpoints(100n)]).toEqual([]);
  });

  it("bends where each budget begins and ends", () => {
    const { breakpoints } = explicitDeadlineBound({ period: 5n, budget: 3n, deadline: 5n });
    expect([...breakpoints(12n)]).toEqual([4n, 7n, 9n, 12n]);
    expect([...breakpoints(3n)]).toEqual([]);
  });

  it("may come twice in a row at the most", () => {
    const back = { period: 5n, budget: 2n, deadline: 5n };
    expect(sweep((t) => mostSupply(back, t), 9)).toEqual([0, 1, 2, 3, 4, 4, 4, 4, 5, 6]);
    expect(sweep((t) => mostSupply({ ...back, deadline: 3n }, t), 9)).toEqual([0, 1, 2, 2, 2, 3, 4, 4, 4, 4]);
  });
});
