import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { compareLoad } from "../../../src/analysis/fixed-priority/level.ts";
import { firstMiss, responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { boundedDelayBound } from "../../../src/supply/bounded-delay.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { explicitDeadlineBound } from "../../../src/supply/explicit-deadline.ts";
import type { SupplyBound } from "../../../src/supply/supply-bound.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asCode, taskSets, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { dedicatedSupply, worstSupplies } from "./supplies.ts";
import { simulate } from "./unit-step.ts";

const RUNS = { numRuns: 2_000 };
/** More than two hyperperiods of tiny sets on supplies with cycles up to 8, and beyond the window that is claimed. */
const horizon = (claimed: bigint | null): number => 3_000 + 2 * Number(claimed ?? 0n);

const of = (wcet: bigint, period: bigint, deadline = period, jitter = 0n, blocking = 0n): TickTask => ({
  wcet,
  period,
  deadline,
  jitter,
  blocking,
});

const respond = (
  tasks: readonly TickTask[],
  index: number,
  supply: SupplyBound = dedicatedBound,
): bigint | null => {
  const found = responseTime(tasks, index, supply, new Effort());
  if (found.kind === "undetermined") throw new Error(`undetermined: ${asCode(tasks)}`);
  return found.kind === "bounded" ? found.response : null;
};

describe("responseTime", () => {
  it("equals a simulation of the critical instant on the worst supply, whatever the jitter, blocking and load", () => {
    fc.assert(
      fc.property(tinyTaskSets(), worstSupplies, (tasks, supply) => {
        for (const index of tasks.keys()) {
          if (tasks[index]?.wcet === 0n) continue;
          const overloaded = compareLoad(tasks.slice(0, index + 1), supply.bound.rate) > 0;
          const found = respond(tasks, index, supply.bound);
          const { worst } = simulate(tasks, index, supply.serves, horizon(found));
          const expected = overloaded ? null : BigInt(worst);
          expect(found, `${supply.name} ${index} ${asCode(tasks)}`).toBe(expected);
        }
      }),
      RUNS,
    );
  });

  it("ends at a load equal to the rate, where the busy window need not", () => {
    const full = tinyTaskSets({ load: "one", zeroWcet: false });
    fc.assert(
      fc.property(full, (tasks) => {
        for (const index of tasks.keys()) {
          if (compareLoad(tasks.slice(0, index + 1), dedicatedBound.rate) > 0) continue;
          const found = respond(tasks, index);
          const { worst } = simulate(tasks, index, dedicatedSupply.serves, horizon(found));
          expect(found, asCode(tasks)).toBe(BigInt(worst));
        }
      }),
      RUNS,
    );
    expect(respond([of(1n, 2n, 2n, 7n), of(1n, 2n, 2n, 3n, 5n)], 1)).toBe(22n);
  });

  it("does not fall when a wcet grows, a period shrinks or the budget of the supply shrinks", () => {
    const resource = { period: 12n, budget: 11n, deadline: 12n };
    fc.assert(
      fc.property(taskSets({ load: "at-most-one" }), fc.nat(), fc.bigInt(0n, 9n), (tasks, at, budget) => {
        const changed = at % tasks.length;
        const index = tasks.length - 1;
        const before = responseTime(tasks, index, explicitDeadlineBound(resource), new Effort(20_000));
        const harder = [
          tasks.with(changed, {
            ...(tasks[changed] as TickTask),
            wcet: (tasks[changed] as TickTask).wcet + 1n,
          }),
          tasks.with(changed, {
            ...(tasks[changed] as TickTask),
            period:
              (tasks[changed] as TickTask).period - ((tasks[changed] as TickTask).period > 1n ? 1n : 0n),
          }),
        ].map((set) => responseTime(set, index, explicitDeadlineBound(resource), new Effort(20_000)));
        harder.push(
          responseTime(tasks, index, explicitDeadlineBound({ ...resource, budget }), new Effort(20_000)),
        );
        if (before.kind !== "bounded") return;
        for (const after of harder) {
          if (after.kind === "bounded") expect(after.response).toBeGreaterThanOrEqual(before.response);
        }
      }),
      RUNS,
    );
  });

  it("scales with time, far beyond doubles", () => {
    const factor = 10n ** 18n + 9n;
    fc.assert(
      fc.property(tinyTaskSets({ load: "at-most-one" }), (tasks) => {
        const scaled = tasks.map((task) => ({
          wcet: task.wcet * factor,
          period: task.period * factor,
          deadline: task.deadline * factor,
          jitter: task.jitter * factor,
          blocking: task.blocking * factor,
        }));
        for (const index of tasks.keys()) {
          expect(respond(scaled, index)).toBe((respond(tasks, index) as bigint) * factor);
        }
      }),
      RUNS,
    );
  });

  it("names the job and the window that attain the response", () => {
    const tasks = [of(26n, 70n), of(62n, 100n, 120n)];
    expect(responseTime(tasks, 1, dedicatedBound, new Effort())).toEqual({
      kind: "bounded",
      response: 118n,
      job: 4n,
      window: 518n,
      demand: 518n,
    });
  });

  it("works through a bounded delay", () => {
    // 1/2 (t − 4) supplies 3 at t = 10, and 4 at t = 12.
    const half = boundedDelayBound({ numerator: 1n, denominator: 2n }, 4n);
    expect(respond([of(1n, 20n), of(3n, 40n)], 1, half)).toBe(12n);
  });

  it("calls an overloaded level unbounded and leaves the levels above alone", () => {
    const tasks = [of(4n, 10n), of(12n, 8n), of(0n, 5n)];
    expect(respond(tasks, 0)).toBe(4n);
    expect(respond(tasks, 1)).toBeNull();
    expect(respond(tasks, 2)).toBe(0n);
    expect(
      respond([of(1n, 5n)], 0, explicitDeadlineBound({ period: 5n, budget: 0n, deadline: 5n })),
    ).toBeNull();
  });

  it("gives up within its effort and says what it knows", () => {
    const creeping = [of(1n, 2n), of(499_999_999n, 999_999_999n, 10n ** 9n, 10n ** 6n)];
    const found = responseTime(creeping, 1, dedicatedBound, new Effort(10_000));
    expect(found).toMatchObject({ kind: "undetermined", limit: 10_000 });
    expect(found.kind === "undetermined" && found.atLeast).toBeGreaterThan(1_000_999_000n);
  });
});

describe("firstMiss", () => {
  it("is the first late job of the simulation, and there is none exactly if the response is in time", () => {
    fc.assert(
      fc.property(tinyTaskSets({ load: "any" }), worstSupplies, (tasks, supply) => {
        for (const [index, { wcet, deadline }] of tasks.entries()) {
          const miss = firstMiss(tasks, index, supply.bound, new Effort());
          const response = respond(tasks, index, supply.bound);
          const message = `${supply.name} ${index} ${asCode(tasks)}`;
          if (wcet === 0n) {
            expect(miss.kind).toBe("none");
            continue;
          }
          expect(miss.kind, message).toBe(response !== null && response <= deadline ? "none" : "miss");
          if (miss.kind !== "miss") continue;
          expect(miss.supply, message).toBeLessThan(miss.demand);
          const seen = simulate(tasks, index, supply.serves, horizon(response)).firstMiss;
          if (seen !== null) expect(miss.job, message).toBe(BigInt(seen));
        }
      }),
      RUNS,
    );
  });

  it("shows the window up to the deadline with more demand than supply", () => {
    const tasks = [of(2n, 5n), of(4n, 7n)];
    expect(firstMiss(tasks, 1, dedicatedBound, new Effort())).toEqual({
      kind: "miss",
      job: 0n,
      window: 7n,
      demand: 8n,
      supply: 7n,
    });
  });

  it("finds the late job of an overloaded level, and one whose jitter exceeds the deadline", () => {
    expect(firstMiss([of(3n, 4n), of(2n, 6n, 17n)], 1, dedicatedBound, new Effort())).toMatchObject({
      kind: "miss",
    });
    expect(firstMiss([of(1n, 10n, 4n, 6n)], 0, dedicatedBound, new Effort())).toEqual({
      kind: "miss",
      job: 0n,
      window: -2n,
      demand: 1n,
      supply: 0n,
    });
  });
});
