import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildEngine } from "../../src/simulator/engine/build.ts";
import type { NodeSpec, TaskSpec } from "../../src/simulator/engine/specification.ts";
import { guest } from "../support/vm-schedulers.ts";

// Linux SCHED_DEADLINE as IRMOS uses it for VMs (docs/reproductions/sched-deadline.md): hard constant bandwidth servers.

interface Reservation {
  readonly runtime: number;
  readonly period: number;
  readonly load: TaskSpec;
}

function reserved({ runtime, period, load }: Reservation): NodeSpec {
  return {
    kind: "server",
    server: "sched-deadline",
    budget: runtime,
    period,
    deadline: period,
    child: { kind: "vm", name: load.name, child: load },
  };
}

function missed(children: readonly NodeSpec[], horizon: number): number[] {
  const { engine, tasks } = buildEngine({ cores: [{ kind: "edf", children }] });
  engine.run(horizon);
  return tasks.map((_, task) => (engine.tasks.missed[task] as number) + engine.tasks.overdue(task, horizon));
}

// 30 of 100 ms for the victim, 70 of 100 for a neighbour that says it takes 35 of 50 ms and takes 49. A tick is 1 ms.
const VICTIM = guest("victim", { offset: 0, period: 100, wcet: 30 });
const NEIGHBOUR = guest("neighbour", { offset: 0, period: 50, wcet: 49 });

describe("SCHED_DEADLINE", () => {
  it("keeps a VM that overruns its reservation from harming another", () => {
    const [victim, neighbour] = missed(
      [
        reserved({ runtime: 30, period: 100, load: VICTIM }),
        reserved({ runtime: 35, period: 50, load: NEIGHBOUR }),
      ],
      100_000,
    );
    expect(victim).toBe(0);
    expect(neighbour).toBeGreaterThan(1000);
  });

  it("without reservations, under the same EDF, the overrun makes the victim miss", () => {
    expect(missed([VICTIM, NEIGHBOUR], 100_000)[0]).toBeGreaterThan(500);
  });

  it("keeps a VM that overruns to its reservation", () => {
    const { engine } = buildEngine({
      cores: [{ kind: "edf", children: [reserved({ runtime: 35, period: 50, load: NEIGHBOUR })] }],
    });
    engine.run(50_000);
    expect(engine.vms.suppliedBy(0, 50_000)).toBe(35_000);
  });

  it("isolates on 2000 random systems whose reservations use the core up: a VM within its reservation meets all deadlines", () => {
    const part = fc.record({
      period: fc.integer({ min: 4, max: 40 }),
      share: fc.integer({ min: 1, max: 6 }),
      wild: fc.record({
        offset: fc.integer({ min: 0, max: 50 }),
        period: fc.integer({ min: 1, max: 90 }),
        wcet: fc.integer({ min: 1, max: 60 }),
      }),
      tame: fc.record({ offset: fc.integer({ min: 0, max: 50 }), slower: fc.integer({ min: 0, max: 30 }) }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 4 }), (parts) => {
        const total = parts.reduce((sum, { share }) => sum + share, 0);
        const children = parts.map(({ period, share, wild, tame }, index) => {
          const runtime = Math.max(1, Math.floor((period * share) / total));
          const long = Math.max(period, Math.ceil((runtime * total) / share));
          const within = { offset: tame.offset, period: long + tame.slower, wcet: runtime };
          const load =
            index === 0 ? { ...guest("tame", within), deadline: long } : guest(`wild${index}`, wild);
          return reserved({ runtime, period: long, load });
        });
        expect(missed(children, 700)[0]).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });
});
