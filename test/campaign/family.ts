import type { Random } from "../generate/random.ts";
import type { Tally } from "./tally.ts";

/** One analysis, or a few that answer the same question, against the simulator: how to draw a case and how to judge it. */
export interface Family<Case> {
  readonly name: string;
  /** What the analysis claims: that its bound is attained, or only that it is safe. */
  readonly claims: "exact" | "sufficient";
  /** Its share among all systems. */
  readonly weight: number;
  readonly draw: (random: Random) => Case;
  /** What contradicts the analysis, in words; null if nothing does. What was seen goes to the tally. */
  readonly examine: (drawn: Case, tally: Tally, random: Random) => string | null;
  readonly smaller: (drawn: Case) => Iterable<Case>;
  /** The case as a description that can be pasted into a file. */
  readonly show: (drawn: Case) => string;
}

/** A family whose kind of case is nobody else's business. */
export interface AnyFamily {
  readonly name: string;
  readonly claims: "exact" | "sufficient";
  readonly weight: number;
  /** Draws a case and judges it; a violation comes with the case, made as small as it can be if that is wanted. */
  readonly run: (random: () => Random, tally: Tally, shrinking: boolean) => Found | null;
}

export interface Found {
  readonly what: string;
  readonly shown: string;
}

/** How many smaller cases are tried at most. */
const MOST_TRIALS = 2_000;

export function family<Case>(of: Family<Case>): AnyFamily {
  const { name, claims, weight } = of;
  return {
    name,
    claims,
    weight,
    run: (random, tally, shrinking) => {
      const chance = random();
      const drawn = of.draw(chance);
      const judged = orThrown(() => of.examine(drawn, tally, chance));
      if (judged === null) return null;
      const { what, thrown } = judged;
      return shrinking && !thrown
        ? shrink(of, drawn, what, random, tally.fresh())
        : { what, shown: of.show(drawn) };
    },
  };
}

/** Greedy: the first smaller case that still contradicts is the next one. */
function shrink<Case>(
  of: Family<Case>,
  drawn: Case,
  what: string,
  random: () => Random,
  scratch: Tally,
): Found {
  let smallest = { drawn, what };
  let trials = 0;
  for (let found = true; found && trials < MOST_TRIALS; ) {
    found = false;
    for (const candidate of of.smaller(smallest.drawn)) {
      trials += 1;
      const still = outcome(() => of.examine(candidate, scratch, random()));
      if (still === null) continue;
      smallest = { drawn: candidate, what: still };
      found = true;
      break;
    }
  }
  return { what: smallest.what, shown: of.show(smallest.drawn) };
}

/** An analysis that throws has failed, too; such a case is shown as it was drawn. */
function orThrown(examine: () => string | null): { readonly what: string; readonly thrown: boolean } | null {
  try {
    const what = examine();
    return what === null ? null : { what, thrown: false };
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { what: `throws ${what}`, thrown: true };
  }
}

/** A case that cannot even be judged is no smaller one. */
function outcome(examine: () => string | null): string | null {
  try {
    return examine();
  } catch {
    return null;
  }
}
