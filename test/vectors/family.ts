/** One case of a vector file, as it stands in the JSON: every number is a string, absent values are null. */
export interface VectorCase {
  readonly id: string;
  readonly scale: string;
  readonly input: unknown;
  readonly expect: unknown;
}

/** How one family of vectors is run through the public API. */
export interface VectorFamily {
  readonly name: string;
  /** Null where the answer equals what is expected, otherwise what differs, in one line. */
  run(input: never, expected: never): string | null;
}

/** Compares two JSON-like values exactly; names the first difference. */
export function difference(actual: unknown, expected: unknown, path = ""): string | null {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (actual.length !== expected.length)
      return `${path}: ${actual.length} values, expected ${expected.length}`;
    for (const [index, value] of expected.entries()) {
      const found = difference(actual[index], value, `${path}[${index}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (expected !== null && typeof expected === "object" && actual !== null && typeof actual === "object") {
    for (const [key, value] of Object.entries(expected)) {
      const found = difference(
        (actual as Record<string, unknown>)[key],
        value,
        path === "" ? key : `${path}.${key}`,
      );
      if (found !== null) return found;
    }
    return null;
  }
  return actual === expected
    ? null
    : `${path}: got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`;
}
