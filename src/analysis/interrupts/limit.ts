/**
 * The search that all limits of interrupt load share: from what the rate alone allows, towards safety, as far as the jobs
 * and deadlines ask.
 *
 * Claim: let x be one number that a load depends on monotonically. Each requirement (requirement.ts) has an own limit for
 * x, computed exactly; the limit of the system is the strictest of them. Start with the limit by rate and those of the
 * first requirements. Ask the exact schedulability test at x for a requirement that is not met. There is none: x is
 * admissible, and as every limit taken so far is necessary, none beyond is. There is one: it is not met at x, so its
 * limit is strictly stricter; take that and ask again.
 * Assumes: as the tests do. Sustainable: what is admissible at x is so at every safer value, because loads only fall.
 * Source: the scheme of exact sensitivity analysis (Bini, Di Natale and Buttazzo 2008) over the demand criterion of
 * Jeffay and Stone 1993 and the busy windows of Lehoczky 1990.
 *
 * Two things may keep the search from an exact end: a load that equals the rate of a supply without a known cycle has no
 * horizon; and a supply that is kept cheap to look up may be a safe approximation (supply/leftover.ts), so that a
 * requirement fails the test but asks for nothing. From there on the search goes by growing steps to a value that passes,
 * and says "sufficient".
 */
import type { Load } from "../../model/supply.ts";
import { Rational } from "../../numeric/rational.ts";
import { Effort } from "../effort.ts";
import { type Basis, basisOf, type InterruptQuestion, type TickQuestion } from "./question.ts";
import type { Requirement } from "./requirement.ts";
import { firstJobsDecide, firstRequirements, firstUnmet, requirementOf } from "./unmet.ts";

/** The answer to how far a quantity may go. */
export type Limit<Q> =
  /** Admissible, as is every safer value; nothing beyond `atBest` is (null: not known). Exact: `atBest` is the value. */
  | { readonly kind: "limit"; readonly value: Q; readonly basis: Basis; readonly atBest: Q | null }
  /** The quantity does not matter: the source costs nothing. */
  | { readonly kind: "unlimited" }
  /** No value at all is admissible ("sufficient": none can be proved to be). */
  | { readonly kind: "none"; readonly basis: Basis }
  /** The effort ended first; nothing beyond `atBest` is admissible (null: not even that is known). */
  | { readonly kind: "undetermined"; readonly atBest: Q | null; readonly limit: number };

/** The same answer in another form. */
export function mapLimit<P, Q>(found: Limit<P>, form: (value: P) => Q): Limit<Q> {
  switch (found.kind) {
    case "limit":
      return {
        ...found,
        value: form(found.value),
        atBest: found.atBest === null ? null : form(found.atBest),
      };
    case "undetermined":
      return { ...found, atBest: found.atBest === null ? null : form(found.atBest) };
    default:
      return found;
  }
}

/** One number that a load depends on. */
export interface Parameter {
  /** The load at a value. */
  at(value: Rational): readonly Load[];
  /**
   * The value nearest to danger at which the requirement is met; null if there is none. Where it is met at `known`, that
   * may be the answer.
   */
  limitOf(requirement: Requirement, effort: Effort, known: Rational | null): Rational | "exhausted" | null;
  /** Whether a smaller value is a lighter load. */
  readonly safer: "smaller" | "larger";
  /** Rounds a value to an admissible form on its safe side; the value itself where all are. */
  readonly round?: (value: Rational) => Rational;
}

/** `byRate`: the value nearest to danger that the long-run rate allows; null where the rate says nothing. */
export function searchLimit(
  question: InterruptQuestion,
  ticks: TickQuestion,
  parameter: Parameter,
  byRate: Rational | null,
  effort: Effort,
): Limit<Rational> {
  const basis = basisOf(ticks);
  let value = byRate;
  /** What was taken so far is necessary, if the tests are exact. */
  const necessary = (): Rational | null => (basis === "exact" ? value : null);
  const reached = (limit: Rational): Limit<Rational> => ({
    kind: "limit",
    value: limit,
    basis,
    atBest: necessary(),
  });
  const stop = (kind: "none" | "exhausted"): Limit<Rational> =>
    kind === "none" ? { kind, basis } : { kind: "undetermined", atBest: necessary(), limit: effort.limit };
  for (const requirement of firstRequirements(ticks)) {
    const own = parameter.limitOf(requirement, effort, value);
    if (own === null || own === "exhausted") return stop(own ?? "none");
    if (value === null || isSafer(parameter, own, value)) value = own;
  }
  if (value === null) return { kind: "unlimited" };
  if (firstJobsDecide(ticks)) return reached(value);
  for (;;) {
    const part = partOf(effort);
    const unmet = firstUnmet(question, parameter.at(value), part);
    if (unmet === "none") return reached(value);
    if (unmet === "exhausted" || !effort.spend(part.spent * STEP_OF_A_TEST))
      return approach(question, parameter, value, necessary(), effort);
    const own = parameter.limitOf(requirementOf(unmet, ticks), effort, null);
    if (own === null || own === "exhausted") return stop(own ?? "none");
    if (!isSafer(parameter, own, value)) return approach(question, parameter, value, necessary(), effort);
    value = own;
  }
}

function isSafer({ safer }: Parameter, a: Rational, b: Rational): boolean {
  return safer === "larger" ? b.lessThan(a) : a.lessThan(b);
}

/** Below interrupts a single look-up of the supply is a search of its own. */
const STEP_OF_A_TEST = 10;

/** No one test may take more than a quarter of the effort. */
function partOf({ limit }: Effort): Effort {
  return new Effort(limit / (4 * STEP_OF_A_TEST));
}

/** The first step is a part in 2^20 of the value; each next one is sixteen times as long. */
const STEPS = [-20n, -16n, -12n, -8n, -4n, 0n, 4n, 8n] as const;

/** Goes away from danger in growing steps until a test passes: at most eight tests. */
function approach(
  question: InterruptQuestion,
  { at, safer, round = (value) => value }: Parameter,
  from: Rational,
  atBest: Rational | null,
  effort: Effort,
): Limit<Rational> {
  for (const step of STEPS) {
    const part = step < 0n ? Rational.of(1n, 1n << -step) : Rational.of(1n << step);
    const factor = Rational.one.plus(part);
    const value = round(safer === "larger" ? from.times(factor) : from.dividedBy(factor));
    if (firstUnmet(question, at(value), partOf(effort)) === "none") {
      return { kind: "limit", value, basis: "sufficient", atBest };
    }
  }
  return { kind: "undetermined", atBest, limit: effort.limit };
}
