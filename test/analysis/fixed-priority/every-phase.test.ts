import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { everyPhaseResponse, supplyFrom } from "../../../src/analysis/fixed-priority/every-phase.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { CyclicService, type TickWindow } from "../../../src/supply/cyclic-service.ts";
import { tableBound } from "../../../src/supply/table.ts";
import { asCode, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { simulate } from "./unit-step.ts";

const RUNS = { numRuns: 2_000 };

/** One bit per tick of a frame; runs of ones are windows, in pieces that may touch and wrap. */
const tables = fc.array(fc.boolean(), { minLength: 1, maxLength: 10 }).map((ticks) => ({
  frame: BigInt(ticks.length),
  windows: ticks.flatMap((served, tick): TickWindow[] =>
    served ? [{ start: BigInt(tick), end: BigInt(tick) + 1n }] : [],
  ),
  served: (tick: number): boolean => ticks[tick % ticks.length] === true,
}));

describe("everyPhaseResponse", () => {
  it("is the largest response over every phase of the table, simulated, and never above the bound on sbf", () => {
    fc.assert(
      fc.property(tinyTaskSets(), tables, (tasks, { frame, windows, served }) => {
        for (const [index, { wcet }] of tasks.entries()) {
          const { response } = everyPhaseResponse(tasks, index, frame, windows, new Effort());
          const bound = responseTime(tasks, index, tableBound(frame, windows), new Effort());
          const message = `${index} ${windows.map(({ start }) => start)} of ${frame} ${asCode(tasks)}`;
          expect(response.kind, message).toBe(bound.kind);
          if (response.kind !== "bounded" || bound.kind !== "bounded" || wcet === 0n) continue;
          expect(response.response, message).toBeLessThanOrEqual(bound.response);
          const horizon = 2_000 + 2 * Number(response.window);
          const phases = Array.from(
            { length: Number(frame) },
            (_, phase) => simulate(tasks, index, (tick) => served(tick + phase), horizon).worst,
          );
          expect(response.response, message).toBe(BigInt(Math.max(...phases)));
        }
      }),
      RUNS,
    );
  });

  it("names the worst phase where the bound on sbf is attained by none", () => {
    const tasks = [
      { wcet: 2n, period: 6n, deadline: 6n, jitter: 0n, blocking: 0n },
      { wcet: 1n, period: 10n, deadline: 10n, jitter: 0n, blocking: 0n },
    ];
    const windows = [
      { start: 0n, end: 1n },
      { start: 4n, end: 7n },
    ];
    const { response, phase } = everyPhaseResponse(tasks, 1, 8n, windows, new Effort());
    expect(response).toMatchObject({ kind: "bounded", response: 10n });
    expect(phase).toBe(7n);
    expect(responseTime(tasks, 1, tableBound(8n, windows), new Effort())).toMatchObject({ response: 12n });
  });

  it("says of a table without windows that only idle tasks have a bound", () => {
    const busy = { wcet: 1n, period: 6n, deadline: 6n, jitter: 0n, blocking: 0n };
    expect(everyPhaseResponse([busy], 0, 8n, [], new Effort())).toEqual({
      response: { kind: "unbounded" },
      phase: null,
    });
    const idle = { ...busy, wcet: 0n };
    expect(everyPhaseResponse([idle], 0, 8n, [], new Effort()).response).toMatchObject({ response: 0n });
  });
});

describe("supplyFrom", () => {
  it("keeps the laws of a supply bound", () => {
    fc.assert(
      fc.property(tables, fc.nat(), fc.bigInt(0n, 60n), (table, at, t) => {
        const service = new CyclicService(table.frame, table.windows);
        if (service.perFrame === 0n) return;
        const phase = BigInt(at) % table.frame;
        const supply = supplyFrom(service, phase);
        const ticks = Array.from({ length: Number(t) }, (_, tick) => table.served(Number(phase) + tick));
        const supplied = BigInt(ticks.filter(Boolean).length);
        expect(supply.sbf(t)).toBe(supplied);
        expect(supply.sbf(t + table.frame)).toBe(supplied + service.perFrame);
        expect(supply.timeToSupply(supplied)).toBeLessThanOrEqual(t);
        expect(supply.timeToSupply(supplied + 1n)).toBeGreaterThan(t);
        expect(supplied * table.frame).toBeGreaterThanOrEqual((t - supply.delay) * service.perFrame);
        if (t <= (supply.blackout as bigint)) expect(supplied).toBe(0n);
        const bends = [...supply.breakpoints(t)];
        expect(bends).toEqual([...bends].sort((a, b) => Number(a - b)));
      }),
      RUNS,
    );
  });
});
