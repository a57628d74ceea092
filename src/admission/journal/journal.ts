import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System } from "../../model/system.ts";
import { AdmissionController, type ChangeLog, type ControllerOptions } from "../online/controller.ts";
import { JournalError } from "./journal-error.ts";
import { encodeRecord, START } from "./records.ts";
import { admission, headerOf, type Replayed, releaseOf, replay } from "./replay.ts";

/**
 * The file of a controller's changes. A change is on the disk (fsync) before it is made, so that a journal killed at any
 * byte replays to the last change that was made, or to the one that was just about to be. One process at a time writes it.
 */
export class AdmissionJournal implements ChangeLog {
  /** What had been admitted, and not released, when the journal was opened. */
  readonly admitted: readonly InterruptSource[];
  readonly #path: string;
  readonly #descriptor: number;
  #digest: string;
  #length: number;
  /** Once a write has failed nobody knows what is on the disk. */
  #broken = false;

  /**
   * Opens the journal of a system, or starts one. What was not committed at its end is cut off.
   * Throws `JournalError` on any doubt, and then leaves the file as it is.
   */
  constructor(path: string, system: System) {
    this.#path = path;
    const { admitted, digest, length } = readJournal(path, system);
    this.admitted = admitted;
    this.#digest = digest;
    this.#length = length;
    mkdirSync(dirname(resolve(path)), { recursive: true });
    this.#descriptor = this.#attempt(() => openSync(path, "a"));
    this.#attempt(() => ftruncateSync(this.#descriptor, length));
    if (length === 0) {
      this.#append(headerOf(system));
      this.#attempt(() => syncFolder(dirname(resolve(path))));
    }
  }

  admit(source: InterruptSource): void {
    this.#append(admission(source));
  }

  release(name: string): void {
    this.#append(releaseOf(name));
  }

  close(): void {
    this.#broken = true;
    closeSync(this.#descriptor);
  }

  #append(payload: string): void {
    if (this.#broken) throw new JournalError("unwritable", `${this.#path} can no longer be written`);
    const { line, digest } = encodeRecord(payload, this.#digest);
    this.#attempt(() => {
      for (let done = 0; done < line.length; ) done += writeSync(this.#descriptor, line, done);
      fsyncSync(this.#descriptor);
    });
    this.#digest = digest;
    this.#length += line.length;
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      this.#broken = true;
      throw new JournalError("unwritable", `cannot write ${this.#path}: ${(error as Error).message}`);
    }
  }
}

/** What a journal says, without opening it for writing. Throws `JournalError`. */
export function readJournal(path: string, system: System): Replayed {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { admitted: [], digest: START, length: 0 };
    throw new JournalError("unwritable", `cannot read ${path}: ${(error as Error).message}`);
  }
  return replay(bytes, system);
}

/**
 * A controller whose changes outlive it. Throws `JournalError` on any doubt about the journal, and `InputError` where what
 * it admitted would not be admitted today.
 */
export function journaledController(
  path: string,
  system: System,
  options: Omit<ControllerOptions, "log" | "admitted"> = {},
): { readonly controller: AdmissionController; readonly journal: AdmissionJournal } {
  const journal = new AdmissionJournal(path, system);
  try {
    const { admitted } = journal;
    return { controller: new AdmissionController(system, { ...options, log: journal, admitted }), journal };
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** The name of a new file is on the disk only once its folder is. */
function syncFolder(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
