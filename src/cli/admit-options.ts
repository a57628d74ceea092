import { InputError } from "../contract/errors.ts";
import { Duration } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import { parseSeconds } from "../numeric/unit.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";

/** As the command line hands them over. */
export interface AdmitOptions {
  readonly source: string;
  readonly grid?: string;
  /** "A,B" and the file to write. */
  readonly frontier?: readonly string[];
  /** Where the certificate of the system with all sources goes. */
  readonly certify?: string;
  /** False for `--no-limits`. */
  readonly limits?: boolean;
  readonly json?: boolean;
  readonly effort?: number;
  readonly quiet?: boolean;
}

/** What separations are multiples of; null where it is left to the search. `clock` is in hertz. */
export function gridOf({ grid }: AdmitOptions, clock: Rational | null): Duration | null {
  if (grid === undefined) return null;
  try {
    const seconds = parseSeconds(grid, clock);
    if (seconds.sign() > 0) return new Duration(seconds);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new CommandFailure(EXIT.usage, `--grid: ${error.message}`);
  }
  throw new CommandFailure(EXIT.usage, `--grid ${grid}: write a time greater than zero, such as "10 us"`);
}
