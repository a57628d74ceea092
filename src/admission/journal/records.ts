/**
 * An append-only text of records, each on a line of its own behind a digest that is chained to the one before:
 *   digest(n) = SHA-256(digest(n − 1) ‖ payload(n)), digest(0) = 64 zeros.
 * Whoever writes it and is killed leaves a prefix. So a last line that does not end was never committed, and is dropped; a
 * line that ends and does not match its digest was damaged, and so is everything behind it.
 */
import { createHash } from "node:crypto";

/** What precedes the first record. */
export const START: string = "0".repeat(64);
const NEWLINE = 10;
const DIGEST = 64;

/** The bytes of a record behind the one with the digest `previous`, and its own digest. */
export function encodeRecord(
  payload: string,
  previous: string,
): { readonly line: Uint8Array; readonly digest: string } {
  const digest = digestOf(previous, Buffer.from(payload));
  return { line: Buffer.from(`${digest} ${payload}\n`), digest };
}

export interface Recovered {
  /** The payloads of all records that are whole, in order. */
  readonly payloads: readonly string[];
  /** The digest of the last of them. */
  readonly digest: string;
  /** How many bytes they take. */
  readonly length: number;
  /** Where the first damaged record starts; null where there is none. Bytes behind `length` were then never committed. */
  readonly damagedAt: number | null;
}

/** The records behind a place where the digest is known: by default, all of them. */
export function recoverRecords(
  bytes: Uint8Array,
  since: Pick<Recovered, "digest" | "length"> = { digest: START, length: 0 },
): Recovered {
  const payloads: string[] = [];
  let { digest, length } = since;
  for (;;) {
    const end = bytes.indexOf(NEWLINE, length);
    const line = Buffer.from(bytes.subarray(length, end === -1 ? bytes.length : end));
    const next = payloadOf(line, digest);
    if (end === -1) {
      // Only a damaged line end leaves something behind a payload that is whole.
      const damaged = payloadOf(line.subarray(0, -1), digest) !== null && next === null;
      return { payloads, digest, length, damagedAt: damaged ? length : null };
    }
    if (next === null) return { payloads, digest, length, damagedAt: length };
    payloads.push(next.payload);
    digest = next.digest;
    length = end + 1;
  }
}

/** Null where the line does not match its digest. */
function payloadOf(
  line: Buffer,
  previous: string,
): { readonly payload: string; readonly digest: string } | null {
  if (line.length <= DIGEST || line[DIGEST] !== 32) return null;
  const written = line.subarray(0, DIGEST).toString("latin1");
  const payload = line.subarray(DIGEST + 1);
  const digest = digestOf(previous, payload);
  return written === digest ? { payload: payload.toString("utf8"), digest } : null;
}

function digestOf(previous: string, payload: Uint8Array): string {
  return createHash("sha256").update(previous).update(payload).digest("hex");
}
