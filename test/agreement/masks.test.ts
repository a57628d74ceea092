import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { Claim } from "../../src/certificate/claim.ts";
import { periodicEvents } from "../../src/model/event-model.ts";
import { DELIVERIES, DEVICE_CLASSES, type InterruptSource, type Mask } from "../../src/model/interrupt.ts";
import type { System, VmmPolicy } from "../../src/model/system.ts";
import type { Duration } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import type { Play } from "../../src/simulator/system/play.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { claimOf, guestOf, inMs, slotOf, sourceOf, timed, told } from "../support/findings.ts";
import { renderYaml } from "../support/render-yaml.ts";
import { IDLE, systemOf } from "../support/systems.ts";
import { EFFORT, premisesHold } from "../support/violations.ts";

/** More systems: HYPERBOUND_SYSTEMS=50000. */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 400);
const RING = 8;

/** Dense and synchronous, and three times at random. */
const COURSES: readonly Play[] = [
  {},
  { arrivals: "random", phases: "random", seed: 1 },
  { arrivals: "random", phases: "random", seed: 2 },
  { execution: "random", arrivals: "random", phases: "random", seed: 3 },
];

const ms = (amount: number): Duration => duration(`${amount} ms`);
const between = (min: number, max: number): Arbitrary<number> => fc.integer({ min, max });

const masks: Arbitrary<Mask> = fc.oneof(
  fc.constant<Mask>({ kind: "until-empty" }),
  between(2, 6).chain((high) => fc.nat(high - 1).map((low): Mask => ({ kind: "watermark", high, low }))),
  fc
    .tuple(between(2, 6), between(1, 30))
    .map(([high, length]): Mask => ({ kind: "block", high, length: ms(length) })),
  fc
    .tuple(between(1, 4), between(1, 30))
    .map(([count, window]): Mask => ({ kind: "rate", count, window: ms(window) })),
);

/** The source under the mask, as far as one may be on it. */
function masked(source: InterruptSource, mask: Mask): InterruptSource {
  const shown = source.notice;
  if (shown !== undefined && (shown.kind === "polled" || mask.kind !== "until-empty")) return source;
  return { ...source, mask, ...("high" in mask ? { ring: RING } : {}) };
}

/** Sources of every kind, each under some mask. */
const anySystem: Arbitrary<System> = fc
  .tuple(systems({ shaping: true }), fc.array(masks, { minLength: 4, maxLength: 4 }))
  .map(([system, drawn]) => ({
    ...system,
    interrupts: system.interrupts.map((source, index) => masked(source, drawn[index % drawn.length]!)),
  }));

const policies: readonly VmmPolicy[] = [
  { kind: "fixed-priority" },
  { kind: "table", frame: ms(10), slots: [slotOf("a", 0, 7), slotOf("b", 7, 3)] },
];

/** Bursts for `b` that keep the VMM from `a`, and masked by themselves; `a` has a masked device of its own. */
const burstySystem: Arbitrary<System> = fc
  .record({
    policy: fc.constantFrom(...policies),
    tasks: fc.array(fc.tuple(between(1, 4), fc.constantFrom(30, 40, 60, 120)), {
      minLength: 1,
      maxLength: 3,
    }),
    mask: masks,
    period: between(6, 20),
    jitter: fc.nat(80),
    minDistance: between(1, 3),
    top: between(1, 2),
    bottom: between(1, 8),
    device: fc.constantFrom(...DEVICE_CLASSES),
    delivery: fc.constantFrom(...DELIVERIES.filter((each) => each !== "monitored")),
    own: fc.tuple(between(20, 40), fc.nat(40), between(1, 3)),
  })
  .map(({ policy, tasks, mask, period, jitter, minDistance, top, bottom, device, delivery, own }) => {
    const [every, late, length] = own;
    const far = mask.kind !== "until-empty";
    return systemOf({
      policy,
      vms: [
        {
          name: "a",
          priority: 1,
          guest: guestOf(
            "deadline-monotonic",
            ...tasks.map(([wcet, each], index) => timed(`t${index}`, `${wcet}`, `${each}`)),
          ),
        },
        { name: "b", priority: 2, guest: IDLE },
      ],
      interrupts: [
        masked(
          sourceOf("burst", {
            target: device === "running" && !far ? null : "b",
            device: far ? "dedicated" : device,
            delivery: far ? "when-scheduled" : delivery,
            arrivals: periodicEvents({
              period: ms(period),
              jitter: ms(jitter),
              minDistance: ms(minDistance),
            }),
            topHalf: work(`${top} ms`),
            bottomHalf: work(`${bottom} ms`),
            deadline: null,
          }),
          mask,
        ),
        masked(
          sourceOf("own", {
            arrivals: periodicEvents({ period: ms(every), jitter: ms(late) }),
            topHalf: work("1/4 ms"),
            bottomHalf: work(`${length} ms`),
            deadline: ms(200),
          }),
          { kind: "until-empty" },
        ),
      ],
    });
  });

