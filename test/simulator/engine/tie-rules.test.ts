import { describe, expect, it } from "vitest";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { NodeSpec, Specification } from "../../../src/simulator/engine/specification.ts";
import type { TieRules } from "../../../src/simulator/engine/tie-rules.ts";

const job = { kind: "task" as const, name: "t", period: 100, deadline: 100, wcet: 2 };

/** A job that is released at the very instant of a poll. */
const polled: Specification = {
  cores: [
    { kind: "server", server: "polling", period: 10, budget: 4, deadline: 10, child: { ...job, offset: 10 } },
  ],
};

function response(specification: Specification, ties?: TieRules): number {
  const { engine } = buildEngine(specification, ties === undefined ? {} : { ties });
  engine.run(100);
  return engine.tasks.mostResponse[0]!;
}

describe("tie rules", () => {
  it("decide whether a job is in time for the poll at its release", () => {
    expect(response(polled)).toBe(2);
    expect(response(polled, ["completion", "boundary", "release", "interrupt", "tick", "dispatch"])).toBe(12);
  });

  it("decide whether a server that runs dry at a release has gone idle before it", () => {
    const child: NodeSpec = { ...job, period: 5, deadline: 5, wcet: 5 };
    const polling: Specification = {
      cores: [{ kind: "server", server: "polling", period: 20, budget: 12, deadline: 20, child }],
    };
    expect(response(polling)).toBeGreaterThan(5);
    const { engine } = buildEngine(polling, {
      ties: ["release", "completion", "boundary", "interrupt", "tick", "dispatch"],
    });
    engine.run(20);
    expect(engine.tasks.completed[0]).toBe(2);
  });

  it("decide who has the core at a tick that coincides with a switch", () => {
    const slots: Specification = {
      cores: [
        {
          kind: "table",
          frame: 20,
          windows: [
            { start: 0, end: 10, child: 0 },
            { start: 10, end: 20, child: 1 },
          ],
          children: ["a", "b"].map((name) => ({
            kind: "vm",
            name,
            child: { ...job, wcet: Number.POSITIVE_INFINITY, period: Number.POSITIVE_INFINITY },
          })),
        },
      ],
    };
    const owner = (ties: TieRules): number => {
      const { engine, timers } = buildEngine(slots, { ties, timers: { tick: 1 } });
      let vm = -1;
      engine.attach(timers.tick, {
        core: 0,
        fire: () => {
          vm = engine.core(0).vm;
        },
      });
      engine.setTimer(timers.tick, 10);
      engine.run(15);
      return vm;
    };
    expect(owner(["completion", "release", "boundary", "interrupt", "tick", "dispatch"])).toBe(0);
    expect(owner(["completion", "release", "boundary", "dispatch", "interrupt", "tick"])).toBe(1);
  });

  it("name everything once, and complete before they dispatch", () => {
    expect(() => response(polled, ["completion", "dispatch"])).toThrow(/tie rules name each of/);
    const early: TieRules = ["dispatch", "completion", "release", "boundary", "interrupt", "tick"];
    expect(() => response(polled, early)).toThrow(/completion comes before dispatch/);
  });
});

describe("a specification", () => {
  const refuses = (root: NodeSpec, message: RegExp, costs = {}): void =>
    expect(() => buildEngine({ cores: [root], costs })).toThrow(message);

  it("is refused with the place and the value", () => {
    const server = {
      kind: "server" as const,
      server: "sporadic" as const,
      period: 5,
      budget: 2,
      deadline: 5,
    };
    refuses({ ...job, wcet: 1.5 }, /cores\[0\] \(t\): wcet: 1.5 is no integer/);
    refuses({ ...job, period: 0 }, /period: 0 is below 1/);
    refuses({ ...job, bcet: 3 }, /bcet of 3 exceeds the wcet of 2/);
    refuses({ ...job, offset: 2 ** 53 }, /offset: 9007199254740992 is no integer below 2\^53/);
    refuses({ ...server, budget: 6, child: job }, /cores\[0\].budget: 6 exceeds the deadline of 5/);
    refuses({ ...server, deadline: 6, child: job }, /cores\[0\].deadline: 6 exceeds the period of 5/);
    refuses({ kind: "round-robin", quanta: [1], children: [job, job] }, /quanta: 1 for 2 children/);
    refuses({ kind: "round-robin", quanta: [0], children: [job] }, /cores\[0\].quanta\[0\]: 0 is below 1/);
    const nested: NodeSpec = { kind: "vm", name: "b", child: job };
    refuses({ kind: "vm", name: "a", child: nested }, /cores\[0\].child: VM b lies within another/);
    refuses(job, /costs.vmSwitch: -1 is below 0/, { vmSwitch: -1 });
    const table = { kind: "table" as const, frame: 10, children: [job] };
    refuses({ ...table, windows: [{ start: 0, end: 11, child: 0 }] }, /windows\[0\]: ends at 11, after 10/);
    refuses({ ...table, windows: [{ start: 3, end: 3, child: 0 }] }, /windows\[0\]: ends at 3, not after 3/);
    refuses(
      { ...table, windows: [{ start: 0, end: 3, child: 1 }] },
      /windows\[0\].child: there is no child 1/,
    );
  });
});
