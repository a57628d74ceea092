/**
 * What a tick test answers: `true` (every deadline is met, always), `false` (some legal release pattern and supply miss
 * one), or "undetermined" where the step limit was passed first. Never a guess.
 */
export type TickVerdict = boolean | "undetermined";

/** Steps (one task visited once) that a test on doubles may take by default; some tenths of a second. */
export const DEFAULT_STEPS = 200_000_000;

/** A step on `bigint`s costs about as much as this many steps on doubles. */
export const BIGINT_STEP = 64;
