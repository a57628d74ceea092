import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT: string = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Every file below a folder of the project, as paths relative to the project, sorted. */
export function filesBelow(folder: string, ending = ".ts"): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Every module specifier that a source text imports or re-exports, also dynamically. */
export function importsIn(text: string): string[] {
  return [...text.matchAll(/(?:from\s|import\s*\(?)\s*"([^"\s]+)"/g)].map((match) => match[1] as string);
}
