import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CreditSpec } from "../../../src/simulator/policy/credit-spec.ts";
import { type NaiveCreditRules, type NaiveCreditVm, naiveCredit } from "../../support/naive-credit.ts";
import { drawn } from "../../support/timeline.ts";
import { guest, ran } from "../../support/vm-schedulers.ts";

const vm: fc.Arbitrary<NaiveCreditVm> = fc.record({
  offset: fc.integer({ min: 0, max: 15 }),
  period: fc.integer({ min: 1, max: 60 }),
  wcet: fc.integer({ min: 1, max: 25 }),
  weight: fc.integer({ min: 1, max: 1000 }),
  cap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 })),
});

const rules: fc.Arbitrary<NaiveCreditRules> = fc
  .record({
    tick: fc.integer({ min: 1, max: 10 }),
    more: fc.integer({ min: 0, max: 20 }),
    accounting: fc.integer({ min: 1, max: 30 }),
    ratelimit: fc.integer({ min: 0, max: 6 }),
    sampled: fc.boolean(),
    boost: fc.boolean(),
  })
  .map(({ more, ratelimit, ...rest }) => ({
    ...rest,
    timeslice: rest.tick + more,
    ratelimit: Math.min(ratelimit, rest.tick + more),
  }));

function specOf(vms: readonly NaiveCreditVm[], given: NaiveCreditRules): CreditSpec {
  return {
    kind: "credit",
    children: vms.map((text, index) => guest(`vm${index}`, text)),
    parameters: vms.map(({ weight, cap }) => ({ weight, cap })),
    ...given,
  };
}

describe("Credit", () => {
  it("runs as a naive scheduler that looks at every tick", () => {
    fc.assert(
      fc.property(fc.array(vm, { minLength: 1, maxLength: 4 }), rules, (vms, given) => {
        expect(drawn(ran(specOf(vms, given), 400))).toBe(drawn(naiveCredit(vms, given, 400)));
      }),
      { numRuns: 2000 },
    );
  });
});
