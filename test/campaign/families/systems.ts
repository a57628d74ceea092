import { InputError } from "../../../src/contract/errors.ts";
import { type CrossCheck, crosscheck } from "../../../src/crosscheck/crosscheck.ts";
import { smallerSystems } from "../../../src/crosscheck/shrink.ts";
import { renderYaml } from "../../../src/description/render-yaml.ts";
import type { System } from "../../../src/model/system.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { drawCores } from "../../generate/cores.ts";
import { withAnyDevices, withShapers } from "../../generate/devices.ts";
import { withKernels } from "../../generate/kernels.ts";
import { drawBursts, withMasks } from "../../generate/masks.ts";
import type { Random } from "../../generate/random.ts";
import { withRefills } from "../../generate/refills.ts";
import { smallerValidSystems } from "../../generate/smaller-system.ts";
import { drawSystem, type Host } from "../../generate/system.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";

const EFFORT = 20_000;

/** Runs per system: the critical instant, then steps that climb and chance. */
const RUNS = 6;

const RELEASES = 200;

/** Whole systems from description to verdict: every bound of `checkSystem` beside what the simulator shows. */
function examine(system: System, tally: Tally, seed: number): string | null {
  const found = checked(system, seed);
  if (found === null) return null;
  const { comparisons, violations, jobs } = found;
  tally.jobs(jobs);
  for (const { tightness } of comparisons) {
    if (tightness === null) continue;
    // Only what is exactly 1 counts as attained.
    tally.compare(tightness.equals(Rational.one) ? 1 : Math.min(0.999, tightness.approximate()), 1);
  }
  const [violation] = violations;
  return violation === undefined
    ? null
    : `${violation.claim}: ${violation.what}: ${violation.limit ?? ""} against ${violation.observed ?? ""} in ${JSON.stringify(violation.course)}`;
}

/** Null where the times have no common tick that a simulator could count in. */
function checked(system: System, seed: number): CrossCheck | null {
  try {
    return crosscheck(system, { seed, runs: RUNS, effort: EFFORT, releases: RELEASES });
  } catch (error) {
    if (error instanceof InputError && error.message.includes("2^53")) return null;
    throw error;
  }
}

function systems(
  name: string,
  draw: (random: Random) => System,
  smaller: (system: System) => Iterable<System> = smallerSystems,
): AnyFamily {
  return family<System>({
    name: `systems: ${name}`,
    claims: "sufficient",
    weight: 1,
    draw,
    examine: (system, tally) => examine(system, tally, 1),
    smaller,
    show: renderYaml,
  });
}

function hosted(name: string, host: Host, interrupts: boolean): AnyFamily {
  return systems(name, (random) => drawSystem(random, host, interrupts));
}

function hostedAnywhere(random: Random, interrupts: boolean): System {
  return drawSystem(random, random.pick(BY_THE_VMM), interrupts, { costs: random.oneIn(3) });
}

const SHARED = ["table", "fixed-priority", "edf", "round-robin"] as const;
const BY_THE_VMM = [...SHARED, "sedf", "static"] as const;

export const SYSTEMS: readonly AnyFamily[] = [
  hosted("promised supplies", "promised", false),
  hosted("cyclic tables", "table", false),
  hosted("servers under fixed priorities", "fixed-priority", false),
  systems("servers that keep their budgets", (random) =>
    drawSystem(random, "fixed-priority", random.oneIn(2), { costs: false, serverKinds: ["deferrable"] }),
  ),
  hosted("servers under EDF", "edf", false),
  hosted("slices under SEDF", "sedf", false),
  hosted("round robin", "round-robin", false),
  hosted("tables with interrupts", "table", true),
  hosted("fixed priorities with interrupts", "fixed-priority", true),
  hosted("EDF with interrupts", "edf", true),
  hosted("round robin with interrupts", "round-robin", true),
  hosted("one VM with interrupts", "static", true),
  systems("devices of every class, shaped, monitored, coalesced, polled", (random) =>
    withAnyDevices(random, drawSystem(random, random.pick([...SHARED, "static"]), true)),
  ),
  systems("cold caches, extratime", (random) =>
    withRefills(random, drawSystem(random, random.pick([...SHARED, "edf"]), random.oneIn(3))),
  ),
  systems(
    "masked interrupts",
    (random) =>
      random.oneIn(2)
        ? drawBursts(random)
        : withMasks(random, withShapers(random, hostedAnywhere(random, true))),
    smallerValidSystems,
  ),
  systems(
    "guests that tell the time by ticks",
    (random) => withKernels(random, hostedAnywhere(random, random.oneIn(3))),
    smallerValidSystems,
  ),
  systems("several cores", (random) => drawCores(random, random.pick(BY_THE_VMM), false)),
  systems("several cores with interrupts", (random) =>
    drawCores(random, random.pick([...SHARED, "static"]), true),
  ),
];
