import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostAdmitted, shapedTrace } from "../../../src/analysis/interrupts/shaped-trace.ts";
import { tokenBucket } from "../../../src/model/event-model.ts";
import type { Shaper } from "../../../src/model/interrupt.ts";
import type { Duration } from "../../../src/numeric/quantity.ts";
import { d } from "./question-cases.ts";

const shapers: fc.Arbitrary<Shaper> = fc
  .record({
    distance: fc.option(fc.integer({ min: 1, max: 6 })),
    bucket: fc.option(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 }))),
    excess: fc.constantFrom("drop" as const, "hold" as const),
  })
  .filter(({ distance, bucket }) => distance !== null || bucket !== null)
  .map(({ distance, bucket, excess }) => ({
    minDistance: distance === null ? null : d(distance),
    bucket: bucket && tokenBucket({ capacity: bucket[0], refill: d(bucket[1]) }),
    excess,
  }));

const traces: fc.Arbitrary<number[]> = fc
  .array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 })
  .map((times) => times.sort((a, b) => a - b));

describe("shapedTrace", () => {
  it("equals credit counted event by event", () => {
    fc.assert(
      fc.property(shapers, traces, (shaper, trace) => {
        const admitted = shapedTrace(shaper, trace.map(d));
        expect(admitted.map(({ index, at }) => [index, String(at.value)])).toEqual(
          counted(shaper, trace).map(([index, at]) => [index, String(at)]),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("never lets more through than its bound, and a flood reaches it", () => {
    fc.assert(
      fc.property(shapers, traces, fc.integer({ min: 1, max: 25 }), (shaper, trace, window) => {
        const bound = mostAdmitted(shaper, d(window))!;
        const through = shapedTrace(shaper, trace.map(d)).map(({ at }) => at);
        for (const from of through) expect(within(through, from, window) <= bound).toBe(true);
        const flood = Array.from({ length: 400 }, (_, index) => Math.floor(index / 8));
        const most = shapedTrace({ ...shaper, excess: "drop" }, flood.map(d)).map(({ at }) => at);
        expect(within(most, d(0), window)).toBe(bound);
      }),
      { numRuns: 500 },
    );
  });

  it("measures from the last event admitted, not from the last arrival", () => {
    const shaper: Shaper = { minDistance: d(3), bucket: null, excess: "drop" };
    expect(shapedTrace(shaper, [0, 2, 4, 6, 8].map(d)).map(({ index }) => index)).toEqual([0, 2, 4]);
    expect(() => shapedTrace(shaper, [d(2), d(1)])).toThrow(/event 2 of the trace comes at 1 s/);
    expect(mostAdmitted({ minDistance: null, bucket: null, excess: "drop" }, d(3))).toBeNull();
  });
});

function within(times: readonly Duration[], from: Duration, window: number): bigint {
  const end = from.plus(d(window));
  return BigInt(times.filter((time) => from.atMost(time) && time.lessThan(end)).length);
}

/** Credit in fractions of a token as whole units of time, an event at a time. */
function counted(shaper: Shaper, trace: readonly number[]): [number, number][] {
  const distance = shaper.minDistance === null ? 0 : Number(shaper.minDistance.value.numerator);
  const refill = shaper.bucket === null ? 1 : Number(shaper.bucket.refill.value.numerator);
  const full = shaper.bucket === null ? Infinity : Number(shaper.bucket.capacity) * refill;
  let credit = full;
  let now = 0;
  let last = -Infinity;
  const through: [number, number][] = [];
  for (const [index, arrival] of trace.entries()) {
    const advance = (to: number): void => {
      credit = Math.min(full, credit + (to - now));
      now = to;
    };
    if (arrival > now) advance(arrival);
    const ready = (): boolean => credit >= refill && now - last >= distance;
    if (shaper.excess === "hold") while (!ready()) advance(now + 1);
    if (!ready()) continue;
    credit -= refill;
    last = now;
    through.push([index, now]);
  }
  return through;
}
