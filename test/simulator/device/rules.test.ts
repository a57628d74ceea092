import { describe, expect, it } from "vitest";
import type { DeviceSpec, MaskSpec, RoutingSpec } from "../../../src/simulator/device/specification.ts";
import type { Specification } from "../../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";
import { buildMachine } from "../../../src/simulator/guest/machine.ts";
import { deviceOf, outcome, play, twoInTurns } from "./single-device.ts";

/** Whether all outcomes are different. */
function allDiffer(outcomes: readonly object[]): void {
  expect(new Set(outcomes.map((each) => JSON.stringify(each))).size).toBe(outcomes.length);
}

const every = (gap: number, count: number): number[] => Array.from({ length: count }, (_, k) => 2 + k * gap);

describe("masks", () => {
  const masks: MaskSpec[] = [
    { kind: "in-service" },
    { kind: "poll" },
    { kind: "watermark", high: 3, low: 1 },
    { kind: "block", high: 3, length: 25 },
    { kind: "rate", count: 2, window: 30 },
  ];

  it("each make something else of one workload", () => {
    allDiffer(
      masks.map((mask) =>
        outcome(
          play(
            twoInTurns,
            { devices: [deviceOf(every(4, 60), { mask, delivery: { kind: "seizing" }, ring: 6 })] },
            400,
          ),
        ),
      ),
    );
  });

  it("spare top halves: a driver that polls the ring pays for one per batch", () => {
    const burst = deviceOf([0, 0, 0, 0], { delivery: { kind: "seizing" } });
    const [each, polled] = [burst, { ...burst, mask: { kind: "poll" } as const }].map(
      (device) => play(twoInTurns, { devices: [device] }, 100).devices[0]!.interrupts,
    );
    expect([each, polled]).toEqual([4, 1]);
  });

  it("let as many interrupts through per window as they say", () => {
    const mask: MaskSpec = { kind: "rate", count: 2, window: 30 };
    const { devices } = play(twoInTurns, { devices: [deviceOf(every(4, 60), { mask })] }, 240);
    expect(devices[0]!.interrupts).toBeLessThanOrEqual(2 * Math.ceil(240 / 30));
    expect(devices[0]!.interrupts).toBeGreaterThan(8);
  });
});

describe("deliveries", () => {
  it("each make something else of one workload", () => {
    const deliveries: DeviceSpec["delivery"][] = [
      { kind: "when-scheduled" },
      { kind: "immediate", detour: 0 },
      { kind: "immediate", detour: 2 },
      { kind: "seizing" },
      { kind: "immediate-seizing", detour: 0 },
    ];
    const machines = deliveries.map((delivery) =>
      play(twoInTurns, { devices: [deviceOf(every(37, 9), { delivery })] }, 400),
    );
    allDiffer(machines.map(outcome));
  });

  it("and notices, too", () => {
    const notices: NonNullable<DeviceSpec["notice"]>[] = [
      { kind: "interrupt" },
      { kind: "batch", delay: 12 },
      { kind: "poll", period: 12 },
    ];
    const machines = notices.map((notice) =>
      play(twoInTurns, { devices: [deviceOf(every(7, 40), { notice })] }, 400),
    );
    allDiffer(machines.map(outcome));
  });

  it("at once take just the length of the work from whoever runs", () => {
    const device = deviceOf([5], { delivery: { kind: "immediate", detour: 0 } });
    const { devices, engine } = play(twoInTurns, { devices: [device] }, 20);
    expect(devices[0]!.latency.most).toBe(4);
    expect(engine.vms.suppliedBy(0, 20)).toBe(16);
    expect(engine.vms.overhead[1]).toBe(4);
  });

  it("when scheduled wait for the turn of the target, which pays for the bottom half", () => {
    const { devices, engine } = play(twoInTurns, { devices: [deviceOf([5])] }, 40);
    expect(devices[0]!.latency.most).toBe(20 + 3 - 5);
    expect(engine.vms.suppliedBy(0, 40)).toBe(19);
    expect(engine.vms.suppliedBy(1, 40)).toBe(20);
  });

  it("by seizing have the core until the tick, then the turn of the next", () => {
    const { devices, engine } = play(
      twoInTurns,
      { devices: [deviceOf([5], { delivery: { kind: "seizing" } })] },
      30,
    );
    expect(devices[0]!.latency.most).toBe(4);
    expect(engine.vms.suppliedBy(0, 30)).toBe(5);
    expect(engine.vms.suppliedBy(1, 30)).toBe(4 + 20);
  });

  it("go by the order of the devices within a VM", () => {
    const first = deviceOf([5], { name: "first" });
    const second = deviceOf([3], { name: "second" });
    const { devices } = play(twoInTurns, { devices: [first, second] }, 40);
    expect(devices.map(({ latency }) => latency.most)).toEqual([20 + 3 - 5, 20 + 6 - 3]);
  });

  it("pay for an emulated controller per interrupt, before the first bottom half", () => {
    const native = deviceOf([21, 21, 21], { mask: { kind: "poll" } });
    const emulated: DeviceSpec = { ...native, injection: 1, controller: { exits: 2, exitCost: 3 } };
    const worst = (device: DeviceSpec): number =>
      play(twoInTurns, { devices: [device] }, 80).devices[0]!.latency.most;
    expect(worst(emulated) - worst(native)).toBe(7);
  });
});

