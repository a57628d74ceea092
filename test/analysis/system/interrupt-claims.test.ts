import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import type { Claim } from "../../../src/certificate/claim.ts";
import { periodicEvents, sporadicEvents } from "../../../src/model/event-model.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import { server } from "../../../src/model/supply.ts";
import type { Vm, VmmPolicy } from "../../../src/model/system.ts";
import type { Duration } from "../../../src/numeric/quantity.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { claimOf, guestOf, inMs, slotOf, sourceOf, timed, told } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const table: VmmPolicy = {
  kind: "table",
  frame: duration("10 ms"),
  slots: [slotOf("a", 0, 5), slotOf("b", 5, 5)],
};
const both: (Pick<Vm, "name"> & Partial<Vm>)[] = [{ name: "a" }, { name: "b" }];
const alone: typeof both = [{ name: "a" }];

describe("the latency of an interrupt", () => {
  it("handled at once is its own cost, with entry, switches and what the VMM holds", () => {
    const at = (interrupts: ReturnType<typeof sourceOf>[]) =>
      claimOf(
        checkSystem(
          systemOf({
            policy: table,
            vms: both,
            interrupts,
            costs: { interruptEntry: "500 us", vmSwitch: "250 us", longestNonPreemptible: "1 ms" },
          }),
        ),
        "interrupt/irq",
      );
    expect(told(at([sourceOf("irq", { bottomHalf: work("0 ms") })]))).toBe("proved 5/2");
    // 1/2 + 1 + 2 of its own, two switches, and 1 held.
    expect(told(at([sourceOf("irq", { delivery: "immediate" })]))).toBe("proved 5");
    const other = sourceOf("other", { bottomHalf: work("0 ms") });
    expect(told(at([sourceOf("irq", { bottomHalf: work("0 ms") }), other]))).toBe("proved 4");
  });

  it("handled when its VM is scheduled waits for the longest gap of the table", () => {
    const found = checkSystem(systemOf({ policy: table, vms: both, interrupts: [sourceOf("irq")] }));
    expect(told(claimOf(found, "interrupt/irq"))).toBe("proved 8");
  });

  it("waits for a section of the VMM that its own VM has begun", () => {
    const costs = { longestNonPreemptible: "1 ms" };
    const found = checkSystem(systemOf({ policy: table, vms: both, interrupts: [sourceOf("irq")], costs }));
    // The gap of 5, the section at its end, top half and bottom half, and the section before the gap.
    expect(told(claimOf(found, "interrupt/irq"))).toBe("proved 10");
  });

  it("waits for a server's blackout", () => {
    const supply = server({ server: "deferrable", period: "10 ms", budget: "4 ms" });
    const system = systemOf({
      policy: { kind: "fixed-priority" },
      vms: [{ name: "a", priority: 1, supply }],
      interrupts: [sourceOf("irq")],
    });
    expect(told(claimOf(checkSystem(system), "interrupt/irq"))).toBe("proved 15");
  });

  it("from another core goes in two stages", () => {
    const system = systemOf({
      policy: { kind: "static" },
      vms: alone,
      cores: 2,
      interrupts: [sourceOf("irq", { core: 1 })],
    });
    expect(told(claimOf(checkSystem(system), "interrupt/irq"))).toBe("proved 3");
  });

  it("over its deadline is not proved, never refuted", () => {
    const interrupts = [sourceOf("irq", { deadline: duration("7 ms") })];
    const claim = claimOf(checkSystem(systemOf({ policy: table, vms: both, interrupts })), "interrupt/irq");
    expect([told(claim), claim.reason]).toEqual(["not-proved 8", "bound 8 ms > deadline 7 ms"]);
  });

  it("has no bound for a VM that is promised nothing", () => {
    const policy: VmmPolicy = { kind: "best-effort", scheduler: "cfs" };
    const found = checkSystem(systemOf({ policy, vms: alone, interrupts: [sourceOf("irq")] }));
    expect(claimOf(found, "interrupt/irq")).toMatchObject({ verdict: "no-bound", method: "no-guarantee" });
  });

  it("is not proved under an overload of interrupts", () => {
    const interrupts = [sourceOf("irq", { topHalf: work("41 ms") })];
    const found = checkSystem(systemOf({ policy: { kind: "static" }, vms: alone, interrupts }));
    expect(claimOf(found, "interrupt/irq").verdict).toBe("not-proved");
  });

  it("is no claim without a deadline", () => {
    const interrupts = [sourceOf("irq", { deadline: null })];
    expect(checkSystem(systemOf({ policy: table, vms: both, interrupts })).claims).toEqual([]);
  });
});

