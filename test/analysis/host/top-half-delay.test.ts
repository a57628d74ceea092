import { describe, expect, it } from "vitest";
import { topHalfDelay } from "../../../src/analysis/host/top-half-delay.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { systemOf } from "../../support/systems.ts";

const source = (name: string, top: string): InterruptSource => ({
  name,
  device: "dedicated",
  delivery: "when-scheduled",
  target: "a",
  core: 0,
  arrivals: sporadicEvents("1 ms"),
  topHalf: work(top),
  bottomHalf: work("0 us"),
  deadline: null,
});

describe("the delay of a top half", () => {
  const interrupts = [source("net", "100 us"), source("disk", "50 us")];
  const system = systemOf({
    policy: { kind: "static" },
    vms: [{ name: "a" }],
    costs: { interruptEntry: "10 us", longestNonPreemptible: "20 us" },
    interrupts,
  });

  it("is its own cost, the other interrupts' and the longest section of the VMM", () => {
    expect(interrupts.map((each) => topHalfDelay(system, each)?.equals(duration("190 us")))).toEqual([
      true,
      true,
    ]);
  });

  it("has no bound where interrupts take the whole core", () => {
    const flood = { ...system, interrupts: [source("net", "900 us"), source("disk", "95 us")] };
    expect(flood.interrupts.map((each) => topHalfDelay(flood, each))).toEqual([null, null]);
  });
});
