import { describe, expect, it } from "vitest";
import { type SynthesisOptions, synthesize } from "../../../src/analysis/system/synthesize.ts";
import { loadSystem } from "../../../src/description/load-system.ts";
import type { System } from "../../../src/model/system.ts";
import { duration } from "../../../src/numeric/unit.ts";

const TASKS = "scheduling: edf, tasks: { t: { period: 20, wcet: 2 } }";

async function described(vmm: string, ...vms: readonly string[]): Promise<System> {
  const text = `system: S\ntimeUnit: ms\n${vmm}\nvms:\n${vms.map((vm) => `  ${vm}\n`).join("")}`;
  return (await loadSystem(text, "s.yaml")).system;
}

const SERVER = "supply: { kind: server, server: polling, period: 10, budget: 2 }";
const WINDOW = "vmm: { policy: tdma, frame: 20, windows: [{ vm: a, start: 0, length: 5 }] }";

describe("a synthesis that is refused", () => {
  it.each<[string, string, string, SynthesisOptions, string]>([
    [
      "no candidate period",
      "vmm: { policy: edf }",
      `a: { ${SERVER}, ${TASKS} }`,
      { periods: [] },
      "there is no candidate period: give one at least",
    ],
    [
      "only guests without deadlines",
      "vmm: { policy: edf }",
      `a: { ${SERVER}, scheduling: best-effort }`,
      {},
      "there is nothing to choose: no VM has deadlines and a budget per period",
    ],
    [
      "a VM on what the others leave",
      "vmm: { policy: fixed-priority }",
      `a: { priority: 1, ${TASKS} }`,
      {},
      "there is nothing to choose: no VM has deadlines and a budget per period",
    ],
    [
      "one VM per core",
      "vmm: { policy: static }",
      `a: { ${TASKS} }`,
      {},
      "a static VMM has no budgets or windows to choose",
    ],
    [
      "turns",
      "vmm: { policy: round-robin, quantum: 5 }",
      `a: { ${TASKS} }`,
      {},
      "a round-robin VMM has no budgets or windows to choose",
    ],
    [
      "weights",
      "vmm: { policy: credit }",
      `a: { ${TASKS} }`,
      {},
      "a credit VMM has no budgets or windows to choose",
    ],
    [
      "a contract that is no budget, under a table",
      WINDOW,
      `a: { supply: { kind: bounded-delay, rate: 1/4, delay: 15 }, ${TASKS} }`,
      {},
      "the contract of a is no budget per period (bounded-delay): windows are chosen for periodic and edp contracts",
    ],
    [
      "a deadline that SEDF does not know",
      "vmm: { policy: sedf }",
      `a: { ${SERVER}, ${TASKS} }`,
      { model: "tight" },
      "an sedf VMM has slices per period without deadlines: choose the periodic model",
    ],
    [
      "the deadline of SEDF's slices",
      "vmm: { policy: sedf }",
      `a: { ${SERVER}, ${TASKS} }`,
      { model: "edp" },
      "an sedf VMM has slices per period without deadlines: choose the periodic model",
    ],
    [
      "a deadline that nobody has written",
      "vmm: { policy: edf }",
      `a: { ${SERVER}, ${TASKS} }`,
      { model: "edp" },
      "a has no deadline before the end of its period to keep: write one, or choose another model",
    ],
    [
      "a candidate below the written deadline",
      "",
      `a: { supply: { kind: edp, period: 10, budget: 2, deadline: 6 }, ${TASKS} }`,
      { periods: [duration("5 ms")] },
      "the written deadline of a, 6 ms, exceeds a candidate period of 5 ms: leave that candidate out, or choose another model",
    ],
  ])("names %s", async (_, vmm, vm, options, message) => {
    const system = await described(vmm, vm);
    expect(() => synthesize(system, options)).toThrow(message);
  });

  it("is not refused a candidate at the written deadline", async () => {
    const system = await described(
      "",
      `a: { supply: { kind: edp, period: 10, budget: 2, deadline: 6 }, ${TASKS} }`,
    );
    const found = synthesize(system, { periods: [duration("6 ms"), duration("10 ms")] });
    expect(found.kind === "chosen" && found.after.verdict).toBe("proved");
  });
});
