import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import { type Evaluate, loadEvaluator, type Value } from "../../src/description/expression.ts";
import { Rational } from "../../src/numeric/rational.ts";

const evaluate: Evaluate = await loadEvaluator();
const clock = Rational.from("210000000");

const seconds = (text: string): string => {
  const value = evaluate(text, clock);
  if (value.kind !== "time") throw new Error(`${text} is a number`);
  return value.seconds.toString();
};

/** A fraction by itself, independent of the code under test: [numerator, positive denominator], not reduced. */
type Fraction = readonly [bigint, bigint];
type Term = { readonly text: string; readonly value: Fraction; readonly binds: "sum" | "product" | "atom" };

const sum = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const product = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];
const inverse = ([a, b]: Fraction): Fraction => (a < 0n ? [-b, -a] : [b, a]);
const negative = ([a, b]: Fraction): Fraction => [-a, b];
const less = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d < c * b;
const floor = ([a, b]: Fraction): Fraction => [(a - (((a % b) + b) % b)) / b, 1n];

const inBrackets = (term: Term, when: boolean): string => (when ? `(${term.text})` : term.text);
const asFactor = (term: Term): string => inBrackets(term, term.binds === "sum");
const asDivisor = (term: Term): string => inBrackets(term, term.binds !== "atom");

const UNITS: readonly (readonly [string, Fraction])[] = [
  ["ns", [1n, 1_000_000_000n]],
  ["us", [1n, 1_000_000n]],
  ["µs", [1n, 1_000_000n]],
  ["ms", [1n, 1_000n]],
  ["s", [1n, 1n]],
  ["min", [60n, 1n]],
  ["h", [3600n, 1n]],
  ["cycles", [1n, 210_000_000n]],
];

const literal: Arbitrary<Term> = fc.oneof(
  fc.bigInt(0n, 10n ** 25n).map((n): Term => ({ text: `${n}`, value: [n, 1n], binds: "atom" })),
  fc.tuple(fc.nat(99), fc.nat(9999)).map(
    ([whole, digits]): Term => ({
      text: `${whole}.${String(digits).padStart(4, "0")}`,
      value: [BigInt(whole) * 10_000n + BigInt(digits), 10_000n],
      binds: "atom",
    }),
  ),
  fc.tuple(fc.nat(9), fc.nat(9), fc.nat(99)).map(
    ([whole, first, repeated]): Term => ({
      text: `${whole}.${first}(${String(repeated).padStart(2, "0")})`,
      // w.f(rr) = (wf)/10 + rr/990
      value: sum([BigInt(10 * whole + first), 10n], [BigInt(repeated), 990n]),
      binds: "atom",
    }),
  ),
);

/** Numbers and times, each with its value computed beside its text. */
const { time } = fc.letrec<{ time: Term; number: Term }>((tie) => {
  const binary = (a: Term, b: Term, sign: "+" | "-"): Term => ({
    text: `${a.text} ${sign} ${inBrackets(b, b.binds === "sum")}`,
    value: sum(a.value, sign === "+" ? b.value : negative(b.value)),
    binds: "sum",
  });
  const times = (a: Term, b: Term): Term => ({
    text: `${asFactor(a)} * ${asFactor(b)}`,
    value: product(a.value, b.value),
    binds: "product",
  });
  const over = (a: Term, b: Term): Term =>
    b.value[0] === 0n
      ? a
      : {
          text: `${asFactor(a)} / ${asDivisor(b)}`,
          value: product(a.value, inverse(b.value)),
          binds: "product",
        };
  const extreme =
    (name: "min" | "max") =>
    (a: Term, b: Term): Term => ({
      text: `${name}(${a.text}, ${b.text})`,
      value: less(a.value, b.value) === (name === "min") ? a.value : b.value,
      binds: "atom",
    });
  const rounded = (a: Term, b: Term, name: "ceil" | "floor"): Term => {
    const { text, value } = over(
      a,
      b.value[0] === 0n ? { text: "1 s", value: [1n, 1n], binds: "product" } : b,
    );
    const result = name === "floor" ? floor(value) : negative(floor(negative(value)));
    return { text: `${name}(${text})`, value: result, binds: "atom" };
  };
  const pair = (kind: "time" | "number"): Arbitrary<[Term, Term]> =>
    fc.tuple(tie(kind) as Arbitrary<Term>, tie(kind) as Arbitrary<Term>);
  const sums = (kind: "time" | "number"): Arbitrary<Term>[] => [
    pair(kind).chain(([a, b]) => fc.constantFrom<"+" | "-">("+", "-").map((sign) => binary(a, b, sign))),
    pair(kind).map(([a, b]) => extreme("min")(a, b)),
    pair(kind).map(([a, b]) => extreme("max")(a, b)),
    (tie(kind) as Arbitrary<Term>).map(
      (a): Term => ({ text: `-(${a.text})`, value: negative(a.value), binds: "sum" }),
    ),
  ];
  return {
    number: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      literal,
      ...sums("number"),
      pair("number").map(([a, b]) => times(a, b)),
      pair("number").map(([a, b]) => over(a, b)),
      fc
        .tuple(pair("time"), fc.constantFrom<"ceil" | "floor">("ceil", "floor"))
        .map(([[a, b], name]) => rounded(a, b, name)),
    ),
    time: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.tuple(literal, fc.constantFrom(...UNITS), fc.boolean()).map(
        ([n, [unit, length], spaced]): Term => ({
          text: `${n.text}${spaced ? " " : ""}${unit}`,
          value: product(n.value, length),
          binds: "product",
        }),
      ),
      ...sums("time"),
      fc.tuple(tie("number") as Arbitrary<Term>, tie("time") as Arbitrary<Term>).map(([n, t]) => times(n, t)),
      fc.tuple(tie("number") as Arbitrary<Term>, tie("time") as Arbitrary<Term>).map(([n, t]) => over(t, n)),
    ),
  };
});

