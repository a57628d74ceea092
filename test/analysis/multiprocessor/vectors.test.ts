import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mpTests } from "../../vectors/families/mp-tests.ts";
import { mpr } from "../../vectors/families/mpr.ts";
import { partition } from "../../vectors/families/partition.ts";
import type { VectorCase } from "../../vectors/family.ts";

describe("the multiprocessor vectors", () => {
  for (const family of [mpr, mpTests, partition]) {
    it(`${family.name}: every case`, () => {
      const file = new URL(`../../../fixtures/vectors/${family.name}.json`, import.meta.url);
      const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly VectorCase[] };
      expect(cases.length).toBe(100);
      for (const { id, input, expect: expected } of cases) {
        expect([id, family.run(input as never, expected as never)]).toEqual([id, null]);
      }
    });
  }
});
