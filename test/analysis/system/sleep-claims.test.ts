import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { loadSystem } from "../../../src/description/load-system.ts";
import { claimOf, inMs, told } from "../../support/findings.ts";

const claim = async (kernel: string, vmm = "{ policy: static }", more = ""): Promise<string> => {
  const { system } = await loadSystem(
    `
system: sleeps
vmm: ${vmm}
vms:
  a:
    scheduling: best-effort
    kernel: { tick: 10 ms, ${kernel}, sleepers: { app: { sleep: 10 ms, extraTicks: 1, wakeCost: 1 ms, deadline: 60 ms } } }
${more}`,
    "sleeps.yaml",
  );
  const found = claimOf(checkSystem(system), "vm/a/sleeper/app");
  return `${told(found)}${found.reason === undefined ? "" : `: ${found.reason}`}`;
};
const half = "{ policy: tdma, frame: 40 ms, windows: [{ vm: a, start: 0 ms, length: 20 ms }] }";
const costly = half.replace("] }", "], costs: { vmSwitch: 1 ms } }");
const other = "  b: { scheduling: best-effort }\n";

describe("the longest sleep of a tick-driven guest", () => {
  it("is its ticks and its wake where the guest spins alone", async () => {
    for (const missed of ["lost", "coalesced", "caught-up"])
      expect(await claim(`missedTicks: ${missed}, idle: spins`)).toBe("proved 21");
  });

  it("has no bound with lost ticks where the guest yields: a tick may come as it gets work", async () => {
    expect(await claim("missedTicks: lost, idle: yields")).toBe(
      "no-bound: ticks are lost while a waits for its core, and nothing bounds how many in a row",
    );
    expect(await claim("missedTicks: caught-up, idle: yields")).toBe("proved 21");
  });

  it("is known in the windows of a table, and waits for one to return", async () => {
    expect(await claim("missedTicks: lost, idle: spins", half)).toBe(
      "not-proved 61: bound 61000 us > deadline 60000 us",
    );
    // Two ticks, and the gap of 20 ms for the wake.
    expect(await claim("missedTicks: caught-up, idle: spins", half)).toBe("proved 41");
    expect(await claim("missedTicks: coalesced, idle: spins", half)).toMatch(/^not-proved 61:/);
  });

  it("is not known with lost ticks where the VMM takes time for itself", async () => {
    expect(await claim("missedTicks: lost, idle: spins", costly, other)).toMatch(/^no-bound: ticks are lost/);
    expect(await claim("missedTicks: caught-up, idle: spins", costly, other)).toBe("proved 42");
  });

  it("has no bound where the VM has none", async () => {
    const text = await claim("missedTicks: caught-up, idle: spins", "{ policy: credit }", other);
    expect(text).toBe("no-bound: the credit scheduler guarantees no service in any window");
  });

  it("tells the ticks, the sleep and the return", async () => {
    const { system } = await loadSystem(
      "{ system: s, vms: { a: { supply: dedicated, scheduling: best-effort, kernel: { tick: 4 ms, missedTicks: caught-up, idle: yields, tickCost: 1 ms, sleepers: { app: { sleep: 9 ms, wakeCost: 1/2 ms, deadline: 20 ms } } } } } }",
      "sleeps.yaml",
    );
    const { witness } = claimOf(checkSystem(system), "vm/a/sleeper/app");
    expect([witness["ticks"], inMs(witness["asleep"]), inMs(witness["return"])]).toEqual([3, "12", "3/2"]);
  });
});
