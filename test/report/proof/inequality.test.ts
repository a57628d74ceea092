import { expect, it } from "vitest";
import { Rational } from "../../../src/numeric/rational.ts";
import { sampled } from "../../../src/report/proof/figure/sampled.ts";
import { LedgerBook } from "../../../src/report/proof/inequality.ts";
import { TimeScale } from "../../../src/report/proof/time-scale.ts";

it("what the checker tells is sorted by claim, and the tightest is found", () => {
  const book = new LedgerBook(["lemma on a: b", "vm/x/task/t"]);
  book.hear("lemma on a: b: event 1: handlers up to its own ≤ supply in 60: 45 ≤ 45");
  book.hear("vm/x/task/t: job 0: work before its end ≤ supply in 9: 3 ≤ 5");
  book.hear("vm/x/task/t: bound ≤ deadline: 9 ≤ 10");
  book.hear("vm/x/task/t: slope of the demand ≤ slope of the supply: 20 ≤ 30");
  book.hear("vm/x/task/t: proved by fp-response-time");
  expect(book.of("lemma on a: b").inequalities).toHaveLength(1);
  const { inequalities, tightest, facts, count } = book.of("vm/x/task/t");
  expect(count).toBe(3);
  expect(tightest).toMatchObject({ what: "bound ≤ deadline", less: 9n, more: 10n });
  expect(inequalities[2]).toMatchObject({ less: 2n, more: 3n, inTicks: false });
  expect(facts).toEqual(["proved by fp-response-time"]);
  expect(book.of("unheard").count).toBe(0);
});

it("of a long sweep the first inequalities are kept and the tightest", () => {
  const book = new LedgerBook(["c"]);
  for (let at = 1; at <= 1_000; at += 1)
    book.hear(`c: in windows of ${at}: asked ≤ given: ${at} ≤ ${at === 777 ? 777 : at + 5}`);
  const { inequalities, count } = book.of("c");
  expect(count).toBe(1_000);
  expect(inequalities.length).toBeLessThan(50);
  expect(inequalities.at(-1)?.what).toBe("in windows of 777: asked ≤ given");
});

it("ticks are told exactly in the unit of the description", () => {
  const scale = new TimeScale(Rational.from("1/3000"), "ms");
  expect(scale.time(6n)).toBe("2 ms");
  expect(scale.time(-1n)).toBe("-1/3 (≈-0.333) ms");
  expect(new TimeScale(Rational.from("1/1000000"), "ms").time(-25_158n)).toBe("−25.158 ms");
});

it("a function is drawn by its corners", () => {
  const stairs = (t: bigint): bigint => (t / 10n) * 3n;
  expect(sampled(stairs, [10n, 20n], 25n)).toEqual([
    [0n, 0n],
    [9n, 0n],
    [10n, 3n],
    [19n, 3n],
    [20n, 6n],
    [25n, 6n],
  ]);
});
