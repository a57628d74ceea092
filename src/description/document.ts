import {
  type Alias,
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from "yaml";
import { assert } from "../contract/assert.ts";
import type { IssueCode } from "./description-error.ts";
import type { Path } from "./path.ts";
import { readTokens } from "./tokens.ts";

/** Counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mistake in the text itself, before any of it means something. */
export interface TextMistake extends Position {
  readonly code: IssueCode;
  readonly path: Path;
  readonly message: string;
}

/**
 * The text of a description as plain data. Numbers are safe integers; every other number stays the text that was
 * written, so that nothing passes through a double.
 */
export interface ReadDocument {
  /** Undefined where the text is so wrong that reading on would only echo it. */
  readonly tree: unknown;
  readonly mistakes: readonly TextMistake[];
  /** Where a value stands, or the key before it; the nearest thing around it where there is none. */
  locate(path: Path, part?: "key" | "value"): Position;
}

const MOST_BYTES = 64 * 1024 * 1024;
const DEEPEST = 100;
/** Aliases can make a small text stand for an astronomic tree: this many of their nodes are followed. */
const MOST_ALIASED_NODES = 100_000;

const START: Position = { line: 1, column: 1 };

/** Reads YAML 1.2 or JSON. Duplicate keys, keys other than text, tags and several documents are mistakes. */
export function readDocument(text: string): ReadDocument {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    return refused("the file is larger than 64 MiB: split the system or leave out what is not analysed");
  }
  const lines = new LineCounter();
  const read = readTokens(text, DEEPEST, lines);
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if ("tooDeepAt" in read) return refused(`nested deeper than ${DEEPEST} levels`, position(read.tooDeepAt));
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, version: "1.2" });
  const [document, another] = composer.compose(read.tokens, true, text.length);
  assert(document !== undefined, "a text has at least one document, if only an empty one");
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== "1.2") {
    return refused("descriptions are YAML 1.2: delete the %YAML line");
  }
  if (another !== undefined) {
    const where = position(another.range[0]);
    return refused("a second document starts here: one file describes one system", where);
  }
  if (document.errors.length > 0) {
    const mistakes = document.errors.map((error) => ({
      code: "syntax" as const,
      path: [],
      message: SYNTAX[error.code] ?? lowerFirst(error.message),
      ...position(error.pos[0]),
    }));
    // What follows the first mistake of a text is usually its echo.
    return { tree: undefined, mistakes: mistakes.slice(0, 1), locate: () => START };
  }
  const targets = targetsOf(document);
  const walk = new Walk(targets, position);
  const tree = walk.value(document.contents, []);
  return {
    tree: walk.hopeless ? undefined : tree,
    mistakes: walk.mistakes,
    locate: (path, part = "value") => position(offsetOf(document, targets, path, part)),
  };
}

function refused(message: string, where: Position = START): ReadDocument {
  return {
    tree: undefined,
    mistakes: [{ code: "syntax", path: [], message, ...where }],
    locate: () => START,
  };
}

const SYNTAX: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "a tab cannot indent YAML: use spaces",
};

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** Turns the parsed nodes into plain data and collects what is wrong with the text. */
class Walk {
  readonly mistakes: TextMistake[] = [];
  hopeless = false;
  readonly #targets: Targets;
  readonly #position: (offset: number) => Position;
  #aliased = 0;
  #insideAlias = 0;

  constructor(targets: Targets, position: (offset: number) => Position) {
    this.#targets = targets;
    this.#position = position;
  }

