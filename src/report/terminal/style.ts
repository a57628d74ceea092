import picocolors from "picocolors";
import type { Verdict } from "../../certificate/verdict.ts";

/** Whether to colour what is printed. */
export interface Style {
  readonly colour: boolean;
}

/** A verdict as the tables show it. The word alone carries the meaning; colour only helps the eye. */
export function verdictWord(verdict: Verdict, { colour }: Style): string {
  const paint = picocolors.createColors(colour);
  switch (verdict) {
    case "proved":
      return paint.green("PROVED");
    case "refuted":
      return paint.red("REFUTED");
    case "not-proved":
      return paint.yellow("NOT PROVED");
    case "no-bound":
      return paint.yellow("NO BOUND");
  }
}

export function heading(text: string, { colour }: Style): string {
  return picocolors.createColors(colour).bold(text);
}

export function faint(text: string, { colour }: Style): string {
  return picocolors.createColors(colour).dim(text);
}
