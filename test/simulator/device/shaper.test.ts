import { describe, expect, it } from "vitest";
import type { Device } from "../../../src/simulator/device/device.ts";
import { Shaper } from "../../../src/simulator/device/shaper.ts";
import type { DeviceSpec, ShaperSpec } from "../../../src/simulator/device/specification.ts";
import { deviceOf, play, twoInTurns } from "./single-device.ts";

/** Which of these events a shaper lets through that drops the others. */
function admitted(spec: Omit<ShaperSpec, "excess">, times: readonly number[]): number[] {
  const shaper = new Shaper({ ...spec, excess: "drop" });
  return times.filter((time) => shaper.admits(time));
}

describe("a shaper", () => {
  it("counts the distance from the last event that it admitted, not from the last that came", () => {
    expect(admitted({ minDistance: 10 }, [0, 9, 18, 19, 20, 28, 29, 30])).toEqual([0, 18, 28]);
  });

  it("starts with a full bucket, and gains credit between events", () => {
    const bucket = { capacity: 3, refill: 10 };
    expect(admitted({ bucket }, [0, 0, 0, 0, 9, 10, 19, 20, 20, 100, 100, 100, 100])).toEqual([
      0, 0, 0, 10, 20, 100, 100, 100,
    ]);
    // Credit of 15 makes a token and a half, and the half is kept.
    expect(admitted({ bucket }, [0, 0, 0, 15, 20, 29, 30])).toEqual([0, 0, 0, 15, 20, 30]);
  });

  it("takes no token for what comes too soon after the last", () => {
    const both = { minDistance: 5, bucket: { capacity: 2, refill: 20 } };
    expect(admitted(both, [0, 1, 2, 5, 10, 19, 20, 25, 40])).toEqual([0, 5, 20, 40]);
  });

  it("knows the first time at which an event conforms", () => {
    const shaper = new Shaper({ minDistance: 5, bucket: { capacity: 2, refill: 20 }, excess: "hold" });
    expect(shaper.earliest(3)).toBe(3);
    for (const time of [3, 8]) expect(shaper.admits(time)).toBe(true);
    expect(shaper.earliest(8)).toBe(23);
    expect(shaper.earliest(50)).toBe(50);
  });
});

/** The first device after its events, in a VM that never waits: a top half of 1, a bottom half of 3. */
function run(times: readonly number[], more: Partial<DeviceSpec>, until = 200): Device {
  const { devices } = play(twoInTurns, { devices: [deviceOf(times, more)] }, until);
  return devices[0]!;
}

const atOnce = { delivery: { kind: "immediate", detour: 0 } } as const;

describe("an event that its shaper does not admit", () => {
  it("is lost, and costs nothing", () => {
    const { arrived, refused, dropped, interrupts, latency } = run([0, 1, 2, 12], {
      ...atOnce,
      shaper: { minDistance: 10, excess: "drop" },
    });
    expect([arrived, refused, dropped, interrupts, latency.count]).toEqual([4, 2, 0, 2, 2]);
  });

  it("or waits in order, its latency counted from its arrival", () => {
    const { refused, interrupts, latency } = run([0, 1, 2, 12], {
      ...atOnce,
      shaper: { minDistance: 10, excess: "hold" },
    });
    expect([refused, interrupts, latency.count]).toEqual([0, 4, 4]);
    // They are admitted at 0, 10, 20 and 30.
    expect([latency.least, latency.most, latency.total]).toEqual([4, 22, 4 + 13 + 22 + 22]);
  });

  it("but in a ring of so many places only", () => {
    const { dropped, latency } = run([0, 1, 2, 3, 5], {
      ...atOnce,
      ring: 3,
      shaper: { minDistance: 50, excess: "hold" },
    });
    // At 3 one is handled and two wait; at 5 the handled one is gone.
    expect([dropped, latency.count]).toEqual([1, 4]);
  });

  it("or is left to the VM's own turn, as is what comes behind it", () => {
    const monitored = {
      delivery: { kind: "monitored", detour: 2 },
      shaper: { minDistance: 2, excess: "defer" },
    } as const;
    const alone = run([0, 10], monitored, 20);
    expect([alone.latency.count, alone.latency.most]).toEqual([2, 6]);
    // The one at 11 does not conform; the one at 13 does, but may not overtake it: VM b has its turn from 20.
    const behind = run([0, 10, 11, 13], monitored);
    expect([behind.latency.count, behind.latency.most, behind.latency.total]).toEqual([
      4,
      26 - 13,
      6 + 6 + 12 + 13,
    ]);
  });
});

describe("how the VMM learns of events", () => {
  it("is one interrupt for so many, or after the delay", () => {
    const { interrupts, latency } = run([0, 1, 2, 40], {
      ...atOnce,
      notice: { kind: "batch", delay: 20, count: 3 },
    });
    expect(interrupts).toBe(2);
    expect([latency.count, latency.least, latency.most]).toEqual([4, 6, 24]);
  });

  it("is a look at each multiple of the period, which costs something if it finds nothing", () => {
    const machine = play(
      twoInTurns,
      { devices: [deviceOf([11], { ...atOnce, notice: { kind: "poll", period: 10, look: 2 } })] },
      40,
    );
    expect(machine.devices[0]!.latency.most).toBe(20 + 4 - 11);
    // Looks at 0, 10 and 30, a top half and a bottom half at 20.
    expect(machine.engine.core(0).occupied).toBe(3 * 2 + 4);
  });
});
