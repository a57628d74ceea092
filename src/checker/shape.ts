/** Strict readers of JSON: a key too many or too few, or a value of another form, is a refusal that names the place. */
import type { Json } from "./canonical.ts";
import { Refusal } from "./ledger.ts";

/** Digits of a number, beyond which it is not even read. */
const MOST_DIGITS = 1_000;

export type Fields = { readonly [key: string]: Json };

/** An object with exactly these keys; a key that ends with `?` may be missing. */
export function record(value: Json | undefined, at: string, keys: string): Fields {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new Refusal(at, "is not an object");
  const known = keys.split(" ");
  const names = known.map((key) => key.replace("?", ""));
  const unknown = Object.keys(value).find((key) => !names.includes(key));
  if (unknown !== undefined) throw new Refusal(at, `has the unknown key "${unknown.slice(0, 40)}"`);
  const missing = known.find((key) => !key.endsWith("?") && !Object.hasOwn(value, key));
  if (missing !== undefined) throw new Refusal(at, `has no "${missing}"`);
  return value as Fields;
}

export function list<T>(value: Json | undefined, at: string, read: (each: Json, at: string) => T): T[] {
  if (!Array.isArray(value)) throw new Refusal(at, "is not a list");
  return value.map((each: Json, index) => read(each, `${at}[${index}]`));
}

/** A list of exactly `count` values. */
export function tuple(value: Json | undefined, at: string, count: number): bigint[] {
  const values = list(value, at, natural);
  if (values.length !== count) throw new Refusal(at, `does not hold ${count} numbers`);
  return values;
}

export function text(value: Json | undefined, at: string): string {
  if (typeof value !== "string") throw new Refusal(at, "is not a text");
  return value;
}

export function oneOf<T extends string>(value: Json | undefined, at: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Refusal(at, `is none of ${words.join(", ")}`);
  return found;
}

export function flag(value: Json | undefined, at: string): boolean {
  if (typeof value !== "boolean") throw new Refusal(at, "is neither true nor false");
  return value;
}

export function integer(value: Json | undefined, at: string): bigint {
  if (typeof value !== "string" || value.length > MOST_DIGITS || !/^(0|-?[1-9][0-9]*)$/.test(value))
    throw new Refusal(at, `is not an integer of at most ${MOST_DIGITS} digits in a string`);
  return BigInt(value);
}

export function natural(value: Json | undefined, at: string): bigint {
  const found = integer(value, at);
  if (found < 0n) throw new Refusal(at, "is negative");
  return found;
}

export function positive(value: Json | undefined, at: string): bigint {
  const found = integer(value, at);
  if (found <= 0n) throw new Refusal(at, "is not positive");
  return found;
}

/** What `read` makes of the value, or null where the value is null. */
export function optional<T>(
  value: Json | undefined,
  at: string,
  read: (value: Json | undefined, at: string) => T,
): T | null {
  return value === null ? null : read(value, at);
}
