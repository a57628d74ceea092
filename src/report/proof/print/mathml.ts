/** Formulas as MathML, made from TeX when the report is printed: a browser needs no script for them. The door to temml. */
import { escapeXml } from "../../simulation/svg.ts";
import type { Notation } from "../model/document.ts";

export type Typeset = (notation: Notation, display: boolean) => string;

export async function loadTypesetting(): Promise<Typeset> {
  const { default: temml } = await import("temml");
  const known = new Map<string, string>();
  return ({ tex, text }, display) => {
    const key = `${display}${tex}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // Inline in any case: a display formula neither begins at the left nor breaks into lines.
    const options = { throwOnError: true, xml: true, wrap: "tex" as const };
    const markup = temml
      .renderToString(display ? `\\displaystyle ${tex}` : tex, options)
      .replace(/^<math/, `<math aria-label="${escapeXml(text)}"`);
    known.set(key, markup);
    return markup;
  };
}
