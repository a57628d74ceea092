import { describe, expect, it } from "vitest";
import { descriptionJsonSchema } from "../../src/description/json-schema.ts";
import { ROOT } from "../support/source-tree.ts";
import { readCorpus } from "./corpus.ts";

type Schema = { readonly [key: string]: unknown };

/** A supply may be what is left of another: the inner one has the same keys. */
const flat = (place: string): string => place.replace(/(\.supply)(\.of)+/, "$1");

/** Every key of a description, as `vms.*.tasks.*.wcet`, and every word that one may hold, as `vmm.policy=edf`. */
function placesOf(root: Schema): Set<string> {
  const definitions = (root["$defs"] ?? {}) as Record<string, Schema>;
  const places = new Set<string>();
  const visit = (schema: Schema, at: string, within: readonly string[]): void => {
    const name = String(schema["$ref"] ?? "").replace("#/$defs/", "");
    if (name !== "" && !within.includes(name)) visit(definitions[name] as Schema, at, [...within, name]);
    for (const [key, value] of Object.entries((schema["properties"] ?? {}) as Record<string, Schema>)) {
      places.add(flat(`${at}.${key}`));
      visit(value, `${at}.${key}`, within);
    }
    const each = schema["additionalProperties"];
    if (typeof each === "object") visit(each as Schema, `${at}.*`, within);
    if (schema["items"] !== undefined) visit(schema["items"] as Schema, `${at}.*`, within);
    for (const either of [...list(schema["anyOf"]), ...list(schema["oneOf"])])
      visit(either as Schema, at, within);
    for (const word of [...list(schema["enum"]), ...list(schema["const"])]) places.add(flat(`${at}=${word}`));
  };
  visit(root, "", []);
  return places;
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The places of the schema that a description fills. */
function filledBy(data: unknown, at: string, schema: ReadonlySet<string>, filled: Set<string>): void {
  if (data === null || typeof data !== "object") {
    filled.add(flat(`${at}=${data}`));
    return;
  }
  for (const [key, value] of Object.entries(data)) {
    const known = schema.has(flat(`${at}.${key}`));
    if (known) filled.add(flat(`${at}.${key}`));
    filledBy(value, known ? `${at}.${key}` : `${at}.*`, schema, filled);
  }
}

describe("the corpus of the fuzzer", () => {
  it("has every key of a description and every word: what is new needs a seed in test/fuzz/seeds", async () => {
    const schema = placesOf(descriptionJsonSchema() as Schema);
    const { systems, sources, certificates } = await readCorpus(ROOT);
    const filled = new Set<string>();
    for (const { data } of systems) filledBy(data, "", schema, filled);
    expect(schema.size).toBeGreaterThan(150);
    expect([...schema].filter((place) => !filled.has(place))).toEqual([]);
    expect(sources.length).toBeGreaterThan(3);
    expect(certificates.length).toBeGreaterThan(10);
  });
});