  value(node: unknown, path: Path): unknown {
    if (this.#aliased > MOST_ALIASED_NODES) return null;
    if (this.#insideAlias > 0 && ++this.#aliased > MOST_ALIASED_NODES) {
      return this.#giveUp(node, path, `aliases stand for more than ${MOST_ALIASED_NODES} values`);
    }
    if (isScalar(node)) {
      this.#refuseTag(node, path);
      return plain(node.value, node.source);
    }
    if (node === null || node === undefined) return null;
    if (path.length > DEEPEST) {
      return this.#giveUp(node, path, `nested deeper than ${DEEPEST} levels`);
    }
    if (isMap(node)) return this.#map(node, path);
    if (isSeq(node)) {
      this.#refuseTag(node, path);
      return node.items.map((item, index) => this.value(item, [...path, index]));
    }
    assert(isAlias(node), "a YAML node is a scalar, a map, a list or an alias");
    const target = this.#targets.get(node);
    if (target === undefined)
      return this.#giveUp(node, path, `no anchor &${node.source} stands before this alias`);
    if (isWithin(node, target))
      return this.#giveUp(node, path, `the alias *${node.source} stands inside of what it stands for`);
    this.#insideAlias++;
    const meant = this.value(target, path);
    this.#insideAlias--;
    return meant;
  }

  #map(map: YAMLMap, path: Path): Record<string, unknown> {
    this.#refuseTag(map, path);
    const entries: Record<string, unknown> = {};
    for (const { key, value } of map.items) {
      if (!isScalar(key)) {
        this.#giveUp(isNode(key) ? key : map, path, "a key must be text");
        continue;
      }
      const name = typeof key.value === "string" ? key.value : (key.source ?? "");
      if (/^\d+$/.test(name)) {
        // JavaScript would move it before the other keys, and the order of tasks is part of the model.
        this.#mistake("syntax", key, path, `the key ${name} is a number: write a name, such as \`n${name}\``);
      } else if (typeof key.value !== "string" && name !== "") {
        this.#mistake("syntax", key, path, `the key ${name} is not text: write "${name}"`);
      }
      const here = [...path, name];
      if (name === "" || name === "__proto__") {
        this.#mistake("syntax", key, here, `${name === "" ? "an empty key" : name} cannot be used as a name`);
      } else if (Object.hasOwn(entries, name)) {
        this.#mistake("duplicate-key", key, here, `the key \`${name}\` is given twice: delete one of them`);
      } else {
        entries[name] = this.value(value, here);
      }
    }
    return entries;
  }

  #refuseTag(node: Node, path: Path): void {
    const tag = (node as { tag?: string }).tag;
    if (tag !== undefined && tag !== "tag:yaml.org,2002:str") {
      this.#mistake(
        "syntax",
        node,
        path,
        `the tag ${tag.replace("tag:yaml.org,2002:", "!!")} has no meaning here: delete it`,
      );
    }
  }

  #giveUp(node: unknown, path: Path, message: string): null {
    this.hopeless = true;
    return this.#mistake("syntax", node, path, message);
  }

  #mistake(code: IssueCode, node: unknown, path: Path, message: string): null {
    this.mistakes.push({ code, path, message, ...this.#position(startOf(node) ?? 0) });
    return null;
  }
}

/** A scalar as plain data. `source` is what was written. */
function plain(value: unknown, source: string | undefined): unknown {
  if (typeof value !== "number" && typeof value !== "bigint") return value;
  const written = source ?? String(value);
  return Number.isSafeInteger(value) && /^[+-]?\d+$/.test(written) ? value : written;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

/** What each alias stands for: the last node before it with that anchor. */
type Targets = ReadonlyMap<Alias, Node>;

/** Finds all targets at once; `Alias.resolve` of the yaml package would read the document again for each. */
function targetsOf(document: Document): Targets {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const target = anchored.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  return targets;
}

/** Whether the alias is written inside of what it stands for: then, and only then, it would never end. */
function isWithin(alias: Alias, target: Node): boolean {
  const [offset, end] = [alias.range?.[0] ?? 0, target.range?.[1] ?? 0];
  return (target.range?.[0] ?? 0) <= offset && offset < end;
}

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

/** The offset of the node at `path`. A list is also entered by the `name` of one of its items. */
function offsetOf(document: Document, targets: Targets, path: Path, part: "key" | "value"): number {
  let node: unknown = document.contents;
  let nearest = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = targets.get(node);
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = (node.items as Pair[]).find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) return nearest;
      nearest = startOf(pair.key) ?? nearest;
      if (last && part === "key") return nearest;
      node = pair.value;
    } else if (isSeq(node)) {
      node =
        typeof step === "number"
          ? node.items[step]
          : node.items.find((item) => isMap(item) && item.get("name") === step);
      if (node === undefined) return nearest;
      nearest = startOf(node) ?? nearest;
    } else {
      return nearest;
    }
  }
  return startOf(node) ?? nearest;
}
