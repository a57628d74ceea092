import { describe, expect, it } from "vitest";
import { bottomHalfLoad } from "../../../src/analysis/host/bottom-half-load.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import type { Vm } from "../../../src/model/system.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { maxArrivals } from "../../../src/workload/arrivals.ts";
import { sourceOf } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const interrupts = [
  sourceOf("irq", { arrivals: sporadicEvents("10 ms") }),
  sourceOf("other", { topHalf: work("4 ms"), bottomHalf: work("0 ms") }),
];
const system = systemOf({ policy: { kind: "edf" }, vms: [{ name: "a" }], interrupts });
const [vm] = system.vms as [Vm];
const window = duration("7 ms");

describe("the bottom halves that run in a VM", () => {
  it("come with their events where the top halves are counted in the same window", () => {
    const [load] = bottomHalfLoad(system, vm, "in-supply") ?? [];
    expect(load?.name).toBe("irq");
    expect(load && maxArrivals(load.arrivals, window)).toBe(1n);
  });

  it("come closer to each other where the top halves run beside the supply", () => {
    // An event at 0 waits for 4 of another top half and is ready at 5, the next, at 10, is ready at 11.
    const [load] = bottomHalfLoad(system, vm, "beside") ?? [];
    expect(load && maxArrivals(load.arrivals, window)).toBe(2n);
  });

  it("have no bound where top halves may take for ever", () => {
    const flood = { ...system, interrupts: [...interrupts, sourceOf("flood", { topHalf: work("40 ms") })] };
    expect(bottomHalfLoad(flood, vm, "beside")).toBeNull();
    expect(bottomHalfLoad(flood, vm, "in-supply")).not.toBeNull();
  });
});
