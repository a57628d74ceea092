/**
 * One candidate for each of several parties, so that all together cost least and a judge accepts them.
 *
 * Claim: the accepted choice with the least sum of costs. Exact by branch and bound, for a judge that accepts every part
 * of what it accepts (of whole choices it may ask more):
 *  - what the undecided parties cost at least is known, so a part that cannot become cheaper than the best is left;
 *  - a part that is rejected is left, since nothing added can repair it.
 * Candidates are tried from the cheapest up. Past the effort the best choice so far is returned as such.
 * Source: A. H. Land and A. G. Doig, "An automatic method of solving discrete programming problems", Econometrica 28(3), 1960.
 */
import { InputError } from "../../contract/errors.ts";
import { Rational } from "../../numeric/rational.ts";
import type { Effort } from "../effort.ts";

/** Somebody to choose for. */
export interface Party<C> {
  readonly name: string;
  readonly candidates: readonly C[];
}

/** What was chosen for one party. */
export interface Chosen<C> {
  readonly name: string;
  readonly candidate: C;
}

/** Accepted; rejected for certain; rejected by a test that proves no more than it must; or not decided. */
export type Judgement = "accepted" | "impossible" | "rejected" | "undecided";

export interface ChoiceProblem<C> {
  readonly parties: readonly Party<C>[];
  readonly costOf: (candidate: C) => Rational;
  /** What all may cost together. */
  readonly most: Rational;
  /** Told whether every party is decided. */
  readonly judge: (part: readonly Chosen<C>[], whole: boolean) => Judgement;
}

export interface CheapestChoice<C> {
  /** In the order of the parties; null where none was accepted. */
  readonly best: { readonly chosen: readonly Chosen<C>[]; readonly cost: Rational } | null;
  /** No choice costs less. */
  readonly atLeast: Rational;
  /** "cut": the effort was spent first; "unsure": the judge left some part undecided. */
  readonly search: "complete" | "cut" | "unsure";
  /** Whether every part that was left was impossible, so that no choice at all can do where `best` is null. */
  readonly certain: boolean;
}

/** Asks the judge at most as often as the effort allows. Throws `InputError` if some party has no candidate. */
export function cheapestChoice<C>(problem: ChoiceProblem<C>, effort: Effort): CheapestChoice<C> {
  const { costOf, judge, most } = problem;
  const sorted = problem.parties.map((party, index) => ({ index, ...byCost(party, costOf) }));
  // The party with the widest spread first: its choice matters most.
  const order = [...sorted].sort((a, b) => b.spread.compare(a.spread));
  const leastFrom = suffixSums(order.map(({ least }) => least));
  let best: CheapestChoice<C>["best"] = null;
  let search: CheapestChoice<C>["search"] = "complete";
  let certain = true;

  const extend = (part: readonly Chosen<C>[], cost: Rational): void => {
    const party = order[part.length];
    if (party === undefined) {
      best = { chosen: part, cost };
      return;
    }
    for (const candidate of party.candidates) {
      const next = cost.plus(costOf(candidate));
      const total = next.plus(leastFrom[part.length + 1] as Rational);
      if (most.lessThan(total)) certain = false;
      if (most.lessThan(total) || best?.cost.atMost(total)) return;
      if (search === "cut" || !effort.spend()) {
        search = "cut";
        return;
      }
      const longer = [...part, { name: party.name, candidate }];
      const judgement = judge(longer, longer.length === order.length);
      if (judgement === "accepted") extend(longer, next);
      if (judgement === "undecided" && search === "complete") search = "unsure";
      certain &&= judgement === "impossible" || judgement === "accepted";
    }
  };
  extend([], Rational.zero);

  const found = best as CheapestChoice<C>["best"];
  const place = new Map(sorted.map(({ name, index }) => [name, index]));
  const inGivenOrder = (a: Chosen<C>, b: Chosen<C>): number =>
    (place.get(a.name) as number) - (place.get(b.name) as number);
  return {
    best: found && { ...found, chosen: [...found.chosen].sort(inGivenOrder) },
    atLeast: leastFrom[0] as Rational,
    search,
    certain: certain && search === "complete",
  };
}

function byCost<C>(
  { name, candidates }: Party<C>,
  costOf: (candidate: C) => Rational,
): Party<C> & { readonly least: Rational; readonly spread: Rational } {
  const sorted = [...candidates].sort((a, b) => costOf(a).compare(costOf(b)));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) throw new InputError(`${name} has no candidate interface`);
  const least = costOf(first);
  return { name, candidates: sorted, least, spread: costOf(last).minus(least) };
}

/** The sum of the values from each index on, and 0 after the last. */
function suffixSums(values: readonly Rational[]): Rational[] {
  const sums = [Rational.zero];
  for (const value of values.toReversed()) sums.push(value.plus(sums.at(-1) as Rational));
  return sums.reverse();
}
