import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import {
  decidePlainServers,
  decideServerDemand,
  demandOf,
  type EdfServer,
  type IdleBudget,
} from "../../../src/analysis/host/server-demand.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";

const deferrable = { budget: 40n, period: 100n, deadline: 100n, idle: "keeps" as const };
const plain = { budget: 66n, period: 110n, deadline: 110n, idle: "loses" as const };

describe("servers under EDF", () => {
  it("refuses a deferrable server beside another at utilization 1, and takes the same without keeping", () => {
    expect(decideServerDemand([deferrable, plain], dedicatedBound, 0n, new Effort()).kind).toBe(
      "undetermined",
    );
    const cbs = { ...deferrable, idle: "loses" as const };
    expect(decidePlainServers([cbs, plain], dedicatedBound, 0n, new Effort()).kind).toBe("met");
  });

  it("finds the late budget that a deferrable server causes below utilization 1", () => {
    // Woken 10 before its period ends it runs 10 + 40 in a window of 110, in which the other needs 61.
    const found = decideServerDemand(
      [deferrable, { ...plain, budget: 61n }],
      dedicatedBound,
      0n,
      new Effort(),
    );
    expect(found.kind).toBe("violated");
    expect(demandOf(deferrable, 110n) + 61n).toBe(111n);
    expect(
      decideServerDemand([deferrable, { ...plain, budget: 60n }], dedicatedBound, 0n, new Effort()).kind,
    ).toBe("met");
  });

  it("adds what the VMM may hold up", () => {
    const servers = [deferrable, { ...plain, budget: 55n }];
    expect(decideServerDemand(servers, dedicatedBound, 5n, new Effort()).kind).toBe("met");
    expect(decideServerDemand(servers, dedicatedBound, 6n, new Effort()).kind).toBe("violated");
  });

  it("ends within its effort", () => {
    const near = [
      { ...deferrable, budget: 399_999_999n, period: 1_000_000_007n, deadline: 1_000_000_007n },
      { ...plain, budget: 599_999_990n, period: 1_000_000_009n, deadline: 1_000_000_009n },
    ];
    expect(decideServerDemand(near, dedicatedBound, 0n, new Effort(1000)).kind).not.toBe("violated");
  });

  const server: fc.Arbitrary<EdfServer> = fc
    .tuple(
      fc.bigInt(1n, 12n),
      fc.bigInt(0n, 12n),
      fc.bigInt(0n, 12n),
      fc.constantFrom<IdleBudget[]>("loses", "keeps", "wake-up-test"),
    )
    .map(([period, budget, cut, idle]) => {
      const deadline = idle === "loses" ? period - (cut % period) : period;
      return { period, deadline, budget: budget % (deadline + 1n), idle };
    });

  /** A multiple of every period that is drawn, so that a share of the processor is a whole number. */
  const SHARES = 27_720n;
  const sharesOf = (each: EdfServer, window: bigint): bigint =>
    each.idle === "wake-up-test"
      ? (window * each.budget * SHARES) / each.period
      : demandOf(each, window) * SHARES;

  it("counts the share of a server with a wake-up test in windows shorter than its period", () => {
    // Woken with 1 of 4 left, 2 before its deadline, beside 4 due 4 later: 6 in a window of 4.
    const tested = { budget: 4n, period: 8n, deadline: 8n, idle: "wake-up-test" as const };
    const due = { budget: 4n, period: 8n, deadline: 4n, idle: "loses" as const };
    expect(decideServerDemand([tested, { ...due, budget: 3n }], dedicatedBound, 0n, new Effort()).kind).toBe(
      "violated",
    );
    expect(decideServerDemand([tested, { ...due, budget: 2n }], dedicatedBound, 0n, new Effort()).kind).toBe(
      "met",
    );
  });

  it("accepts servers with a wake-up test up to the whole processor, and none beyond", () => {
    const tested = { budget: 4n, period: 8n, deadline: 8n, idle: "wake-up-test" as const };
    const periodic = { budget: 5n, period: 10n, deadline: 10n, idle: "loses" as const };
    expect(decideServerDemand([tested, periodic], dedicatedBound, 0n, new Effort()).kind).toBe("met");
    expect(decideServerDemand([tested, periodic], dedicatedBound, 1n, new Effort()).kind).not.toBe("met");
  });

  it("agrees with every window of a long stretch", () => {
    fc.assert(
      fc.property(fc.array(server, { minLength: 1, maxLength: 4 }), fc.bigInt(0n, 3n), (servers, hold) => {
        const first = servers.map(({ deadline }) => deadline).reduce((a, b) => (a < b ? a : b));
        const found = decideServerDemand(servers, dedicatedBound, hold, new Effort());
        let late: bigint | null = null;
        for (let window = first; window <= 400n && late === null; window++) {
          const demand = hold * SHARES + servers.reduce((sum, each) => sum + sharesOf(each, window), 0n);
          if (demand > window * SHARES) late = window;
        }
        if (found.kind === "met") expect(late).toBeNull();
        if (found.kind === "violated") expect(found.demand > found.supplied).toBe(true);
        if (late !== null) expect(found.kind).not.toBe("met");
      }),
      { numRuns: 2000 },
    );
  });
});
