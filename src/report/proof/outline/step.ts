import type { Notation, Text } from "../model/document.ts";

/** One step of an argument: a sentence, and the formulas that it stands on. */
export interface Step {
  readonly text: Text;
  readonly lines?: readonly Notation[];
}
