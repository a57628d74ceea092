import { describe, expect, it } from "vitest";
import type { EngineOptions } from "../../../src/simulator/engine/build.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";
import { buildMachine } from "../../../src/simulator/guest/machine.ts";
import type { KernelSpec, TickDelivery } from "../../../src/simulator/guest/specification.ts";

/** One sleeper under a tick of 10, which shares the core by a table of 40 with nobody. */
function run(
  windows: readonly (readonly [number, number])[],
  kernel: Partial<KernelSpec>,
  options: EngineOptions = {},
  until = 4000,
) {
  const machine = buildMachine(
    {
      cores: [
        {
          kind: "table",
          frame: 40,
          windows: windows.map(([start, end]) => ({ start, end, child: 0 })),
          children: [{ kind: "vm", name: "guest", child: { kind: "fixed-priority", children: [] } }],
        },
      ],
    },
    {
      kernels: [
        {
          vm: "guest",
          tick: 10,
          phase: 5,
          ticks: "lost",
          idle: "spins",
          sleepers: [{ name: "app", sleep: 10, work: 0 }],
          ...kernel,
        },
      ],
    },
    options,
  );
  machine.engine.run(until);
  return machine.kernels[0]!;
}

const always = [[0, 40]] as const;
const half = [[0, 20]] as const;

describe("ticks", () => {
  it("all reach a guest that always runs, whatever becomes of others", () => {
    for (const ticks of ["lost", "coalesced", "caught-up"] as const) {
      const { accounted, lost, sleepers } = run(always, { ticks });
      expect([accounted, lost]).toEqual([400, 0]);
      expect(sleepers[0]!.elapsed.least).toBe(15);
      expect(sleepers[0]!.elapsed.most).toBe(20);
    }
  });

  it("of a blackout are lost, make one, or come all on the return", () => {
    const counts = (ticks: TickDelivery): number[] => {
      const { accounted, lost } = run(half, { ticks });
      return [accounted, lost];
    };
    expect(counts("lost")).toEqual([200, 200]);
    expect(counts("coalesced")).toEqual([299, 100]);
    expect(counts("caught-up")).toEqual([398, 0]);
  });

  it("take their cost from the guest, all at once where they were caught up with", () => {
    const work = { sleepers: [{ name: "app", sleep: 10, work: 0, wakeCost: 1 }] };
    const longest = (tickCost: number): number =>
      run(half, { ...work, ticks: "caught-up", tickCost }).sleepers[0]!.elapsed.most;
    // Called at 16, it returns 1 after the two ticks that it gets at 40.
    expect(longest(0)).toBe(25);
    // Called at 50, it gets a tick at 55 and two at 80, handled by 86, and one at 85, handled by 89.
    expect(longest(3)).toBe(40);
  });

  it("at a switch reach the incoming or the outgoing guest, as the tie rules say", () => {
    const atStart = { phase: 0, tick: 20, sleepers: [] };
    const incoming = ["completion", "release", "boundary", "interrupt", "dispatch", "tick"] as const;
    const windows = [[0, 20]] as const;
    // The ticks at 0, 40, 80, … find the window opening, those at 20, 60, … find it closing.
    const first = run(windows, atStart, { ties: incoming });
    const last = run(windows, atStart);
    expect([first.accounted, last.accounted]).toEqual([100, 100]);
    const trace = (ties: EngineOptions["ties"]) => {
      const ring = new TraceRing(1 << 12);
      run(windows, atStart, { trace: ring, ...(ties === undefined ? {} : { ties }) }, 200);
      return [...ring.records()].filter(({ kind }) => kind === "tick").map(({ time }) => time % 40);
    };
    expect(trace(incoming)).toEqual([0, 0, 0, 0, 0]);
    expect(trace(undefined)).toEqual([20, 20, 20, 20, 20]);
  });

  it("wait while the VMM works", () => {
    const machine = buildMachine(
      { cores: [{ kind: "vm", name: "guest", child: { kind: "fixed-priority", children: [] } }] },
      {
        devices: [
          {
            name: "wire",
            core: 0,
            arrivals: { kind: "trace", times: [8] },
            routing: { kind: "dedicated", vm: "guest" },
            delivery: { kind: "when-scheduled" },
            topHalf: 5,
            bottomHalf: 0,
          },
        ],
        kernels: [{ vm: "guest", tick: 10, phase: 10, ticks: "lost", idle: "spins" }],
      },
      { trace: new TraceRing(64) },
    );
    machine.engine.run(15);
    const ticks = [...machine.engine.trace!.records()].filter(({ kind }) => kind === "tick");
    expect(ticks.map(({ time }) => time)).toEqual([13]);
  });
});

describe("sleeps", () => {
  it("end with the tick after those that cover them, or with as many more as the kernel adds", () => {
    const elapsed = (extraTicks: number) =>
      run(always, { sleepers: [{ name: "app", sleep: 15, extraTicks, work: 4 }] }).sleepers[0]!.elapsed;
    // Called 4 after a tick: k ticks later it is 10·k − 4.
    expect(elapsed(0).most).toBe(20 - 4);
    expect(elapsed(1).most).toBe(30 - 4);
    expect(elapsed(2).most).toBe(40 - 4);
  });

  it("take k ticks less the work between them, however long the turns are", () => {
    for (const quantum of [10, 20, 40]) {
      const machine = buildMachine(
        {
          cores: [
            {
              kind: "round-robin",
              quanta: [quantum, quantum],
              ticked: { tick: 10, seizedUntil: "tick", afterwards: "round-robin" },
              children: ["a", "b"].map((name) => ({
                kind: "vm",
                name,
                child: { kind: "fixed-priority", children: [] },
              })),
            },
          ],
        },
        {
          kernels: ["a", "b"].map((vm) => ({
            vm,
            tick: 10,
            phase: 3,
            ticks: "lost",
            idle: "spins",
            sleepers: [{ name: "app", sleep: 10, work: 2 }],
          })),
        },
      );
      machine.engine.run(40_000);
      for (const { sleepers } of machine.kernels)
        expect(sleepers[0]!.elapsed.mean).toBeCloseTo(2 * 20 - 2, 1);
    }
  });

  it("of a guest that yields do not wait for ticks that found it preempted", () => {
    const { accounted, lost } = run(always, { idle: "yields" });
    expect([accounted, lost]).toEqual([400, 0]);
  });
});
