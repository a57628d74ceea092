import { describe, expect, it } from "vitest";
import type { Watch } from "../../src/cli/simulated-run.ts";
import { RingOverrun, SimulatedRun } from "../../src/cli/simulated-run.ts";
import { Rational } from "../../src/numeric/rational.ts";
import type { Cast, RunRecord } from "../../src/report/simulation/run-data.ts";
import type { Specification, TaskSpec } from "../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../src/simulator/engine/trace-ring.ts";
import { buildMachine } from "../../src/simulator/guest/machine.ts";

const task = (name: string, period: number, wcet: number, deadline = period): TaskSpec => ({
  kind: "task",
  name,
  period,
  wcet,
  deadline,
});

const SYSTEM: Specification = {
  cores: [
    {
      kind: "vm",
      name: "guest",
      child: { kind: "fixed-priority", children: [task("fast", 10, 3), task("slow", 35, 12, 20)] },
    },
  ],
};

const CAST: Cast = {
  system: "a system",
  timeUnit: "ms",
  tick: Rational.of(1n, 1000n),
  cores: 1,
  vms: [{ name: "guest", core: 0 }],
  tasks: [
    { name: "fast", vm: 0, deadline: 10, period: 10, firstArrival: 0 },
    { name: "slow", vm: 0, deadline: 20, period: 35, firstArrival: 0 },
  ],
  sources: [],
  kernels: [],
};

const HORIZON = 20_000;

function watch(slices = Number.POSITIVE_INFINITY): Watch & { readonly seen: number[] } {
  const seen: number[] = [];
  let left = slices;
  return {
    seen,
    progress: { report: (done) => seen.push(done), stop: () => {} },
    interruption: {
      get requested() {
        return left <= 0;
      },
      listen: async () => {
        left--;
      },
      release: () => {},
    },
  };
}

function runOf(capacity: number, specification = SYSTEM): SimulatedRun {
  const ring = new TraceRing(capacity);
  return new SimulatedRun(buildMachine(specification, {}, { seed: 1, trace: ring }), ring);
}

async function recorded(capacity: number, caution?: number): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  await runOf(capacity).record(HORIZON, watch(), (record) => records.push(record), caution);
  return records;
}

describe("a simulated run", () => {
  it("hands out every record once, however small the ring", async () => {
    const all = await recorded(1 << 16, 0);
    expect(all.length).toBeGreaterThan(5000);
    expect(await recorded(1 << 9, 5)).toEqual(all);
    expect(await recorded(1 << 7, 5)).toEqual(all);
  });

  it("owns up where the ring was overrun", async () => {
    await expect(recorded(2)).rejects.toBeInstanceOf(RingOverrun);
  });

  it("begins with what the ring still holds", async () => {
    const run = runOf(1 << 10);
    await run.to(10_000, watch());
    const records: RunRecord[] = [];
    await run.record(10_100, watch(), (record) => records.push(record));
    expect(records[0]!.time).toBeLessThan(10_000);
    expect(records.at(-1)!.time).toBeGreaterThanOrEqual(10_000);
    expect(records.map(({ time }) => time)).toEqual(records.map(({ time }) => time).sort((a, b) => a - b));
  });

  it("observes the same in one go, in slices and with the trace", async () => {
    const figures = [];
    for (const way of ["to", "record"] as const) {
      const run = runOf(1 << 9);
      if (way === "to") await run.to(HORIZON, watch());
      else await run.record(HORIZON, watch(), () => {}, 5);
      figures.push(run.figures(CAST, 1, HORIZON));
    }
    expect(figures[1]).toEqual(figures[0]);
    expect(figures[0]!.tasks[0]!.responses).toMatchObject({ count: 2000, least: 3, most: 3, p95: 3 });
    expect(figures[0]!.firstMiss).toBeNull();
  });

  it("notes the first miss, and counts what never ended", async () => {
    const tight: Specification = {
      cores: [{ kind: "fixed-priority", children: [task("greedy", 10, 9), task("starved", 50, 20)] }],
    };
    const run = runOf(1 << 9, tight);
    await run.to(1000, watch());
    const { firstMiss, tasks } = run.figures({ ...CAST, vms: [] }, 1, 1000);
    expect(firstMiss).toEqual({ task: 1, at: 200, late: 150 });
    expect(tasks[1]!.responses.count).toBe(5);
    expect(tasks[1]!.misses).toBe(20);
  });

  it("stops when asked to", async () => {
    const run = runOf(1 << 9);
    expect(await run.record(HORIZON, watch(3), () => {})).toBe(false);
    expect(run.now).toBeGreaterThan(0);
    expect(run.now).toBeLessThan(HORIZON);
    expect(run.figures(CAST, 1, HORIZON).simulated).toBe(run.now);
  });

  it("reports how far it is in per cent", async () => {
    const eyes = watch();
    await runOf(1 << 9).record(HORIZON, eyes, () => {});
    expect(eyes.seen.at(-1)).toBe(100);
    expect(eyes.seen).toEqual([...eyes.seen].sort((a, b) => a - b));
  });
});
