import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { readSystem } from "../../../src/description/load-system.ts";
import type { System } from "../../../src/model/system.ts";
import { simulate } from "../../../src/simulator/system/simulate.ts";
import { claimOf, inMs, told } from "../../support/findings.ts";

async function systemOf(vmm: string, vms: string): Promise<System> {
  const result = await readSystem(`system: s\ntimeUnit: ms\nvmm: ${vmm}\nvms:\n${vms}`, "s.yaml");
  if ("issues" in result) throw new Error(JSON.stringify(result.issues));
  return result.system;
}

/** The longest response of a task in the simulator, everything at its most. */
function seen(system: System, name: string): string | undefined {
  const { tasks } = simulate(system, { horizon: "400 ms" });
  const found = tasks.find(({ vm, task }) => `${vm}/${task}` === name);
  return found?.response ? inMs(found.response.greatest) : undefined;
}

const task = (period: number, wcet: number, more = ""): string =>
  `{ scheduling: rate-monotonic, tasks: { t: { period: ${period}, wcet: ${wcet}${more} } } }`;

describe("caches that are cold after a switch", () => {
  it("shorten each window of a table, and the work that begins in the middle of one", async () => {
    // Usable: [1, 5) of 10, and once more 1 for what begins with cold caches: 3 + 1 after a gap of 6 and a whole 4: 10.
    const table = `{ policy: tdma, frame: 10, windows: [{ vm: a, start: 0, length: 5 }, { vm: b, start: 5, length: 5 }], costs: { cacheRefill: 1 } }`;
    const system = await systemOf(table, `  a: ${task(40, 3, ", offset: 13")}\n  b: ${task(40, 1)}`);
    const any = await systemOf(table, `  a: ${task(40, 3)}\n  b: ${task(40, 1)}`);
    expect(told(claimOf(checkSystem(any), "vm/a/task/t"))).toBe("proved 10");
    // 13: refill, 14: work, 15: the window is over; 20: refill, 21 to 23: work.
    expect(seen(system, "a/t")).toBe("10");
  });

  it("are paid for by the VM that preempts, both ways, and once by the VM that wakes", async () => {
    const vmm = "{ policy: fixed-priority, costs: { cacheRefill: 1 } }";
    const vms = `  a: { priority: 1, ${task(10, 1).slice(1)}\n  b: { priority: 2, ${task(40, 4).slice(1)}`;
    const system = await systemOf(vmm, vms);
    // a: 1 + 1. b: 1 + 4 + (1 + 2·1) per 10.
    expect(told(claimOf(checkSystem(system), "vm/a/task/t"))).toBe("proved 2");
    expect(told(claimOf(checkSystem(system), "vm/b/task/t"))).toBe("proved 8");
    expect([seen(system, "a/t"), seen(system, "b/t")]).toEqual(["2", "6"]);
  });

  it("shorten each turn of a round robin", async () => {
    const vmm = "{ policy: round-robin, quantum: 5, costs: { cacheRefill: 1 } }";
    const system = await systemOf(vmm, `  a: ${task(40, 3)}\n  b: { scheduling: best-effort }`);
    // A gap of 5 + 1, and 1 once: 3 + 1 of the turn.
    expect(told(claimOf(checkSystem(system), "vm/a/task/t"))).toBe("proved 10");
    const short = await systemOf(
      vmm.replace("quantum: 5", "quantum: 1"),
      `  a: ${task(40, 3)}\n  b: ${task(40, 1)}`,
    );
    const claim = claimOf(checkSystem(short), "vm/a/task/t");
    expect(claim.verdict).toBe("no-bound");
    expect(claim.reason).toBe("refilling its caches takes all of a turn of a");
  });

  it("leave the guest of a server without a bound, not its budget, and cost nothing on a core of its own", async () => {
    const vmm = "{ policy: fixed-priority, costs: { cacheRefill: 1 } }";
    const served = `{ supply: { kind: server, server: deferrable, period: 10, budget: 4 }, ${task(40, 2).slice(1)}`;
    const shared = checkSystem(await systemOf(vmm, `  a: ${served}\n  b: ${task(40, 1)}`));
    expect(claimOf(shared, "vm/a/server").verdict).toBe("proved");
    expect(claimOf(shared, "vm/a/task/t").verdict).toBe("no-bound");
    const lone = checkSystem(await systemOf(vmm, `  a: ${served}`));
    expect(told(claimOf(lone, "vm/a/task/t"))).toBe("proved 14");
  });

  it("bring no bound for turns that interrupts may cut short", async () => {
    const system = await systemOf(
      "{ policy: round-robin, quantum: 20, costs: { cacheRefill: 1 } }",
      `  a: ${task(400, 3)}\n  b: ${task(400, 1)}\ninterrupts:
  nic: { target: b, delivery: rest-of-quantum, arrivals: { minSeparation: 500 }, topHalf: 1 }`,
    );
    const claim = claimOf(checkSystem(system), "vm/a/task/t");
    expect(claim.verdict).toBe("no-bound");
    expect(claim.reason).toMatch(/^each interrupt of nic may switch a in once more/);
  });

  it("are taken from nobody's budget where a handler runs at once: two switches, two refills", async () => {
    const system = await systemOf(
      "{ policy: fixed-priority, costs: { vmSwitch: 1, cacheRefill: 2 } }",
      `  a: { priority: 1, ${task(40, 3).slice(1)}\n  b: { priority: 2, ${task(400, 1).slice(1)}\ninterrupts:
  nic: { target: b, delivery: immediate, arrivals: { minSeparation: 100 }, topHalf: 1, bottomHalf: 1, deadline: 20 }`,
    );
    // 1 + 1 + 2·(1 + 2).
    expect(inMs(simulate(system, { horizon: "90 ms" }).sources[0]?.latency?.greatest)).toBe("8");
    // a: 1 for a switch under way, 1 + 2 for its own, 3, and 8 for the interrupt.
    expect(told(claimOf(checkSystem(system), "vm/a/task/t"))).toBe("proved 15");
  });
});
