import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import { type ServerKind, server } from "../../../src/model/supply.ts";
import type { Rational } from "../../../src/numeric/rational.ts";
import { work } from "../../../src/numeric/unit.ts";
import { claimOf, inMs, sourceOf } from "../../support/findings.ts";
import { stepVmm } from "../../support/step-vmm.ts";
import { systemOf } from "../../support/systems.ts";

interface Given {
  readonly kind: ServerKind;
  readonly budget: number;
  readonly period: number;
  readonly deadline?: number;
}

const build = (servers: readonly Given[], rest: object = {}) =>
  systemOf({
    policy: { kind: "edf" },
    vms: servers.map(({ kind, budget, period, deadline = period }, index) => ({
      name: ["a", "b", "c"][index] as string,
      supply: server({
        server: kind,
        budget: `${budget} ms`,
        period: `${period} ms`,
        deadline: `${deadline} ms`,
      }),
    })),
    ...rest,
  });

const together = (servers: readonly Given[], rest: object = {}) =>
  claimOf(checkSystem(build(servers, rest)), "core/0/servers");

describe("servers under an EDF VMM", () => {
  it("are not refuted by VM switches for an interrupt that a lone VM need not make", () => {
    const interrupts = [
      sourceOf("irq", { delivery: "immediate", arrivals: sporadicEvents("10 ms"), bottomHalf: work("1 ms") }),
    ];
    const servers = [{ kind: "periodic-idling", budget: 5, period: 10 }] as const;
    expect(together(servers, { interrupts, costs: { vmSwitch: "2 ms" } }).verdict).toBe("not-proved");
    const longer = [
      sourceOf("irq", { delivery: "immediate", arrivals: sporadicEvents("10 ms"), bottomHalf: work("5 ms") }),
    ];
    expect(together(servers, { interrupts: longer, costs: { vmSwitch: "2 ms" } }).verdict).toBe("refuted");
  });

  it("promise no budget that an interrupt for another VM may take", () => {
    const servers = [
      { kind: "periodic-idling", budget: 2, period: 10 },
      { kind: "periodic-idling", budget: 2, period: 10 },
    ] as const;
    const interrupts = [sourceOf("irq", { delivery: "rest-of-quantum", target: "b" })];
    const { claims } = checkSystem(build(servers, { interrupts }));
    expect(claims.some(({ id }) => id === "core/0/servers")).toBe(false);
    expect(claims.find(({ id }) => id === "vm/a/server")).toMatchObject({
      verdict: "no-bound",
      witness: { kind: "quantum-taker" },
    });
  });

  it.each(["periodic-idling", "polling", "sporadic", "hard-cbs", "sched-deadline"] as const)(
    "fill the processor (%s)",
    (kind) => {
      const claim = together([
        { kind, budget: 2, period: 4 },
        { kind, budget: 5, period: 10 },
      ]);
      expect(claim.verdict).toBe("proved");
      expect((claim.witness["bandwidth"] as Rational).toString()).toBe("1");
    },
  );

  it.each(["deferrable", "xen-rtds"] as const)("do not fill it if they keep their budgets (%s)", (kind) => {
    const full = together([
      { kind, budget: 2, period: 4 },
      { kind, budget: 5, period: 10 },
    ]);
    expect(full.verdict).toBe("not-proved");
    const less = together([
      { kind, budget: 1, period: 4 },
      { kind, budget: 2, period: 10 },
    ]);
    expect(less.verdict).toBe("proved");
  });

  it("are refuted where the budgets that surely come exceed a window", () => {
    const claim = together([
      { kind: "periodic-idling", budget: 3, period: 4 },
      { kind: "periodic-idling", budget: 2, period: 4 },
    ]);
    expect([claim.verdict, claim.reason]).toEqual(["refuted", "at t = 4 ms demand 5 ms > supply 4 ms"]);
    expect(claim.scenario?.releases.map(({ task }) => task)).toEqual(["a", "b"]);
    expect(claim.scenario?.miss.task).toBe("b");
    expect(inMs(claim.scenario?.miss.deadline)).toBe("4");
  });

  it("wait for what the VMM holds and for interrupts", () => {
    const servers: Given[] = [{ kind: "periodic-idling", budget: 2, period: 4 }];
    expect(together(servers, { costs: { longestNonPreemptible: "2 ms" } }).verdict).toBe("proved");
    expect(together(servers, { costs: { longestNonPreemptible: "2001 us" } }).verdict).toBe("not-proved");
    expect(together(servers, { interrupts: [sourceOf("irq")] }).verdict).toBe("proved");
    const costly = { costs: { longestNonPreemptible: "1500 us" }, interrupts: [sourceOf("irq")] };
    expect(together(servers, costly).verdict).toBe("not-proved");
  });

  it.each(["deferrable", "hard-cbs"] as const)("with a deadline of their own are not judged (%s)", (kind) => {
    const found = checkSystem(build([{ kind, budget: 2, period: 8, deadline: 4 }]));
    const claim = claimOf(found, "vm/a/server");
    expect([claim.verdict, claim.witness.kind]).toEqual(["not-proved", "constrained-server-deadline"]);
  });

  it("count what a wake-up test lets through in short windows: a budget beside it is late", () => {
    // Woken with 1 of 4 left, 2 before its deadline, a runs 1 and then 4 more: b, due 4 later with 4, waits.
    const servers: Given[] = [
      { kind: "hard-cbs", budget: 4, period: 8 },
      { kind: "periodic-idling", budget: 4, period: 8, deadline: 4 },
    ];
    expect(together(servers).verdict).toBe("not-proved");
    const runs = Array.from({ length: 100 }, (_, seed) => stepVmm(build(servers), seed, 300));
    expect(runs.some(({ late }) => late.includes("server of b"))).toBe(true);
  });

  it("count what a wake-up test lets through behind a section of the VMM", () => {
    const servers: Given[] = [
      { kind: "hard-cbs", budget: 2, period: 4 },
      { kind: "periodic-idling", budget: 2, period: 5 },
    ];
    // In 5 ms at most 5/2 of a and 2 of b; the staircase would say 2 and 2.
    expect(together(servers, { costs: { longestNonPreemptible: "500 us" } }).verdict).toBe("proved");
    expect(together(servers, { costs: { longestNonPreemptible: "501 us" } }).verdict).toBe("not-proved");
  });
});
