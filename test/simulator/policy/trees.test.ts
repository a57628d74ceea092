import { describe, expect, it } from "vitest";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { NodeSpec } from "../../../src/simulator/engine/specification.ts";
import type { BvtSpec } from "../../../src/simulator/policy/bvt-spec.ts";
import { parfaitTree } from "../../../src/simulator/policy/parfait.ts";
import { pikeosTree } from "../../../src/simulator/policy/pikeos.ts";
import { drawn, shares } from "../../support/timeline.ts";
import { guest, hog, ran } from "../../support/vm-schedulers.ts";

describe("PARFAIT", () => {
  const others = (advances: readonly number[]): BvtSpec => ({
    kind: "bvt",
    children: advances.map((_, index) => hog(`other${index}`)),
    parameters: advances.map((advance) => ({ advance })),
    mcu: 1,
    contextAllowance: 5,
  });
  const tree = (advances: readonly number[]): NodeSpec =>
    parfaitTree({
      realTime: [
        { child: guest("dom0", { offset: 0, period: 50, wcet: 8 }), period: 50, slice: 10 },
        { child: guest("rt", { offset: 3, period: 20, wcet: 6 }), period: 20, slice: 7 },
      ],
      abstractVm: { period: 100, slice: 40 },
      others: others(advances),
      extraQuantum: 5,
    });

  it("serves real-time VMs alike, however many others there are", () => {
    const realTimeOf = (advances: readonly number[]): string =>
      drawn(ran(tree(advances), 3000).map((who) => (who < 2 ? who : -1)));
    const alone = realTimeOf([10]);
    expect(realTimeOf([10, 10, 10])).toBe(alone);
    expect(realTimeOf([1, 5, 10, 20, 40, 80])).toBe(alone);
  });

  it("makes the real-time VMs meet their deadlines", () => {
    const { engine } = buildEngine({ cores: [tree([10, 10, 10])] });
    engine.run(20_000);
    expect([...engine.tasks.missed].slice(0, 2)).toEqual([0, 0]);
  });

  it("divides the abstract VM's share among the others by their weights", () => {
    const ticks = ran(tree([10, 20, 40]), 70_000);
    const [, , a = 0, b = 0, c = 0] = shares(ticks, 5);
    expect(a + b + c).toBe(28_000);
    expect(a / b).toBeCloseTo(2, 1);
    expect(b / c).toBeCloseTo(2, 1);
  });
});

describe("PikeOS", () => {
  const windows = [
    { partition: "left", start: 0, end: 6 },
    { partition: "right", start: 6, end: 10 },
  ];
  const left = { child: hog("left"), priority: 50, partition: "left" };
  const right = {
    child: guest("right", { offset: 0, period: 20, wcet: 2 }),
    priority: 50,
    partition: "right",
  };

  it("is ARINC 653 without TP0: nothing of a window is given to another partition", () => {
    const tree = pikeosTree({ frame: 10, windows, vms: [left, right] });
    expect(drawn(ran(tree, 40))).toBe("00000011..000000....".repeat(2));
    const arinc: NodeSpec = {
      kind: "table",
      frame: 10,
      windows: [
        { start: 0, end: 6, child: 0 },
        { start: 6, end: 10, child: 1 },
      ],
      children: [left.child, right.child],
    };
    expect(ran(tree, 400)).toEqual(ran(arinc, 400));
  });

  it("lets an event-driven VM in TP0 interrupt any window, if its priority is higher", () => {
    const event = {
      child: guest("event", { offset: 3, period: 20, wcet: 2 }),
      priority: 60,
      partition: null,
    };
    const tree = pikeosTree({ frame: 10, windows, vms: [left, right, event] });
    expect(drawn(ran(tree, 20))).toBe("11100122..111111....");
  });

  it("lets a time-driven VM go before an event-driven one of lower priority", () => {
    const event = {
      child: guest("event", { offset: 3, period: 20, wcet: 2 }),
      priority: 40,
      partition: null,
    };
    const tree = pikeosTree({ frame: 10, windows, vms: [left, right, event] });
    expect(drawn(ran(tree, 20))).toBe("0000001122000000....");
  });

  it("gives the background what nobody else uses", () => {
    const background = { child: hog("background"), priority: 0, partition: null };
    const tree = pikeosTree({ frame: 10, windows, vms: [background, left, right] });
    expect(drawn(ran(tree, 20))).toBe("00000011220000002222");
  });

  it("refuses a partition that has no window", () => {
    expect(() => pikeosTree({ frame: 10, windows: windows.slice(1), vms: [left] })).toThrow(
      "time partition left has no window",
    );
  });
});
