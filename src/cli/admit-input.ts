import { DescriptionError } from "../description/description-error.ts";
import { loadSources, type SourcesContext } from "../description/load-sources.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { filesBeside, readText } from "./input.ts";

/** Reads the candidate sources; the command ends with 65 and every problem in the file, or with 66. */
export async function readSourcesFile(
  file: string,
  context: SourcesContext,
): Promise<readonly InterruptSource[]> {
  const text = readText(file);
  try {
    return await loadSources(text, file, context, filesBeside(file));
  } catch (error) {
    if (error instanceof DescriptionError) throw new CommandFailure(EXIT.input, error.issues);
    throw error;
  }
}
