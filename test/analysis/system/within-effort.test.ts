import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { synthesize } from "../../../src/analysis/system/synthesize.ts";
import type { Verdict } from "../../../src/certificate/verdict.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { designs } from "../../generate/arbitrary/design.ts";
import { systems } from "../../generate/arbitrary/system.ts";
import { renderYaml } from "../../support/render-yaml.ts";
import { EFFORT } from "../../support/violations.ts";

const efforts = fc.integer({ min: 1, max: 25 });

/** What may stand in the place of a verdict where the effort was spent before it was reached. */
function mayBeLeftOpen(cut: Verdict, whole: Verdict): boolean {
  return cut === whole || cut === "not-proved";
}

describe("a check within a small effort", () => {
  it("claims the same, and leaves a verdict open rather than give another", () => {
    const tally = { same: 0, open: 0 };
    fc.assert(
      fc.property(systems({ shaping: true, refill: true }), efforts, (system, effort) => {
        const part = checkSystem(system, { effort });
        const whole = checkSystem(system, { effort: EFFORT });
        const verdicts = new Map(whole.claims.map(({ id, verdict }) => [id, verdict]));
        for (const { id, verdict, reason, witness } of part.claims) {
          const settled = verdicts.get(id);
          // A guest whose tasks are proved one by one may be claimed about as a whole where they are not.
          if (settled === undefined) {
            expect(verdict === "proved" || verdict === "refuted", `${id}\n${renderYaml(system)}`).toBe(false);
            continue;
          }
          expect(
            mayBeLeftOpen(verdict, settled),
            `${id}: ${verdict}, ${settled}\n${renderYaml(system)}`,
          ).toBe(true);
          if (verdict !== settled) {
            tally.open++;
            expect(reason, `${id} ${witness.kind}`).toMatch(/./);
          } else tally.same++;
        }
      }),
      { numRuns: 600 },
    );
    expect(Math.min(tally.same, tally.open), JSON.stringify(tally)).toBeGreaterThan(30);
  });
});

describe("a synthesis within a small effort", () => {
  it("chooses what a full check proves where it says proved, and counts its steps", () => {
    const tally = { proved: 0, other: 0 };
    const given = fc.record({
      system: fc.constantFrom("fixed-priority", "edf", "sedf").chain((policy) => designs(policy)),
      effort: fc.oneof(efforts, fc.integer({ min: 30, max: 3_000 })),
      grid: fc.constantFrom(undefined, work("1 ms")),
      periods: fc.constantFrom(undefined, ["7 ms", "9 ms"].map(duration)),
    });
    fc.assert(
      fc.property(given, ({ system, effort, grid, periods }) => {
        if (!system.vms.some(({ supply }) => supply?.kind === "server")) return;
        const seen: [number, number][] = [];
        const found = synthesize(system, {
          effort,
          ...(grid && { grid }),
          ...(periods && { periods }),
          onProgress: (...at) => seen.push(at),
        });
        const steps = seen.map(([done]) => done);
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
        expect(new Set(seen.map(([, total]) => total)).size).toBe(1);
        if (found.kind === "chosen") expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1]);
        if (found.kind !== "chosen" || found.after.verdict !== "proved") {
          tally.other++;
          return;
        }
        tally.proved++;
        expect(checkSystem(found.system, { effort: EFFORT }).verdict).toBe("proved");
      }),
      { numRuns: 150 },
    );
    expect(Math.min(tally.proved, tally.other), JSON.stringify(tally)).toBeGreaterThan(5);
  });
});
