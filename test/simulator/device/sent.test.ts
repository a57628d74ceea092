import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ArrivalSpec, DeviceSpec, NoticeSpec } from "../../../src/simulator/device/specification.ts";
import type { NodeSpec, TaskSpec } from "../../../src/simulator/engine/specification.ts";
import { buildMachine } from "../../../src/simulator/guest/machine.ts";

const task = (name: string, period: number, wcet: number): TaskSpec => ({
  ...{ kind: "task", name, period, deadline: period, wcet },
});

const sent: ArrivalSpec = { kind: "sent", vm: "guest", task: "sender" };

/** A guest on core 1, and a device on core 0 whose events the VMM handles there. */
function ran(tasks: readonly TaskSpec[], arrivals: ArrivalSpec, notice: NoticeSpec, children = tasks) {
  const guest: NodeSpec = { kind: "vm", name: "guest", child: { kind: "fixed-priority", children } };
  const device: DeviceSpec = {
    ...{ name: "queue", core: 0, arrivals, notice, topHalf: 3, bottomHalf: 2, ring: 4 },
    routing: { kind: "dedicated", vm: "guest" },
    delivery: { kind: "immediate", detour: 0 },
  };
  const machine = buildMachine({ cores: [null, guest] }, { devices: [device] });
  const ends: number[] = [];
  if (arrivals.kind !== "sent")
    machine.engine.listen(
      machine.tasks.findIndex(({ name }) => name === "sender"),
      { jobEnded: (_task, _job, now) => ends.push(now) },
    );
  machine.engine.run(400);
  const [{ arrived, dropped, interrupts, latency }] = machine.devices as [(typeof machine.devices)[number]];
  const { least, most, mean, count } = latency;
  return { ends, seen: { arrived, dropped, interrupts, least, most, mean, count } };
}

describe("events that the jobs of a task send", () => {
  it("come as the jobs end: two that waited for a longer one within a length of the second", () => {
    const tasks = [task("other", 400, 20), task("sender", 16, 1)];
    const { seen } = ran(tasks, sent, { kind: "batch", delay: 7 });
    // At 21 and 22, told of together at 28 and handled at 33 and 35; then at 33, 49, …, each after 7 + 3 + 2.
    expect([seen.arrived, seen.interrupts, seen.least, seen.most]).toEqual([25, 24, 12, 13]);
  });

  it("are those of a recording of the same ends", () => {
    const length = fc.integer({ min: 1, max: 9 });
    const period = fc.integer({ min: 8, max: 60 });
    const notices = fc.constantFrom<NoticeSpec>(
      { kind: "interrupt" },
      { kind: "batch", delay: 12 },
      { kind: "batch", delay: 30, count: 3 },
      { kind: "poll", period: 25 },
    );
    fc.assert(
      fc.property(length, period, length, period, notices, (a, b, c, d, notice) => {
        const tasks = [task("other", b, a), task("sender", d, c)];
        const { ends } = ran(tasks, { kind: "trace", times: [] }, { kind: "interrupt" });
        const recorded = ran(tasks, { kind: "trace", times: ends }, notice);
        expect(ran(tasks, sent, notice).seen).toEqual(recorded.seen);
      }),
      { numRuns: 500 },
    );
  });

  it("need one sender, and one queue for each", () => {
    expect(() => ran([task("other", 9, 1)], sent, { kind: "interrupt" })).toThrow(
      /0 tasks are guest\/sender, and one is to send/,
    );
    const twice = [task("sender", 9, 1), task("sender", 9, 1)];
    expect(() => ran(twice, sent, { kind: "interrupt" })).toThrow(/2 tasks are guest\/sender/);
  });
});
