import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NEVER } from "../../../src/simulator/engine/time.ts";
import type { BvtSpec } from "../../../src/simulator/policy/bvt-spec.ts";
import { type NaiveBvtVm, naiveBvt } from "../../support/naive-bvt.ts";
import { drawn } from "../../support/timeline.ts";
import { guest, ran } from "../../support/vm-schedulers.ts";

const vm: fc.Arbitrary<NaiveBvtVm> = fc.record({
  offset: fc.integer({ min: 0, max: 15 }),
  period: fc.integer({ min: 1, max: 60 }),
  wcet: fc.integer({ min: 1, max: 25 }),
  advance: fc.integer({ min: 1, max: 20 }),
  warp: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
  warpLimit: fc.oneof(fc.constant(NEVER), fc.integer({ min: 1, max: 12 })),
  unwarp: fc.integer({ min: 0, max: 30 }),
});

function specOf(vms: readonly NaiveBvtVm[], mcu: number, contextAllowance: number): BvtSpec {
  return {
    kind: "bvt",
    children: vms.map((text, index) => guest(`vm${index}`, text)),
    parameters: vms.map(({ advance, warp, warpLimit, unwarp }) => ({ advance, warp, warpLimit, unwarp })),
    mcu,
    contextAllowance,
  };
}

describe("BVT", () => {
  it("runs as a naive scheduler that looks at every tick", () => {
    fc.assert(
      fc.property(
        fc.array(vm, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 12 }),
        (vms, mcu, allowance) => {
          expect(drawn(ran(specOf(vms, mcu, allowance), 400))).toBe(
            drawn(naiveBvt(vms, mcu, allowance, 400)),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
