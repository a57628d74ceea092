import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { type FpOutcome, responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { largestScaling, largestWcet } from "../../../src/analysis/sensitivity/fixed-priority.ts";
import { edpResource, type Supply } from "../../../src/model/supply.ts";
import { type Task, task } from "../../../src/model/task.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { asCode, asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { show } from "../../support/show.ts";

const RUNS = { numRuns: 2_000 };
const EFFORT = 50_000;
const A_LITTLE_MORE = Rational.of(1_000_001n, 1_000_000n);

const supplies: fc.Arbitrary<Supply> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(), fc.nat())
  .map(([period, more, late]) => {
    const budget = 1 + (more % period);
    const deadline = budget + (late % (period - budget + 1));
    const time = (value: number): Duration => new Duration(Rational.from(value));
    return edpResource({ period: time(period), budget: time(budget).asWork(), deadline: time(deadline) });
  });

/** Whether all meet; null where some response is undetermined and none is known to miss. */
function meets(tasks: readonly Task[], supply: Supply): boolean | null {
  const verdicts = responseTimes({ tasks, supply, effort: EFFORT }).map((found, at) =>
    inTime(found, tasks[at] as Task),
  );
  return verdicts.includes(false) ? false : verdicts.includes(null) ? null : true;
}

function inTime(found: FpOutcome, { deadline, wcet }: Task): boolean | null {
  if (wcet.isZero()) return true;
  if (found.kind === "undetermined") return deadline.lessThan(found.atLeast) ? false : null;
  return found.kind === "bounded" && found.response.atMost(deadline);
}

describe.each(["constrained", "arbitrary"] as const)("with %s deadlines", (deadlines) => {
  const sets = tinyTaskSets({ deadlines, load: "any", maxTasks: 3 });

  it("the largest scaling is met, and a little more is not", () => {
    let decided = 0;
    fc.assert(
      fc.property(sets, supplies, (ticks, supply) => {
        const tasks = asTasks(ticks);
        const scaled = (factor: Rational): Task[] =>
          tasks.map((each) => ({ ...each, wcet: each.wcet.times(factor) }));
        const factor = largestScaling(tasks, supply, new Effort(EFFORT));
        const message = `${factor} ${show(supply)} ${asCode(ticks)}`;
        if (factor === null) {
          if (ticks.some(({ wcet }) => wcet > 0n)) {
            expect(meets(scaled(Rational.of(1n, 1_000_000n)), supply), message).not.toBe(true);
          }
          return;
        }
        if (!(factor instanceof Rational)) return;
        decided++;
        expect(meets(scaled(factor), supply), message).not.toBe(false);
        const more = factor.sign() > 0 ? factor.times(A_LITTLE_MORE) : Rational.of(1n, 1_000_000n);
        expect(meets(scaled(more), supply), message).not.toBe(true);
      }),
      RUNS,
    );
    expect(decided).toBeGreaterThan(100);
  });

  it("the largest wcet is met, and a little more is not", () => {
    let decided = 0;
    fc.assert(
      fc.property(sets, supplies, fc.nat(), (ticks, supply, at) => {
        const tasks = asTasks(ticks);
        const index = at % tasks.length;
        const grown = (wcet: Work): Task[] => tasks.with(index, { ...(tasks[index] as Task), wcet });
        const wcet = largestWcet(tasks, index, supply, new Effort(EFFORT));
        const message = `${index} ${wcet} ${show(supply)} ${asCode(ticks)}`;
        if (wcet !== null && !(wcet instanceof Work)) return;
        const tiny = new Work(Rational.of(1n, 1_000_000n));
        if (wcet === null) {
          expect(meets(grown(tiny), supply), message).not.toBe(true);
          return;
        }
        decided++;
        expect(meets(grown(wcet), supply), message).not.toBe(false);
        expect(meets(grown(wcet.plus(tiny)), supply), message).not.toBe(true);
      }),
      RUNS,
    );
    expect(decided).toBeGreaterThan(100);
  });
});

describe("largestScaling", () => {
  it("reaches a utilization of exactly 1 where deadlines leave room", () => {
    const late = [
      task({ name: "a", period: "70 ms", wcet: "26 ms" }),
      task({ name: "b", period: "100 ms", wcet: "62 ms", deadline: "118 ms" }),
    ];
    expect(String(largestScaling(late))).toBe("1");
    expect(String(largestScaling([task({ period: "10 ms", wcet: "4 ms", deadline: "30 ms" })]))).toBe("5/2");
  });

  it("has none for no work, and for a blocking that is too long", () => {
    expect(largestScaling([task({ period: "10 ms", wcet: "0 ms" })])).toBeNull();
    expect(largestScaling([task({ period: "10 ms", wcet: "1 ms", blocking: "11 ms" })])).toBeNull();
  });

  it("gives up within its effort", () => {
    const tasks = [
      task({ name: "a", period: "1 ns", wcet: "0.5 ns" }),
      task({ name: "b", period: "1 s", wcet: "0.1 s" }),
    ];
    expect(largestScaling(tasks, undefined, new Effort(1_000))).toEqual({
      kind: "undetermined",
      atMost: null,
      limit: 1_000,
    });
  });
});
