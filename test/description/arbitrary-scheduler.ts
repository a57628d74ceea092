import fc, { type Arbitrary } from "fast-check";
import type { BvtSettings, CreditSettings, SedfSettings, VmShare } from "../../src/model/scheduler.ts";
import { anyLength, length, share } from "./arbitrary-parts.ts";

/** What can be said of Xen's schedulers; undefined for one that has no map of its own. */
export function settings(
  scheduler: string,
): Arbitrary<SedfSettings | CreditSettings | BvtSettings | undefined> {
  switch (scheduler) {
    case "sedf":
      return fc.record({
        kind: fc.constant("sedf" as const),
        keepsBudget: fc.boolean(),
        extraQuantum: length(),
      });
    case "credit":
      return credit();
    case "bvt":
      return fc.record({ kind: fc.constant("bvt" as const), mcu: length(), contextAllowance: length() });
    default:
      return fc.constant(undefined);
  }
}

function credit(): Arbitrary<CreditSettings> {
  return fc
    .record({
      timeslice: length(),
      part: share(),
      accounting: length(),
      limit: share(),
      sampled: fc.boolean(),
      boost: fc.boolean(),
    })
    .map(({ timeslice, part, limit, ...rest }) => ({
      kind: "credit",
      timeslice,
      tick: part.sign() === 0 ? timeslice : timeslice.times(part),
      ratelimit: timeslice.times(limit),
      ...rest,
    }));
}

/** The share of a VM under one of them. Only a VM with a slice may leave the weight of its extratime to the scheduler. */
export function vmShare(scheduler: string, hasSlice: boolean): Arbitrary<VmShare | undefined> {
  const weight = fc.integer({ min: 1, max: 65535 });
  const extraWeight: Arbitrary<number | null> = hasSlice ? fc.option(weight) : weight;
  switch (scheduler) {
    case "sedf":
      return fc.record({
        kind: fc.constant("sedf" as const),
        extratime: fc.boolean(),
        weight: extraWeight,
      });
    case "credit":
      return fc.record({ kind: fc.constant("credit" as const), weight, cap: fc.nat(100) });
    case "bvt":
      return fc.record({
        kind: fc.constant("bvt" as const),
        advance: fc.integer({ min: 1, max: 2 ** 20 }),
        warp: fc.nat(),
        warpLimit: length(),
        unwarp: anyLength(),
      });
    default:
      return fc.constant(undefined);
  }
}
