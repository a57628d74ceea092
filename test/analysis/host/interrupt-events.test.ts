import { describe, expect, it } from "vitest";
import {
  admittedByMonitor,
  alwaysConforms,
  noticedEvents,
  seizingEvents,
} from "../../../src/analysis/host/interrupt-events.ts";
import { interruptLoad, isExact, stolenBy, waitsFor } from "../../../src/analysis/host/interrupt-load.ts";
import { atOnceDelay, topHalfDelay } from "../../../src/analysis/host/top-half-delay.ts";
import { periodicEvents, sporadicEvents, tokenBucket } from "../../../src/model/event-model.ts";
import type { InterruptSource, Shaper } from "../../../src/model/interrupt.ts";
import type { System, Vm } from "../../../src/model/system.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { maxArrivals } from "../../../src/workload/arrivals.ts";
import type { EventBound } from "../../../src/workload/event-bound.ts";
import { inMs, sourceOf } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const strict = (minDistance: string, excess: Shaper["excess"] = "drop"): Shaper => ({
  minDistance: duration(minDistance),
  bucket: null,
  excess,
});
const within = (events: EventBound, window: string): bigint => maxArrivals(events, duration(window));
const burst = periodicEvents({ period: "10 ms", jitter: "40 ms" });

describe("what the VMM is told of", () => {
  it("is every event, where nothing is in between", () => {
    const source = sourceOf("irq", { arrivals: burst });
    expect(noticedEvents(source)).toMatchObject({ raised: burst, events: burst, exact: true });
  });

  it("is what a shaper that drops lets through: both bounds, without a wait", () => {
    const { events, wait, exact } = noticedEvents(
      sourceOf("irq", { arrivals: burst, shaper: strict("4 ms") }),
    );
    expect([within(events!, "12 ms"), within(events!, "1 s"), exact]).toEqual([3n, 104n, true]);
    expect(wait?.isZero()).toBe(true);
  });

  it("is late by the longest hold of a shaper that holds", () => {
    const { events, wait, exact } = noticedEvents(
      sourceOf("irq", { arrivals: burst, shaper: strict("4 ms", "hold") }),
    );
    // Five events at once: the fifth passes 16 ms later.
    expect([inMs(wait), exact, within(events!, "12 ms")]).toEqual(["16", false, 3n]);
  });

  it("is bounded for others, but not in time, where a shaper admits fewer than come", () => {
    const source = sourceOf("irq", { arrivals: sporadicEvents("1 ms"), shaper: strict("4 ms", "hold") });
    expect(noticedEvents(source).wait).toBeNull();
    expect(within(noticedEvents(source).events!, "12 ms")).toBe(3n);
  });

  it("is nothing special where the shaper admits everything", () => {
    const source = sourceOf("irq", { arrivals: sporadicEvents("5 ms"), shaper: strict("4 ms", "hold") });
    expect(noticedEvents(source)).toMatchObject({ events: source.arrivals, exact: true });
  });

  it("comes later where interrupts are coalesced or the device is polled, and in fewer interrupts", () => {
    const arrivals = sporadicEvents("1 ms");
    const coalesced = noticedEvents(
      sourceOf("irq", { arrivals, notice: { kind: "coalesced", delay: duration("5 ms"), count: null } }),
    );
    const polled = noticedEvents(
      sourceOf("irq", { arrivals, notice: { kind: "polled", period: duration("5 ms") } }),
    );
    for (const { raised, events, wait, exact } of [coalesced, polled]) {
      expect([within(raised, "20 ms"), within(events!, "20 ms"), inMs(wait), exact]).toEqual([
        4n,
        25n,
        "5",
        false,
      ]);
    }
    const one = { kind: "coalesced", delay: duration("5 ms"), count: 1 } as const;
    expect(noticedEvents(sourceOf("irq", { arrivals, notice: one }))).toMatchObject({
      events: arrivals,
      exact: true,
    });
  });

  it("seizes the core once for all events that it is told of together", () => {
    const notice = { kind: "polled", period: duration("5 ms") } as const;
    const seizing = seizingEvents(sourceOf("irq", { arrivals: sporadicEvents("1 ms"), notice }));
    expect(within(seizing, "20 ms")).toBe(4n);
    const rare = seizingEvents(sourceOf("irq", { arrivals: sporadicEvents("1 s"), notice }));
    expect(within(rare, "20 ms")).toBe(1n);
  });
});

describe("a monitor", () => {
  const monitored = (arrivals: InterruptSource["arrivals"]): InterruptSource =>
    sourceOf("irq", { delivery: "monitored", arrivals, shaper: strict("4 ms") });
  const system = systemOf({
    policy: { kind: "static" },
    vms: [{ name: "a" }, { name: "b" }],
    costs: { vmSwitch: "1/4 ms" },
  });
  const [a] = system.vms as [Vm, Vm];
  const having = (...interrupts: InterruptSource[]): System => ({ ...system, interrupts });

  it("charges everybody for what it admits, and the target for every bottom half", () => {
    const source = monitored(burst);
    const { interrupts, handlers } = stolenBy(source, system)!;
    expect([interrupts.arrivals, inMs(interrupts.wcet), inMs(handlers?.wcet)]).toEqual([burst, "1", "5/2"]);
    expect(within(admittedByMonitor(source, strict("4 ms")), "12 ms")).toBe(3n);
    expect([waitsFor(a, source), isExact(source), interruptLoad(having(source), 0)?.length]).toEqual([
      true,
      false,
      2,
    ]);
  });

  it("that admits all that may come is no other than immediate delivery", () => {
    const source = monitored(sporadicEvents("4 ms"));
    const immediate = { ...source, delivery: "immediate" as const };
    expect(alwaysConforms(source.arrivals, strict("4 ms"))).toBe(true);
    expect(alwaysConforms(tokenBucket({ capacity: 2, refill: "4 ms" }), strict("4 ms"))).toBe(false);
    expect(stolenBy(source, system)).toEqual(stolenBy(immediate, system));
    expect([waitsFor(a, source), isExact(source)]).toEqual([false, true]);
  });

  it("lets a top half end before the bottom half that is handled at once", () => {
    const system = having(monitored(periodicEvents({ period: "20 ms", jitter: "1 ms" })));
    const [source] = system.interrupts as [InterruptSource];
    // A switch under way, and the other part of the same event: its bottom half and two switches; its top half.
    expect([inMs(topHalfDelay(system, source)), inMs(atOnceDelay(system, source))]).toEqual(["15/4", "15/4"]);
  });
});

describe("interrupts that cost nothing themselves", () => {
  it("still wait for the others", () => {
    const free = sourceOf("free", { topHalf: work("0 ms"), bottomHalf: work("0 ms") });
    const system = systemOf({
      policy: { kind: "static" },
      vms: [{ name: "a" }],
      interrupts: [free, sourceOf("long", { topHalf: work("3 ms") })],
    });
    expect(duration("3 ms").atMost(topHalfDelay(system, free) ?? duration("0 ms"))).toBe(true);
  });
});
