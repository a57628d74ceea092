import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import {
  type CheapestChoice,
  type Chosen,
  cheapestChoice,
  type Judgement,
  type Party,
} from "../../../src/analysis/interface/cheapest-choice.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { Rational } from "../../../src/numeric/rational.ts";

type Part = readonly Chosen<number>[];

/** Candidates are their costs in hundredths. */
function choose(
  parties: readonly Party<number>[],
  judge: (part: Part, whole: boolean) => Judgement,
  effort = 1000,
): CheapestChoice<number> {
  const costOf = (candidate: number): Rational => Rational.of(BigInt(candidate), 100n);
  return cheapestChoice({ parties, costOf, most: Rational.one, judge }, new Effort(effort));
}

const party = (name: string, ...candidates: number[]): Party<number> => ({ name, candidates });
const sum = (part: Part): number => part.reduce((total, { candidate }) => total + candidate, 0);

describe("the cheapest choice", () => {
  it("equals the cheapest of all combinations that are accepted, whatever is asked of whole ones", () => {
    const draws = fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 4,
    });
    let found = 0;
    fc.assert(
      fc.property(
        draws,
        fc.integer({ min: 20, max: 120 }),
        fc.integer({ min: 2, max: 5 }),
        (costs, room, divisor) => {
          const parties = costs.map((each, index) => party(`p${index}`, ...each));
          const whole = (total: number): boolean => total % divisor !== 0;
          const { best, certain, search } = choose(parties, (part, isWhole) => {
            if (sum(part) > room) return "impossible";
            return isWhole && !whole(sum(part)) ? "rejected" : "accepted";
          });
          const totals = costs.reduce<number[]>(
            (all, each) => all.flatMap((a) => each.map((b) => a + b)),
            [0],
          );
          const accepted = totals.filter((total) => total <= room && total <= 100 && whole(total));
          expect(search).toBe("complete");
          expect(best === null ? null : sum(best.chosen)).toBe(
            accepted.length === 0 ? null : Math.min(...accepted),
          );
          if (best !== null) {
            found += 1;
            expect(best.chosen.map(({ name }) => name)).toEqual(parties.map(({ name }) => name));
          } else if (certain) {
            // Nothing but what is impossible stood in the way.
            expect(totals.every((total) => total > room)).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(300);
  });

  it("is certain that there is none only where every part is impossible", () => {
    const parties = [party("a", 10, 20), party("b", 10)];
    expect(choose(parties, () => "impossible")).toMatchObject({
      best: null,
      certain: true,
      search: "complete",
    });
    expect(choose(parties, () => "rejected")).toMatchObject({
      best: null,
      certain: false,
      search: "complete",
    });
    expect(choose(parties, () => "undecided")).toMatchObject({
      best: null,
      certain: false,
      search: "unsure",
    });
    const overfull = choose([party("a", 60), party("b", 60)], () => "impossible");
    expect(overfull).toMatchObject({ best: null, certain: false });
  });

  it("says that its effort has ended, and what no choice undercuts", () => {
    const parties = [party("a", 10, 20), party("b", 10, 30)];
    const cheapIsNot = (part: Part): Judgement =>
      part.length === 2 && sum(part) < 25 ? "rejected" : "accepted";
    expect(choose(parties, cheapIsNot, 2)).toMatchObject({ best: null, search: "cut", certain: false });
    expect(choose(parties, cheapIsNot, 2).atLeast).toEqual(Rational.from("1/5"));
    expect(choose(parties, cheapIsNot, 3).best?.cost).toEqual(Rational.from("3/10"));
  });

  it("needs a candidate for each party", () => {
    expect(() => choose([party("a")], () => "accepted")).toThrow(InputError);
  });
});
