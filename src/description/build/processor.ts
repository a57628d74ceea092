import { InputError } from "../../contract/errors.ts";
import type { Rational } from "../../numeric/rational.ts";
import { parseHertz } from "../../numeric/unit.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { ProcessorText } from "../schema/system.ts";
import { LONGEST, TOO_LONG } from "../times.ts";
import type { Told } from "../told.ts";

/** The clock in hertz; null where none is declared or where it is wrong. */
export function readClock(text: Told<ProcessorText | undefined>): Rational | null {
  return text?.clock ? clockOr(text.clock, () => null) : null;
}

/** Tells what is wrong with the clock. */
export function checkClock(text: Told<ProcessorText | undefined>, path: Path, reading: Reading): void {
  if (!text?.clock) return;
  clockOr(text.clock, (message) => reading.problem("wrong-type", [...path, "clock"], message));
}

function clockOr(text: string, tell: (message: string) => null): Rational | null {
  if (text.length > LONGEST) return tell(TOO_LONG);
  try {
    return parseHertz(text);
  } catch (error) {
    if (error instanceof InputError) return tell(error.message);
    throw error;
  }
}
