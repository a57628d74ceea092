import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { phones } from "../generate/arbitrary/phone.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { described } from "../generate/described.ts";
import { EFFORT, violationsOf } from "../support/violations.ts";

/**
 * Systems with shapers, monitors, coalesced and polled devices and round robin at ticks, in runs of a simulator without
 * theory: no response exceeds its bound, nothing is late that was proved. More systems: HYPERBOUND_SYSTEMS=50000.
 */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 400);
const RUNS_PER_SYSTEM = 6;

const draws = [
  { name: "every policy, with costs", options: {}, share: 0.4 },
  { name: "every policy, at no cost of the VMM", options: { costs: false }, share: 0.3 },
  { name: "turns, at no cost of the VMM", options: { policies: ["round-robin"], costs: false }, share: 0.2 },
  { name: "turns, with costs", options: { policies: ["round-robin"] }, share: 0.1 },
] as const;

describe("what check says of shaped, coalesced, polled and monitored interrupts", () => {
  for (const { name, options, share } of draws) {
    it(`never fails in a simulated run: ${name}`, () => {
      fc.assert(
        fc.property(
          systems({ ...options, shaping: true }),
          fc.nat(1_000_000),
          described((drawn, first: number) => {
            const seeds = Array.from({ length: RUNS_PER_SYSTEM }, (_, index) => first + index);
            expect(violationsOf(drawn, seeds)).toEqual([]);
          }),
        ),
        { numRuns: Math.ceil(SYSTEMS * share) },
      );
    });
  }

  it("never fails in a simulated run: interrupts that take the rest of a quantum", () => {
    let bounded = 0;
    fc.assert(
      fc.property(
        phones,
        fc.nat(1_000_000),
        described((drawn, first: number) => {
          const { claims } = checkSystem(drawn, { effort: EFFORT });
          if (claims.some(({ id, bound }) => id.startsWith("vm/rtos") && bound !== undefined)) bounded += 1;
          const seeds = Array.from({ length: RUNS_PER_SYSTEM }, (_, index) => first + index);
          expect(violationsOf(drawn, seeds, 600)).toEqual([]);
        }),
      ),
      { numRuns: Math.ceil(SYSTEMS / 4) },
    );
    expect(bounded).toBeGreaterThan(SYSTEMS / 16);
  });
});
