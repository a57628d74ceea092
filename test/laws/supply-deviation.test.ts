import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../src/analysis/effort.ts";
import type { Supply } from "../../src/model/supply.ts";
import { larger, lcm } from "../../src/numeric/integer.ts";
import { Work } from "../../src/numeric/quantity.ts";
import { commonTick } from "../../src/numeric/timebase.ts";
import { boundOf, measuresOf } from "../../src/supply/bound-of.ts";
import { leftOf } from "../../src/supply/derived-supply.ts";
import { type Deviation, tickDeviation } from "../../src/supply/deviation.ts";
import type { SupplyBound } from "../../src/supply/supply-bound.ts";
import type { BoundedLoad } from "../../src/workload/event-bound.ts";
import { separation } from "../../src/workload/load.ts";
import { eventsInTicks, type TickLoad } from "../../src/workload/tick-events.ts";
import { boundedLoads } from "../generate/arbitrary/bounded-load.ts";
import { eventModels } from "../generate/arbitrary/event-model.ts";
import { plainSupplies, supplies } from "../generate/arbitrary/supply.ts";

const EVENTS = 60;

function together(load: BoundedLoad, supply: Supply): readonly [TickLoad, SupplyBound] {
  const { seconds, rates } = measuresOf(leftOf(supply, [load]));
  const timebase = commonTick(seconds, rates);
  const arrivals = eventsInTicks(load.arrivals, timebase);
  return [{ arrivals, wcet: timebase.toTicks(load.wcet.value) }, boundOf(supply, timebase)];
}

interface Seen {
  readonly delay: bigint;
  readonly start: bigint;
  readonly backlog: bigint;
}

/** Of many densest events, served one after the other as sbf allows; starts and ends are found tick by tick. */
function simulated({ arrivals, wcet }: TickLoad, { sbf }: SupplyBound): Seen {
  let delay = 0n;
  let start = 0n;
  let begin = 0n;
  let backlog = 0n;
  let arrival = 0n;
  let end = 0n;
  for (let n = 0n; n < EVENTS; n += 1n) {
    if (arrivals.kind === "token-bucket") {
      arrival = n < arrivals.capacity ? 0n : (n + 1n - arrivals.capacity) * arrivals.refill;
    } else if (arrivals.kind === "joint") {
      for (const { period, jitter } of arrivals.limits) arrival = larger(arrival, n * period - jitter);
    } else if (n > 0n) {
      const nominal = n * arrivals.period - arrivals.jitter;
      arrival = larger(nominal, arrival + arrivals.minDistance);
    }
    const work = (n + 1n) * wcet;
    while (wcet > 0n && sbf(begin + 1n) <= n * wcet) begin += 1n;
    if (begin - arrival > start) start = begin - arrival;
    while (sbf(end) < work) end += 1n;
    if (end - arrival > delay) delay = end - arrival;
    if (work - sbf(arrival) > backlog) backlog = work - sbf(arrival);
  }
  return { delay, start, backlog };
}

/** How many events come until arrivals and supply repeat together, transients included; roughly. */
function repetition({ arrivals }: TickLoad, { cycle, delay }: SupplyBound): bigint {
  const spacing = separation(arrivals);
  const burst =
    arrivals.kind === "periodic"
      ? arrivals.jitter / larger(1n, arrivals.period - arrivals.minDistance)
      : arrivals.kind === "token-bucket"
        ? arrivals.capacity
        : arrivals.limits.reduce((most, { period, jitter }) => most + jitter / period, 1n);
  return lcm(cycle as bigint, spacing) / spacing + delay / spacing + burst + 4n;
}

type Bounded = Extract<Deviation<bigint, bigint>, { kind: "bounded" }>;

function checkAgainstSimulation(
  load: TickLoad,
  supply: SupplyBound,
  { delay, start, backlog }: Bounded,
): void {
  const observed =
    supply.rate.numerator === 0n ? { delay: 0n, start: 0n, backlog: 0n } : simulated(load, supply);
  expect({ delay, start, backlog }).toEqual(observed);
}

describe("deviation of events from a supply", () => {
  it("is what the densest events see", () => {
    fc.assert(
      fc.property(boundedLoads({ max: 8 }), supplies({ max: 4 }), (load, supply) => {
        const [events, bound] = together(load, supply);
        const found = tickDeviation(events, bound, new Effort(2_000));
        const excess =
          events.wcet * bound.rate.denominator - bound.rate.numerator * separation(events.arrivals);
        if (found.kind === "unbounded") expect(excess > 0n).toBe(true);
        else if (found.kind === "undetermined") {
          expect(excess <= 0n).toBe(true);
        } else if (found.busyWindow !== null && found.busyWindow.events <= EVENTS) {
          checkAgainstSimulation(events, bound, found);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("repeats where the events ask for exactly the rate", () => {
    const fullLoads = fc
      .tuple(eventModels({ max: 6 }), plainSupplies({ max: 5 }))
      .map(([arrivals, supply]) => {
        const [events, bound] = together({ name: "load", arrivals, wcet: Work.zero }, supply);
        const { arrivals: ticks } = events;
        if (ticks.kind === "joint") throw new Error("models are drawn, no joint limits");
        const spacing = separation(ticks);
        const { numerator, denominator } = bound.rate;
        // Stretching the events makes C = rate·P an integer.
        const stretched =
          ticks.kind === "periodic"
            ? { ...ticks, period: ticks.period * denominator }
            : { ...ticks, refill: ticks.refill * denominator };
        return [{ arrivals: stretched, wcet: spacing * numerator }, bound] as const;
      });
    fc.assert(
      fc.property(fullLoads, ([events, bound]) => {
        const found = tickDeviation(events, bound, new Effort());
        expect(found.kind).toBe("bounded");
        if (found.kind === "bounded" && repetition(events, bound) < EVENTS / 2)
          checkAgainstSimulation(events, bound, found);
      }),
      { numRuns: 2_000 },
    );
  });
});
