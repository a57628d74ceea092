import { readFileSync } from "node:fs";
import { DescriptionError } from "../description/description-error.ts";
import { type LoadedSystem, loadSystem } from "../description/load-system.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** Reads and checks a system description; every problem in it is printed before the command ends with 65 (or 66). */
export async function readSystemFile(file: string, json: boolean, terminal: Terminal): Promise<LoadedSystem> {
  const text = readText(file);
  try {
    return await loadSystem(text, file);
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    if (json) terminal.out(JSON.stringify({ errors: error.issues }, null, 2));
    else terminal.err(error.message);
    throw new CommandFailure(EXIT.input);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandFailure(EXIT.noFile, `cannot read ${file}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a directory";
    case "EACCES":
      return "permission denied";
    default:
      return (error as Error).message;
  }
}
