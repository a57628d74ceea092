import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { interruptLatencies } from "../../../src/analysis/system/interrupt-latencies.ts";
import type { VmmPolicy } from "../../../src/model/system.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { systems } from "../../generate/arbitrary/system.ts";
import { described } from "../../generate/described.ts";
import { slotOf, sourceOf } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";
import { EFFORT } from "../../support/violations.ts";

const table: VmmPolicy = {
  kind: "table",
  frame: duration("10 ms"),
  slots: [slotOf("a", 0, 5), slotOf("b", 5, 5)],
};
const vms = [{ name: "a" }, { name: "b" }];

describe("the latencies of sources without a deadline", () => {
  it("wait for the longest gap of the table, the top half and the bottom half", () => {
    const interrupts = [sourceOf("told", { deadline: null }), sourceOf("claimed")];
    const [only, ...more] = interruptLatencies(systemOf({ policy: table, vms, interrupts }));
    // The gap of 5, two top halves of 1 and the other's bottom half of 2; then its own of 2, of which the window holds 1
    // before the next gap of 5.
    expect(only).toEqual({
      source: "told",
      core: 0,
      vm: "a",
      admittedOnly: false,
      start: duration("9 ms"),
      end: duration("16 ms"),
      reason: null,
    });
    expect(more).toEqual([]);
  });

  it("say why there is no bound, and that a shaper drops", () => {
    const nothing = systemOf({
      policy: { kind: "best-effort", scheduler: "cfs" },
      vms: [{ name: "a" }],
      interrupts: [sourceOf("irq", { deadline: null })],
    });
    expect(interruptLatencies(nothing)[0]).toMatchObject({
      start: null,
      end: null,
      reason: expect.stringMatching(/./),
    });
    const shaper = { minDistance: duration("50 ms"), bucket: null, excess: "drop" } as const;
    const shaped = systemOf({
      policy: table,
      vms,
      interrupts: [sourceOf("irq", { deadline: null, shaper })],
    });
    expect(interruptLatencies(shaped)[0]).toMatchObject({ admittedOnly: true });
  });

  it("are what a claim would say of a source with a deadline, and leave all claims as they are", () => {
    let bounded = 0;
    fc.assert(
      fc.property(
        systems({ shaping: true }),
        described((drawn) => {
          const open = {
            ...drawn,
            interrupts: drawn.interrupts.map((each) => ({ ...each, deadline: null })),
          };
          const deadline = duration("1 s");
          const claimed = { ...drawn, interrupts: drawn.interrupts.map((each) => ({ ...each, deadline })) };
          const { claims, latencies = [] } = checkSystem(open, { effort: EFFORT, latencies: true });
          expect(checkSystem(open, { effort: EFFORT }).latencies).toBeUndefined();
          const all = checkSystem(claimed, { effort: EFFORT }).claims;
          const isLatency = ({ id }: { readonly id: string }): boolean => id.startsWith("interrupt/");
          expect(claims).toEqual(all.filter((claim) => !isLatency(claim)));
          expect(latencies.length).toBe(drawn.interrupts.length);
          for (const { source, end, reason } of latencies) {
            const claim = all.find(({ id }) => id === `interrupt/${source}`);
            expect(end).toEqual(claim?.bound ?? null);
            expect(end === null).toBe(reason !== null);
            if (end !== null) bounded += 1;
          }
        }),
      ),
      { numRuns: 150 },
    );
    expect(bounded).toBeGreaterThan(50);
  });
});
