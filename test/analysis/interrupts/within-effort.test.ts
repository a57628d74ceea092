import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestBurst } from "../../../src/analysis/interrupts/largest-burst.ts";
import { largestCost } from "../../../src/analysis/interrupts/largest-cost.ts";
import { leastRefill, leastSeparation } from "../../../src/analysis/interrupts/least-separation.ts";
import { leastStretch } from "../../../src/analysis/interrupts/least-stretch.ts";
import { type Limit, mapLimit } from "../../../src/analysis/interrupts/limit.ts";
import type { InterruptQuestion } from "../../../src/analysis/interrupts/question.ts";
import { sporadicEvents, tokenBucket } from "../../../src/model/event-model.ts";
import type { Duration } from "../../../src/numeric/quantity.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { d, questions, sporadic, w } from "./question-cases.ts";

/** A search, and whether a larger answer is the safer one. */
interface Search {
  readonly safer: "larger" | "smaller";
  readonly ask: (question: InterruptQuestion, cost: number) => Limit<Rational>;
}

const ofTime = (found: Limit<Duration>): Limit<Rational> => mapLimit(found, ({ value }) => value);

const SEARCHES: Readonly<Record<string, Search>> = {
  leastSeparation: { safer: "larger", ask: (question, cost) => ofTime(leastSeparation(question, w(cost))) },
  leastRefill: { safer: "larger", ask: (question, cost) => ofTime(leastRefill(question, w(cost), 2n)) },
  leastStretch: {
    safer: "larger",
    ask: (question, cost) =>
      leastStretch(question, [
        sporadic("one", w(cost), d(9)),
        { name: "two", arrivals: tokenBucket({ capacity: 2, refill: d(20) }), wcet: w(1) },
      ]),
  },
  largestBurst: {
    safer: "smaller",
    ask: (question, cost) =>
      mapLimit(largestBurst(question, w(cost), d(12)), (tokens) => Rational.of(tokens)),
  },
  largestCost: {
    safer: "smaller",
    ask: (question, cost) =>
      mapLimit(largestCost(question, sporadicEvents(d(5 * cost))), ({ value }) => value),
  },
};

describe.each(Object.entries(SEARCHES))("%s within a small effort", (_, { safer, ask }) => {
  it("is no bolder than the whole search, and excludes nothing that it finds", () => {
    const tally = { limit: 0, undetermined: 0, none: 0, unlimited: 0 };
    const isBolder = (a: Rational, b: Rational): boolean =>
      safer === "larger" ? a.lessThan(b) : b.lessThan(a);
    fc.assert(
      fc.property(
        questions,
        fc.integer({ min: 0, max: 3 }),
        fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 2_000 })),
        (question, cost, effort) => {
          const part = ask({ ...question, effort }, Math.max(cost, safer === "smaller" ? 1 : 0));
          const whole = ask(question, Math.max(cost, safer === "smaller" ? 1 : 0));
          tally[part.kind]++;
          if (part.kind === "unlimited") expect(whole.kind).toBe("unlimited");
          if (part.kind === "none" && part.basis === "exact") expect(whole.kind).toBe("none");
          if (whole.kind === "none") expect(part.kind).not.toBe("limit");
          if (part.kind === "limit" && whole.kind === "limit" && whole.basis === "exact")
            expect(isBolder(part.value, whole.value)).toBe(false);
          const atBest = "atBest" in part ? part.atBest : null;
          if (atBest !== null && whole.kind === "limit") expect(isBolder(whole.value, atBest)).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
    expect(Math.min(tally.limit, tally.undetermined), JSON.stringify(tally)).toBeGreaterThan(20);
  });
});

describe("a limit in another form", () => {
  it("keeps what is known to be excluded, and that nothing is", () => {
    const found = { kind: "undetermined", atBest: Rational.of(3n), limit: 7 } as const;
    expect(mapLimit(found, (value) => new Work(value))).toEqual({ ...found, atBest: w(3) });
    expect(mapLimit({ ...found, atBest: null }, (value: Rational) => new Work(value)).kind).toBe(
      "undetermined",
    );
    const limit = { kind: "limit", value: Rational.of(2n), basis: "sufficient", atBest: null } as const;
    expect(mapLimit(limit, (value: Rational) => new Work(value))).toEqual({ ...limit, value: w(2) });
  });
});
