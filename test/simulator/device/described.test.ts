import { describe, expect, it } from "vitest";
import { loadSystem } from "../../../src/description/load-system.ts";
import type { System } from "../../../src/model/system.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { Timebase } from "../../../src/numeric/timebase.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { devicesOf } from "../../../src/simulator/device/described.ts";
import { play, twoInTurns } from "./single-device.ts";

const microseconds = new Timebase(Rational.of(1n, 1_000_000n));
const ticksOf = ({ value }: { readonly value: Rational }): number => Number(microseconds.toTicks(value));

const described = async (interrupts: string): Promise<System> => {
  const { system } = await loadSystem(
    `
system: Devices
vmm: { policy: round-robin, quantum: 20 ms, costs: { vmSwitch: 5 us, interruptEntry: 2 us } }
vms:
  a: { scheduling: best-effort }
  b: { scheduling: best-effort }
interrupts:
${interrupts}
`,
    "devices.yaml",
  );
  return system;
};

describe("the devices of a described system", () => {
  it("keep its order, classes, deliveries and costs", async () => {
    const system = await described(`
  wire: { target: b, arrivals: { period: 2 ms, jitter: 4 ms, minDistance: 100 us }, topHalf: 12 us, bottomHalf: 80 us }
  touch: { target: b, device: active, delivery: immediate, arrivals: { minSeparation: 3 ms }, topHalf: 1 us }
  burst: { device: running, arrivals: { capacity: 8, refill: 1 ms }, topHalf: 3 us }
  modem: { target: b, device: dynamic, delivery: rest-of-quantum, arrivals: { period: 9 ms }, topHalf: 4 us }
`);
    expect(devicesOf(system, ticksOf, { arrivals: "densest" })).toEqual([
      {
        name: "wire",
        core: 0,
        arrivals: { kind: "pjd", period: 2000, jitter: 4000, minDistance: 100, offset: 0, play: "densest" },
        routing: { kind: "dedicated", vm: "b" },
        delivery: { kind: "when-scheduled" },
        topHalf: 14,
        bottomHalf: 80,
      },
      {
        name: "touch",
        core: 0,
        arrivals: { kind: "pjd", period: 3000, jitter: 0, minDistance: 3000, offset: 0, play: "densest" },
        routing: { kind: "active", order: ["b"], stay: Number.POSITIVE_INFINITY },
        delivery: { kind: "immediate", detour: 10 },
        topHalf: 3,
        bottomHalf: 0,
      },
      {
        name: "burst",
        core: 0,
        arrivals: { kind: "token-bucket", capacity: 8, refill: 1000, offset: 0, play: "densest" },
        routing: { kind: "running" },
        delivery: { kind: "immediate", detour: 10 },
        topHalf: 5,
        bottomHalf: 0,
      },
      {
        name: "modem",
        core: 0,
        arrivals: { kind: "pjd", period: 9000, jitter: 0, minDistance: 0, offset: 0, play: "densest" },
        routing: { kind: "dynamic", shares: [{ vm: "b", weight: 1 }] },
        delivery: { kind: "immediate-seizing", detour: 10 },
        topHalf: 6,
        bottomHalf: 0,
      },
    ]);
  });

  it("are shaped, monitored, coalesced and polled", async () => {
    const bare = "target: b, topHalf: 1 us, bottomHalf: 1 us";
    const system = await described(`
  dropped: { ${bare}, arrivals: { minSeparation: 3 ms }, shaper: { minDistance: 5 ms } }
  held: { ${bare}, arrivals: { minSeparation: 3 ms }, shaper: { capacity: 4, refill: 2 ms, excess: hold } }
  watched: { ${bare}, delivery: monitored, arrivals: { minSeparation: 3 ms }, shaper: { minDistance: 5 ms } }
  batched: { ${bare}, arrivals: { minSeparation: 3 ms }, coalescing: { delay: 7 ms, count: 2 } }
  delayed: { ${bare}, arrivals: { minSeparation: 3 ms }, coalescing: { delay: 7 ms } }
  polled: { ${bare}, arrivals: { minSeparation: 3 ms }, polling: 4 ms }
`);
    const devices = devicesOf(system, ticksOf, { arrivals: "densest" });
    expect(devices.map(({ shaper, notice, delivery }) => [shaper, notice, delivery.kind])).toEqual([
      [{ minDistance: 5000, excess: "drop" }, undefined, "when-scheduled"],
      [{ bucket: { capacity: 4, refill: 2000 }, excess: "hold" }, undefined, "when-scheduled"],
      [{ minDistance: 5000, excess: "defer" }, undefined, "monitored"],
      [undefined, { kind: "batch", delay: 7000, count: 2 }, "when-scheduled"],
      [undefined, { kind: "batch", delay: 7000 }, "when-scheduled"],
      [undefined, { kind: "poll", period: 4000, look: 2 }, "when-scheduled"],
    ]);
    expect(devices[2]?.delivery).toEqual({ kind: "monitored", detour: 10 });
  });

  it("are done with their top half where there is no bottom half to wait with", async () => {
    const system = await described(`
  plain: { target: b, arrivals: { minSeparation: 3 ms }, topHalf: 1 us }
  watched: { target: b, delivery: monitored, arrivals: { minSeparation: 3 ms }, shaper: { minDistance: 5 ms }, topHalf: 1 us }
`);
    const devices = devicesOf(system, ticksOf, { arrivals: "densest" });
    for (const { delivery, shaper } of devices) {
      expect([delivery, shaper]).toEqual([{ kind: "immediate", detour: 0 }, undefined]);
    }
    const [plain] = play(twoInTurns, { devices }, 100).devices;
    expect([plain!.latency.count, plain!.latency.most]).toEqual([1, 3]);
  });

  it("begin where they are told, and are sporadic at random where the description says no more", async () => {
    const system = await described(
      "  touch: { target: b, arrivals: { minSeparation: 3 ms }, topHalf: 1 us }",
    );
    const [touch] = devicesOf(system, ticksOf, { arrivals: "random", offsetOf: () => 7 });
    expect(touch?.arrivals).toEqual({ kind: "sporadic", separation: 3000, slack: 3000, offset: 7 });
  });

  it("of the dynamic class are for any VM of their core, and of the active class for those in the foreground", async () => {
    const system = await described(`
  modem: { target: b, device: dynamic, arrivals: { period: 9 ms }, topHalf: 4 us, bottomHalf: 1 us }
  touch: { target: b, device: active, arrivals: { period: 9 ms }, topHalf: 4 us, bottomHalf: 1 us }
`);
    const foreground = { vms: ["b", "a"], stay: duration("5 ms") };
    const [modem, touch] = devicesOf(system, ticksOf, { arrivals: "random", foreground });
    expect(modem?.routing).toEqual({
      kind: "dynamic",
      shares: [
        { vm: "a", weight: 1 },
        { vm: "b", weight: 1 },
      ],
    });
    expect(touch?.routing).toEqual({ kind: "active", order: ["b", "a"], stay: 5000 });
    const away = { vms: ["c"], stay: duration("5 ms") };
    expect(() => devicesOf(system, ticksOf, { arrivals: "random", foreground: away })).toThrow(
      "the active device touch is on core 0, and c is no VM there",
    );
  });

  it("run: latencies per source", async () => {
    const system = await described(`
  wire: { target: b, arrivals: { minSeparation: 30 us }, topHalf: 1 us, bottomHalf: 3 us }
  modem: { target: b, delivery: immediate, arrivals: { capacity: 2, refill: 50 us }, topHalf: 1 us, bottomHalf: 1 us }
`);
    const [wire, modem] = play(
      twoInTurns,
      { devices: devicesOf(system, ticksOf, { arrivals: "densest" }) },
      10_000,
    ).devices;
    expect(wire!.latency.count).toBeGreaterThan(300);
    expect(wire!.latency.most).toBeLessThan(50);
    expect(modem!.latency.least).toBe(3 + 1 + 10);
    expect(modem!.latency.quantile(0.95)!).toBeGreaterThanOrEqual(modem!.latency.mean!);
    expect(modem!.latency.quantile(1)).toBe(modem!.latency.most);
  });
});