describe("the latency of an interrupt on a way with obstacles", () => {
  const latency = (given: Partial<InterruptSource>, policy: VmmPolicy = table) =>
    claimOf(
      checkSystem(systemOf({ policy, vms: both, interrupts: [sourceOf("irq", given)] })),
      "interrupt/irq",
    );
  const shaper = (excess: "drop" | "hold", minDistance: string) => ({
    minDistance: duration(minDistance),
    bucket: null,
    excess,
  });
  const starts = ({ witness }: Claim): string => `${inMs(witness["start"])} ${inMs(witness["end"])}`;

  it("has a start and an end", () => {
    expect(starts(latency({}))).toBe("6 8");
    expect(starts(latency({ delivery: "immediate" }))).toBe("1 3");
    expect(starts(latency({ bottomHalf: work("0 ms") }))).toBe("0 1");
  });

  it("is longer by the hold of a shaper, and without bound where that is", () => {
    const arrivals = periodicEvents({ period: "40 ms", jitter: "39 ms" });
    expect(told(latency({ arrivals, delivery: "immediate", shaper: shaper("hold", "10 ms") }))).toBe(
      "proved 12",
    );
    const hopeless = latency({ arrivals, shaper: shaper("hold", "41 ms") });
    expect([hopeless.verdict, hopeless.reason]).toEqual([
      "no-bound",
      "the shaper of irq admits fewer events than may come, and holds the others for longer and longer",
    ]);
  });

  it("is that of admitted events where others are dropped, and the claim says so", () => {
    const dropping = latency({ arrivals: sporadicEvents("1 ms"), shaper: shaper("drop", "40 ms") });
    expect(told(dropping)).toBe("proved 8");
    expect(dropping.statement).toBe(
      "every interrupt of irq that its shaper admits is handled within its deadline",
    );
    expect(latency({ shaper: shaper("drop", "40 ms") }).statement).not.toContain("admits");
  });

  it("is that of events which find a place in a ring, and no miss rests on events that may be lost", () => {
    expect(latency({ ring: 2 }).bound).toEqual(latency({}).bound);
    expect(latency({ ring: 2 }).statement).toBe(
      "every interrupt of irq that finds a place in its ring of 2 is handled within its deadline",
    );
    expect(
      latency({ ring: 2, arrivals: sporadicEvents("1 ms"), shaper: shaper("drop", "40 ms") }).statement,
    ).toBe(
      "every interrupt of irq that its shaper admits and that finds a place in its ring of 2 is handled within its deadline",
    );
    const flooded = (ring: Partial<InterruptSource>) => {
      const guest = guestOf("rate-monotonic", timed("t", "6", "10"));
      const source = sourceOf("irq", { arrivals: sporadicEvents("2 ms"), topHalf: work("1 ms"), ...ring });
      return claimOf(
        checkSystem(
          systemOf({ policy: { kind: "static" }, vms: [{ name: "a", guest }], interrupts: [source] }),
        ),
        "vm/a/task/t",
      ).verdict;
    };
    expect([flooded({}), flooded({ ring: 1 })]).toEqual(["refuted", "not-proved"]);
  });

  it("is longer by the delay of coalescing, and by the period of polling", () => {
    const polled = { kind: "polled", period: duration("4 ms") } as const;
    const coalesced = { kind: "coalesced", delay: duration("4 ms"), count: null } as const;
    expect(told(latency({ delivery: "immediate", notice: coalesced }))).toBe("proved 7");
    // The look itself takes 1 ms of every 4.
    expect(told(latency({ delivery: "immediate", notice: polled }))).toBe("proved 7");
    expect(told(latency({ notice: coalesced }))).toBe("proved 12");
  });

  it("is that of immediate delivery under a monitor that admits all, else the worse of both ways", () => {
    const monitored = { delivery: "monitored", shaper: shaper("drop", "40 ms") } as const;
    expect(told(latency(monitored))).toBe("proved 3");
    const either = latency({ ...monitored, arrivals: sporadicEvents("39 ms") });
    // It takes two of its handlers from its own window, too: one at once, one that waited.
    expect([either.verdict, either.bound !== undefined && duration("8 ms").atMost(either.bound)]).toEqual([
      "proved",
      true,
    ]);
  });

  it("under a monitor is never shorter than each of the two ways by itself", () => {
    const monitor = { delivery: "monitored", shaper: shaper("drop", "41 ms") } as const;
    const onStatic = (given: Partial<InterruptSource>): Duration => {
      const system = systemOf({
        policy: { kind: "static" },
        vms: [{ name: "a" }],
        costs: { vmSwitch: "1 ms" },
        interrupts: [sourceOf("irq", { deadline: duration("1 s"), ...given })],
      });
      return claimOf(checkSystem(system), "interrupt/irq").bound as Duration;
    };
    const [waiting, atOnce] = [onStatic({}), onStatic({ delivery: "immediate" })];
    // A VM alone on its core is never switched in for a bottom half that waits; one that runs at once is charged two switches,
    // after one that may just have begun.
    expect([inMs(waiting), inMs(atOnce)]).toEqual(["3", "6"]);
    const monitored = onStatic(monitor);
    expect([waiting.atMost(monitored), atOnce.atMost(monitored)]).toEqual([true, true]);
  });

  it("is that of the slowest of all VMs that a device may belong to, and none where one of them has nothing", () => {
    const latencyIn = (names: readonly string[], given: Partial<InterruptSource>): string => {
      const policy: VmmPolicy = {
        kind: "table",
        frame: duration("10 ms"),
        slots: [slotOf("a", 0, 2), slotOf("b", 2, 8)],
      };
      const vms = names.map((name) => ({ name }));
      const interrupts = [sourceOf("irq", given)];
      return told(claimOf(checkSystem(systemOf({ policy, vms, interrupts })), "interrupt/irq"));
    };
    // b: its gap of 2, then 1 + 2. a: of the 3 that are needed its windows hold 2 each, 8 + 2 + 8 + 1.
    expect(latencyIn(["b", "a"], { target: "b" })).toBe("proved 5");
    expect(latencyIn(["b", "a"], { target: "a" })).toBe("proved 19");
    expect(latencyIn(["b", "a"], { device: "active", target: "b" })).toBe("proved 19");
    expect(latencyIn(["a", "b"], { device: "active", target: "b" })).toBe("proved 19");
    expect(latencyIn(["a", "b", "none"], { device: "active", target: "b" })).toBe("not-proved");
  });
});
