import fc, { type Arbitrary } from "fast-check";
import { type GuestKernel, IDLES, MISSED_TICKS } from "../../src/model/kernel.ts";
import { amount, anyLength, length, names, share } from "./arbitrary-parts.ts";

/** Guest kernels of every kind, whose sleepers bear names that no task has. */
export function kernel(): Arbitrary<GuestKernel> {
  return fc
    .record({
      tick: length(),
      phase: share(),
      missedTicks: fc.constantFrom(...MISSED_TICKS),
      tickCost: amount(),
      idle: fc.constantFrom(...IDLES),
      sleepers: fc.oneof(fc.constant<string[]>([]), names(3)).chain((all) =>
        fc.tuple(
          ...all.map((name) =>
            fc.record({
              name: fc.constant(`sleeper ${name}`),
              sleep: anyLength(),
              extraTicks: fc.integer({ min: 1 }),
              wakeCost: amount(),
              work: amount(),
              deadline: fc.option(length()),
            }),
          ),
        ),
      ),
    })
    .map(({ tick, phase, ...rest }) => ({
      ...rest,
      tick,
      // A share of 1 would be the next tick.
      phase: tick.times(phase).lessThan(tick) ? tick.times(phase) : tick.times(phase).minus(tick),
    }));
}
