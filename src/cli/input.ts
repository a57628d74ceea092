import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { InputError } from "../contract/errors.ts";
import { DescriptionError } from "../description/description-error.ts";
import { type LoadedSystem, loadSystem } from "../description/load-system.ts";
import type { ReadNamed } from "../description/reading.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";

/** Reads and checks a system description; the command ends with 65 and every problem in it, or with 66. */
export async function readSystemFile(file: string): Promise<LoadedSystem> {
  const text = readText(file);
  try {
    return await loadSystem(text, file, filesBeside(file));
  } catch (error) {
    if (error instanceof DescriptionError) throw new CommandFailure(EXIT.input, error.issues);
    throw error;
  }
}

/** Reads what a description names: paths are relative to the description. */
export function filesBeside(file: string): ReadNamed {
  return (name) => {
    const path = isAbsolute(name) ? name : join(dirname(file), name);
    try {
      return { name: path, text: readFileSync(path, "utf8") };
    } catch (error) {
      throw new InputError(`cannot read ${path}: ${reasonOf(error)}`);
    }
  };
}

/** The text of a file, or the end of the command with 66. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandFailure(EXIT.noFile, `cannot read ${file}: ${reasonOf(error)}`, { file });
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
