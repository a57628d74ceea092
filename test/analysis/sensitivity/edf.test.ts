import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { largestEdfScaling, largestEdfWcet } from "../../../src/analysis/sensitivity/edf.ts";
import { dedicated, edpResource, periodicResource, type Supply, table } from "../../../src/model/supply.ts";
import { type Task, task } from "../../../src/model/task.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { tick } from "../edf/platform.ts";

const d = (ticks: number): Duration => new Duration(Rational.of(BigInt(ticks)));
const w = (ticks: number): Work => new Work(Rational.of(BigInt(ticks)));

const supplies: fc.Arbitrary<Supply> = fc.oneof(
  fc.constant(dedicated()),
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.nat())
    .map(([period, drawn]) => periodicResource({ period: d(period), budget: w(1 + (drawn % period)) })),
  fc.constant(edpResource({ period: d(5), budget: w(2), deadline: d(3) })),
  fc.constant(
    table({
      frame: d(6),
      windows: [
        { start: d(0), end: d(1) },
        { start: d(3), end: d(5) },
      ],
    }),
  ),
);

const justAbove = Rational.one.plus(Rational.of(1n, 1_000_000_000n));

function scaled(tasks: readonly Task[], factor: Rational): Task[] {
  return tasks.map((each) => ({ ...each, wcet: each.wcet.times(factor) }));
}

/** Whether demand fails, or exceeds the rate, which fails at last. */
function fails(tasks: readonly Task[], supply: Supply): boolean {
  const { kind } = demandTest({ tasks, supply, effort: 60_000 });
  expect(kind).not.toBe("undetermined");
  return kind !== "met";
}

describe("largestEdfScaling", { timeout: 60_000 }, () => {
  it("is where schedulability ends: met at the factor, not above it", () => {
    fc.assert(
      fc.property(
        supplies,
        tinyTaskSets({ maxTasks: 3, zeroWcet: false, blocking: false }),
        (supply, ticks) => {
          const tasks = asTasks(ticks);
          const factor = largestEdfScaling(tasks, supply);
          expect(factor).toBeInstanceOf(Rational);
          if (!(factor instanceof Rational)) return;
          if (factor.sign() > 0) expect(fails(scaled(tasks, factor), supply)).toBe(false);
          const more = factor.sign() > 0 ? factor.times(justAbove) : Rational.of(1n, 1_000_000_000n);
          expect(fails(scaled(tasks, more), supply)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("keeps blocking as it is", () => {
    const tasks = [
      task({ name: "urgent", wcet: "1 ms", period: "10 ms", deadline: "4 ms" }),
      task({ name: "long", wcet: "2 ms", period: "20 ms", nonPreemptible: "2 ms" }),
    ];
    expect(String(largestEdfScaling(tasks))).toBe("2");
  });

  it("has no answer without work, and says so where the effort is too little", () => {
    expect(largestEdfScaling([])).toBeNull();
    const hard = asTasks([
      tick(1, 9_999_991, 9_999_990),
      tick(1, 9_999_973, 10_000_000),
      tick(1, 9_999_971, 10_000_000),
    ]);
    expect(largestEdfScaling(hard, dedicated(), new Effort(2))).toMatchObject({
      kind: "undetermined",
      limit: 2,
    });
  });
});

describe("largestEdfWcet", { timeout: 60_000 }, () => {
  it("is where schedulability ends for that task alone", () => {
    fc.assert(
      fc.property(
        supplies,
        tinyTaskSets({ maxTasks: 3, blocking: false }),
        fc.nat(),
        (supply, ticks, drawn) => {
          const tasks = asTasks(ticks);
          const index = drawn % tasks.length;
          const grown = (wcet: Work): Task[] =>
            tasks.map((each, at) => (at === index ? { ...each, wcet } : each));
          const most = largestEdfWcet(tasks, index, supply);
          if (most === null) {
            expect(fails(grown(Work.zero), supply)).toBe(true);
            return;
          }
          expect(most).toBeInstanceOf(Work);
          if (!(most instanceof Work)) return;
          expect(fails(grown(most), supply)).toBe(false);
          expect(fails(grown(most.plus(new Work(Rational.of(1n, 1_000_000_000n)))), supply)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("answers 3/2 for the second of (3, 12, 5), (1, 4, 2)", () => {
    const tasks = asTasks([tick(3, 12, 5), tick(1, 4, 2)]);
    expect(decideDemand([tick(3, 12, 5), tick(1, 4, 2)], dedicatedBound).kind).toBe("met");
    const most = largestEdfWcet(tasks, 1);
    expect(most instanceof Work && most.value.toString()).toBe("3/2");
  });
});
