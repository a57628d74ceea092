/**
 * The errors that hyperbound throws on purpose.
 *
 * Three kinds of outcome never share a mechanism:
 *  - a *verdict* (also an inconclusive one) is a returned value, never an error;
 *  - a *user's mistake* is an `InputError` or one of its subclasses;
 *  - a *bug* of hyperbound is an `AssertionFailure`, caught by nobody below the command line.
 */
export abstract class HyperboundError extends Error {
  abstract override readonly name: string;
}

/** A value handed to the library that cannot be meant: a negative period, a number that is not exact, an unknown unit. */
export class InputError extends HyperboundError {
  override readonly name: string = "InputError";
}

/** A statement that the code relies on turned out false: a bug in hyperbound, to be reported. */
export class AssertionFailure extends HyperboundError {
  override readonly name = "AssertionFailure";
}
