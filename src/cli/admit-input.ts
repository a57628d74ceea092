import { DescriptionError } from "../description/description-error.ts";
import { loadSources, type SourcesContext } from "../description/load-sources.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { filesBeside, readText } from "./input.ts";
import type { Terminal } from "./terminal.ts";

/** Reads the candidate sources; every problem in the file is printed before the command ends with 65 (or 66). */
export async function readSourcesFile(
  file: string,
  json: boolean,
  context: SourcesContext,
  terminal: Terminal,
): Promise<readonly InterruptSource[]> {
  const text = readText(file);
  try {
    return await loadSources(text, file, context, filesBeside(file));
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    if (json) terminal.out(JSON.stringify({ errors: error.issues }, null, 2));
    else terminal.err(error.message);
    throw new CommandFailure(EXIT.input);
  }
}
