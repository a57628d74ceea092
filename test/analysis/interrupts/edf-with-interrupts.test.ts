import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edfWithInterrupts } from "../../../src/analysis/interrupts/edf-with-interrupts.ts";
import { task } from "../../../src/model/task.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { d, sporadic, w } from "./question-cases.ts";

describe("edfWithInterrupts", { timeout: 60_000 }, () => {
  it("equals the recurrence of Jeffay and Stone in unit time", () => {
    const source = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(
        tinyTaskSets({ maxTasks: 3, jitter: "none", blocking: false }),
        fc.array(source, { maxLength: 2 }),
        (ticks, drawn) => {
          const sources = drawn.map(([cost, period], index) => sporadic(`s${index}`, w(cost), d(period)));
          const verdict = edfWithInterrupts({ tasks: asTasks(ticks), sources });
          const expected = firstFailing(ticks, drawn, 600);
          if (verdict.kind === "met") expect(expected).toBeNull();
          else if (verdict.kind === "violated") expect(String(verdict.at.value)).toBe(String(expected));
          else if (verdict.kind === "overloaded" && expected !== null) {
            expect(String(verdict.firstFail?.at.value)).toBe(String(expected));
          } else expect(verdict.kind).toBe("overloaded");
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("takes what is left of a full processor to the last tick", () => {
    const tasks = [task({ wcet: "1 s", period: "2 s" })];
    expect(edfWithInterrupts({ tasks, sources: [sporadic("s", w(1), d(2))] }).kind).toBe("met");
    const closer = sporadic("s", w(1), d(2));
    const later = edfWithInterrupts({ tasks, sources: [closer, sporadic("rare", w(1), d(1_000))] });
    expect(later).toMatchObject({ kind: "overloaded" });
    expect(edfWithInterrupts({ tasks, sources: [closer], effort: 0 }).kind).toBe("undetermined");
  });
});

/** f(t) = f(t − 1) + 1 while handlers are pending; the first t ≤ horizon with dbf(t) > t − f(t). */
function firstFailing(
  tasks: readonly TickTask[],
  sources: readonly (readonly [number, number])[],
  horizon: number,
): number | null {
  let handled = 0;
  for (let t = 0; t <= horizon; t++) {
    const asked = sources.reduce((sum, [cost, period]) => sum + Math.ceil(t / period) * cost, 0);
    if (t > 0 && handled < asked) handled += 1;
    let demand = 0;
    for (const { wcet, period, deadline } of tasks) {
      if (t >= Number(deadline)) {
        demand += (Math.floor((t - Number(deadline)) / Number(period)) + 1) * Number(wcet);
      }
    }
    if (demand > t - handled) return t;
  }
  return null;
}
