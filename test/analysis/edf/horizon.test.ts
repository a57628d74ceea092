import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { busyPeriod, synchronousBusyPeriod } from "../../../src/analysis/edf/busy-period.ts";
import { dueSequences } from "../../../src/analysis/edf/deadlines.ts";
import {
  compareLoad,
  demandHorizon,
  demandLine,
  hyperperiod,
  linearHorizon,
} from "../../../src/analysis/edf/horizon.ts";
import { NO_BLOCKING } from "../../../src/analysis/edf/stretch.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { totalDbf } from "../../../src/workload/demand-bound.ts";
import { asTasks, taskSets, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { platforms, tick } from "./platform.ts";

const BUTTAZZO = [tick(2, 6, 4), tick(2, 8, 5), tick(3, 9, 7)];

describe("demandLine", () => {
  it("lies on or above the demand: everywhere, and its late form from `late` on", () => {
    fc.assert(
      fc.property(taskSets({ maxTasks: 5 }), fc.nat({ max: 100_000 }), (tasks, at) => {
        const { scale, slope, lift, lateLift, late } = demandLine(dueSequences(tasks));
        const t = BigInt(at);
        const demand = totalDbf(tasks, t) * scale;
        expect(demand <= slope * t + lift).toBe(true);
        if (t >= late) expect(demand <= slope * t + lateLift).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("demandHorizon", () => {
  it("loses no violation: each of its forms has one at or before it wherever there is any", () => {
    fc.assert(
      fc.property(platforms, tinyTaskSets({ maxTasks: 3, load: "at-most-one" }), (platform, tasks) => {
        const sequences = dueSequences(tasks);
        const line = demandLine(sequences);
        const { bound } = platform;
        if (compareLoad(line, bound.rate) > 0) return;
        const fails = (t: bigint): boolean => totalDbf(tasks, t) > bound.sbf(t);
        let first = 0n;
        while (first <= 600n && !fails(first)) first += 1n;
        if (first > 600n) return;
        for (const length of [
          linearHorizon(line, bound.rate, bound.delay, NO_BLOCKING),
          busyPeriod(sequences, bound, 0n, null, new Effort(20_000)),
          hyperperiod(sequences, line, bound, NO_BLOCKING),
          demandHorizon(sequences, line, bound, NO_BLOCKING, new Effort())?.length ?? null,
        ]) {
          if (length !== null) expect(length >= first).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("takes the smallest: linear bound 25, busy period 16, for table 4.4 of Buttazzo", () => {
    const sequences = dueSequences(BUTTAZZO);
    const line = demandLine(sequences);
    expect(linearHorizon(line, dedicatedBound.rate, 0n, NO_BLOCKING)).toBe(25n);
    expect(busyPeriod(sequences, dedicatedBound, 0n, null, new Effort())).toBe(16n);
    const horizon = demandHorizon(sequences, line, dedicatedBound, NO_BLOCKING, new Effort());
    expect(horizon).toEqual({ length: 16n, form: "busy period" });
  });

  it("keeps small deadlines where all deadlines exceed their periods", () => {
    const sequences = dueSequences([tick(1, 2, 9), tick(1, 3, 7)]);
    expect(linearHorizon(demandLine(sequences), dedicatedBound.rate, 0n, NO_BLOCKING)).toBe(0n);
  });

  it("finds none within the effort where the load equals the rate of a supply that never repeats", () => {
    const endless = { ...dedicatedBound, delay: 1n, cycle: null };
    const sequences = dueSequences([tick(1, 2, 1), tick(1, 2, 2, 1)]);
    expect(
      demandHorizon(sequences, demandLine(sequences), endless, NO_BLOCKING, new Effort(1000)),
    ).toBeNull();
  });
});

describe("synchronousBusyPeriod", () => {
  it("is measured in seconds, zero without work and null where it never ends", () => {
    expect(synchronousBusyPeriod({ tasks: asTasks(BUTTAZZO) })?.value.toString()).toBe("16");
    expect(synchronousBusyPeriod({ tasks: [] })?.isZero()).toBe(true);
    expect(synchronousBusyPeriod({ tasks: asTasks([tick(3, 2, 2)]), effort: 1000 })).toBeNull();
  });
});
