import type { MathNode } from "mathjs/lib/browser/math.js";
import { InputError } from "../contract/errors.ts";
import { Rational } from "../numeric/rational.ts";
import { TIME_UNITS, unitLength } from "../numeric/unit.ts";
import { didYouMean } from "./nearest.ts";

/** What an expression is: a time, or a number without a unit. */
export type Value =
  | { readonly kind: "time"; readonly seconds: Rational }
  | { readonly kind: "number"; readonly number: Rational };

/** Evaluates one expression exactly; `clock` is in hertz. Throws `InputError`. */
export type Evaluate = (text: string, clock: Rational | null) => Value;

/**
 * Arithmetic on times, such as `2 * 150 us + 12000 cycles`: + - * /, parentheses, min, max, ceil and floor.
 * mathjs reads the text, with every number a fraction; what its tree may hold and what it means is decided here, so
 * none of the other powers of that library (assignments, powers, functions, matrices) can be reached.
 * This is the one door to mathjs, opened only when a description holds an expression.
 */
export async function loadEvaluator(): Promise<Evaluate> {
  const { default: mathjs } = await import("mathjs/lib/browser/math.js");
  const math = mathjs.create({ number: "Fraction" });
  return (text, clock) => {
    const { value, power } = inside(text, () => evaluate(parse(math, text), clock));
    if (power === 1) return { kind: "time", seconds: value };
    if (power === 0) return { kind: "number", number: value };
    throw new InputError(
      `"${text}" is not a time: ${power > 1 ? "it multiplies times with each other" : "it divides by a time"}`,
    );
  };
}

/** An exact number of secondsᵖᵒʷᵉʳ. */
interface Measure {
  readonly value: Rational;
  readonly power: number;
}

/** Only these characters mean something: no power, no assignment, no string, no list, no second statement. */
const CHARACTERS = /^[0-9A-Za-zµμ.,()+\-*/ ]*$/;

/** How deep brackets may nest, and how many signs may follow one another: mathjs recurses. */
const MOST_OPEN = 50;
const SIGNS = /[+-]( ?[+-]){3}/;

function parse(math: { parse(text: string): MathNode }, text: string): MathNode {
  const line = text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[µμ]s\b/g, "us")
    // A repeating decimal: mathjs would read 0.(3) as 0 times 3.
    .replace(/\d*\.\d*\(\d+\)/g, (decimal) => `(${Rational.from(decimal)})`);
  if (!CHARACTERS.test(line)) {
    throw new InputError("write numbers, units, + - * / ( ), min, max, ceil and floor");
  }
  if (/(?<![A-Za-z])(\d+\.?\d*|\.\d+)e\s?[+-]?\d/i.test(line)) {
    throw new InputError("an exponent: write the digits out");
  }
  if (/\b0[xbo]\d/i.test(line)) throw new InputError("write decimal numbers");
  let open = 0;
  for (const character of line) {
    if (character === "(" && ++open > MOST_OPEN) throw new InputError(`more than ${MOST_OPEN} open brackets`);
    if (character === ")") open--;
  }
  if (SIGNS.test(line)) throw new InputError("too many signs in a row");
  try {
    return math.parse(line);
  } catch (error) {
    if (error instanceof Error)
      throw new InputError(error.message.replace(/ \(char \d+\)$/, "").toLowerCase());
    throw error;
  }
}

function evaluate(node: MathNode, clock: Rational | null): Measure {
  switch (node.type) {
    case "ConstantNode":
      return constant(node.value);
    case "SymbolNode":
      return unit(node.name, clock);
    case "ParenthesisNode":
      return evaluate(node.content, clock);
    case "OperatorNode":
      return operate(node, clock);
    case "FunctionNode":
      return apply(
        node.fn.name ?? "",
        node.args.map((argument) => evaluate(argument, clock)),
      );
    default:
      throw new InputError("this is no arithmetic on times");
  }
}

function constant(
  value: { readonly s: bigint; readonly n: bigint; readonly d: bigint } | undefined,
): Measure {
  // An omitted operand, as in `min()` or `()`, is a constant without a number.
  if (typeof value?.n !== "bigint") throw new InputError("a number is missing");
  return { value: Rational.of(value.s * value.n, value.d), power: 0 };
}

function unit(name: string, clock: Rational | null): Measure {
  const length = unitLength(name, clock);
  if (length !== null) return { value: length, power: 1 };
  const units = [...TIME_UNITS, "cycles"];
  throw new InputError(
    `\`${name}\` is not a unit of time${didYouMean(name, units) || `: write one of ${units.join(", ")}`}`,
  );
}

function operate(node: MathNode & { type: "OperatorNode" }, clock: Rational | null): Measure {
  const [left, right] = node.args;
  if (left === undefined) throw new InputError("a number is missing");
  const a = evaluate(left, clock);
  if (right === undefined) {
    if (node.fn === "unaryMinus") return { value: a.value.negated(), power: a.power };
    if (node.fn === "unaryPlus") return a;
    throw new InputError(`${node.fn} is not allowed here`);
  }
  if (node.implicit && right.type !== "SymbolNode") throw new InputError("write * between the factors");
  if (node.fn === "divide" && isFractionOfUnit(right)) {
    throw new InputError("several divisions in a row before a unit: use parentheses");
  }
  const b = evaluate(right, clock);
  switch (node.fn) {
    case "add":
      return { value: a.value.plus(b.value), power: samePower([a, b], "adds") };
    case "subtract":
      return { value: a.value.minus(b.value), power: samePower([a, b], "subtracts") };
    case "multiply":
      return { value: a.value.times(b.value), power: a.power + b.power };
    case "divide":
      return { value: a.value.dividedBy(b.value), power: a.power - b.power };
    default:
      throw new InputError(`${node.fn} is not allowed here: write + - * /, min, max, ceil or floor`);
  }
}

/** `2/3 ms`: in `6 ms/2/3 ms` mathjs divides by it, while a reader may divide twice. */
function isFractionOfUnit(node: MathNode): boolean {
  return (
    node.type === "OperatorNode" &&
    node.implicit &&
    node.args[0]?.type === "OperatorNode" &&
    node.args[0].fn === "divide"
  );
}

function apply(name: string, measures: readonly Measure[]): Measure {
  const [first, second] = measures;
  if (first === undefined) throw new InputError("a number is missing");
  switch (name) {
    case "min":
    case "max": {
      const power = samePower(measures, "compares");
      const sign = name === "min" ? -1 : 1;
      const value = measures.reduce(
        (best, next) => (next.value.compare(best) * sign > 0 ? next.value : best),
        first.value,
      );
      return { value, power };
    }
    case "ceil":
    case "floor": {
      if (second !== undefined) throw new InputError(`${name} takes one number`);
      if (first.power !== 0)
        throw new InputError(`${name} takes a number without a unit: divide by a time first`);
      return { value: Rational.of(name === "ceil" ? first.value.ceil() : first.value.floor()), power: 0 };
    }
    default:
      throw new InputError(`\`${name}\` is not known here: write min, max, ceil or floor`);
  }
}

function samePower(measures: readonly Measure[], verb: string): number {
  const power = measures[0]?.power ?? 0;
  if (measures.every((measure) => measure.power === power)) return power;
  throw new InputError(`it ${verb} a time and a number without a unit: give both a unit, or neither`);
}

/** Puts the expression before what is wrong with it. */
function inside<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
    throw new InputError(`"${shown}" is not a time: ${error.message}`, { cause: error });
  }
}