describe("an expression", () => {
  it("is exactly what an evaluation beside it gives", () => {
    let evaluated = 0;
    fc.assert(
      fc.property(time, ({ text, value: [numerator, denominator] }) => {
        const result: Value = evaluate(text, clock);
        evaluated++;
        expect(result).toEqual({ kind: "time", seconds: expect.anything() });
        expect(seconds(text)).toBe(Rational.of(numerator, denominator).toString());
      }),
      { numRuns: 3000 },
    );
    expect(evaluated).toBeGreaterThanOrEqual(3000);
  });

  it.each([
    ["2 * 150 us + 12000 cycles", "1/2800"],
    ["0.(3) s + 1 us", "1000003/3000000"],
    ["0.1 s + 0.2 s", "3/10"],
    ["1/3 ms + 1/6 ms", "1/2000"],
    ["ceil(7 ms / 2 ms) * 1 s", "4"],
    ["floor(-7 ms / 2 ms) * 1 s", "-4"],
    ["3 min + min(1 s, 2 s)", "181"],
    ["(1 + 2) us", "3/1000000"],
    ["6 ms / 3 ms * 1 s", "2"],
    ["12345678901234567890.1 s - 12345678901234567890 s", "1/10"],
    ["2\n * 3 s", "6"],
  ])("%s", (text, expected) => {
    expect(seconds(text)).toBe(expected);
  });

  it("without a unit is a number", () => {
    expect(evaluate("3 ms / 2 ms + 1", null)).toEqual({ kind: "number", number: expect.anything() });
    expect(JSON.stringify(evaluate("3 ms / 2 ms + 1", null))).toContain('"5/2"');
  });

  it.each([
    ["150 us * 2 ms", "multiplies times"],
    ["12 / (2 ms)", "divides by a time"],
    ["3 ms + 5", "adds a time and a number"],
    ["min(3 ms, 5)", "compares a time and a number"],
    ["ceil(3 ms)", "without a unit"],
    ["ceil(3 ms / 2 ms, 1) * 1 s", "takes one number"],
    ["sqrt(4) * 1 s", "`sqrt` is not known"],
    ["2 ^ 3 * 1 s", "write numbers, units"],
    ["x = 3 ms", "write numbers, units"],
    ["f(x) * 1 s", "not a unit"],
    ["import(1) + 1 s", "`import` is not known"],
    ["[1 s]", "write numbers, units"],
    ["1 s; 2 s", "write numbers, units"],
    ["1 s .* 2", "not allowed"],
    ["us.constructor", "no arithmetic on times"],
    ["5 mod 3 * 1 s", "not allowed"],
    ["1 s to ms", "not allowed"],
    ["true * 1 s", "a number is missing"],
    ["min()", "a number is missing"],
    ["1e3 us + 1 us", "exponent"],
    ["1.5E-3 us + 1 us", "exponent"],
    ["0x10 us + 1 us", "decimal"],
    ["2(3 us)", "write * between"],
    ["1 us 2", "write * between"],
    ["6 ms / 2 / 3 ms * 1 s", "use parentheses"],
    ["3 ms / (2 - 2)", "division by zero"],
    ["3 ms + 2 uss", "did you mean `us`?"],
    ["3 ms + 2 fortnights", "write one of ns, us"],
    ["3 ms +", "unexpected end"],
    ["(3 ms", "parenthesis"],
    [`${"(".repeat(51)}1 s${")".repeat(51)}`, "open brackets"],
    [`${"-".repeat(900)}1 s`, "signs in a row"],
  ])("%s is refused", (text, reason) => {
    expect(() => evaluate(text, clock)).toThrow(InputError);
    expect(() => evaluate(text, clock)).toThrow(reason);
  });

  it("has cycles only where there is a clock", () => {
    expect(() => evaluate("2 * 3 cycles", null)).toThrow("clock");
  });

  it("of any characters is a value or an InputError", () => {
    const scraps = fc.constantFrom(
      "1",
      "2.5",
      "0.(3)",
      " ",
      "us",
      "ms",
      "+",
      "-",
      "*",
      "/",
      "(",
      ")",
      ",",
      "min",
      "ceil",
      ".",
      "e",
      "E5",
      "x",
      "to",
      "0b1",
      "'",
      "^",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(scraps, { maxLength: 30 }).map((all) => all.join("")),
        ),
        (text) => {
          try {
            evaluate(text, clock);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});
