import { InputError } from "../../contract/errors.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System } from "../../model/system.ts";
import { JournalError } from "./journal-error.ts";
import { encodeRecord, recoverRecords, START } from "./records.ts";
import { mapOf, sourceFromRecord, sourceToRecord, textOf } from "./source-record.ts";
import { systemDigest } from "./system-digest.ts";

const FORMAT = "hyperbound-admission";
const VERSION = 1;

export function headerOf(system: System): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, system: systemDigest(system) });
}

export function admission(source: InterruptSource): string {
  return JSON.stringify({ admit: sourceToRecord(source) });
}

export function releaseOf(name: string): string {
  return JSON.stringify({ release: name });
}

export interface Replayed {
  /** Admitted and not released, in the order of their admission. */
  readonly admitted: readonly InterruptSource[];
  /** How many bytes are committed; what follows was being written when the writer was killed. */
  readonly length: number;
  readonly digest: string;
}

/**
 * The state that a journal leads to. An empty one, or one whose first record was never committed, leads to nothing
 * admitted. Throws `JournalError` on any doubt, with what is intact.
 */
export function replay(bytes: Uint8Array, system: System): Replayed {
  const { payloads, digest, length, damagedAt } = recoverRecords(bytes);
  const [header, ...changes] = payloads;
  if (header !== undefined) checkHeader(header, system);
  else checkBeginning(bytes, system);
  let admitted: readonly InterruptSource[] = [];
  let at = header === undefined ? 0 : lengthOf(header);
  for (const change of changes) {
    try {
      admitted = applied(change, admitted);
    } catch (error) {
      if (!(error instanceof InputError || error instanceof SyntaxError)) throw error;
      throw new JournalError("corrupted", `the record at byte ${at}: ${error.message}`, {
        at,
        intact: admitted,
      });
    }
    at += lengthOf(change);
  }
  if (damagedAt !== null) {
    const message = `the journal is damaged at byte ${damagedAt}, in record ${payloads.length + 1}; the ${payloads.length} records before it are intact`;
    throw new JournalError("corrupted", message, { at: damagedAt, intact: admitted });
  }
  return { admitted, length, digest };
}

/** How many bytes a record with this payload takes; that does not depend on the one before. */
function lengthOf(payload: string): number {
  return encodeRecord(payload, "").line.length;
}

function applied(change: string, admitted: readonly InterruptSource[]): readonly InterruptSource[] {
  const { admit, release } = mapOf(JSON.parse(change), ["admit", "release"]);
  if ((admit === undefined) === (release === undefined)) {
    throw new InputError("a record admits one source or releases one");
  }
  if (admit !== undefined) {
    const source = sourceFromRecord(admit);
    if (admitted.some(({ name }) => name === source.name))
      throw new InputError(`${source.name} is admitted twice`);
    return [...admitted, source];
  }
  const name = textOf(release);
  if (!admitted.some((source) => source.name === name))
    throw new InputError(`${name} is released but was never admitted`);
  return admitted.filter((source) => source.name !== name);
}

/** Without a whole record the file must be the beginning of one of ours: nothing else may be cut off. */
function checkBeginning(bytes: Uint8Array, system: System): void {
  const { line } = encodeRecord(headerOf(system), START);
  if (bytes.length < line.length && Buffer.compare(line.subarray(0, bytes.length), bytes) === 0) return;
  throw new JournalError(
    "corrupted",
    "this is no journal of admissions for this system, not even one cut short",
    {
      at: 0,
    },
  );
}

function checkHeader(header: string, system: System): void {
  let read: Readonly<Record<string, unknown>>;
  try {
    read = mapOf(JSON.parse(header), ["format", "version", "system"]);
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SyntaxError)) throw error;
    throw new JournalError("other-version", `this is no journal of admissions: ${error.message}`);
  }
  if (read["format"] !== FORMAT || read["version"] !== VERSION) {
    const found = `${String(read["format"])} ${String(read["version"])}`;
    throw new JournalError("other-version", `the journal is ${found}; this reads ${FORMAT} ${VERSION} only`);
  }
  if (read["system"] !== systemDigest(system)) {
    throw new JournalError(
      "other-system",
      "the journal belongs to another system: what it admitted was not decided for this one",
    );
  }
}
