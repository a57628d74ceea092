import { describe, expect, it } from "vitest";
import { synchronousBusyPeriod } from "../../src/analysis/edf/busy-period.ts";
import { demandTest } from "../../src/analysis/edf/demand-test.ts";
import { periodicResource } from "../../src/model/supply.ts";
import { task } from "../../src/model/task.ts";
import { Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";

describe("Buttazzo, Hard Real-Time Computing Systems, table 4.4", () => {
  const tasks = [
    task({ name: "τ1", wcet: "2 s", period: "6 s", deadline: "4 s" }),
    task({ name: "τ2", wcet: "2 s", period: "8 s", deadline: "5 s" }),
    task({ name: "τ3", wcet: "3 s", period: "9 s", deadline: "7 s" }),
  ];

  it("is schedulable, with a synchronous busy period of 16", () => {
    expect(demandTest({ tasks }).kind).toBe("met");
    expect(synchronousBusyPeriod({ tasks })?.value.toString()).toBe("16");
  });
});

describe("Liu and Layland 1973: EDF uses what rate-monotonic cannot", () => {
  it("schedules (2, 5), (4, 7) with a utilization of 34/35", () => {
    const tasks = [task({ wcet: "2 ms", period: "5 ms" }), task({ wcet: "4 ms", period: "7 ms" })];
    expect(demandTest({ tasks }).kind).toBe("met");
  });
});

describe("Shin and Lee, RTSS 2003: two tasks under EDF on a periodic resource of period 10", () => {
  const tasks = [
    task({ name: "T1", wcet: "7 ms", period: "50 ms" }),
    task({ name: "T2", wcet: "9 ms", period: "75 ms" }),
  ];
  const on = (budget: Rational): string =>
    demandTest({
      tasks,
      supply: periodicResource({ period: "10 ms", budget: new Work(budget.times(Rational.of(1n, 1000n))) }),
    }).kind;

  it("holds at the budget of 2.8 of the paper and at the least budget, 39/14", () => {
    expect(on(Rational.of(14n, 5n))).toBe("met");
    expect(on(Rational.of(39n, 14n))).toBe("met");
  });

  it("fails at any smaller budget", () => {
    expect(on(Rational.of(39n, 14n).minus(Rational.of(1n, 10n ** 18n)))).toBe("violated");
  });
});
