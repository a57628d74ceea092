import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ServerKind } from "../../src/model/supply.ts";
import { buildEngine } from "../../src/simulator/engine/build.ts";
import type { NodeSpec } from "../../src/simulator/engine/specification.ts";
import { guest } from "../support/vm-schedulers.ts";

function server(kind: ServerKind, budget: number, period: number, child: NodeSpec): NodeSpec {
  return { kind: "server", server: kind, budget, period, deadline: period, child };
}

/** A server (40, 100) whose guest wakes at 90 with work for days, and a task (66, 110) released then: 2/5 + 3/5 = 1. */
function late(kind: ServerKind): NodeSpec {
  const backlog = guest("backlog", { offset: 90, period: 100_000, wcet: 50_000 });
  return {
    kind: "edf",
    children: [
      server(kind, 40, 100, { kind: "fixed-priority", children: [backlog] }),
      guest("task", { offset: 90, period: 110, wcet: 66 }),
    ],
  };
}

function firstMiss(root: NodeSpec): number | null {
  const { engine, tasks } = buildEngine({ cores: [root] });
  const task = tasks.findIndex(({ name }) => name === "task");
  for (let until = 1; until <= 2200; until++) {
    engine.run(until);
    if ((engine.tasks.missed[task] as number) > 0 || engine.tasks.overdue(task, until) > 0) return until;
  }
  return null;
}

describe("a server that is woken late, under EDF at a total utilization of 1", () => {
  it("makes a task miss at 200 if it is deferrable: a tick before its deadline, a fresh budget after it", () => {
    expect(firstMiss(late("deferrable"))).toBe(200);
  });

  it("does so as Xen's RTDS too, which applies no test when a vCPU wakes within its period", () => {
    expect(firstMiss(late("xen-rtds"))).toBe(200);
  });

  it.each(["hard-cbs", "sched-deadline", "sporadic", "periodic-idling", "polling"] as const)(
    "does not as %s: the wake-up rule repairs it",
    (kind) => {
      expect(firstMiss(late(kind))).toBeNull();
    },
  );

  // Servers and one task with an implicit deadline, of total utilization at most 1.
  const system = fc
    .record({
      servers: fc.array(
        fc.record({
          period: fc.integer({ min: 4, max: 30 }),
          share: fc.integer({ min: 1, max: 6 }),
          burst: fc.record({
            offset: fc.integer({ min: 0, max: 40 }),
            period: fc.integer({ min: 5, max: 80 }),
            wcet: fc.integer({ min: 1, max: 40 }),
          }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      offset: fc.integer({ min: 0, max: 40 }),
      period: fc.integer({ min: 4, max: 40 }),
    })
    .map(({ servers, offset, period }) => {
      const total = servers.reduce((sum, { share }) => sum + share, 3);
      const sized = servers.map(({ period, share, burst }) => {
        const budget = Math.max(1, Math.floor((period * share) / total));
        return { burst, budget, period: Math.max(period, Math.ceil((budget * total) / share)) };
      });
      const wcet = Math.max(1, Math.floor((period * 3) / total));
      return { sized, task: { offset, wcet, period: Math.max(period, Math.ceil((wcet * total) / 3)) } };
    });
  type System = typeof system extends fc.Arbitrary<infer T> ? T : never;

  const misses = (kind: ServerKind, { sized, task }: System): boolean => {
    const children = sized.map(({ burst, budget, period }, index) =>
      server(kind, budget, period, { kind: "fixed-priority", children: [guest(`burst${index}`, burst)] }),
    );
    const { engine } = buildEngine({
      cores: [{ kind: "edf", children: [...children, guest("task", task)] }],
    });
    engine.run(800);
    return (engine.tasks.missed[sized.length] as number) > 0;
  };

  it.each(["hard-cbs", "sched-deadline", "sporadic", "periodic-idling", "polling"] as const)(
    "never makes a task miss as %s, whatever its guest does, on 2000 random systems",
    (kind) => {
      fc.assert(
        fc.property(system, (drawn) => {
          expect(misses(kind, drawn)).toBe(false);
        }),
        { numRuns: 2000 },
      );
    },
    60_000,
  );

  it.each(["deferrable", "xen-rtds"] as const)("makes a task miss as %s in some of them", (kind) => {
    const systems = fc.sample(system, { numRuns: 2000, seed: 1 });
    expect(systems.filter((drawn) => misses(kind, drawn)).length).toBeGreaterThan(20);
  });
});
