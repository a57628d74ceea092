import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { Claim } from "../../src/certificate/claim.ts";
import { type GuestKernel, IDLES, MISSED_TICKS, type Sleeper } from "../../src/model/kernel.ts";
import type { System } from "../../src/model/system.ts";
import type { Duration } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import type { Play } from "../../src/simulator/system/play.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { renderYaml } from "../support/render-yaml.ts";
import { EFFORT, premisesHold } from "../support/violations.ts";

/** More systems: HYPERBOUND_SYSTEMS=50000. */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 400);

const COURSES: readonly Play[] = [
  {},
  { arrivals: "random", phases: "random", seed: 1 },
  { execution: "random", arrivals: "random", phases: "random", seed: 2 },
];

const between = (min: number, max: number): Arbitrary<number> => fc.integer({ min, max });
const quarters = (count: number): string => `${count}/4 ms`;

/** Enough of a deadline for every claim to have its bound. */
const LATE = duration("10 s");

const sleeper: Arbitrary<Omit<Sleeper, "name">> = fc
  .record({ sleep: between(1, 40), extraTicks: fc.nat(1), wakeCost: fc.nat(2), work: fc.nat(4) })
  .map(({ sleep, extraTicks, wakeCost, work: length }) => ({
    sleep: duration(`${sleep} ms`),
    extraTicks,
    wakeCost: work(quarters(wakeCost)),
    work: work(quarters(length)),
    deadline: LATE,
  }));

const kernel: Arbitrary<GuestKernel> = fc
  .record({
    tick: between(2, 12),
    phase: fc.nat(11),
    missedTicks: fc.constantFrom(...MISSED_TICKS),
    tickCost: fc.nat(2),
    idle: fc.constantFrom(...IDLES),
    sleepers: fc.array(sleeper, { maxLength: 2 }),
  })
  .map(({ tick, phase, tickCost, sleepers, ...words }) => ({
    ...words,
    tick: duration(`${tick} ms`),
    phase: duration(`${phase % tick} ms`),
    tickCost: work(quarters(tickCost)),
    sleepers: sleepers.map((each, index) => ({ ...each, name: `sleeper${index}` })),
  }));

const kernelSystems: Arbitrary<System> = fc
  .tuple(
    fc
      .constantFrom({ costs: false, interrupts: false }, { costs: false }, {})
      .chain((options) => systems(options)),
    fc.array(fc.option(kernel, { nil: undefined }), { minLength: 4, maxLength: 4 }),
  )
  .map(([system, kernels]) => ({
    ...system,
    vms: system.vms.map((vm, index) => {
      const drawn = kernels[index % kernels.length];
      return drawn === undefined ? vm : { ...vm, guest: { ...vm.guest, kernel: drawn } };
    }),
  }));

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
