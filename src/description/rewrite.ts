import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { InputError } from "../contract/errors.ts";
import type { Rational } from "../numeric/rational.ts";
import { secondsIn, TIME_UNITS, type TimeUnit } from "../numeric/unit.ts";
import { type Path, showPath } from "./path.ts";
import { BARE } from "./times.ts";

/** A new value in a description: a time, or the windows of a table. */
export type Change =
  | {
      readonly kind: "time";
      readonly path: Path;
      readonly seconds: Rational;
      /** What to do where the key is not there; by default that is an error. */
      readonly absent?: "leave" | { readonly insertBefore: string };
    }
  | { readonly kind: "word"; readonly path: Path; readonly word: string }
  | { readonly kind: "windows"; readonly path: Path; readonly windows: readonly WindowChange[] };

export interface WindowChange {
  readonly vm: string;
  /** In seconds. */
  readonly start: Rational;
  readonly length: Rational;
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The text with new values, every other byte as it was: comments, quotes, order and layout. A time keeps the unit and the
 * quotes of the one that it replaces. Throws `InputError` where a value has an anchor or stands behind an alias: others share it.
 */
export function rewrite(text: string, changes: readonly Change[], unit: TimeUnit): string {
  const document = parseDocument(text, { version: "1.2", uniqueKeys: false });
  const layout = new Layout(text, unit);
  const splices = changes.flatMap((change) => spliceOf(change, document.contents, layout) ?? []);
  return splices
    .sort((a, b) => b.from - a.from || b.to - a.to)
    .reduce((now, { from, to, text: value }) => now.slice(0, from) + value + now.slice(to), text);
}

/** How the text writes things. */
class Layout {
  readonly text: string;
  readonly unit: TimeUnit;
  readonly json: boolean;
  readonly newline: string;

  constructor(text: string, unit: TimeUnit) {
    this.text = text;
    this.unit = unit;
    this.json = text.trimStart().startsWith("{") && isJson(text);
    this.newline = text.includes("\r\n") ? "\r\n" : "\n";
  }

  /** A time in the way of another, with its unit and its quotes. */
  time(seconds: Rational, like: Scalar): string {
    const written = String(like.source ?? like.value);
    const bare = BARE.test(written);
    const word = /([A-Za-zµμ]+)\s*$/.exec(written)?.[1];
    const unit = TIME_UNITS.find((each) => each === word) ?? this.unit;
    const value = numberText(secondsIn(unit, seconds));
    const quote = quoteOf(like);
    const fraction = value.includes("/");
    return inQuotes(
      bare ? value : `${value} ${unit}`,
      quote === "" && this.json && (!bare || fraction) ? '"' : quote,
    );
  }

