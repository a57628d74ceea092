import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { Claim } from "../../src/certificate/claim.ts";
import { DEVICE_CLASSES, type DeviceClass } from "../../src/model/interrupt.ts";
import type { System } from "../../src/model/system.ts";
import type { Duration } from "../../src/numeric/quantity.ts";
import { duration } from "../../src/numeric/unit.ts";
import type { Play } from "../../src/simulator/system/play.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { described } from "../generate/described.ts";
import { EFFORT, premisesHold } from "../support/violations.ts";

/** What the simulator of the project itself may show of a system: dense and synchronous, and twice at random. */
const COURSES: readonly Play[] = [
  {},
  { execution: "random", arrivals: "random", phases: "random", seed: 1 },
  { arrivals: "random", phases: "random", seed: 2 },
];

const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 2_000);

/** The observations of one run that exceed the bound of a claim. */
function exceeded(system: System, claims: readonly Claim[], course: Play): string[] {
  const { tasks, sources } = simulate(system, { ...course, horizon: "200 ms" });
  const seen = new Map<string, Duration | undefined>([
    ...tasks.map(({ vm, task, response }) => [`vm/${vm}/task/${task}`, response?.greatest] as const),
    ...sources.map(({ source, latency }) => [`interrupt/${source}`, latency?.greatest] as const),
  ]);
  return claims.flatMap(({ id, bound }) => {
    const most = seen.get(id);
    return most !== undefined && bound?.lessThan(most) ? [`${id} takes ${most}, more than ${bound}`] : [];
  });
}

/** The same, with the dedicated devices, if any, of another class. */
const ofClass = (device: DeviceClass, system: System): System => ({
  ...system,
  interrupts: system.interrupts.map((source) => {
    if (source.device !== "dedicated") return source;
    return device === "running" ? source : { ...source, device };
  }),
});

/** Short rings, which lose events. */
const withRings = (ring: number | null, system: System): System => ({
  ...system,
  interrupts: system.interrupts.map((source) => (ring === null ? source : { ...source, ring })),
});

describe("the simulator", () => {
  const drawn = fc
    .tuple(
      fc.boolean().chain((refill) => systems({ shaping: true, refill })),
      fc.constantFrom(...DEVICE_CLASSES),
      fc.constantFrom(null, null, 1, 2),
    )
    .map(([given, device, ring]) => withRings(ring, ofClass(device, given)));

  it("shows nothing longer than a bound of check: shapers, monitors, coalescing, polling, ticks, rings and cold caches among it", () => {
    const found = { bounds: 0 };
    fc.assert(
      fc.property(
        drawn,
        described((system) => {
          const { claims } = checkSystem(system, { effort: EFFORT });
          const bounded = claims.filter((claim) => claim.bound !== undefined && premisesHold(claim, claims));
          found.bounds += bounded.length;
          const foreground = { vms: system.vms.map(({ name }) => name), stay: duration("7 ms") };
          const problems = COURSES.flatMap((course) => exceeded(system, bounded, { ...course, foreground }));
          expect(problems).toEqual([]);
        }),
      ),
      { numRuns: Math.ceil(SYSTEMS / 4) },
    );
    expect(found.bounds).toBeGreaterThan(SYSTEMS / 8);
  });
});