/** The observations of one run that exceed the bound of a claim. */
function exceeded(system: System, claims: readonly Claim[], course: Play): string[] {
  const foreground = { vms: system.vms.map(({ name }) => name), stay: ms(7) };
  const { tasks, sources } = simulate(system, { ...course, foreground, horizon: "300 ms" });
  const seen = new Map<string, Duration | undefined>([
    ...tasks.map(({ vm, task, response }) => [`vm/${vm}/task/${task}`, response?.greatest] as const),
    ...sources.map(({ source, latency }) => [`interrupt/${source}`, latency?.greatest] as const),
  ]);
  return claims.flatMap(({ id, bound }) => {
    const most = seen.get(id);
    return most !== undefined && bound?.lessThan(most) ? [`${id} takes ${most}, more than ${bound}`] : [];
  });
}

describe("what check still bounds beside masked interrupts", () => {
  it("is never exceeded in the simulator", () => {
    const bounded = new Map<string, number>();
    fc.assert(
      fc.property(fc.oneof(anySystem, burstySystem, burstySystem), (system) => {
        const { claims } = checkSystem(system, { effort: EFFORT });
        const known = claims.filter((claim) => claim.bound !== undefined && premisesHold(claim, claims));
        for (const { mask } of system.interrupts) {
          if (mask !== undefined) bounded.set(mask.kind, (bounded.get(mask.kind) ?? 0) + known.length);
        }
        const problems = COURSES.flatMap((course) => exceeded(system, known, course));
        if (problems.length > 0) throw new Error(`${problems.join("\n")}\n\n${renderYaml(system)}`);
      }),
      { numRuns: SYSTEMS },
    );
    expect([...bounded.keys()].sort()).toEqual(["block", "rate", "until-empty", "watermark"]);
    for (const count of bounded.values()) expect(count).toBeGreaterThan(SYSTEMS / 10);
  });

  it("leaves room for an event that was kept back beside those after it", () => {
    // Interrupts at 0, 6, 20 and 24 ms: two in 5 ms, although events are 6 ms apart.
    const system = systemOf({
      policy: { kind: "fixed-priority" },
      vms: [
        { name: "a", priority: 1, guest: guestOf("rate-monotonic", timed("t", "2.5", "20")) },
        { name: "b", priority: 2, guest: IDLE },
      ],
      interrupts: [
        sourceOf("burst", {
          target: "b",
          arrivals: periodicEvents({ period: ms(6), minDistance: ms(6) }),
          topHalf: work("2 ms"),
          deadline: null,
          mask: { kind: "rate", count: 2, window: ms(20) },
        }),
      ],
    });
    const [seen] = simulate(system, { horizon: "40 ms" }).tasks;
    expect(inMs(seen?.response?.greatest)).toBe("13/2");
    expect(told(claimOf(checkSystem(system), "vm/a/task/t"))).toBe("proved 17/2");
  });
});
