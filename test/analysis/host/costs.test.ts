import { describe, expect, it } from "vitest";
import { costsOf, hold, switchPair, withHypercalls } from "../../../src/analysis/host/costs.ts";
import { task } from "../../../src/model/task.ts";
import { inMs } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const withCosts = (costs: object) => systemOf({ policy: { kind: "edf" }, vms: [], costs });

describe("the costs of the VMM", () => {
  it("are nothing where no VMM is described", () => {
    const none = systemOf({ policy: null, vms: [] });
    expect([inMs(hold(none)), inMs(switchPair(none)), inMs(costsOf(none).hypercall)]).toEqual([
      "0",
      "0",
      "0",
    ]);
  });

  it("hold up a start by a section or by a switch that has just begun, whichever is longer", () => {
    expect(inMs(hold(withCosts({ vmSwitch: "2 ms", longestNonPreemptible: "1 ms" })))).toBe("2");
    expect(inMs(hold(withCosts({ vmSwitch: "2 ms", longestNonPreemptible: "3 ms" })))).toBe("3");
    expect(inMs(switchPair(withCosts({ vmSwitch: "2 ms" })))).toBe("4");
  });

  it("make a job longer by its hypercalls, and non-preemptible for as long as the VMM is during one", () => {
    const { costs } = withCosts({ hypercall: "2 ms", longestNonPreemptible: "1 ms" }).vmm ?? {};
    if (costs === undefined) throw new Error("a VMM");
    const given = { name: "t", wcet: "1 ms", period: "20 ms", hypercalls: 3 };
    const charged = withHypercalls(task(given), costs);
    expect([inMs(charged.wcet), inMs(charged.nonPreemptible)]).toEqual(["7", "1"]);
    const longer = withHypercalls(task({ ...given, nonPreemptible: "4 ms" }), costs);
    expect(inMs(longer.nonPreemptible)).toBe("4");
    const silent = task({ ...given, hypercalls: 0 });
    expect(withHypercalls(silent, costs)).toBe(silent);
  });
});
