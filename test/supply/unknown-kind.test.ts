import { describe, expect, it } from "vitest";
import { AssertionFailure } from "../../src/contract/errors.ts";
import type { Supply } from "../../src/model/supply.ts";
import { commonTick } from "../../src/numeric/timebase.ts";
import { duration } from "../../src/numeric/unit.ts";
import { bestPattern } from "../../src/supply/best-case.ts";
import { boundOf, measuresOf } from "../../src/supply/bound-of.ts";
import { interruptedBy, leftOf } from "../../src/supply/derived-supply.ts";
import { serverBound } from "../../src/supply/server.ts";
import { worstPattern } from "../../src/supply/worst-pattern.ts";
import { eventsInTicks, measuresOfEvents } from "../../src/workload/tick-events.ts";

const unknown = { kind: "generous" } as never;
const timebase = commonTick([]);

describe("a kind that does not exist", () => {
  it.each<[string, () => unknown]>([
    ["of supply: measures", () => measuresOf(unknown)],
    ["of supply: bound", () => boundOf(unknown, timebase)],
    ["of supply: worst pattern", () => worstPattern(unknown, duration("1 ms"))],
    ["of supply: best pattern", () => bestPattern(unknown)],
    ["of server", () => serverBound("generous" as never, { period: 5n, budget: 1n, deadline: 5n })],
    ["of events: measures", () => measuresOfEvents(unknown)],
    ["of events: ticks", () => eventsInTicks(unknown, timebase)],
  ])("%s is a bug that is told, never a bound", (_, ask) => {
    expect(ask).toThrow(AssertionFailure);
  });
});

describe("a supply below nothing", () => {
  it("is itself", () => {
    const supply: Supply = { kind: "dedicated" };
    expect([leftOf(supply, []), interruptedBy(supply, [])]).toEqual([supply, supply]);
  });
});
