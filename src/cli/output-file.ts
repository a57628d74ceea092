import { closeSync, ftruncateSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";

/** Text is handed to the system in pieces of about this many letters. */
const PIECE = 1 << 16;

/**
 * A file that appears under its name only when it is complete: until then it grows beside it, with the ending `.part`.
 * Opened before the work starts, so that a path that cannot be written is told at once.
 */
export class OutputFile {
  readonly #path: string;
  /** Where the text goes first: the path itself for a device or a pipe. */
  readonly #part: string;
  readonly #descriptor: number;
  #pending = "";
  #open = true;

  /** @throws CommandFailure with exit code 73 where the file cannot be written. */
  constructor(path: string) {
    this.#path = path;
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw cannotWrite(path, "it is a directory");
    this.#part = there === undefined || there.isFile() ? `${path}.part` : path;
    // Appending, so that what is written after a restart begins at the new end.
    this.#descriptor = attempt(path, () => openSync(this.#part, "a"));
    this.restart();
  }

  /** Text, or the bytes of a file that is none. */
  write(content: string | Uint8Array): void {
    if (typeof content !== "string") {
      this.#flush();
      attempt(this.#path, () => writeFileSync(this.#descriptor, content));
      return;
    }
    this.#pending += content;
    if (this.#pending.length >= PIECE) this.#flush();
  }

  /** Forgets what has been written so far; a device or a pipe cannot. */
  restart(): void {
    this.#pending = "";
    if (this.#part !== this.#path) attempt(this.#path, () => ftruncateSync(this.#descriptor));
  }

  /** The file is complete. */
  keep(): void {
    this.#flush();
    this.#close();
    if (this.#part !== this.#path) attempt(this.#path, () => renameSync(this.#part, this.#path));
  }

  /** Nothing is left of it. Does nothing to a file that has been kept. */
  discard(): void {
    if (!this.#open) return;
    this.#close();
    if (this.#part !== this.#path) rmSync(this.#part, { force: true });
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = "";
    attempt(this.#path, () => writeFileSync(this.#descriptor, text));
  }

  #close(): void {
    this.#open = false;
    closeSync(this.#descriptor);
  }
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw cannotWrite(path, reasonOf(error));
  }
}

function cannotWrite(path: string, reason: string): CommandFailure {
  return new CommandFailure(EXIT.cannotWrite, `cannot write ${path}: ${reason}`, { file: path });
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
      return "there is no such folder";
    case "EACCES":
    case "EROFS":
      return "permission denied";
    case "ENOSPC":
      return "the disk is full";
    default:
      return (error as Error).message;
  }
}
