import type { Vm } from "../../model/system.ts";
import { grouped } from "../group.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { VmText } from "../schema/vm.ts";
import type { VmmPolicyText } from "../schema/vmm.ts";
import type { Told } from "../told.ts";
import { checkPriorities } from "./priorities.ts";

/** A VM as written, where it has a core. */
interface Placed {
  readonly name: string;
  readonly text: Told<VmText> & object;
  readonly path: Path;
  /** Null where something in the VM is wrong. */
  readonly vm: Vm | null;
}

/** What VMs that share a core must agree on. Returns the VMs, with the priorities that a fixed-priority VMM derives. */
export function shareCores(all: readonly Placed[], policy: VmmPolicyText, reading: Reading): (Vm | null)[] {
  const cores = grouped(all, ({ text }) => (text.core === undefined ? 0 : text.core));
  const priorities = new Map<string, number>();
  for (const [core, placed] of cores) {
    if (core === null) continue;
    if (policy === "static") checkAlone(placed, core, reading);
    if (policy === "fixed-priority") {
      for (const [name, priority] of prioritize(placed, core, reading)) priorities.set(name, priority);
    }
  }
  return all.map(({ vm }) => vm && { ...vm, priority: priorities.get(vm.name) ?? vm.priority });
}

function checkAlone(placed: readonly Placed[], core: number, reading: Reading): void {
  const [first, ...others] = placed;
  for (const { name, text, path } of others) {
    reading.problem(
      "conflict",
      text.core === undefined ? path : [...path, "core"],
      `a static VMM gives each core to one VM, and ${first?.name} and ${name} are both on core ${core}: move one of them to another \`core\`, or choose another policy`,
      text.core === undefined ? "key" : "value",
    );
  }
}

/** The priorities where no VM of a core declares one: rate-monotonic by the period of the server, the rest below. */
function prioritize(placed: readonly Placed[], core: number, reading: Reading): Map<string, number> {
  const declared = placed.flatMap(({ name, text: { priority }, path }) =>
    priority === null ? [] : [{ name, priority, path }],
  );
  if (declared.length < placed.length) return new Map();
  if (declared.some(({ priority }) => priority !== undefined)) {
    checkPriorities(
      declared,
      "VM",
      `or none on core ${core}, which puts shorter server periods first`,
      reading,
    );
    return new Map();
  }
  const periods = placed.map(({ vm }) => (vm?.supply && "period" in vm.supply ? vm.supply.period : null));
  const aperiodic = placed.filter(({ vm }, index) => vm !== null && periods[index] === null);
  const [first, second] = aperiodic;
  if (first !== undefined && second !== undefined) {
    reading.problem(
      "missing-key",
      second.path,
      `${first.name} and ${second.name} have neither a priority nor a server period to derive one from: give every VM of core ${core} a priority`,
      "key",
    );
    return new Map();
  }
  const order = placed
    .map(({ name }, index) => ({ name, period: periods[index] ?? null }))
    .sort((a, b) => {
      if (a.period === null || b.period === null)
        return Number(a.period === null) - Number(b.period === null);
      return a.period.compare(b.period);
    });
  return new Map(order.map(({ name }, index) => [name, index + 1]));
}
