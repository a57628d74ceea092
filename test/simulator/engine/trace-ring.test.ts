import { describe, expect, it } from "vitest";
import { KIND, TRACE_KINDS } from "../../../src/simulator/engine/trace-kind.ts";
import { placeOf, TraceRing } from "../../../src/simulator/engine/trace-ring.ts";

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

  it("numbers kinds in an order that files rely on, and gives no number twice or again", () => {
    const numbers = Object.values(KIND);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(KIND[TRACE_KINDS[number]!]).toBe(number);
    expect(TRACE_KINDS.slice(0, 5)).toEqual(["release", "start", "resume", "preempt", "complete"]);
    expect(TRACE_KINDS[14]).toBeUndefined();
    expect(KIND.vmm).toBe(20);
  });

  it("writes the same record by a place made once", () => {
    const ring = new TraceRing(4);
    const places = Float64Array.of(placeOf(-1, -1, -1), placeOf(1022, 65534, 2 ** 21 - 2));
    for (const [at, [core, vm, subject]] of [
      [-1, -1, -1],
      [1022, 65534, 2 ** 21 - 2],
    ].entries()) {
      ring.write(3, KIND.slot, core!, vm!, subject!, 5);
      ring.writeAt(3, KIND.slot, places, at, 5);
    }
    const [first, second, third, fourth] = [...ring.records()];
    expect(second).toEqual(first);
    expect(fourth).toEqual(third);
    expect(first).toMatchObject({ core: -1, kind: "slot" });
    expect(third).toMatchObject({ core: 1022, vm: 65534, subject: 2 ** 21 - 2 });
  });
});
