import fc from "fast-check";
import { sporadicEvents } from "../../src/model/event-model.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { System } from "../../src/model/system.ts";
import { task } from "../../src/model/task.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { sourceOf } from "../support/findings.ts";
import { systemOf } from "../support/systems.ts";

/** A guest with a core to itself under a VMM that costs nothing, and a source whose separation is in question. */
export interface DedicatedCore {
  readonly system: System;
  readonly source: InterruptSource;
}

/** In half milliseconds. */
const half = (value: number): Duration => new Duration(Rational.of(BigInt(value), 2000n));
/** The separation that a source has before one is computed. */
const RARE = half(4_000);

const tasks = fc
  .array(
    fc
      .record({ period: fc.integer({ min: 8, max: 60 }), late: fc.integer({ min: -10, max: 20 }) })
      .chain(({ period, late }) =>
        fc.record({
          period: fc.constant(period),
          deadline: fc.constantFrom(period, Math.max(4, period + late)),
          wcet: fc.integer({ min: 1, max: Math.ceil(period / 3) }),
          jitter: fc.constantFrom(0, 0, 0, 1, 3),
        }),
      ),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) =>
    drawn.map(({ period, deadline, wcet, jitter }, index) =>
      task({
        name: `t${index}`,
        period: half(period),
        deadline: half(deadline),
        wcet: half(wcet).asWork(),
        jitter: half(jitter),
      }),
    ),
  );

const arrivals: fc.Arbitrary<InterruptSource["arrivals"]> = fc.oneof(
  fc.constant(sporadicEvents(RARE)),
  fc.integer({ min: 0, max: 12 }).map((jitter) => ({
    kind: "periodic" as const,
    period: RARE,
    jitter: half(jitter),
    minDistance: Duration.zero,
  })),
  fc
    .bigInt({ min: 1n, max: 4n })
    .map((capacity) => ({ kind: "token-bucket" as const, capacity, refill: RARE })),
);

const halves = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 4 }))
  .filter(([top, bottom]) => top + bottom > 0);

/** Most of them meet their deadlines without the source. */
export const dedicatedCores: fc.Arbitrary<DedicatedCore> = fc
  .record({
    tasks,
    arrivals,
    halves,
    scheduling: fc.constantFrom("edf" as const, "rate-monotonic" as const, "deadline-monotonic" as const),
    delivery: fc.constantFrom("when-scheduled" as const, "immediate" as const),
  })
  .map((drawn) => ({
    system: systemOf({
      policy: { kind: "static" },
      vms: [{ name: "a", guest: { scheduling: drawn.scheduling, preemptive: true, tasks: drawn.tasks } }],
    }),
    source: sourceOf("irq", {
      arrivals: drawn.arrivals,
      delivery: drawn.delivery,
      topHalf: half(drawn.halves[0]).asWork(),
      bottomHalf: half(drawn.halves[1]).asWork(),
      deadline: null,
    }),
  }));
