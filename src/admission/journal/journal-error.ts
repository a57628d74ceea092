import { HyperboundError } from "../../contract/errors.ts";
import type { InterruptSource } from "../../model/interrupt.ts";

export type JournalProblem =
  /** A record does not match its digest, or says what no record can say. */
  | "corrupted"
  /** Written by a version of the format that this one does not know. */
  | "other-version"
  /** Written for another system. */
  | "other-system"
  /** The file cannot be read or written. */
  | "unwritable";

/** A journal that nothing may be admitted by. What was intact before the problem can still be read. */
export class JournalError extends HyperboundError {
  override readonly name = "JournalError";
  readonly problem: JournalProblem;
  /** The byte at which the first record that is not intact starts; null where that is not the problem. */
  readonly at: number | null;
  /** The sources that the intact records before it have admitted and not released. */
  readonly intact: readonly InterruptSource[];

  constructor(
    problem: JournalProblem,
    message: string,
    {
      at = null,
      intact = [],
    }: { readonly at?: number | null; readonly intact?: readonly InterruptSource[] } = {},
  ) {
    super(message);
    this.problem = problem;
    this.at = at;
    this.intact = intact;
  }
}
