import { describe, expect, it } from "vitest";
import type { DeviceSpec } from "../../../src/simulator/device/specification.ts";
import { buildMachine } from "../../../src/simulator/guest/machine.ts";
import { busyVm, deviceOf, twoInTurns } from "./single-device.ts";

describe("devices that cannot be run", () => {
  const refused: [string, Partial<DeviceSpec>, RegExp][] = [
    [
      "no target",
      { routing: { kind: "dedicated", vm: "c" } },
      /devices\[0\] \(device\)\.routing: there is no VM c/,
    ],
    ["nobody in the foreground", { routing: { kind: "active", order: [], stay: 1 } }, /order/],
    ["no shares", { routing: { kind: "dynamic", shares: [] } }, /shares/],
    ["a shaper that shapes nothing", { shaper: { excess: "drop" } }, /shaper: it admits everything/],
    [
      "a monitor that drops",
      { delivery: { kind: "monitored", detour: 0 }, shaper: { minDistance: 5, excess: "drop" } },
      /shaper: a monitored delivery, and no other, has a shaper that defers/,
    ],
    ["a monitor beside another delivery", { shaper: { minDistance: 5, excess: "defer" } }, /that defers/],
    [
      "a monitor where nothing waits",
      {
        delivery: { kind: "monitored", detour: 0 },
        shaper: { minDistance: 5, excess: "defer" },
        routing: { kind: "running" },
      },
      /delivery: nothing waits/,
    ],
    ["a distance of nothing", { shaper: { minDistance: 0, excess: "drop" } }, /minDistance: 0 is below 1/],
    [
      "a bucket that no time fills",
      { shaper: { bucket: { capacity: 2 ** 30, refill: 2 ** 30 }, excess: "drop" } },
      /the time that fills it: \d+ is no integer below 2\^53/,
    ],
    ["a batch of nothing", { notice: { kind: "batch", delay: 5, count: 0 } }, /count: 0 is below 1/],
    [
      "a mask of what raises no interrupts",
      { notice: { kind: "poll", period: 5, look: 1 }, mask: { kind: "poll" } },
      /raises no interrupts to mask/,
    ],
    ["no core", { core: 1 }, /there is no core 1/],
    [
      "back in time",
      { arrivals: { kind: "trace", times: [5, 9, 7] } },
      /times\[2\]: 7 goes back in time, after 9/,
    ],
    ["a time between ticks", { arrivals: { kind: "trace", times: [0.5] } }, /times\[0\]: 0.5 is no integer/],
    ["a period of nothing", { arrivals: { kind: "periodic", period: 0, offset: 0 } }, /period: 0 is below 1/],
    [
      "a distance beyond the period",
      { arrivals: { kind: "pjd", period: 5, jitter: 0, minDistance: 6, offset: 0, play: "densest" } },
      /minDistance: 6 exceeds 5/,
    ],
    [
      "gaps upside down",
      { arrivals: { kind: "random", least: 5, most: 4, offset: 0 } },
      /most: 4 is below 5/,
    ],
    [
      "an instant outside its cycle",
      { arrivals: { kind: "aligned", cycle: 5, instants: [5], separation: 1 } },
      /instants: 5 exceeds 4/,
    ],
    [
      "overlapping bursts",
      { arrivals: { kind: "burst", count: 4, spacing: 3, period: 8, offset: 0 } },
      /length of a burst: 9 exceeds 8/,
    ],
    ["a ring of none", { ring: 0 }, /ring: 0 is below 1/],
    [
      "a watermark beyond the ring",
      { ring: 4, mask: { kind: "watermark", high: 5, low: 1 } },
      /exceeds the ring/,
    ],
    ["watermarks upside down", { mask: { kind: "watermark", high: 3, low: 3 } }, /low: 3 is not below 3/],
    [
      "a watermark on batches",
      { notice: { kind: "batch", delay: 3 }, mask: { kind: "watermark", high: 3, low: 1 } },
      /needs an interrupt per event/,
    ],
    ["a batch of no time", { notice: { kind: "batch", delay: 0 } }, /delay: 0 is below 1/],
    ["a negative top half", { topHalf: -1 }, /topHalf: -1 is below 0/],
    [
      "seizing for whoever runs",
      { routing: { kind: "running" }, delivery: { kind: "seizing" } },
      /only a dedicated or an active device/,
    ],
  ];

  it.each(refused)("are refused with their place: %s", (_, more, message) => {
    expect(() => buildMachine(twoInTurns, { devices: [deviceOf([], more)] })).toThrow(message);
  });

  it("are two of one name, and one that seizes the core from no round robin", () => {
    const device = deviceOf([]);
    expect(() => buildMachine(twoInTurns, { devices: [device, device] })).toThrow(
      /two devices have this name/,
    );
    const alone = { cores: [busyVm("b")] };
    expect(() => buildMachine(alone, { devices: [{ ...device, delivery: { kind: "seizing" } }] })).toThrow(
      /b is not a VM of a round robin/,
    );
  });

  it("say nothing of a kernel for a VM that is not there, or of quanta between ticks", () => {
    const kernel = { vm: "c", tick: 10, phase: 0, ticks: "lost", idle: "spins" } as const;
    expect(() => buildMachine(twoInTurns, { kernels: [kernel] })).toThrow(/there is no VM c/);
    expect(() => buildMachine(twoInTurns, { kernels: [{ ...kernel, vm: "a", tick: 0 }] })).toThrow(/tick: 0/);
    const odd = {
      kind: "round-robin",
      quanta: [15],
      ticked: { tick: 10, seizedUntil: "tick", afterwards: "victim" },
    } as const;
    expect(() => buildMachine({ cores: [{ ...odd, children: [busyVm("a")] }] }, {})).toThrow(
      /quanta\[0\]: 15 is no multiple of the VMM's tick of 10/,
    );
  });
});
