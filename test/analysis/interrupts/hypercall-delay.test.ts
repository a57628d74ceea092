import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hypercallDelay } from "../../../src/analysis/interrupts/hypercall-delay.ts";
import { dedicated, periodicResource, type TableSupply } from "../../../src/model/supply.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { tables } from "../../generate/arbitrary/supply.ts";
import { d, w } from "./question-cases.ts";

const ticks = (duration: Duration | null): number =>
  duration === null ? Infinity : Number(duration.value.numerator);

describe("hypercallDelay", { timeout: 60_000 }, () => {
  it("bounds the caller in every phase of a table, and is met in one, for chunks that are not cut by its end", () => {
    fc.assert(
      fc.property(
        tables({ max: 8 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 0, max: 2 }),
        (supply, length, cost) => {
          const on = runs(supply as TableSupply);
          if (!on.includes(true)) return;
          const { blocking, caller } = hypercallDelay(
            w(length),
            { kind: "chunked", chunk: w(1), perChunk: w(cost) },
            supply,
          );
          expect(blocking).toEqual(w(1 + cost));
          const work = length + (length - 1) * cost;
          const waits = on.flatMap((_, phase) => {
            let [left, step] = [work, 0];
            for (; left > 0; step++) if (on[(phase + step) % on.length]) left -= 1;
            return [step];
          });
          expect(ticks(caller)).toBe(Math.max(...waits));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("bounds the wait for a helper that serves all VMs in order", () => {
    const calls = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(
        tables({ max: 6 }),
        tables({ max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        calls,
        (helper, caller, own, others) => {
          const [serves, on] = [runs(helper as TableSupply), runs(caller as TableSupply)];
          const service = { kind: "helper", helper, others: others.map(w) } as const;
          const bound = hypercallDelay(w(own), service, caller).caller;
          if (!serves.includes(true) || !on.includes(true)) {
            expect(bound).toBeNull();
            return;
          }
          const queued = own + others.reduce((sum, other) => sum + other, 0);
          for (const [phase] of serves.entries()) {
            for (const [turn] of on.entries()) {
              let [left, step] = [queued, 0];
              for (; left > 0; step++) if (serves[(phase + step) % serves.length]) left -= 1;
              while (!on[(turn + step) % on.length]) step += 1;
              expect(step).toBeLessThanOrEqual(ticks(bound));
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("moves the wait from the others to the caller", () => {
    const caller = periodicResource({ period: d(10), budget: w(4) });
    expect(hypercallDelay(w(6), { kind: "inline" }, caller)).toEqual({ blocking: w(6), caller: d(18) });
    const chunked = { kind: "chunked", chunk: w(2), perChunk: w(1) } as const;
    // 6 + 2 of work: blackout 12, then 4 in each period.
    expect(hypercallDelay(w(6), chunked, caller)).toEqual({ blocking: w(3), caller: d(26) });
    expect(hypercallDelay(w(2), chunked, caller)).toEqual({ blocking: w(2), caller: d(14) });
    const helper = { kind: "helper", helper: dedicated(), others: [w(5)] } as const;
    expect(hypercallDelay(w(6), helper, caller)).toEqual({ blocking: Work.zero, caller: d(23) });
    expect(hypercallDelay(Work.zero, helper, caller)).toEqual({ blocking: Work.zero, caller: Duration.zero });
    expect(() => hypercallDelay(w(1), { ...chunked, chunk: Work.zero }, caller)).toThrow(/greater than zero/);
  });
});

/** Whether the guest runs, unit by unit of the frame. */
function runs({ frame, windows }: TableSupply): boolean[] {
  return Array.from({ length: Number(frame.value.numerator) }, (_, unit) =>
    windows.some(({ start, end }) => start.atMost(d(unit)) && d(unit).lessThan(end)),
  );
}
