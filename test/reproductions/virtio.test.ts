import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { figure, figurePath } from "./figures.ts";
import { FEW, MANY, PERIODS, virtio, virtioFromTask } from "./virtio.ts";

describe("a transmit queue that is looked at each 250 µs", () => {
  const atOnce = virtio(0, FEW, 20);
  const batched = virtio(250, FEW, 20);

  it("adds at most 250 µs to the latency of a packet, and comes close to that", () => {
    expect(batched.most - atOnce.most).toBeLessThanOrEqual(250);
    expect(batched.most - atOnce.most).toBeGreaterThan(245);
    expect(batched.least).toBe(atOnce.least);
  });

  it("adds half of that on average", () => {
    expect(Math.abs(batched.mean - atOnce.mean - 125)).toBeLessThan(5);
  });

  it("adds at most its period, whatever that is", () => {
    for (const period of PERIODS)
      expect(virtio(period, FEW, 5).most - atOnce.most).toBeLessThanOrEqual(period);
  });

  it("cannot be done without for nothing: throughput falls with the period", () => {
    const sent = PERIODS.map((period) => virtio(period, MANY, 2).packetsPerSecond);
    const overloaded = sent.slice(0, PERIODS.indexOf(150) + 1);
    expect(overloaded).toEqual([...overloaded].sort((a, b) => a - b));
    for (const each of sent.slice(PERIODS.indexOf(150))) expect(each).toBeGreaterThan(0.999 * 100_000);
    expect(sent[0]!).toBeLessThan(0.3 * sent[PERIODS.indexOf(250)]!);
    expect(virtio(500, MANY, 2).load).toBeLessThan(virtio(250, MANY, 2).load);
  });
});

describe("a transmit queue that a task of the guest fills", () => {
  it("adds at most its period and the packets that share the look, however the guest's jobs are spread", () => {
    const atOnce = virtioFromTask(0, 20);
    // Jobs end at least 50 µs apart, and a packet takes 30 + 8 at once: none waits for another.
    expect([atOnce.least, atOnce.most]).toEqual([38, 38]);
    for (const period of [150, 250]) {
      const batched = virtioFromTask(period, 20);
      const more = batched.most - atOnce.most;
      expect(more).toBeLessThanOrEqual(period + 8 * (period / 50));
      expect(more).toBeGreaterThan(0.9 * period);
      expect(batched.packetsPerSecond).toBeGreaterThan(2_499);
    }
  });

  it("saves exits where packets come together, after the guest has computed", () => {
    expect(virtioFromTask(250, 20).load).toBeLessThan(0.95 * virtioFromTask(0, 20).load);
  });
});

it.each(["virtio-latency", "virtio-throughput"])("the figure %s is what the simulation gives", (name) => {
  expect(readFileSync(figurePath(name), "utf8")).toBe(figure(name));
});
