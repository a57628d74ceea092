import { InputError } from "../contract/errors.ts";
import { Rational } from "../numeric/rational.ts";
import { isPlainTime, parseSeconds, secondsPer, type TimeUnit } from "../numeric/unit.ts";
import type { Evaluate } from "./expression.ts";
import type { TimeText } from "./schema/key.ts";

/** How many characters a quantity may have; arithmetic on it stays cheap, and no text is longer for a reason. */
export const LONGEST = 1000;

export const TOO_LONG: string = `this is longer than ${LONGEST} characters: write a shorter number`;

/** A number without a unit. */
export const BARE: RegExp = /^\s*[+-]?(?:\d+\/\d+|\d+(?:\.\d*)?(?:\(\d+\))?|\.\d+(?:\(\d+\))?|\.\(\d+\))\s*$/;

const EXPONENT = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+\s*[A-Za-zµμ]*\s*$/;

/** As it was written, cut where it is long. */
export function shorten(written: TimeText): string {
  const text = String(written).trim();
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Reads times in the units that one description declares. */
export class Times {
  /** Set once a time occurs that only the evaluator of expressions can read, and there is none yet. */
  needsEvaluator = false;
  readonly #timeUnit: TimeUnit | null;
  readonly #clock: Rational | null;
  readonly #evaluate: Evaluate | null;
  readonly #known = new Map<TimeText, Rational>();

  /** `clock` is in hertz. */
  constructor(given: { timeUnit: TimeUnit | null; clock: Rational | null; evaluate: Evaluate | null }) {
    this.#timeUnit = given.timeUnit;
    this.#clock = given.clock;
    this.#evaluate = given.evaluate;
  }

  /** In seconds; null where the evaluator is needed first. Throws `InputError` that names the fix. */
  seconds(written: TimeText): Rational | null {
    const known = this.#known.get(written);
    if (known !== undefined) return known;
    const value = this.#read(String(written));
    if (value !== null) this.#known.set(written, value);
    return value;
  }

  #read(text: string): Rational | null {
    if (text.length > LONGEST) throw new InputError(TOO_LONG);
    if (BARE.test(text)) {
      const number = Rational.from(text);
      return this.#inTimeUnit(number, `${shorten(text)} has no unit: write such as "${shorten(text)} ms"`);
    }
    if (/^\s*[+-]?\.(inf|nan)/i.test(text)) {
      throw new InputError(`${text} is no exact number: write a time with a unit, such as "250 us"`);
    }
    if (isPlainTime(text)) return parseSeconds(text, this.#clock);
    if (EXPONENT.test(text)) {
      throw new InputError(
        `"${text}" has an exponent: write the digits out, or use a smaller or larger unit`,
      );
    }
    if (!/[-+*/(^=%]/.test(text) || !/\d/.test(text)) return parseSeconds(text, this.#clock);
    if (this.#evaluate === null) {
      this.needsEvaluator = true;
      return null;
    }
    const value = this.#evaluate(text, this.#clock);
    if (value.kind === "time") return value.seconds;
    return this.#inTimeUnit(
      value.number,
      `"${shorten(text)}" is a number without a unit: multiply it by one, such as \`* 1 ms\``,
    );
  }

  #inTimeUnit(number: Rational, otherwise: string): Rational {
    if (this.#timeUnit === null) throw new InputError(`${otherwise}, or declare a timeUnit for bare numbers`);
    return number.times(secondsPer(this.#timeUnit));
  }
}
