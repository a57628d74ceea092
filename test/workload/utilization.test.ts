import { describe, expect, it } from "vitest";
import { task } from "../../src/model/task.ts";
import { density, tickDensity, tickUtilization, utilization } from "../../src/workload/utilization.ts";

const inTicks = (wcet: bigint, period: bigint, deadline: bigint, jitter = 0n) => ({
  wcet,
  period,
  deadline,
  jitter,
  blocking: 0n,
});

describe("utilization", () => {
  it("is exact: 20/21 for the set of Lehoczky, Sha and Ding", () => {
    const set = [
      task({ period: "100 ms", wcet: "40 ms" }),
      task({ period: "150 ms", wcet: "40 ms" }),
      task({ period: "350 ms", wcet: "100 ms" }),
    ];
    expect(utilization(set).toString()).toBe("20/21");
    expect(utilization([]).toString()).toBe("0");
  });

  it("is the same in ticks", () => {
    const { numerator, denominator } = tickUtilization([inTicks(1n, 3n, 3n), inTicks(1n, 6n, 6n)]);
    expect(numerator * 2n).toBe(denominator);
  });

  it("takes the time that is left after the jitter for the density", () => {
    expect(
      density([task({ period: "10 ms", wcet: "1 ms", deadline: "6 ms", jitter: "1 ms" })])?.toString(),
    ).toBe("1/5");
    expect(density([task({ period: "10 ms", wcet: "1 ms", deadline: "60 ms" })])?.toString()).toBe("1/10");
    expect(density([task({ period: "10 ms", wcet: "1 ms", deadline: "6 ms", jitter: "6 ms" })])).toBeNull();
    expect(tickDensity([inTicks(1n, 10n, 6n, 1n)])).toEqual({ numerator: 1n, denominator: 5n });
    expect(tickDensity([inTicks(1n, 10n, 6n, 6n)])).toBeNull();
    // One such task is enough.
    expect(tickDensity([inTicks(1n, 10n, 6n), inTicks(1n, 10n, 6n, 6n)])).toBeNull();
  });
});
