import { describe, expect, it } from "vitest";
import { buildEngine } from "../../src/simulator/engine/build.ts";
import type { NodeSpec, TaskSpec } from "../../src/simulator/engine/specification.ts";
import type { BvtParameters } from "../../src/simulator/policy/bvt-spec.ts";
import { guest, hog } from "../support/vm-schedulers.ts";

// Borrowed virtual time as in Xen (docs/reproductions/xen.md). A tick is 1 us.
const MS = 1000;

interface Vm extends BvtParameters {
  readonly child: TaskSpec;
}

function bvt(vms: readonly Vm[], contextAllowance = 5 * MS): ReturnType<typeof buildEngine> {
  const root: NodeSpec = {
    kind: "bvt",
    children: vms.map(({ child }): NodeSpec => ({ kind: "vm", name: child.name, child })),
    parameters: vms.map(({ child: _, ...parameters }) => parameters),
    mcu: 100,
    contextAllowance,
  };
  return buildEngine({ cores: [root] });
}

describe("Xen BVT", () => {
  it.each([
    { advances: [10, 20] },
    { advances: [10, 30] },
    { advances: [7, 19] },
    { advances: [10, 20, 40] },
  ])("divides the core in inverse proportion to the advances, within 1 % ($advances)", ({ advances }) => {
    const { engine } = bvt(advances.map((advance, index) => ({ child: hog(`vm${index}`), advance })));
    const horizon = 60_000 * MS;
    engine.run(horizon);
    const total = advances.reduce((sum, advance) => sum + 1 / advance, 0);
    advances.forEach((advance, vm) => {
      const share = engine.vms.suppliedBy(vm, horizon) / horizon;
      expect(share * advance * total).toBeGreaterThan(0.99);
      expect(share * advance * total).toBeLessThan(1.01);
    });
  });

  it("gives a VM that wakes no more than its share: it forgoes what it did not use", () => {
    const sleeper = guest("sleeper", { offset: 2000 * MS, period: 9000 * MS, wcet: 3000 * MS });
    const { engine } = bvt([
      { child: sleeper, advance: 10 },
      { child: hog("hog"), advance: 10 },
    ]);
    engine.run(4000 * MS);
    const share = engine.vms.suppliedBy(0, 4000 * MS) / (2000 * MS);
    expect(share).toBeGreaterThan(0.5 - 0.03);
    expect(share).toBeLessThan(0.5 + 0.03);
  });

  it("lets a VM that warps run on where its virtual time alone would end its turn", () => {
    const response = (warp: number): number => {
      const { engine } = bvt([
        { child: guest("audio", { offset: 11 * MS, period: 80 * MS, wcet: 24 * MS }), advance: 20, warp },
        { child: hog("a"), advance: 20 },
        { child: hog("b"), advance: 20 },
      ]);
      engine.run(3000 * MS);
      return engine.tasks.mostResponse[0] as number;
    };
    expect(response(100_000)).toBe(24 * MS);
    expect(response(0)).toBeGreaterThan(30 * MS);
  });

  it("ends the warp of a VM that runs on for longer than its limit", () => {
    const { engine } = bvt([
      { child: hog("greedy"), advance: 10, warp: 1_000_000, warpLimit: 2000 * MS, unwarp: 1000 * MS },
      { child: hog("honest"), advance: 10 },
    ]);
    engine.run(60_000 * MS);
    expect(engine.vms.suppliedBy(1, 60_000 * MS)).toBeGreaterThan(0.05 * 60_000 * MS);
  });
});
