import { InputError } from "../contract/errors.ts";
import { Duration, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import type { IssueCode } from "./description-error.ts";
import type { Path } from "./path.ts";
import type { TimeText } from "./schema/key.ts";
import { LONGEST, shorten, type Times, TOO_LONG } from "./times.ts";
import type { Told } from "./told.ts";

/** A mistake or a warning, not yet placed in the file. */
export interface Remark {
  readonly code: IssueCode;
  readonly path: Path;
  readonly message: string;
  readonly part: "key" | "value";
  /** Where it stands if that is another file, which the value at `path` names. */
  readonly place?: Place;
}

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A file that a description names: what to call it in messages, and what is in it. */
export interface NamedFile {
  readonly name: string;
  readonly text: string;
}

/** Reads a file that a description names, relative to the description. Throws `InputError` that says why it cannot. */
export type ReadNamed = (name: string) => NamedFile;

type Bound = "positive" | "not-negative";

/**
 * What the builders share while they read one description: its units, and a place to tell what is wrong. A reader
 * returns null where something is wrong and told, and `absent` where the key is left out.
 */
export class Reading {
  readonly problems: Remark[] = [];
  readonly warnings: Remark[] = [];
  readonly times: Times;
  /** Units that are themselves wrong: times in them are passed over in silence. */
  readonly #unreadable: RegExp | null;
  readonly #files: ReadNamed | null;

  constructor(times: Times, unreadable: RegExp | null, files: ReadNamed | null = null) {
    this.times = times;
    this.#unreadable = unreadable;
    this.#files = files;
  }

  problem(code: IssueCode, path: Path, message: string, part: "key" | "value" = "value"): null {
    this.problems.push({ code, path, message, part });
    return null;
  }

  problemAt(place: Place, code: IssueCode, path: Path, message: string): null {
    this.problems.push({ code, path, message, part: "value", place });
    return null;
  }

  /** Throws `InputError` where the file cannot be read. */
  file(name: string): NamedFile {
    if (this.#files !== null) return this.#files(name);
    throw new InputError(`${shorten(name)} cannot be read here: list the times, such as \`[0 ms, 3 ms]\``);
  }

  /** A time of 0 or more in another file; null where it is wrong, and told there. */
  timeAt(place: Place, written: string, key: string, path: Path): Duration | null {
    const before = this.problems.length;
    const seconds = this.#seconds(written, key, path, "not-negative");
    for (let index = before; index < this.problems.length; index++) {
      this.problems[index] = { ...this.problems[index]!, place };
    }
    return seconds === null ? null : new Duration(seconds);
  }

  warn(path: Path, message: string, part: "key" | "value" = "key"): void {
    this.warnings.push({ code: "conflict", path, message, part });
  }

  duration<K extends string, A>(
    map: { readonly [key in K]?: Told<TimeText | undefined> },
    key: K,
    path: Path,
    bound: Bound,
    absent: A,
  ): Duration | A | null {
    const written = map[key];
    if (written === undefined) return absent;
    const seconds = this.#seconds(written, key, [...path, key], bound);
    return seconds === null ? null : new Duration(seconds);
  }

  /** The times of a list, each 0 or more; null where one of them is wrong. */
  durations(written: Told<readonly TimeText[]>, key: string, path: Path): Duration[] | null {
    if (written === null) return null;
    const seconds = written.map((each, index) =>
      this.#seconds(each, key, [...path, key, index], "not-negative"),
    );
    const told = seconds.filter((each) => each !== null);
    return told.length < seconds.length ? null : told.map((each) => new Duration(each));
  }

  work<K extends string, A>(
    map: { readonly [key in K]?: Told<TimeText | undefined> },
    key: K,
    path: Path,
    absent: A,
  ): Work | A | null {
    const written = map[key];
    if (written === undefined) return absent;
    const seconds = this.#seconds(written, key, [...path, key], "not-negative");
    return seconds === null ? null : new Work(seconds);
  }

  #seconds(written: Told<TimeText>, key: string, path: Path, bound: Bound): Rational | null {
    if (written === null || this.#unreadable?.test(String(written))) return null;
    const seconds = this.attempt("not-a-time", path, () => this.times.seconds(written));
    if (seconds === null) return null;
    if (seconds.sign() < 0) {
      return this.problem("out-of-range", path, `\`${key}\` is ${shorten(written)}: it cannot be negative`);
    }
    if (seconds.sign() === 0 && bound === "positive") {
      return this.problem(
        "out-of-range",
        path,
        `\`${key}\` is ${shorten(written)}: it must be greater than zero`,
      );
    }
    return seconds;
  }

  /** A share of the processor, from 0 to 1. */
  share(written: Told<TimeText>, path: Path): Rational | null {
    if (written === null) return null;
    if (String(written).length > LONGEST) return this.problem("wrong-type", path, TOO_LONG);
    const rate = this.attempt("wrong-type", path, () => Rational.from(String(written)));
    if (rate === null) return null;
    return rate.sign() < 0 || Rational.one.lessThan(rate)
      ? this.problem(
          "out-of-range",
          path,
          `${shorten(written)} is no share of the processor: write a number from 0 to 1, such as 1/2`,
        )
      : rate;
  }

  /** Runs a reader that throws `InputError`, and tells what it threw. */
  attempt<T>(code: IssueCode, path: Path, read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (error instanceof InputError) return this.problem(code, path, error.message);
      throw error;
    }
  }
}
