import { Random } from "../generate/random.ts";
import { FAMILIES } from "./families.ts";
import type { Found } from "./family.ts";
import { Tally, type TallyData } from "./tally.ts";

/** A case in which analysis and simulator contradict each other, with what draws it again. */
export interface CampaignViolation extends Found {
  readonly family: string;
  readonly seed: number;
  readonly index: number;
}

/** What a range of systems has shown, by family in their order. */
export interface Surveyed {
  readonly tallies: readonly TallyData[];
  /** What each family has taken by the clock that was given; 0 without one. */
  readonly spent: readonly number[];
  readonly violations: readonly CampaignViolation[];
}

export interface SurveyOptions {
  /** The survey ends once so many are known. */
  readonly mostViolations?: number;
  /** It ends, too, once so many have been examined. */
  readonly most?: number;
  /** Only families with this in their name. */
  readonly only?: string | null;
  /** Whether violations are made as small as they can be. */
  readonly shrinking?: boolean;
  /** Asked before and after each system, where it is wanted how long families take. */
  readonly clock?: () => number;
}

/** One round draws each family as often as its weight says; system `index` is a function of the seed and the index. */
const ROUND: readonly number[] = FAMILIES.flatMap(({ weight }, number) => Array<number>(weight).fill(number));

/** The families in an order in which any stretch of systems holds something of everything. */
const ORDER: readonly number[] = spread(ROUND);

/** Examines the systems from number `from` up to `to`. */
export function survey(
  seed: number,
  from: number,
  to: number,
  {
    mostViolations = 5,
    most = Number.POSITIVE_INFINITY,
    only = null,
    shrinking = true,
    clock = () => 0,
  }: SurveyOptions = {},
): Surveyed {
  const tallies = FAMILIES.map(() => new Tally());
  const spent = FAMILIES.map(() => 0);
  const violations: CampaignViolation[] = [];
  let examined = 0;
  for (let index = from; index < to && violations.length < mostViolations && examined < most; index++) {
    const number = ORDER[index % ORDER.length] as number;
    const family = FAMILIES[number]!;
    if (only !== null && !family.name.includes(only)) continue;
    examined += 1;
    const tally = tallies[number]!;
    const begun = clock();
    const found = judged(() => family.run(() => new Random(seed, number, index), tally, shrinking));
    tally.close();
    spent[number]! += clock() - begun;
    if (found !== null) violations.push({ ...found, family: family.name, seed, index });
  }
  return { tallies: tallies.map(({ data }) => data), spent, violations };
}

/** A case that cannot even be drawn has failed, too. */
function judged(run: () => Found | null): Found | null {
  try {
    return run();
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { what: `throws ${what}`, shown: "" };
  }
}

/** Multiples of a number that has no factor in common with the length: neighbours end up far apart. */
function spread(items: readonly number[]): number[] {
  let step = Math.floor(items.length * 0.618) || 1;
  while (gcd(step, items.length) !== 1) step += 1;
  return items.map((_, index) => items[(index * step) % items.length] as number);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
