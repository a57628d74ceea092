/**
 * Formulas that are computed and printed from one expression: mathjs reads it, evaluates it on fractions, and its tree is
 * printed, so that the formula on the page is the one that gave the number. This is the report's door to mathjs.
 */
import type { MathNode, PrintOptions } from "mathjs/lib/browser/math.js";
import { Rational } from "../../numeric/rational.ts";
import type { Notation } from "./model/document.ts";

/** A formula with numbers put in, and what it comes to. */
export interface Computed extends Notation {
  readonly value: Rational;
}

export interface Formulas {
  /** An expression with numbers only, printed and evaluated exactly. */
  readonly computed: (expression: string) => Computed;
  /** An expression with letters, printed only. */
  readonly symbolic: (expression: string) => Notation;
}

/** mathjs takes a second to load and a while to set up: once is enough. */
let loaded: Promise<Reader> | null = null;

interface Reader {
  parse(text: string): MathNode;
}

async function loadMath(): Promise<Reader> {
  const { default: mathjs } = await import("mathjs/lib/browser/math.js");
  return mathjs.create({ number: "Fraction" });
}

export async function loadFormulas(): Promise<Formulas> {
  loaded ??= loadMath();
  const math = await loaded;
  const known = new Map<string, Computed>();
  return {
    symbolic: (expression) => printed(math.parse(expression)),
    computed: (expression) => {
      const before = known.get(expression);
      if (before !== undefined) return before;
      const node = math.parse(expression);
      const { s, n, d } = node.evaluate() as { s: bigint; n: bigint; d: bigint };
      const computed = { ...printed(node), value: Rational.of(s * n, d) };
      known.set(expression, computed);
      return computed;
    },
  };
}

function printed(node: MathNode): Notation {
  const text = node.toString({ parenthesis: "auto", handler: inText }).replaceAll(" * ", "·");
  const tex = node.toTex({ parenthesis: "auto", handler: inTex }).replaceAll(/\s+/g, " ").trim();
  return { text: text.replaceAll(" - ", " − ").replaceAll("<=", "≤").replaceAll(">=", "≥"), tex };
}

type Print = (child: MathNode, options: PrintOptions) => string;

const inText = (node: MathNode, options: PrintOptions): string | undefined =>
  shown(node, options, (child) => child.toString(options), {
    ceil: (x) => `⌈${x}⌉`,
    floor: (x) => `⌊${x}⌋`,
    sum: (x, over) => `Σ${over === undefined ? "" : `_${over}`} ${x}`,
    mod: (x, y) => `(${x}) mod ${y}`,
    call: (name, all) => `${inLetters(name)}(${all.join(", ")})`,
    name: inLetters,
  });

const inTex = (node: MathNode, options: PrintOptions): string | undefined =>
  shown(node, options, (child) => child.toTex(options), {
    ceil: (x) => `\\left\\lceil ${x}\\right\\rceil `,
    floor: (x) => `\\left\\lfloor ${x}\\right\\rfloor `,
    sum: (x, over) => `\\sum_{${over ?? ""}} ${x}`,
    mod: (x, y) => `\\left(\\left(${x}\\right)\\bmod ${y}\\right)`,
    call: (name, all) => `${symbolOf(name)}(${all.join(", ")})`,
    name: symbolOf,
  });

/** A name such as `C` or `eta_k`, whose part after the stroke stands below the line. */
const inLetters = (name: string): string => {
  const [stem = "", index] = name.split("_");
  return `${GREEK[stem] ?? stem}${index === undefined ? "" : `_${index}`}`;
};

const symbolOf = (name: string): string => {
  const [stem = "", index] = name.split("_");
  const letter = stem in GREEK ? `\\${stem} ` : stem.length > 1 ? `\\mathrm{${stem}}` : stem;
  return index === undefined
    ? ` ${letter}`
    : ` ${letter}_{${index.length > 1 ? `\\mathrm{${index}}` : index}}`;
};

const GREEK: Readonly<Record<string, string>> = { lambda: "λ", eta: "η", sigma: "σ", delta: "δ" };

interface Style {
  readonly ceil: (x: string) => string;
  readonly floor: (x: string) => string;
  readonly sum: (x: string, over?: string) => string;
  readonly mod: (x: string, y: string) => string;
  readonly call: (name: string, all: readonly string[]) => string;
  readonly name: (name: string) => string;
}

/** What mathjs would print in another way than mathematicians do; undefined leaves it to mathjs. */
function shown(node: MathNode, options: PrintOptions, print: Print, style: Style): string | undefined {
  if (node.type === "ConstantNode") return String(node.value.s * node.value.n);
  if (node.type === "SymbolNode") return style.name(node.name);
  if (node.type !== "FunctionNode") return undefined;
  const all = node.args.map((each) => print(each, options));
  const [first = "", second = ""] = all;
  switch (node.fn.name) {
    case "ceil":
      return style.ceil(first);
    case "floor":
      return style.floor(first);
    case "mod":
      return style.mod(first, second);
    case "sum":
      return style.sum(first, all[1]);
    default:
      return style.call(node.fn.name ?? "", all);
  }
}

/** Formulas and signs in a row, such as 12 = 3·4 ≤ 20. */
export function chain(...parts: readonly (Notation | string | bigint)[]): Notation {
  const one = (part: Notation | string | bigint): Notation =>
    typeof part === "object" ? part : { text: String(part), tex: TEX_SIGNS[String(part)] ?? String(part) };
  const all = parts.map(one);
  return { text: all.map(({ text }) => text).join(" "), tex: all.map(({ tex }) => tex).join(" ") };
}

/** A formula and what it comes to; once where it is a number already. */
export const evaluated = (formula: Computed): Notation =>
  formula.text === String(formula.value) ? formula : chain(formula, "=", String(formula.value));

/** Words in a formula. */
export const words = (text: string): Notation => ({ text, tex: `\\text{${text}}` });

const TEX_SIGNS: Readonly<Record<string, string>> = { "≤": "\\le ", "≥": "\\ge ", ">": ">", "=": "=" };
