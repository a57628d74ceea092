import { describe, expect, it } from "vitest";
import { KIND, TRACE_KINDS } from "../../../src/simulator/engine/trace-kind.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";

describe("TraceRing", () => {
  it("keeps every field exactly, up to the largest", () => {
    const ring = new TraceRing(4);
    ring.write(2 ** 53 - 1, KIND.vmm, 1022, 65534, 2 ** 21 - 2, 2 ** 53 - 1);
    ring.write(0, KIND.release, -1, -1, -1, -1);
    expect([...ring.records()]).toEqual([
      { time: 2 ** 53 - 1, kind: "vmm", core: 1022, vm: 65534, subject: 2 ** 21 - 2, value: 2 ** 53 - 1 },
      { time: 0, kind: "release", core: -1, vm: -1, subject: -1, value: -1 },
    ]);
  });

  it("overwrites the oldest, and says how many", () => {
    const ring = new TraceRing(8);
    for (let i = 0; i < 21; i++) ring.write(i, KIND.tick, 0, 0, 0, 0);
    expect([...ring.records()].map(({ time }) => time)).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
    expect(ring.written).toBe(21);
    expect(ring.lost).toBe(13);
  });

  it("refuses a capacity that is no power of two", () => {
    for (const capacity of [0, 1, 3, 1000, 2 ** 27, 2.5])
      expect(() => new TraceRing(capacity)).toThrow(/power of two/);
  });

  it("numbers kinds without gaps, in an order that files rely on", () => {
    expect(TRACE_KINDS.map((kind) => KIND[kind])).toEqual(TRACE_KINDS.map((_, number) => number));
    expect(TRACE_KINDS.slice(0, 5)).toEqual(["release", "start", "resume", "preempt", "complete"]);
  });
});
