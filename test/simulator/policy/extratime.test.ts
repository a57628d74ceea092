import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { readSystem } from "../../../src/description/load-system.ts";
import type { NodeSpec } from "../../../src/simulator/engine/specification.ts";
import { claimOf, told } from "../../support/findings.ts";
import { simulateNaively } from "../../support/naive-simulator.ts";
import { observe } from "../engine/schedule.ts";

const hog = (name: string): NodeSpec => ({
  ...{ kind: "task", name, period: 1000, deadline: 1000, wcet: Number.POSITIVE_INFINITY },
});

/** RTDS over three VMs that always want the core: 2 of 10, 3 of 10 and 1 of 5. */
const rtds = (extratime: readonly boolean[]): NodeSpec => ({
  kind: "edf",
  children: [
    [10, 2],
    [10, 3],
    [5, 1],
  ].map(([period = 0, budget = 0], index) => ({
    ...{ kind: "server", server: "xen-rtds", period, budget, deadline: period },
    extratime: extratime[index] === true,
    child: { kind: "vm", name: `vm${index}`, child: hog(`hog${index}`) },
  })),
});

/** Who runs in each of the first ticks; `.` for nobody. */
function ran(root: NodeSpec): string {
  const specification = { cores: [root] };
  const { schedule } = observe(specification, 20);
  expect(schedule).toEqual(simulateNaively(specification, 20).schedule);
  return (schedule[0] ?? []).map((each) => (each === "idle" ? "." : each.replace("t", ""))).join("");
}

describe("extratime of RTDS", () => {
  it("fills what budgets leave, by levels, and takes nothing from them", () => {
    expect(ran(rtds([]))).toBe("20011" + "12..." + "20011" + "12...");
    // At 6 VM 1 renews its budget for level 1; from 7 on nobody else has one.
    expect(ran(rtds([false, true]))).toBe("20011" + "12111" + "20011" + "12111");
    // From 7 on all three have a renewed budget of level 1, due at 10; VM 0 sinks to level 2 at 9.
    expect(ran(rtds([true, true, true]))).toBe("20011" + "12001" + "20011" + "12001");
  });

  it("leaves the bounds of servers as they are, and VMs without one nothing", async () => {
    const text = (extratime: string): string => `system: s
timeUnit: ms
vmm: { policy: edf }
vms:
  a:
    supply: { kind: server, server: xen-rtds, period: 10, budget: 4, extratime: ${extratime} }
    scheduling: edf
    tasks: { t: { period: 40, wcet: 4 } }
  b:
    supply: { kind: server, server: xen-rtds, period: 20, budget: 4 }
    scheduling: edf
    tasks: { t: { period: 80, wcet: 4 } }
  c: { scheduling: edf, tasks: { t: { period: 200, wcet: 4 } } }
  `;
    const check = async (extratime: string) => {
      const result = await readSystem(text(extratime), "s.yaml");
      if ("issues" in result) throw new Error(JSON.stringify(result.issues));
      return checkSystem(result.system);
    };
    const [plain, extra] = [await check("off"), await check("on")];
    for (const id of ["core/0/servers", "vm/a/task/t", "vm/b/task/t"])
      expect(told(claimOf(extra, id))).toBe(told(claimOf(plain, id)));
    expect(claimOf(plain, "vm/c/task/t").verdict).toBe("proved");
    expect(claimOf(extra, "vm/c/task/t").verdict).toBe("no-bound");
    expect(claimOf(extra, "vm/c/task/t").reason).toMatch(/^a has extratime/);
  });

  it("is no miss where a guest that asks for more than its budget may get it", async () => {
    const demanding = (extratime: string): string => `system: s
vmm: { policy: edf }
vms:
  a:
    supply: { kind: server, server: xen-rtds, period: 10 ms, budget: 4 ms, extratime: ${extratime} }
    scheduling: edf
    tasks: { t: { period: 10 ms, wcet: 9 ms } }
`;
    const verdict = async (extratime: string) => {
      const result = await readSystem(demanding(extratime), "s.yaml");
      if ("issues" in result) throw new Error(JSON.stringify(result.issues));
      return checkSystem(result.system).verdict;
    };
    expect([await verdict("off"), await verdict("on")]).toEqual(["refuted", "not-proved"]);
  });
});
