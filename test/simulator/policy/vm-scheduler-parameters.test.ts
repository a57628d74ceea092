import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { NodeSpec } from "../../../src/simulator/engine/specification.ts";
import type { BvtParameters, BvtSpec } from "../../../src/simulator/policy/bvt-spec.ts";
import type { CreditParameters, CreditSpec } from "../../../src/simulator/policy/credit-spec.ts";
import type { SedfParameters, SedfSpec } from "../../../src/simulator/policy/sedf-spec.ts";
import { guest, hog } from "../../support/vm-schedulers.ts";

const sedf = (parameters: Partial<SedfParameters>, more: Partial<SedfSpec> = {}): SedfSpec => ({
  kind: "sedf",
  children: [hog("vm")],
  parameters: [{ period: 20, slice: 5, ...parameters }],
  extraQuantum: 1,
  ...more,
});
const credit = (parameters: Partial<CreditParameters>, more: Partial<CreditSpec> = {}): CreditSpec => ({
  kind: "credit",
  children: [hog("vm")],
  parameters: [{ weight: 256, cap: 0, ...parameters }],
  timeslice: 30,
  tick: 10,
  accounting: 30,
  ratelimit: 1,
  sampled: false,
  boost: true,
  ...more,
});
const bvt = (parameters: Partial<BvtParameters>, more: Partial<BvtSpec> = {}): BvtSpec => ({
  kind: "bvt",
  children: [hog("vm")],
  parameters: [{ advance: 10, ...parameters }],
  mcu: 1,
  contextAllowance: 5,
  ...more,
});

describe("parameters of schedulers of VMs", () => {
  it.each([
    [sedf({ slice: 21 }), "cores[0].parameters[0].slice: 21 exceeds the period of 20"],
    [sedf({ period: 0 }), "cores[0].parameters[0].period: 0 is below 1"],
    [sedf({ period: 2 ** 44 }), "cores[0].parameters[0].period: 17592186044416 exceeds 2^43 ticks"],
    [
      sedf({ slice: 0, extratime: true }),
      "cores[0].parameters[0].extraWeight: a child without a slice needs one",
    ],
    [sedf({ extraWeight: 0 }), "cores[0].parameters[0].extraWeight: 0 is below 1"],
    [sedf({}, { extraQuantum: 0 }), "cores[0].extraQuantum: 0 is below 1"],
    [sedf({}, { parameters: [] }), "cores[0].parameters: 0 for 1 children"],
    [credit({ weight: 0 }), "cores[0].parameters[0].weight: 0 is below 1"],
    [credit({ weight: 65536 }), "cores[0].parameters[0].weight: 65536 exceeds 65535"],
    [credit({ cap: 101 }), "cores[0].parameters[0].cap: 101 exceeds 100 percent of a core"],
    [credit({}, { tick: 31 }), "cores[0].tick: 31 exceeds the timeslice of 30"],
    [credit({}, { ratelimit: 31 }), "cores[0].ratelimit: 31 exceeds the timeslice of 30"],
    [credit({}, { accounting: 0.5 }), "cores[0].accounting: 0.5 is no integer below 2^53 ticks"],
    [credit({}, { parameters: [] }), "cores[0].parameters: 0 for 1 children"],
    [bvt({ advance: 0 }), "cores[0].parameters[0].advance: 0 is below 1"],
    [bvt({ advance: 2 ** 21 }), "cores[0].parameters[0].advance: 2097152 exceeds 2^20"],
    [bvt({ warp: -1 }), "cores[0].parameters[0].warp: -1 is below 0"],
    [bvt({ warpLimit: 0 }), "cores[0].parameters[0].warpLimit: 0 is below 1"],
    [bvt({}, { mcu: 0 }), "cores[0].mcu: 0 is below 1"],
    [bvt({}, { contextAllowance: 0 }), "cores[0].contextAllowance: 0 is below 1"],
    [bvt({}, { parameters: [] }), "cores[0].parameters: 0 for 1 children"],
  ])("that are out of range are refused by name (%#)", (root, message) => {
    expect(() => buildEngine({ cores: [root] })).toThrow(message);
  });
});

describe("schedulers of VMs with costs of the VMM", () => {
  const load = fc.record({
    offset: fc.integer({ min: 0, max: 30 }),
    period: fc.integer({ min: 1, max: 60 }),
    wcet: fc.integer({ min: 1, max: 25 }),
  });
  const vm = (text: { offset: number; period: number; wcet: number }, index: number): NodeSpec => ({
    kind: "vm",
    name: `vm${index}`,
    child: guest(`task${index}`, text),
  });

  it("account for all of the time, and run to the same end however the run is cut", () => {
    fc.assert(
      fc.property(
        fc.array(load, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 300 }),
        (loads, vmSwitch, vmmSection, cut) => {
          const children = loads.map(vm);
          const roots = [
            sedf({}, { children, parameters: loads.map(() => ({ period: 20, slice: 6, extratime: true })) }),
            credit({}, { children, parameters: loads.map(() => ({ weight: 256, cap: 50 })) }),
            bvt({}, { children, parameters: loads.map(() => ({ advance: 10, warp: 5 })) }),
          ];
          for (const root of roots) {
            const specification = { cores: [root], costs: { vmSwitch, vmmSection } };
            const { engine } = buildEngine(specification);
            engine.run(300);
            const supplied = loads.reduce((sum, _, index) => sum + engine.vms.suppliedBy(index, 300), 0);
            expect(supplied + Math.min(engine.core(0).occupied, 300)).toBeLessThanOrEqual(300 + vmSwitch);
            const { engine: inParts } = buildEngine(specification);
            inParts.run(cut);
            inParts.run(300);
            expect(inParts.tasks.completed).toEqual(engine.tasks.completed);
            expect(inParts.vms.supplied).toEqual(engine.vms.supplied);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("an idle core under Credit", () => {
  it("costs nothing: ticks rest while nobody runs or earns", () => {
    const root = credit({}, { children: [guest("rare", { offset: 0, period: 10 ** 12, wcet: 3 })] });
    const { engine } = buildEngine({ cores: [root] });
    const begun = process.cpuUsage().user;
    engine.run(10 ** 14);
    expect(engine.tasks.completed[0]).toBe(100);
    expect(process.cpuUsage().user - begun).toBeLessThan(2_000_000);
  });
});