describe("device classes", () => {
  const routings: RoutingSpec[] = [
    { kind: "dedicated", vm: "b" },
    { kind: "active", order: ["a", "b"], stay: 55 },
    { kind: "running" },
    {
      kind: "dynamic",
      shares: [
        { vm: "a", weight: 1 },
        { vm: "b", weight: 2 },
      ],
    },
  ];

  it("each make something else of one workload", () => {
    allDiffer(
      routings.map((routing) =>
        outcome(play(twoInTurns, { devices: [deviceOf(every(9, 40), { routing })] }, 400)),
      ),
    );
  });

  it("give the VM in the background nothing", () => {
    const routing: RoutingSpec = { kind: "active", order: ["a", "b"], stay: 100 };
    const trace = new TraceRing(1 << 10);
    const machine = buildMachine(twoInTurns, { devices: [deviceOf(every(9, 40), { routing })] }, { trace });
    machine.engine.run(400);
    const ended = [...trace.records()].filter(({ kind }) => kind === "irq-raise");
    expect(ended.length).toBeGreaterThan(20);
    for (const { time, vm } of ended) expect(vm).toBe(Math.floor(time / 100) % 2);
  });

  it("send what goes to the running VM there at once, and lose it while the core idles", () => {
    const { devices } = play(
      twoInTurns,
      { devices: [deviceOf(every(9, 40), { routing: { kind: "running" } })] },
      400,
    );
    expect(devices[0]!.latency.most).toBeLessThanOrEqual(20 + 4);
    const idle: Specification = {
      cores: [
        {
          kind: "round-robin",
          quanta: [20],
          children: [{ kind: "vm", name: "b", child: { kind: "fixed-priority", children: [] } }],
        },
      ],
    };
    const lost = play(idle, { devices: [deviceOf([5, 9], { routing: { kind: "running" } })] }, 40)
      .devices[0]!;
    expect([lost.arrived, lost.unrouted, lost.interrupts]).toEqual([2, 2, 0]);
  });

  it("share dynamic events as they are weighted", () => {
    const { engine } = play(
      twoInTurns,
      {
        devices: [
          deviceOf(every(9, 4000), { routing: routings[3]!, delivery: { kind: "immediate", detour: 0 } }),
        ],
      },
      36_000,
    );
    const [a, b] = [engine.vms.overhead[0]!, engine.vms.overhead[1]!];
    expect(b / a).toBeGreaterThan(1.8);
    expect(b / a).toBeLessThan(2.2);
  });
});

describe("rings and buffers", () => {
  it("drop what does not fit", () => {
    const { devices } = play(twoInTurns, { devices: [deviceOf([1, 2, 3, 4, 5, 6], { ring: 4 })] }, 60);
    expect([devices[0]!.dropped, devices[0]!.latency.count]).toEqual([2, 4]);
  });

  it("that are drained run dry where the bottom half does not get to refill them", () => {
    const audio = deviceOf([], { arrivals: { kind: "drain", period: 5, capacity: 2, offset: 5 } });
    const fed = play(twoInTurns, { devices: [{ ...audio, delivery: { kind: "seizing" } }] }, 400).devices[0]!;
    const starved = play(twoInTurns, { devices: [audio] }, 400).devices[0]!;
    expect(fed.underruns).toBe(0);
    expect(starved.underruns).toBeGreaterThan(0);
    expect(starved.interrupts).toBeLessThan(fed.interrupts);
  });

  it("take halves of no length", () => {
    const device = deviceOf([5, 5, 25], { topHalf: 0, bottomHalf: 0 });
    for (const delivery of [{ kind: "when-scheduled" }, { kind: "immediate", detour: 0 }] as const) {
      const { latency } = play(twoInTurns, { devices: [{ ...device, delivery }] }, 40).devices[0]!;
      expect([latency.count, latency.most]).toEqual([3, delivery.kind === "immediate" ? 0 : 15]);
    }
  });
});

describe("a run", () => {
  it("is the same again, event for event", () => {
    const routing: RoutingSpec = {
      kind: "dynamic",
      shares: [
        { vm: "a", weight: 1 },
        { vm: "b", weight: 1 },
      ],
    };
    const device = deviceOf([], { arrivals: { kind: "random", least: 1, most: 9, offset: 0 }, routing });
    const run = (seed: number) => {
      const trace = new TraceRing(1 << 12);
      buildMachine(twoInTurns, { devices: [device] }, { seed, trace }).engine.run(2000);
      return JSON.stringify([...trace.records()]);
    };
    expect(run(7)).toBe(run(7));
    expect(run(7)).not.toBe(run(8));
  });
});
