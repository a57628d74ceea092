import { InputError } from "../contract/errors.ts";
import { Duration, Work } from "./quantity.ts";
import { Rational } from "./rational.ts";

export type TimeUnit = "ns" | "us" | "ms" | "s" | "min" | "h";

/** The units of time that descriptions may use, in seconds. A cycle has a length only where a clock is declared. */
const SECONDS_PER_UNIT: Readonly<Record<TimeUnit, Rational>> = {
  ns: Rational.of(1n, 1_000_000_000n),
  us: Rational.of(1n, 1_000_000n),
  ms: Rational.of(1n, 1_000n),
  s: Rational.one,
  min: Rational.of(60n),
  h: Rational.of(3600n),
};

export const TIME_UNITS: readonly TimeUnit[] = Object.keys(SECONDS_PER_UNIT) as TimeUnit[];

/** Other spellings of the same units, as people write them. */
const SPELLINGS: Readonly<Record<string, TimeUnit>> = { µs: "us", μs: "us", sec: "s", hour: "h", hours: "h" };

const CYCLES = new Set(["cycle", "cycles"]);

const FREQUENCIES: Readonly<Record<string, bigint>> = {
  Hz: 1n,
  kHz: 1_000n,
  MHz: 1_000_000n,
  GHz: 1_000_000_000n,
};

/** The length of one unit in seconds; null where the word is no unit. `clock` is in hertz and gives `cycles` a length. */
export function unitLength(word: string, clock: Rational | null): Rational | null {
  if (CYCLES.has(word)) {
    if (clock === null) throw new InputError("cycles have a length only where processor.clock is declared");
    return Rational.one.dividedBy(clock);
  }
  const unit = Object.hasOwn(SPELLINGS, word) ? SPELLINGS[word] : word;
  return unit !== undefined && Object.hasOwn(SECONDS_PER_UNIT, unit)
    ? SECONDS_PER_UNIT[unit as TimeUnit]
    : null;
}

/** What may follow a number: a sign, digits, a decimal or repeating decimal or a fraction, then one unit. */
const TIME = /^\s*([+-]?(?:\d+\/\d+|\d+(?:\.\d*)?(?:\(\d+\))?|\.\d*(?:\(\d+\))?))\s*([A-Za-zµμ]+)\s*$/;

/** Whether the text has the plain form number + unit, which needs no expression evaluator. */
export function isPlainTime(text: string): boolean {
  return TIME.test(text);
}

/**
 * Reads `"250 us"`, `"1/3 ms"`, `"2.5 ms"`, `"0.(3) s"` or, with a clock, `"12000 cycles"`; in seconds.
 * Throws `InputError` that names the fix.
 */
export function parseSeconds(text: string, clock: Rational | null = null): Rational {
  const match = TIME.exec(text);
  if (match === null)
    throw new InputError(`"${text}" is not a time: write a number and a unit, such as "250 us"`);
  const [, amount, word] = match as unknown as [string, string, string];
  const length = unitLength(word, clock);
  if (length === null) {
    throw new InputError(
      `"${word}" is not a unit of time: write one of ${[...TIME_UNITS, "cycles"].join(", ")}`,
    );
  }
  return Rational.from(amount).times(length);
}

/** Reads a clock frequency such as `"210 MHz"`, in hertz. Throws `InputError`. */
export function parseHertz(text: string): Rational {
  const match = /^\s*([\d./()]+)\s*([A-Za-z]+)\s*$/.exec(text);
  const factor =
    match && Object.hasOwn(FREQUENCIES, match[2] as string) ? FREQUENCIES[match[2] as string] : undefined;
  if (match === null || factor === undefined) {
    throw new InputError(
      `"${text}" is not a frequency: write a number and one of ${Object.keys(FREQUENCIES).join(", ")}`,
    );
  }
  const hertz = Rational.from(match[1] as string).times(Rational.of(factor));
  if (hertz.sign() <= 0) throw new InputError(`"${text}": a clock must run faster than 0 Hz`);
  return hertz;
}

/** A duration from text with a unit, as in `duration("2.8 ms")`. Throws `InputError`. */
export function duration(text: string | Duration): Duration {
  return text instanceof Duration ? text : new Duration(parseSeconds(text));
}

/** An amount of work from text with a unit: the time it takes on a dedicated processor of unit speed. */
export function work(text: string | Work): Work {
  return text instanceof Work ? text : new Work(parseSeconds(text));
}

/** The measure of a number of seconds in another unit, exactly. */
export function secondsIn(unit: TimeUnit, seconds: Rational): Rational {
  return seconds.dividedBy(SECONDS_PER_UNIT[unit]);
}

/** The length of a unit, as a factor for bare numbers. */
export function secondsPer(unit: TimeUnit): Rational {
  return SECONDS_PER_UNIT[unit];
}
