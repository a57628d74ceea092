import { stringify } from "yaml";
import type { Draw } from "./draw.ts";
import { JUNK_NAMES, JUNK_VALUES } from "./scraps.ts";

/** The data of a description while it is being spoilt. */
type Tree = Record<string, unknown>;

/** A place in a tree: a key of a map or an index of a list. */
interface Place {
  readonly around: Tree;
  readonly key: string;
}

type Mutation = (place: Place, draw: Draw, tree: Tree, other: Tree) => void;

/** Changes that know maps, lists and keys: what is left reads as YAML and often nearly as a description. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  delete: ({ around, key }) => {
    if (Array.isArray(around)) around.splice(Number(key), 1);
    else delete around[key];
  },
  junk: ({ around, key }, draw) => {
    around[key] = structuredClone(draw.pick(JUNK_VALUES));
  },
  retype: ({ around, key }, draw) => {
    const value = around[key];
    around[key] = draw.pick<unknown>([
      [value],
      { [key]: value },
      typeof value === "object" ? [] : String(value),
      typeof value === "string" ? Number.parseInt(value, 10) || 0 : 0,
      null,
    ]);
  },
  swap: (place, draw, tree) => {
    const other = draw.pick(placesOf(tree));
    [place.around[place.key], other.around[other.key]] = [other.around[other.key], place.around[place.key]];
  },
  rename: ({ around, key }, draw, tree) => {
    const name = draw.chance(0.5) ? draw.pick(JUNK_NAMES) : draw.pick(placesOf(tree)).key;
    // An item of a list has no name; "length" would be one of the list itself.
    if (Array.isArray(around)) return;
    const value = around[key];
    delete around[key];
    Object.defineProperty(around, name, { value, enumerable: true, configurable: true, writable: true });
  },
  misspell: ({ around, key }, draw) => {
    const at = draw.below(key.length + 1);
    around[key.slice(0, at) + draw.pick(["", "x", "S"]) + key.slice(at + 1)] = around[key];
    delete around[key];
  },
  /** Under a second name, as the same object: YAML is written with an anchor and an alias then. */
  share: ({ around, key }, draw, tree) => {
    const other = draw.pick(placesOf(tree));
    if (draw.chance(0.5)) other.around[other.key] = around[key];
    else other.around[draw.pick(["twin", "<<", `${key}2`])] = around[key];
  },
  /** A map that holds itself. */
  cycle: (place, draw, tree) => {
    const ancestor = draw.pick(placesOf(tree).filter(({ around }) => around !== place.around));
    place.around[place.key] = draw.chance(0.5) ? ancestor.around : tree;
  },
  graft: ({ around, key }, draw, _, other) => {
    const foreign = draw.pick(placesOf(other));
    const name = Array.isArray(around) || draw.chance(0.5) ? key : foreign.key;
    around[name] = foreign.around[foreign.key];
  },
  /** The value that stands at the same key elsewhere: believable, and often in conflict with what is beside it. */
  transplant: ({ around, key }, draw, _, other) => {
    const same = placesOf(other).filter((place) => place.key === key);
    if (same.length === 0) return;
    const foreign = draw.pick(same);
    around[key] = foreign.around[foreign.key];
  },
  nest: ({ around, key }, draw) => {
    const depth = draw.pick([1, 3, 30, 99, 101, 120]);
    for (let level = 0; level < depth; level++)
      around[key] = level % 2 === 0 ? [around[key]] : { a: around[key] };
  },
  scale: ({ around, key }, draw) => {
    const value = around[key];
    if (typeof value === "number") around[key] = value * draw.pick([0, -1, 1000, 1e15, 0.5]);
    if (typeof value !== "string") return;
    const instead = draw.pick([
      "0",
      "1",
      "3",
      "1000003",
      "1/7",
      "0.001",
      "-2",
      "123456789012345678901234567890",
    ]);
    around[key] = value.replace(/\d+(\.\d+)?/, instead);
  },
  /** Copies are shared: of a value that holds itself, each real copy would hold all others. */
  many: ({ around, key }, draw) => {
    const value = around[key];
    const copies = 1 + draw.below(Array.isArray(around) ? 12 : 6);
    if (Array.isArray(around)) around.splice(Number(key), 0, ...Array.from({ length: copies }, () => value));
    else for (let copy = 0; copy < copies; copy++) around[`${key}-${copy}`] = value;
  },
};

/** Changes after which a description can often still be read, so that the analyses see something odd. */
export const BELIEVABLE: readonly string[] = [
  "delete",
  "swap",
  "transplant",
  "transplant",
  "scale",
  "scale",
  "many",
];

/** A copy of the tree with up to four changes. Shared and cyclic values may stand in it. */
export function mutateTree(
  from: unknown,
  draw: Draw,
  other: unknown,
  kinds: readonly string[] = Object.keys(MUTATIONS),
): Tree {
  const root = { description: structuredClone(from) } as Tree;
  const foreign = { description: structuredClone(other) } as Tree;
  const changes = 1 + draw.below(draw.pick([1, 4]));
  for (let change = 0; change < changes; change++) {
    const places = placesOf(root);
    if (places.length < 2) break;
    // The description itself is replaced seldom: there is little left to look at then.
    const place = places[draw.chance(0.01) ? 0 : 1 + draw.below(places.length - 1)] as Place;
    const mutation = MUTATIONS[draw.pick(kinds)] as Mutation;
    mutation(place, draw, root, foreign);
  }
  return root["description"] as Tree;
}

/** The tree as YAML in one of its styles, or as JSON. */
export function written(tree: unknown, draw: Draw): string {
  if (draw.chance(0.3)) {
    try {
      return JSON.stringify(tree, null, draw.pick([0, 2])) ?? "";
    } catch {
      // A cycle: only YAML can write it.
    }
  }
  return stringify(tree ?? null, {
    defaultStringType: draw.pick(["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"]),
    collectionStyle: draw.pick(["any", "block", "flow"]),
    lineWidth: draw.pick([0, 80]),
    merge: true,
  });
}

/** Everything in the tree but its root, outermost first; a shared value once. */
function placesOf(tree: Tree): Place[] {
  const places: Place[] = [];
  const seen = new Set<unknown>();
  const queue: Tree[] = [tree];
  for (let around = queue.shift(); around !== undefined && places.length < 2000; around = queue.shift()) {
    if (seen.has(around)) continue;
    seen.add(around);
    for (const key of Object.keys(around)) {
      places.push({ around, key });
      const value = around[key];
      if (value !== null && typeof value === "object") queue.push(value as Tree);
    }
  }
  return places;
}
