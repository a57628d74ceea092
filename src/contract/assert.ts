import { AssertionFailure } from "./errors.ts";

/** States a fact that must hold if hyperbound is right; a failure is a bug, never a user's mistake. */
export function assert(condition: boolean, fact: string): asserts condition {
  if (!condition) throw new AssertionFailure(`this should always hold: ${fact}`);
}

/** Marks the branch that the compiler has proved dead: adding a kind to a union turns every such place red. */
export function unreachable(value: never): never {
  throw new AssertionFailure(`unexpected kind: ${JSON.stringify(value)}`);
}

/** Returns a value that must be there. */
export function present<T>(value: T | null | undefined, fact: string): T {
  if (value === null || value === undefined)
    throw new AssertionFailure(`this should always be there: ${fact}`);
  return value;
}
