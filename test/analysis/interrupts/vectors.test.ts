import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { edfIrq } from "../../vectors/families/edf-irq.ts";
import { irqFpRate } from "../../vectors/families/irq-fp-rate.ts";
import { irqScale } from "../../vectors/families/irq-scale.ts";
import { shaper } from "../../vectors/families/shaper.ts";
import type { VectorCase } from "../../vectors/family.ts";

describe("the vectors of interrupt load", () => {
  for (const family of [edfIrq, irqFpRate, irqScale, shaper]) {
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
