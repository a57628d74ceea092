import { describe, expect, it } from "vitest";
import { descriptionJsonSchema } from "../../src/description/json-schema.ts";

interface Schema {
  readonly [key: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly additionalProperties?: unknown;
}

/** Every map with keys in the schema, with its path. */
function objects(schema: unknown, path = "#"): [string, Schema][] {
  if (schema === null || typeof schema !== "object") return [];
  const own: [string, Schema][] = "properties" in schema ? [[path, schema as Schema]] : [];
  return [...own, ...Object.entries(schema).flatMap(([key, value]) => objects(value, `${path}/${key}`))];
}

describe("descriptionJsonSchema", () => {
  const schema = descriptionJsonSchema();

  it("describes every key, with an example", () => {
    const all = objects(schema);
    expect(all.length).toBeGreaterThan(10);
    const silent = all.flatMap(([path, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, key]) => key["$ref"] === undefined && !(key.description && key.examples?.length))
        .map(([key]) => `${path}/${key}`),
    );
    expect(silent).toEqual([]);
  });

  it("closes every map: an unknown key is an error", () => {
    expect(objects(schema).filter(([, each]) => each.additionalProperties !== false)).toEqual([]);
  });

  it("is a draft 2020-12 schema with the top-level keys, the same each time", () => {
    expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(schema["required"]).toEqual(["system", "vms"]);
    expect(Object.keys((schema as Schema).properties ?? {})).toEqual([
      "system",
      "timeUnit",
      "processor",
      "vmm",
      "vms",
      "interrupts",
    ]);
    expect(JSON.stringify(descriptionJsonSchema())).toBe(JSON.stringify(schema));
  });

  it("names the supply once, so that a leftover supply can contain one", () => {
    expect(Object.keys(schema["$defs"] as object)).toContain("Supply");
    expect(JSON.stringify(schema)).toContain('"$ref":"#/$defs/Supply"');
  });
});
