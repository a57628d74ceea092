import fc from "fast-check";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import type { System } from "../../../src/model/system.ts";
import { task } from "../../../src/model/task.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { guestOf, sourceOf } from "../../support/findings.ts";
import { IDLE, systemOf } from "../../support/systems.ts";

const ms = (length: number): string => `${length} ms`;

/**
 * Round robins with and without ticks of an RTOS, a guest that is always busy and at times a third that comes and goes, and
 * one or two interrupts that take the rest of a quantum, behind shapers or not: rare enough for the RTOS to have bounds.
 */
export const phones: fc.Arbitrary<System> = fc
  .record({
    tick: fc.option(fc.integer({ min: 1, max: 4 })),
    quanta: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 3 }),
    tasks: fc.array(
      fc.record({ wcet: fc.integer({ min: 1, max: 3 }), gap: fc.integer({ min: 60, max: 200 }) }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
    rest: fc.array(fc.record({ more: fc.integer({ min: 1, max: 40 }), shaped: fc.boolean() }), {
      minLength: 1,
      maxLength: 2,
    }),
    vmSwitch: fc.constantFrom(0, 0, 1),
    section: fc.constantFrom(0, 0, 1),
    top: fc.constantFrom(0, 1),
    bottom: fc.constantFrom(0, 1, 2),
  })
  .map(({ tick, quanta, tasks, rest, vmSwitch, section, top, bottom }) => {
    const lengths = quanta.map((quantum) => quantum * (tick ?? 2));
    const others = lengths.slice(1).reduce((sum, each) => sum + each, 0);
    const stop = (tick ?? (lengths[0] as number)) + others;
    return systemOf({
      policy: { kind: "round-robin", ...(tick === null ? {} : { tick: duration(ms(tick)) }) },
      costs: { vmSwitch: ms(vmSwitch), longestNonPreemptible: ms(section) },
      vms: [
        {
          name: "rtos",
          quantum: duration(ms(lengths[0] as number)),
          guest: guestOf(
            "rate-monotonic",
            ...tasks.map(({ wcet, gap }, index) =>
              task({ name: `t${index}`, wcet: ms(wcet), minSeparation: ms(gap), deadline: ms(4 * gap) }),
            ),
          ),
        },
        { name: "linux", quantum: duration(ms(lengths[1] as number)) },
        ...(lengths[2] === undefined
          ? []
          : [
              {
                name: "third",
                quantum: duration(ms(lengths[2])),
                guest:
                  tasks.length === 1 ? IDLE : guestOf("edf", task({ name: "t", wcet: ms(3), period: ms(9) })),
              },
            ]),
      ],
      interrupts: rest.map(({ more, shaped }, index) => {
        const separation = (stop + top + bottom) * rest.length + more;
        return sourceOf(`irq${index}`, {
          delivery: "rest-of-quantum",
          target: "linux",
          arrivals: sporadicEvents(ms(shaped ? 3 : separation)),
          ...(shaped
            ? { shaper: { minDistance: duration(ms(separation)), bucket: null, excess: "drop" as const } }
            : {}),
          topHalf: work(ms(top)),
          bottomHalf: work(ms(bottom)),
          deadline: null,
        });
      }),
    });
  });
