import type { Guest } from "../../src/model/guest.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { System, Vm, VmmCosts, VmmPolicy } from "../../src/model/system.ts";
import { Work } from "../../src/numeric/quantity.ts";
import { work } from "../../src/numeric/unit.ts";

/** A system in code, with everything that a test does not speak of left out. */
export function systemOf(given: {
  readonly policy: VmmPolicy | null;
  readonly vms: readonly (Pick<Vm, "name"> & Partial<Vm>)[];
  readonly costs?: Partial<Record<keyof VmmCosts, string>>;
  readonly interrupts?: readonly InterruptSource[];
  readonly cores?: number;
}): System {
  const cost = (name: keyof VmmCosts): Work => {
    const text = given.costs?.[name];
    return text === undefined ? Work.zero : work(text);
  };
  const costs = {
    vmSwitch: cost("vmSwitch"),
    interruptEntry: cost("interruptEntry"),
    hypercall: cost("hypercall"),
    longestNonPreemptible: cost("longestNonPreemptible"),
    ...(given.costs?.cacheRefill === undefined ? {} : { cacheRefill: cost("cacheRefill") }),
  };
  return {
    name: "a system",
    timeUnit: "ms",
    processor: { cores: given.cores ?? 1, clock: null },
    vmm: given.policy === null ? null : { policy: given.policy, costs },
    vms: given.vms.map((vm) => ({
      core: 0,
      guest: IDLE,
      supply: null,
      priority: null,
      quantum: null,
      activationsPerPeriod: null,
      ...vm,
    })),
    interrupts: given.interrupts ?? [],
  };
}

/** A guest of whose load nothing is known. */
export const IDLE: Guest = { scheduling: "best-effort", preemptive: true, tasks: [] };
