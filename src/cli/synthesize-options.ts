import { periodsInRange } from "../analysis/interface/candidate-periods.ts";
import type { SynthesisOptions } from "../analysis/system/synthesize.ts";
import type { InterfaceModel } from "../analysis/system/synthesize-vm.ts";
import { InputError } from "../contract/errors.ts";
import { Duration, Work } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import { parseSeconds } from "../numeric/unit.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";

/** As the command line hands them over. */
export interface SynthesizeOptions {
  readonly periods?: string;
  readonly grid?: string;
  readonly model?: InterfaceModel;
  readonly curve?: string;
  readonly certify?: string;
  readonly write?: boolean;
  readonly json?: boolean;
  readonly effort?: number;
  readonly quiet?: boolean;
}

/** Reads the times of the options; `clock` is in hertz. @throws CommandFailure (bad usage). */
export function synthesisOptions(options: SynthesizeOptions, clock: Rational | null): SynthesisOptions {
  try {
    return read(options, clock);
  } catch (error) {
    if (error instanceof InputError) throw new CommandFailure(EXIT.usage, error.message);
    throw error;
  }
}

function read(options: SynthesizeOptions, clock: Rational | null): SynthesisOptions {
  const { periods, grid, model, effort } = options;
  return {
    ...(periods === undefined ? {} : { periods: candidates(periods, clock) }),
    ...(grid === undefined ? {} : { grid: new Work(positive("--grid", grid, clock)) }),
    ...(model === undefined ? {} : { model }),
    ...(effort === undefined ? {} : { effort }),
  };
}

/** "5 ms,10 ms", or "1 ms..20 ms/1 ms": from, to, step. */
function candidates(text: string, clock: Rational | null): Duration[] {
  const time = (part: string): Duration => new Duration(positive("--periods", part, clock));
  if (text.trim() === "") {
    throw new InputError('--periods is empty: write candidates such as "5 ms,10 ms" or "1 ms..20 ms/1 ms"');
  }
  if (!text.includes("..")) return text.split(",").map(time);
  const range = /^(.+)\.\.(.+?)\/([^/]*[A-Za-zµμ]\s*)$/.exec(text);
  if (range === null) {
    throw new InputError(`--periods ${text}: write a range as from..to/step, such as "1 ms..20 ms/1 ms"`);
  }
  const [, from, to, step] = range as unknown as [string, string, string, string];
  return periodsInRange(time(from), time(to), time(step));
}

function positive(name: string, text: string, clock: Rational | null): Rational {
  const seconds = secondsOf(name, text, clock);
  if (seconds.sign() <= 0) throw new InputError(`${name}: ${text.trim()} is no length: write more than 0`);
  return seconds;
}

function secondsOf(name: string, text: string, clock: Rational | null): Rational {
  try {
    return parseSeconds(text, clock);
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`);
    throw error;
  }
}
