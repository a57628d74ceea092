import { describe, expect, it } from "vitest";
import { AdmissionController } from "../../../src/admission/online/controller.ts";
import { Obligation } from "../../../src/admission/online/obligation.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import type { System } from "../../../src/model/system.ts";
import { type Task, task } from "../../../src/model/task.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { systemOf } from "../../support/systems.ts";
import { ms } from "./random-systems.ts";

function guestOf(scheduling: "rate-monotonic" | "edf", tasks: readonly Task[]): System {
  const guest = { scheduling, preemptive: true, tasks };
  return systemOf({ policy: { kind: "static" }, vms: [{ name: "guest", guest }] });
}

/** One event in a second. */
function rare(cost: number, more: Partial<InterruptSource> = {}): InterruptSource {
  return {
    name: "rare",
    device: "dedicated",
    delivery: "when-scheduled",
    target: "guest",
    core: 0,
    arrivals: { kind: "periodic", period: ms(1000), jitter: ms(0), minDistance: ms(1000) },
    topHalf: ms(cost).asWork(),
    bottomHalf: ms(0).asWork(),
    deadline: null,
    ...more,
  };
}

describe("obligations", () => {
  it("look for the least window anew once load is gone", () => {
    const terms = { claim: "c", limit: 10n, own: () => 3n, necessary: true };
    const burst = [{ arrivals: { kind: "token-bucket", capacity: 1n, refill: 100n }, wcet: 5n }] as const;
    const further = [{ arrivals: { kind: "token-bucket", capacity: 1n, refill: 7n }, wcet: 4n }] as const;
    const obligation = new Obligation(terms, dedicatedBound, [10n], []);
    obligation.grow(burst, burst);
    expect(obligation.failsUnder([...burst, ...further], () => burst)).toBe(true);
    obligation.shrink(burst);
    // 3 + 4 in a window of 7; one of 8 or more has two events and 11 to hold.
    expect(obligation.hasSlackFor(further)).toBe(false);
    expect(obligation.failsUnder(further, () => [])).toBe(false);
    expect(obligation.leastWindow(further)).toBe(7n);
  });

  it("know every job of a busy window: Lehoczky 1990, where the fifth is the worst", () => {
    // The first job responds after 114 ms, the fifth after 5 · 62 + 8 · 26 − 400 = 118: 3 ms are left.
    const tasks = [
      task({ name: "a", period: ms(70), wcet: ms(26).asWork() }),
      task({ name: "b", period: ms(100), deadline: ms(121), wcet: ms(62).asWork() }),
    ];
    const controller = new AdmissionController(guestOf("rate-monotonic", tasks));
    expect(controller.decide(rare(3))).toEqual({ admitted: true, by: "slack", reason: null });
    expect(controller.decide(rare(4))).toMatchObject({ admitted: false, by: "slack" });
  });

  it("know the tightest deadline under EDF, wherever it is", () => {
    // dbf(10) = 4, dbf(14) = 4 + 7 = 11, dbf(20) = 8 + 7 = 15: 3 ms are left at 14.
    const tasks = [
      task({ name: "a", period: ms(10), wcet: ms(4).asWork() }),
      task({ name: "b", period: ms(28), deadline: ms(14), wcet: ms(7).asWork() }),
    ];
    const controller = new AdmissionController(guestOf("edf", tasks));
    expect(controller.decide(rare(3))).toEqual({ admitted: true, by: "slack", reason: null });
    expect(controller.decide(rare(4))).toMatchObject({ admitted: false, by: "slack" });
  });

  it("are out of work where sources do more than ask for time, and the full analysis decides", () => {
    const tasks = [task({ name: "a", period: ms(10), wcet: ms(4).asWork() })];
    const controller = new AdmissionController(guestOf("edf", tasks));
    const shaper = { minDistance: ms(5), bucket: null, excess: "drop" } as const;
    expect(controller.decide(rare(1, { shaper }))).toMatchObject({ by: "full analysis", admitted: true });
    expect(controller.decide(rare(1, { device: "dynamic" })).by).toBe("full analysis");
  });

  it("say no to a source that has a deadline of its own and misses it", () => {
    const tasks = [task({ name: "a", period: ms(10), wcet: ms(1).asWork() })];
    const controller = new AdmissionController(guestOf("edf", tasks));
    expect(controller.decide(rare(3, { deadline: ms(3) })).admitted).toBe(true);
    expect(controller.decide(rare(3, { deadline: ms(2) }))).toEqual({
      admitted: false,
      by: "slack",
      reason: "interrupt/rare would no longer be proved",
    });
  });

  it("refuse what cannot be: a name that is taken, a VM that does not exist, a release of nothing", () => {
    const controller = new AdmissionController(guestOf("edf", []));
    controller.commit(rare(1));
    expect(() => controller.decide(rare(1))).toThrow(/two interrupts are called rare/);
    expect(() => controller.decide(rare(1, { name: "x", target: "nobody" }))).toThrow(
      /nobody, which is no VM/,
    );
    expect(() => controller.release("x")).toThrow(/no source x has been admitted/);
    controller.release("rare");
    expect(controller.admitted).toEqual([]);
  });
});
