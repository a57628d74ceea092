import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { edfResponses } from "../../../src/analysis/edf/response-time.ts";
import { edfResponseTimes } from "../../../src/analysis/edf/response-times.ts";
import { NO_BLOCKING } from "../../../src/analysis/edf/stretch.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { periodicResource } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { asCode, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { worstSupplies } from "../fixed-priority/supplies.ts";

const efforts = fc.integer({ min: 1, max: 60 });

describe("EDF within a small effort", () => {
  it("has the responses of a large one, or undetermined ones that are no more", () => {
    const tally = { same: 0, undetermined: 0, climbing: 0 };
    fc.assert(
      fc.property(tinyTaskSets(), worstSupplies, efforts, (tasks, { bound }, limit) => {
        const part = edfResponses(tasks, bound, NO_BLOCKING, limit);
        const whole = edfResponses(tasks, bound, NO_BLOCKING);
        for (const [index, found] of part.entries()) {
          const settled = whole[index];
          if (found.kind !== "undetermined") {
            tally.same++;
            // Where the busy period did not end in time, another job of the same response may be the one that is shown.
            const response = found.kind === "bounded" ? { response: found.response } : {};
            expect(settled, asCode(tasks)).toMatchObject({ kind: found.kind, ...response });
            continue;
          }
          tally.undetermined++;
          if (found.atLeast > 0n) tally.climbing++;
          expect(found.limit).toBe(limit);
          if (settled?.kind === "bounded") expect(found.atLeast <= settled.response).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(...Object.values(tally)), JSON.stringify(tally)).toBeGreaterThan(10);
  });

  it("has the verdict of a large one, or none", () => {
    fc.assert(
      fc.property(tinyTaskSets(), worstSupplies, efforts, (tasks, { bound }, limit) => {
        const part = decideDemand(tasks, bound, NO_BLOCKING, new Effort(limit));
        const whole = decideDemand(tasks, bound, NO_BLOCKING, new Effort());
        if (part.kind === "undetermined") expect(part.limit).toBe(limit);
        else expect(part.kind, asCode(tasks)).toBe(whole.kind);
        if (part.kind === "violated" && whole.kind === "violated") expect(part.at).toBe(whole.at);
        if (part.kind === "undetermined" && whole.kind === "violated")
          expect(part.reached <= whole.at).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("edfResponseTimes", () => {
  const tasks = [
    task({ name: "a", wcet: "1 ms", period: "4 ms" }),
    task({ name: "b", wcet: "2 ms", period: "6 ms" }),
  ];

  it("are in time, and known of an overload and of an effort that was spent", () => {
    // b waits for one job of a: 1 + 2. A job of b that is due no later than one of a came 2 before it and is done by then.
    const found = edfResponseTimes({ tasks });
    expect(found.map((each) => (each.kind === "bounded" ? `${each.response}` : each.kind))).toEqual([
      "1/1000 s",
      "3/1000 s",
    ]);
    const supply = periodicResource({ period: "4 ms", budget: "2 ms" });
    expect(edfResponseTimes({ tasks, supply }).map(({ kind }) => kind)).toEqual(["unbounded", "unbounded"]);
    expect(edfResponseTimes({ tasks, effort: 1 })[0]).toMatchObject({ kind: "undetermined", limit: 1 });
  });
});
