import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SedfSpec } from "../../../src/simulator/policy/sedf-spec.ts";
import { type NaiveSedfVm, naiveSedf } from "../../support/naive-sedf.ts";
import { drawn } from "../../support/timeline.ts";
import { guest, ran } from "../../support/vm-schedulers.ts";

const vm = fc
  .record({
    every: fc.integer({ min: 2, max: 20 }),
    offset: fc.integer({ min: 0, max: 15 }),
    period: fc.integer({ min: 1, max: 40 }),
    wcet: fc.integer({ min: 1, max: 15 }),
    slice: fc.integer({ min: 0, max: 20 }),
    extratime: fc.boolean(),
    weight: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
  })
  .map(({ slice, every, weight, extratime, ...task }): NaiveSedfVm => {
    const within = slice % (every + 1);
    const extraWeight = weight ?? (within === 0 ? 1 : undefined);
    return {
      ...task,
      every,
      slice: within,
      extratime,
      ...(extraWeight === undefined ? {} : { extraWeight }),
    };
  });

function specOf(vms: readonly NaiveSedfVm[], extraQuantum: number, keepsBudget: boolean): SedfSpec {
  return {
    kind: "sedf",
    children: vms.map((text, index) => guest(`vm${index}`, text)),
    parameters: vms.map(({ every, slice, extratime, extraWeight }) => ({
      period: every,
      slice,
      extratime,
      ...(extraWeight === undefined ? {} : { extraWeight }),
    })),
    extraQuantum,
    keepsBudget,
  };
}

describe("SEDF", () => {
  it("runs as a naive scheduler that looks at every tick", () => {
    fc.assert(
      fc.property(
        fc.array(vm, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (vms, quantum, keeps) => {
          expect(drawn(ran(specOf(vms, quantum, keeps), 300))).toBe(
            drawn(naiveSedf(vms, quantum, keeps, 300)),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
