import { entering } from "../../analysis/host/costs.ts";
import { vmsOn } from "../../analysis/host/placement.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { Trial } from "../trial.ts";
import type { Remedy } from "./remedy.ts";

/** A quantum is tried at these shares of what is written, the largest first; below, switches eat the processor. */
const SHARES = [
  [3n, 4n],
  [1n, 2n],
  [1n, 4n],
  [1n, 8n],
  [1n, 16n],
] as const;

/** For each VM of the source's core in a round robin, the largest smaller quantum of these with which it is admitted. */
export function smallerQuanta(trial: Trial, source: InterruptSource): Remedy[] {
  const { system } = trial;
  if (system.vmm?.policy.kind !== "round-robin") return [];
  const vms = vmsOn(system, source.core);
  return vms.flatMap((vm) => {
    const { quantum } = vm;
    if (quantum === null) return [];
    const found = SHARES.map(([part, whole]) => quantum.times(Rational.of(part, whole))).find((shorter) =>
      trial.admits([source], withQuantum(system, vm, shorter)),
    );
    if (found === undefined) return [];
    const remedy: Remedy = {
      kind: "quantum",
      path: ["vms", vm.name, "quantum"],
      value: { seconds: found.value },
      cost: switching(withQuantum(system, vm, found), source.core).minus(switching(system, source.core)),
    };
    return [remedy];
  });
}

/** The share of a core that goes into VM switches when every VM uses its whole quantum. */
function switching(system: System, core: number): Rational {
  const vms = vmsOn(system, core);
  const cycle = vms.reduce<Duration | null>((sum, { quantum }) => {
    if (quantum === null) return sum;
    return sum === null ? quantum : sum.plus(quantum);
  }, null);
  const switches = entering(system).times(Rational.of(BigInt(vms.length)));
  return cycle === null ? Rational.zero : switches.over(cycle.plus(switches.asDuration()));
}

function withQuantum(system: System, changed: Vm, quantum: Duration): System {
  return { ...system, vms: system.vms.map((vm) => (vm.name === changed.name ? { ...vm, quantum } : vm)) };
}
