import { describe, expect, it } from "vitest";
import { readSystem } from "../../../src/description/load-system.ts";
import type { System } from "../../../src/model/system.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { NodeSpec } from "../../../src/simulator/engine/specification.ts";
import {
  type SchedulerPolicy,
  schedulerRoot,
  schedulerTimes,
} from "../../../src/simulator/policy/scheduler-root.ts";
import { hog } from "../../support/vm-schedulers.ts";

async function systemOf(text: string): Promise<System> {
  const result = await readSystem(text, "system.yaml");
  if ("issues" in result) throw new Error(JSON.stringify(result.issues));
  return result.system;
}

/** In microseconds. */
async function rootOf(text: string): Promise<NodeSpec> {
  const { vmm, vms } = await systemOf(text);
  const placed = vms.map((vm) => ({ vm, child: hog(vm.name) }));
  return schedulerRoot(vmm?.policy as SchedulerPolicy, placed, ({ value }) => {
    const scaled = value.times(Rational.from(1_000_000));
    return Number(scaled.numerator / scaled.denominator);
  });
}

const VMS = "vms: { a: { scheduling: best-effort }, b: { scheduling: best-effort } }";

describe("schedulerRoot", () => {
  it("runs credit with Xen's values where nothing is said", async () => {
    expect(await rootOf(`system: s\nvmm: { policy: credit }\n${VMS}`)).toEqual({
      kind: "credit",
      children: [hog("a"), hog("b")],
      parameters: [
        { weight: 256, cap: 0 },
        { weight: 256, cap: 0 },
      ],
      timeslice: 30_000,
      tick: 10_000,
      accounting: 30_000,
      ratelimit: 1000,
      sampled: false,
      boost: true,
    });
  });

  it("derives ticks, accounting and rate limit from a timeslice that is given", async () => {
    const text = `
system: s
vmm: { policy: credit, credit: { timeslice: 600 us, charge: sampled, boost: off } }
vms:
  a: { credit: { weight: 512, cap: 40 }, scheduling: best-effort }
  b: { scheduling: best-effort }`;
    expect(await rootOf(text)).toMatchObject({
      parameters: [
        { weight: 512, cap: 40 },
        { weight: 256, cap: 0 },
      ],
      timeslice: 600,
      tick: 200,
      accounting: 600,
      ratelimit: 600,
      sampled: true,
      boost: false,
    });
  });

  it("runs bvt", async () => {
    const text = `
system: s
vmm: { policy: bvt, bvt: { contextAllowance: 1 ms } }
vms:
  a: { bvt: { advance: 5, warp: 70, warpLimit: 3 ms, unwarp: 0 ms }, scheduling: best-effort }
  b: { scheduling: best-effort }`;
    expect(await rootOf(text)).toMatchObject({
      kind: "bvt",
      mcu: 100,
      contextAllowance: 1000,
      parameters: [
        { advance: 5, warp: 70, warpLimit: 3000, unwarp: 0 },
        { advance: 10, warp: 0, warpLimit: 2_000_000, unwarp: 1_000_000 },
      ],
    });
  });

  it("runs sedf with the supplies as slices, and extratime for who has none", async () => {
    const text = `
system: s
vmm: { policy: sedf, sedf: { blocking: keeps-slice } }
vms:
  a: { supply: { kind: periodic, period: 20 ms, budget: 5 ms }, scheduling: best-effort }
  b: { supply: { kind: periodic, period: 10 ms, budget: 3 ms }, sedf: { extratime: on }, scheduling: best-effort }
  c: { scheduling: best-effort }`;
    const root = await rootOf(text);
    expect(root).toMatchObject({
      kind: "sedf",
      keepsBudget: true,
      extraQuantum: 500,
      parameters: [
        { period: 20_000, slice: 5000, extratime: false },
        { period: 10_000, slice: 3000, extratime: true },
        { period: 100_000, slice: 0, extratime: true, extraWeight: 1 },
      ],
    });
    expect(() => buildEngine({ cores: [root] })).not.toThrow();
  });

  it.each(["credit2", "cfs"])("says that %s is not simulated", async (policy) => {
    await expect(rootOf(`system: s\nvmm: { policy: ${policy} }\n${VMS}`)).rejects.toThrow(
      `the scheduler ${policy} is not simulated: the simulator knows credit, bvt and sedf`,
    );
  });

  it("refuses a supply under sedf that is no slice per period", async () => {
    const text = `
system: s
vmm: { policy: sedf }
vms: { a: { supply: { kind: bounded-delay, rate: 1/2, delay: 3 ms }, scheduling: best-effort } }`;
    await expect(rootOf(text)).rejects.toThrow(
      "a: SEDF gives a slice per period, and its supply is of kind bounded-delay",
    );
  });

  it("lists every time that it needs in ticks", async () => {
    const { vmm, vms } = await systemOf(`system: s\nvmm: { policy: credit }\n${VMS}`);
    expect(schedulerTimes(vmm?.policy as SchedulerPolicy, vms).map(String)).toHaveLength(4);
  });
});
