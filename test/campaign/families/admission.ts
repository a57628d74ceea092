import { exactSeparation } from "../../../src/admission/exact-separation.ts";
import { Trial } from "../../../src/admission/trial.ts";
import { separationOf, withSeparation } from "../../../src/admission/variants.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { crosscheck } from "../../../src/crosscheck/crosscheck.ts";
import { smallerSystems } from "../../../src/crosscheck/shrink.ts";
import { renderYaml } from "../../../src/description/render-yaml.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import type { System } from "../../../src/model/system.ts";
import { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import type { Random } from "../../generate/random.ts";
import { drawSystem } from "../../generate/system.ts";
import { step } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";

const EFFORT = 5_000;
const OPTIONS = { seed: 1, runs: 4, effort: EFFORT, releases: 150 };

/** The system without its last interrupt, and that one as a candidate; null where there is none. */
function asked(system: System): { readonly base: System; readonly candidate: InterruptSource } | null {
  const candidate = system.interrupts.at(-1);
  return candidate === undefined
    ? null
    : { base: { ...system, interrupts: system.interrupts.slice(0, -1) }, candidate };
}

/**
 * What is let in breaks no proof in any run, neither as it is written nor at the least separation, where an exact one is
 * known; and nothing is let in that comes any sooner than that.
 */
function examine(system: System, tally: Tally): string | null {
  const question = asked(system);
  if (question === null) return null;
  const { base, candidate } = question;
  const trial = new Trial(base, { effort: EFFORT });
  if (trial.before.verdict === "refuted") return null;
  const admitted = trial.admits([candidate]);
  const broken = admitted ? brokenBy(base, candidate, tally) : null;
  if (broken !== null) return `admitted, but ${broken}`;
  const least = exactSeparation(trial, candidate, []);
  if (least === null) return null;
  tally.compare(1, 1);
  if (least === "none") return admitted ? "admitted, though no separation at all is said to do" : null;
  const late = brokenBy(base, withSeparation(candidate, least), tally);
  if (late !== null) return `with the separation of ${least}, which is said to do, ${late}`;
  if (admitted && separationOf(candidate).lessThan(least))
    return `admitted with ${separationOf(candidate)}, though ${least} is said to be the least`;
  const sooner = new Duration(least.value.minus(step(least.value)));
  return sooner.isPositive() && trial.admits([withSeparation(candidate, sooner)])
    ? `admitted with a separation of ${sooner}, though ${least} is said to be the least`
    : null;
}

/** What a few runs of the system with the source show against its claims. */
function brokenBy(base: System, source: InterruptSource, tally: Tally): string | null {
  const system = { ...base, interrupts: [...base.interrupts, source] };
  try {
    const { comparisons, violations, jobs } = crosscheck(system, OPTIONS);
    tally.jobs(jobs);
    for (const { tightness } of comparisons) {
      if (tightness === null) continue;
      tally.compare(tightness.equals(Rational.one) ? 1 : Math.min(0.999, tightness.approximate()), 1);
    }
    const [first] = violations;
    return first === undefined ? null : `${first.claim}: ${first.what} in ${JSON.stringify(first.course)}`;
  } catch (error) {
    // No common tick that a simulator could count in.
    if (error instanceof InputError && error.message.includes("2^53")) return null;
    throw error;
  }
}

const HOSTS = ["table", "fixed-priority", "edf", "round-robin", "static", "static"] as const;

export const ADMISSION: readonly AnyFamily[] = [
  family<System>({
    name: "systems: admission of a source",
    claims: "sufficient",
    weight: 1,
    draw: (random: Random) => drawSystem(random, random.pick(HOSTS), true),
    examine,
    smaller: smallerSystems,
    show: (system) => `# asked about the last interrupt\n${renderYaml(system)}`,
  }),
];
