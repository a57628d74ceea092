import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { Claim } from "../../src/certificate/claim.ts";
import type { System } from "../../src/model/system.ts";
import type { Duration } from "../../src/numeric/quantity.ts";
import type { Play } from "../../src/simulator/system/play.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { drawn } from "../generate/drawn.ts";
import { HOSTS } from "../generate/host.ts";
import { withKernels } from "../generate/kernels.ts";
import { smallerValidSystems } from "../generate/smaller-system.ts";
import { drawSystem } from "../generate/system.ts";
import { renderYaml } from "../support/render-yaml.ts";
import { EFFORT, premisesHold } from "../support/violations.ts";

/** More systems: HYPERBOUND_SYSTEMS=50000. */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 400);

const COURSES: readonly Play[] = [
  {},
  { arrivals: "random", phases: "random", seed: 1 },
  { execution: "random", arrivals: "random", phases: "random", seed: 2 },
];

/** Plainer systems half of the time: with costs and interrupts few sleeps have a bound. */
const kernelSystems = drawn((random) => {
  const host = random.pick(HOSTS.filter((each) => each !== "promised"));
  const interrupts = random.oneIn(3) && !random.oneIn(3);
  const costs = random.oneIn(3) && random.oneIn(2);
  return withKernels(random, drawSystem(random, host, interrupts, { costs }));
}, smallerValidSystems);

/** The observations of one run that exceed the bound of a claim. */
function exceeded(system: System, claims: readonly Claim[], course: Play): string[] {
  const { tasks, sources, kernels } = simulate(system, { ...course, horizon: "400 ms" });
  const seen = new Map<string, Duration | undefined>([
    ...tasks.map(({ vm, task, response }) => [`vm/${vm}/task/${task}`, response?.greatest] as const),
    ...sources.map(({ source, latency }) => [`interrupt/${source}`, latency?.greatest] as const),
    ...kernels.flatMap(({ vm, sleepers }) =>
      sleepers.map(({ sleeper: name, elapsed }) => [`vm/${vm}/sleeper/${name}`, elapsed?.greatest] as const),
    ),
  ]);
  return claims.flatMap(({ id, bound }) => {
    const most = seen.get(id);
    return most !== undefined && bound?.lessThan(most) ? [`${id} takes ${most}, more than ${bound}`] : [];
  });
}

describe("what check says of guests that tell the time by ticks", () => {
  it("is never exceeded in the simulator", () => {
    const bounded = { sleeps: 0, tasks: 0 };
    fc.assert(
      fc.property(kernelSystems, (system) => {
        const { claims } = checkSystem(system, { effort: EFFORT });
        const known = claims.filter((claim) => claim.bound !== undefined && premisesHold(claim, claims));
        const ticked = system.vms.filter(({ guest }) => guest.kernel !== undefined).map(({ name }) => name);
        for (const { subject } of known) {
          if (subject.sleeper !== undefined) bounded.sleeps += 1;
          else if (ticked.includes(subject.vm ?? "")) bounded.tasks += 1;
        }
        const problems = COURSES.flatMap((course) => exceeded(system, known, course));
        if (problems.length > 0) throw new Error(`${problems.join("\n")}\n\n${renderYaml(system)}`);
      }),
      { numRuns: SYSTEMS },
    );
    expect(Math.min(bounded.sleeps, bounded.tasks)).toBeGreaterThan(SYSTEMS / 10);
  });
});
