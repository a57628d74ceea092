/**
 * The canonical form of JSON that certificates are written and hashed in: keys in code-unit order, no white space, no
 * numbers (every quantity is a string). A file must be its own canonical form, byte for byte: that alone shuts out
 * repeated keys, numbers that a reader could round, and two spellings of one certificate.
 */
import { createHash } from "node:crypto";
import { Refusal } from "./ledger.ts";

export type Json = null | boolean | string | readonly Json[] | { readonly [key: string]: Json };

/** Letters of a certificate, and levels of nesting, beyond which nothing is read. */
const LONGEST_TEXT = 1 << 26;
const DEEPEST = 16;

/** The canonical text of a value. Throws `Refusal` for what no certificate may hold. */
export function canonical(value: unknown, depth = 0): string {
  if (depth > DEEPEST) throw new Refusal("the file", `is nested more than ${DEEPEST} levels deep`);
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each, depth + 1)).join(",")}]`;
  if (typeof value !== "object")
    throw new Refusal("the file", `holds a bare ${typeof value}: quantities are strings`);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each, depth + 1)}`).join(",")}}`;
}

/** The value of a text in canonical form, perhaps with a line end; null where it is no JSON at all. */
export function readCanonical(text: string): Json | null {
  if (text.length > LONGEST_TEXT) throw new Refusal("the file", `is longer than ${LONGEST_TEXT} letters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  if (canonical(value) !== body)
    throw new Refusal("the file", "is not in canonical form (keys sorted and once each, no white space)");
  return value as Json;
}

export function sha256(value: unknown): string {
  return `sha256:${createHash("sha256").update(canonical(value)).digest("hex")}`;
}
