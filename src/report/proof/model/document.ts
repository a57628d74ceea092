/** A document as all printers see it: what is said and in which order, not how it looks. */
import type { Drawing } from "./drawing.ts";

/** A formula, once as plain letters and once for TeX and MathML; both say the same. */
export interface Notation {
  readonly text: string;
  readonly tex: string;
}

export type Span =
  | string
  | { readonly kind: "strong" | "code"; readonly text: string }
  | { readonly kind: "math"; readonly notation: Notation }
  /** A place in the same document. */
  | { readonly kind: "reference"; readonly to: string; readonly text: string };

/** One cell, item or paragraph: a span, or several in a row. */
export type Text = Span | readonly Span[];

/** An item of an outline with what stands below it. */
export interface Branch {
  readonly text: Text;
  readonly below: readonly Branch[];
}

export interface Column {
  readonly title: string;
  readonly align: "start" | "end";
  /** Its share of the width of a page, against the other columns. */
  readonly share: number;
}

export type Block =
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Text[] }
  | { readonly kind: "tree"; readonly branches: readonly Branch[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Text[])[];
    }
  /** Display formulas, one per line. */
  | { readonly kind: "formulas"; readonly lines: readonly Notation[] }
  /** A drawing; where nothing can be drawn, the facts that it shows. */
  | {
      readonly kind: "figure";
      readonly caption: string;
      readonly drawing: Drawing;
      readonly facts: readonly string[];
    }
  /** What to type or compare, letter by letter. */
  | { readonly kind: "verbatim"; readonly lines: readonly string[] };

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

export interface Document {
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly Section[];
}

export const strong = (text: string): Span => ({ kind: "strong", text });
export const code = (text: string): Span => ({ kind: "code", text });
export const math = (notation: Notation): Span => ({ kind: "math", notation });
export const reference = (to: string, text: string): Span => ({ kind: "reference", to, text });
export const paragraph = (...text: readonly Span[]): Block => ({ kind: "paragraph", text });

/** The spans of a text. */
export const spansOf = (text: Text): readonly Span[] => (Array.isArray(text) ? text : [text as Span]);

/** Columns from titles; one that begins with `>` holds numbers and is set to the right, and `*3` gives three shares of the width. */
export function columns(...titles: readonly string[]): Column[] {
  return titles.map((each) => {
    const [, right, title = "", share] = /^(>?)(.*?)(?:\*(\d+))?$/.exec(each) ?? [];
    return { title, align: right === ">" ? "end" : "start", share: Number(share ?? 1) };
  });
}
