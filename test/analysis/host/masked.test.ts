import { describe, expect, it } from "vitest";
import { noticedEvents } from "../../../src/analysis/host/interrupt-events.ts";
import { interruptLoad, unboundedInterrupts } from "../../../src/analysis/host/interrupt-load.ts";
import { maskedInterrupts, masksNoHandler } from "../../../src/analysis/host/masked.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import type { InterruptSource, Mask } from "../../../src/model/interrupt.ts";
import { duration } from "../../../src/numeric/unit.ts";
import type { EventBound } from "../../../src/workload/event-bound.ts";
import { limitsOf } from "../../../src/workload/event-limits.ts";
import { inMs, sourceOf } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const untilEmpty: Mask = { kind: "until-empty" };
const rate: Mask = { kind: "rate", count: 4, window: duration("10 ms") };
const every5 = sporadicEvents("5 ms");

const limits = (events: EventBound): string[] =>
  limitsOf(events).map(({ period, jitter }) => `${inMs(period)} ${inMs(jitter)}`);

describe("the interrupts of a masked device", () => {
  it("are one more than without the mask, as many more as a watermark ends with, or none", () => {
    expect(limits(maskedInterrupts(every5, { kind: "block", high: 4, length: duration("9 ms") }))).toEqual([
      "5 5",
    ]);
    expect(limits(maskedInterrupts(every5, { kind: "watermark", high: 4, low: 3 }))).toEqual(["5 15"]);
    expect(maskedInterrupts(every5, untilEmpty)).toBe(every5);
  });

  it("keep the limit of a rate, across the end of one window and the start of the next", () => {
    expect(limits(maskedInterrupts(sporadicEvents("1 ms"), rate))).toEqual(["1 1", "5/2 35/2"]);
  });
});

describe("the handlers of a masked device", () => {
  const source = (given: Partial<InterruptSource>): InterruptSource => sourceOf("card", given);

  it("are bounded as without the mask where that ends when none waits, for one owner or at once", () => {
    expect(masksNoHandler(source({}))).toBe(true);
    expect(masksNoHandler(source({ mask: untilEmpty }))).toBe(true);
    expect(masksNoHandler(source({ mask: untilEmpty, device: "running", target: null }))).toBe(true);
    expect(masksNoHandler(source({ mask: untilEmpty, device: "dynamic", delivery: "immediate" }))).toBe(true);
    expect(masksNoHandler(source({ mask: untilEmpty, device: "dynamic" }))).toBe(false);
    expect(masksNoHandler(source({ mask: untilEmpty, delivery: "monitored" }))).toBe(false);
    expect(masksNoHandler(source({ mask: rate }))).toBe(false);
  });

  it("have no bound otherwise, and leave the core none where they run at once", () => {
    const system = systemOf({ policy: { kind: "fixed-priority" }, vms: [{ name: "a" }, { name: "b" }] });
    const having = (given: Partial<InterruptSource>) => ({ ...system, interrupts: [source(given)] });
    expect(noticedEvents(source({ mask: rate }))).toMatchObject({ events: null, exact: false });
    expect(interruptLoad(having({ mask: rate }), 0)).toHaveLength(1);
    expect(interruptLoad(having({ mask: rate, delivery: "immediate" }), 0)).toBeNull();
    expect(unboundedInterrupts(having({ mask: rate, delivery: "immediate" }), 0)?.reason).toBe(
      "the mask of card keeps events back and hands them over together, and no bound is known for how many",
    );
    expect(unboundedInterrupts(having({ mask: untilEmpty, delivery: "immediate" }), 0)).toBeNull();
  });
});
