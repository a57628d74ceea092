import * as z from "zod";
import { nearest } from "../nearest.ts";

/** A time as it is written: text with a unit or an expression; a bare number only where `timeUnit` is declared. */
export type TimeText = string | number;

/** What every key tells the reader: one line, an example, and what holds where it is left out. */
export interface About {
  readonly description: string;
  readonly example: string | number | boolean | object;
  readonly default?: string | number | boolean;
}

/*
 * The `error` of a leaf completes the sentence "write …": the issue reader puts the key and the value before it
 * (schema-issues.ts).
 */

export function time(about: About): z.ZodType<TimeText> {
  return z
    .union([z.string(), z.number()], { error: () => `a time with a unit, such as \`${about.example}\`` })
    .meta(meta(about));
}

/** A share of the processor. */
export function share(about: About): z.ZodType<TimeText> {
  return z
    .union([z.string(), z.number()], { error: () => `a share from 0 to 1, such as \`${about.example}\`` })
    .meta(meta(about));
}

/** Free text on one line. */
export function text(about: About): z.ZodType<string> {
  const say = { error: (): string => `a text, such as \`${about.example}\`` };
  return z.string(say).min(1, say).meta(meta(about));
}

export function integer(from: 0 | 1, about: About): z.ZodType<number> {
  const say = { error: (): string => `an integer from ${from}, such as \`${about.example}\`` };
  return z.int(say).min(from, say).meta(meta(about));
}

/** One of a closed list of words. */
export function word<const W extends string>(words: readonly W[], about: About): z.ZodType<W> {
  return z
    .enum(words as readonly [W, ...W[]], {
      error: ({ input }) => suggestion(input, words) ?? `one of ${words.join(", ")}`,
    })
    .meta(meta(about));
}

/** A map with these keys and no others; about unknown keys it says just which keys are known. */
export function keys<S extends z.core.$ZodLooseShape>(
  shape: S,
  about: About,
): z.ZodObject<S, z.core.$strict> {
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? Object.keys(shape).join(", ")
          : `a map with ${Object.keys(shape).join(", ")}`,
    })
    .meta(meta(about));
}

/** A map from names that the user chooses. */
export function byName<T>(value: z.ZodType<T>, about: About): z.ZodType<Record<string, T>> {
  return z
    .record(z.string(), value, { error: () => "a map from names, such as `name: { … }`" })
    .meta(meta(about));
}

export function list<T>(item: z.ZodType<T>, about: About): z.ZodType<T[]> {
  return z.array(item, { error: () => "a list, such as `[ … ]`" }).meta(meta(about));
}

/** A list, or the name of a file that holds it. */
export function listOrFile<T>(item: z.ZodType<T>, about: About): z.ZodType<T[] | string> {
  return z
    .union([z.array(item), z.string()], { error: () => "a list, such as `[ … ]`, or the name of a file" })
    .meta(meta(about));
}

/** What every suggestion begins with, in place of what to write. */
export const DID_YOU_MEAN = "did you mean";

/** The word that is probably meant; null where none is near. */
export function suggestion(input: unknown, words: readonly string[]): string | null {
  const best = typeof input === "string" ? nearest(input, words) : null;
  return best === null ? null : `${DID_YOU_MEAN} \`${best}\`?`;
}

export function meta(about: About): z.core.GlobalMeta {
  return {
    description: about.description,
    examples: [about.example],
    ...(about.default === undefined ? {} : { default: about.default }),
  };
}
