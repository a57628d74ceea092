import fc from "fast-check";
import { periodicEvents, sporadicEvents, tokenBucket } from "../../../src/model/event-model.ts";
import type { Shaper } from "../../../src/model/interrupt.ts";
import type { System } from "../../../src/model/system.ts";
import { task } from "../../../src/model/task.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { guestOf, sourceOf } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const ms = (length: number): string => `${length} ms`;

/**
 * Round robins with and without ticks of an RTOS at any place among guests that are always busy, and an interrupt for one of
 * these that takes the rest of a quantum about as often as the turns of the RTOS come: in half of them often enough.
 */
export const hungry: fc.Arbitrary<System> = fc
  .record({
    tick: fc.option(fc.integer({ min: 1, max: 3 })),
    quanta: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
    place: fc.nat({ max: 3 }),
    owner: fc.nat({ max: 2 }),
    slack: fc.integer({ min: -3, max: 3 }),
    events: fc.constantFrom("sporadic", "jitter", "bucket", "shaped"),
    edf: fc.boolean(),
    wcets: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 }),
    top: fc.constantFrom(0, 1),
  })
  .map(({ tick, quanta, place, owner, slack, events, edf, wcets, top }) => {
    const lengths = quanta.map((quantum) => quantum * (tick ?? 1));
    const at = place % lengths.length;
    const others = lengths.filter((_, index) => index !== at);
    const stop = (tick ?? (lengths[at] as number)) + others.reduce((sum, each) => sum + each, 0);
    const separation = Math.max(1, stop + slack);
    const names = lengths.map((_, index) => (index === at ? "rtos" : `busy${index}`));
    const shaper: Shaper = { minDistance: duration(ms(separation)), bucket: null, excess: "drop" };
    const owners = names.filter((name) => name !== "rtos");
    return systemOf({
      policy: { kind: "round-robin", ...(tick === null ? {} : { tick: duration(ms(tick)) }) },
      costs: { vmSwitch: "10 us" },
      vms: names.map((name, index) => ({
        name,
        quantum: duration(ms(lengths[index] as number)),
        ...(name === "rtos"
          ? {
              guest: guestOf(
                edf ? "edf" : "rate-monotonic",
                ...wcets.map((wcet, number) =>
                  task({ name: `t${number}`, wcet: ms(wcet), period: ms(40 + 30 * number) }),
                ),
              ),
            }
          : {}),
      })),
      interrupts: [
        sourceOf("irq", {
          delivery: "rest-of-quantum",
          target: owners[owner % owners.length] as string,
          arrivals: {
            sporadic: sporadicEvents(ms(separation)),
            jitter: periodicEvents({ period: ms(separation), jitter: ms(5) }),
            bucket: tokenBucket({ capacity: 3, refill: ms(separation) }),
            shaped: sporadicEvents("1 ms"),
          }[events],
          ...(events === "shaped" ? { shaper } : {}),
          topHalf: work(ms(top)),
          bottomHalf: work("0 ms"),
          deadline: null,
        }),
      ],
    });
  });
