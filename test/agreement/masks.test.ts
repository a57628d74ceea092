import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { Claim } from "../../src/certificate/claim.ts";
import { periodicEvents } from "../../src/model/event-model.ts";
import type { System } from "../../src/model/system.ts";
import type { Duration } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import type { Play } from "../../src/simulator/system/play.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { withShapers } from "../generate/devices.ts";
import { drawn } from "../generate/drawn.ts";
import { HOSTS } from "../generate/host.ts";
import { drawBursts, withMasks } from "../generate/masks.ts";
import type { Random } from "../generate/random.ts";
import { smallerValidSystems } from "../generate/smaller-system.ts";
import { drawSystem } from "../generate/system.ts";
import { claimOf, guestOf, inMs, sourceOf, timed, told } from "../support/findings.ts";
import { renderYaml } from "../support/render-yaml.ts";
import { IDLE, systemOf } from "../support/systems.ts";
import { EFFORT, premisesHold } from "../support/violations.ts";

/** More systems: HYPERBOUND_SYSTEMS=50000. */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 400);

/** Dense and synchronous, and three times at random. */
const COURSES: readonly Play[] = [
  {},
  { arrivals: "random", phases: "random", seed: 1 },
  { arrivals: "random", phases: "random", seed: 2 },
  { execution: "random", arrivals: "random", phases: "random", seed: 3 },
];

const ms = (amount: number): Duration => duration(`${amount} ms`);
/** Sources of every kind, each under some mask. */
function drawAny(random: Random): System {
  const host = random.pick(HOSTS.filter((each) => each !== "promised"));
  const plain = drawSystem(random, host, !random.oneIn(3), { costs: random.oneIn(2) });
  return withMasks(random, withShapers(random, plain));
}

const maskedSystems = drawn(
  (random) => (random.oneIn(3) ? drawAny(random) : drawBursts(random)),
  smallerValidSystems,
);

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
      fc.property(maskedSystems, (system) => {
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
