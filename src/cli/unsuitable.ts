import { InputError } from "../contract/errors.ts";
import type { LoadedSystem } from "../description/load-system.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";

/**
 * What to throw instead of `error`: where a description can be read but this command cannot take it, the end of the command
 * with 65, told of the description as a whole. Anything else is no word about the description and stays what it is.
 */
export function unsuitable(error: unknown, file: string, { locate }: Pick<LoadedSystem, "locate">): unknown {
  if (!(error instanceof InputError)) return error;
  return new CommandFailure(EXIT.input, error.message, { path: "", file, ...locate([]) });
}
