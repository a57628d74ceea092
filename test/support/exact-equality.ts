import { expect } from "vitest";
import { Rational } from "../../src/numeric/rational.ts";

/**
 * `toEqual` and `toMatchObject` compare what can be seen of objects, and of a Rational nothing can: without this any two
 * of them, and any two quantities made of them, would be equal.
 */
expect.addEqualityTesters([
  (a: unknown, b: unknown): boolean | undefined =>
    a instanceof Rational && b instanceof Rational ? a.equals(b) : undefined,
]);