  /** The white space before the first letter of the line that holds an offset, up to that offset. */
  indentAt(offset: number): string {
    const line = this.text.slice(this.text.lastIndexOf("\n", offset - 1) + 1, offset);
    return line.replace(/[^\s]/g, " ");
  }
}

function spliceOf(change: Change, root: unknown, layout: Layout): Splice | null {
  switch (change.kind) {
    case "word": {
      const scalar = scalarAt(root, change.path);
      return replaced(scalar, inQuotes(change.word, quoteOf(scalar)));
    }
    case "windows":
      return windowsSplice(nodeAt(root, change.path), change, layout);
    case "time": {
      const { path, seconds, absent } = change;
      if (absent !== undefined && nodeAt(root, path) === undefined) {
        return absent === "leave"
          ? null
          : insertion(nodeAt(root, path.slice(0, -1)), change, absent.insertBefore, layout);
      }
      const scalar = scalarAt(root, path);
      return replaced(scalar, layout.time(seconds, scalar));
    }
  }
}

/** A new key before a sibling, written as that one is. */
function insertion(
  map: unknown,
  { path, seconds }: Extract<Change, { kind: "time" }>,
  before: string,
  layout: Layout,
): Splice {
  const pair = isMap(map) ? pairOf(map, before) : undefined;
  if (!isMap(map) || pair === undefined || !isScalar(pair.key) || !isScalar(pair.value))
    throw unwritable(path);
  const at = startOf(pair.key, path);
  const key = inQuotes(String(path.at(-1)), quoteOf(pair.key));
  const entry = `${key}: ${layout.time(seconds, pair.value)}`;
  const separator = map.flow === true ? ", " : layout.newline + layout.indentAt(at);
  return { from: at, to: at, text: entry + separator };
}

/** The list of windows written anew, in its style: a line per window, or all in one. */
function windowsSplice(
  list: unknown,
  { path, windows }: Extract<Change, { kind: "windows" }>,
  layout: Layout,
): Splice {
  if (!isSeq(list)) throw unwritable(path);
  const [first] = list.items;
  const like = isMap(first) ? scalarIn(first, ["length", "start"]) : null;
  if (like === null) throw unwritable(path);
  const name = isMap(first) ? scalarIn(first, ["vm"]) : null;
  const key = isMap(first) ? quoteOf(first.items[0]?.key as Scalar) : "";
  const label = (word: string): string => inQuotes(word, key);
  const entries = windows.map(({ vm, start, length }) => {
    const owner = inQuotes(vm, name === null ? '"' : quoteOf(name) || plainOrQuoted(vm));
    return `{ ${label("vm")}: ${owner}, ${label("start")}: ${layout.time(start, like)}, ${label("length")}: ${layout.time(length, like)} }`;
  });
  const from = startOf(list, path);
  const last = list.items.at(-1) as Node | undefined;
  if (list.flow === true) {
    const to = list.range?.[1] ?? from;
    const lines = layout.text.slice(from, to).includes("\n");
    const indent = layout.newline + layout.indentAt(startOf(first, path));
    return {
      from,
      to,
      text: lines ? flowLines(entries, layout.text.slice(from, to), indent) : `[${entries.join(", ")}]`,
    };
  }
  const end = endOf(last) ?? from;
  const kept = layout.text.slice(from, end).trimEnd();
  const joint = `${layout.newline}${layout.indentAt(from)}- `;
  return { from, to: from + kept.length, text: `- ${entries.join(joint)}` };
}

/** Where the last letter of a node stands; the range of a block map goes on through the comment behind it. */
function endOf(node: unknown): number | null {
  if (isMap(node) && node.flow !== true) return endOf(node.items.at(-1)?.value);
  return isNode(node) ? (node.range?.[1] ?? null) : null;
}

/** A flow list of several lines: what stood before its first and after its last window stays. */
function flowLines(entries: readonly string[], written: string, indent: string): string {
  const opening = /^\[\s*/.exec(written)?.[0] ?? "[";
  const closing = /\s*\]$/.exec(written)?.[0] ?? "]";
  return opening + entries.join(`,${indent}`) + closing;
}

function nodeAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((node, step) => {
    const next = isMap(node) ? pairOf(node, step)?.value : undefined;
    if (isAlias(next) || (isNode(next) && isAnchored(next))) throw unwritable(path);
    return next;
  }, root);
}

function isAnchored(node: Node): boolean {
  return "anchor" in node && node.anchor !== undefined;
}

function scalarAt(root: unknown, path: Path): Scalar {
  const node = nodeAt(root, path);
  if (!isScalar(node)) throw unwritable(path);
  return node;
}

function pairOf(map: YAMLMap, key: unknown): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function scalarIn(map: YAMLMap, keys: readonly string[]): Scalar | null {
  const found = keys.map((key) => pairOf(map, key)?.value).find((value) => isScalar(value));
  return isScalar(found) ? found : null;
}

function replaced(scalar: Scalar, text: string): Splice {
  const [from, to] = scalar.range ?? [0, 0];
  return { from, to, text };
}

function startOf(node: unknown, path: Path): number {
  const start = (isScalar(node) || isSeq(node) || isMap(node)) && node.range ? node.range[0] : null;
  if (start === null) throw unwritable(path);
  return start;
}

function quoteOf({ type }: Scalar): string {
  return type === "QUOTE_DOUBLE" ? '"' : type === "QUOTE_SINGLE" ? "'" : "";
}

function inQuotes(text: string, quote: string): string {
  if (quote === '"') return JSON.stringify(text);
  return quote === "'" ? `'${text.replaceAll("'", "''")}'` : text;
}

/** The quotes that a name needs in a flow map. */
function plainOrQuoted(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) && !/^(?:true|false|null)$/i.test(name) ? "" : '"';
}

/** As a decimal where it is a short one, otherwise as a fraction. */
function numberText(value: Rational): string {
  for (let digits = 0; digits <= MOST_DIGITS; digits++) {
    const scaled = value.numerator * 10n ** BigInt(digits);
    if (scaled % value.denominator !== 0n) continue;
    const text = (scaled / value.denominator).toString().padStart(digits + 1, "0");
    return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  }
  return value.toString();
}

/** More decimals than these are read more easily as a fraction. */
const MOST_DIGITS = 9;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function unwritable(path: Path): InputError {
  return new InputError(
    `${showPath(path)} cannot be put back into the file: write it out in its place, without an anchor or an alias`,
  );
}
