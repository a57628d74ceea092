import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { Specification } from "../../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";
import { smallSpecifications } from "../../generate/arbitrary/simulation.ts";
import { chancy, digest } from "./chancy.ts";

const HORIZON = 200;

describe("a run", () => {
  it("is the same in two processes, and another with another seed", () => {
    const file = fileURLToPath(new URL("./chancy.ts", import.meta.url));
    const run = (seed: number): string =>
      execFileSync(process.execPath, ["--import", "tsx", file, String(seed)], { encoding: "utf8" });
    expect(run(7)).toBe(run(7));
    expect(run(7)).toBe(digest(7));
    expect(run(8)).not.toBe(run(7));
  });

  it("does not depend on where it is cut", () => {
    const cuts = fc.array(fc.integer({ min: 1, max: HORIZON }), { maxLength: 6 });
    const stops = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(smallSpecifications(), cuts, stops, (specification, times, events) => {
        const whole = new TraceRing(1 << 13);
        buildEngine(specification, { trace: whole }).engine.run(HORIZON);

        const inPieces = new TraceRing(1 << 13);
        const { engine } = buildEngine(specification, { trace: inPieces });
        for (const until of [...times.sort((a, b) => a - b), HORIZON]) {
          while (engine.run(Math.max(until, engine.now), { events }) === "events");
        }
        expect([...inPieces.records()]).toEqual([...whole.records()]);
      }),
      { numRuns: 500 },
    );
  });

  it("gives a job the same execution time under every policy", () => {
    const executions = (kind: "fixed-priority" | "edf"): string[] => {
      const trace = new TraceRing(1 << 13);
      const { engine } = buildEngine(lone(kind), { trace, seed: 3 });
      engine.run(1000);
      return [...trace.records()]
        .filter((record) => record.kind === "complete")
        .map(({ value }) => String(value));
    };
    expect(executions("edf")).toEqual(executions("fixed-priority"));
    expect(new Set(executions("edf")).size).toBeGreaterThan(3);
  });

  it("costs nothing while nothing happens", () => {
    const { engine } = buildEngine({
      cores: [
        {
          kind: "server",
          server: "deferrable",
          period: 10,
          budget: 4,
          deadline: 10,
          child: { kind: "task", name: "rare", period: 5e14, deadline: 5e14, wcet: 3 },
        },
      ],
    });
    const started = process.cpuUsage();
    engine.run(4.9e15);
    const { user } = process.cpuUsage(started);
    expect(engine.jobs.events).toBe(20);
    expect(user).toBeLessThan(100_000);
  });

  it("needs no more memory for a thousand times the time", () => {
    const specification = chancy();
    const used = (horizon: number): number => {
      const { engine } = buildEngine(specification, { trace: new TraceRing(1 << 10), seed: 1 });
      engine.run(horizon);
      return process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    };
    const short = used(10_000);
    expect(used(5_000_000) - short).toBeLessThan(10 * 2 ** 20);
  });

  it("stops where it is told to, and goes on", () => {
    const { engine } = buildEngine(lone("edf"));
    expect(engine.run(1000, { events: 5 })).toBe("events");
    expect(engine.jobs.events).toBe(5);
    expect(engine.run(1000)).toBe("horizon");
    expect(() => engine.run(999)).toThrow(/the end of the run: 999 is below 1000/);
    expect(() => engine.run(2 ** 53)).toThrow(/no integer below 2\^53/);
  });

  it("stops at the first job that ends late", () => {
    const { engine } = buildEngine({
      cores: [{ kind: "task", name: "late", period: 10, deadline: 3, wcet: 4 }],
    });
    expect(engine.run(1000, { untilMiss: true })).toBe("miss");
    expect(engine.now).toBe(4);
    expect(engine.run(1000, { untilMiss: true })).toBe("miss");
    expect(engine.now).toBe(14);
  });
});

function lone(kind: "fixed-priority" | "edf"): Specification {
  return {
    cores: [{ kind, children: [{ kind: "task", name: "t", period: 10, deadline: 10, wcet: 9, bcet: 1 }] }],
  };
}
