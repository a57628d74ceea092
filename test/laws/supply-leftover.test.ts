import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonTick } from "../../src/numeric/timebase.ts";
import { boundOf, measuresOf } from "../../src/supply/bound-of.ts";
import { leftOf } from "../../src/supply/derived-supply.ts";
import type { SupplyBound } from "../../src/supply/supply-bound.ts";
import { eventsInTicks, type TickLoad } from "../../src/workload/tick-events.ts";
import { boundedLoads } from "../generate/arbitrary/bounded-load.ts";
import { plainSupplies } from "../generate/arbitrary/supply.ts";

const HORIZON = 80;

/** Arrivals of the densest legal sequence before each tick, by laying down one event after the other. */
function arrivalsBefore({ arrivals }: TickLoad): number[] {
  const counts: number[] = [];
  let time = 0;
  for (let n = 0; time <= HORIZON; n += 1) {
    if (arrivals.kind === "token-bucket") {
      time = Math.max(0, (n + 1 - Number(arrivals.capacity)) * Number(arrivals.refill));
    } else if (arrivals.kind === "joint") {
      time = Math.max(0, ...arrivals.limits.map(({ period, jitter }) => n * Number(period) - Number(jitter)));
    } else {
      const nominal = n * Number(arrivals.period) - Number(arrivals.jitter);
      time = n === 0 ? 0 : Math.max(nominal, time + Number(arrivals.minDistance), 0);
    }
    for (let t = time + 1; t <= HORIZON; t += 1) counts[t] = n + 1;
  }
  return counts;
}

/** The supremum of its definition, over every tick. */
function bruteForce(of: SupplyBound, load: readonly TickLoad[]): bigint[] {
  const counts = load.map(arrivalsBefore);
  const result = [0n];
  for (let t = 1; t <= HORIZON; t += 1) {
    const work = load.reduce((sum, { wcet }, index) => sum + wcet * BigInt(counts[index]?.[t] ?? 0), 0n);
    const left = of.sbf(BigInt(t)) - work;
    const before = result[t - 1] as bigint;
    result.push(left > before ? left : before);
  }
  return result;
}

describe("leftover supply", () => {
  it("is the running maximum of what the load leaves", () => {
    fc.assert(
      fc.property(
        plainSupplies({ max: 8 }),
        fc.array(boundedLoads({ max: 8 }), { minLength: 1, maxLength: 3 }),
        (of, load) => {
          const whole = leftOf(of, load);
          const { seconds, rates } = measuresOf(whole);
          const timebase = commonTick(seconds, rates);
          const bound = boundOf(whole, timebase);
          const expected = bruteForce(
            boundOf(of, timebase),
            load.map(({ arrivals, wcet }) => ({
              arrivals: eventsInTicks(arrivals, timebase),
              wcet: timebase.toTicks(wcet.value),
            })),
          );
          expect(expected.map((_, t) => bound.sbf(BigInt(t)))).toEqual(expected);
        },
      ),
      { numRuns: 2_500 },
    );
  });
});
