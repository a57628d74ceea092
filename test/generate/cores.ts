import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { System, Vm, VmmPolicy } from "../../src/model/system.ts";
import type { Duration } from "../../src/numeric/quantity.ts";
import type { Random } from "./random.ts";
import { drawSystem, type Host } from "./system.ts";

/** Two or three cores under one VMM, each with VMs and interrupts of its own; some of these go to a VM elsewhere. */
export function drawCores(random: Random, host: Exclude<Host, "promised">, interrupts: boolean): System {
  const parts = Array.from({ length: random.between(2, 3) }, () => drawSystem(random, host, interrupts));
  const [first] = parts as [System];
  const vms = parts.flatMap((part, core) =>
    part.vms.map((vm): Vm => ({ ...vm, name: named(vm.name, core), core })),
  );
  const sources = parts.flatMap(({ interrupts: own }, core) =>
    own.map((source): InterruptSource => {
      const home = source.target === null ? null : named(source.target, core);
      const abroad = source.delivery === "when-scheduled" && random.oneIn(4);
      return {
        ...source,
        name: named(source.name, core),
        core,
        target: abroad ? random.pick(vms).name : home,
      };
    }),
  );
  const idle = random.oneIn(4) ? 1 : 0;
  return {
    ...first,
    processor: { cores: parts.length + idle, clock: null },
    vmm: first.vmm && { ...first.vmm, policy: policyOf(first.vmm.policy, parts) },
    vms,
    interrupts: sources,
  };
}

const named = (name: string, core: number): string => `${name}-on-${core}`;

/** One table for all cores: the frame is the longest of theirs, and each keeps its slots. Turns change at any time. */
function policyOf(policy: VmmPolicy, parts: readonly System[]): VmmPolicy {
  const tables = parts.flatMap(({ vmm }) => (vmm?.policy.kind === "table" ? [vmm.policy] : []));
  if (policy.kind !== "table") return { kind: policy.kind } as VmmPolicy;
  const frame = tables.reduce<Duration>(
    (most, table) => (most.lessThan(table.frame) ? table.frame : most),
    policy.frame,
  );
  const slots = tables.flatMap((table, core) =>
    table.slots.map((slot) => ({ ...slot, vm: named(slot.vm, core), core })),
  );
  return { kind: "table", frame, slots };
}
