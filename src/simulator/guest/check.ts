import { InputError } from "../../contract/errors.ts";
import type { Specification } from "../engine/specification.ts";
import { ticks } from "../engine/time.ts";
import { vmsOf } from "./equip.ts";
import type { KernelSpec } from "./specification.ts";

/**
 * Refuses kernels that cannot be run, naming the place and the value.
 * @throws InputError
 */
export function checkKernels(kernels: readonly KernelSpec[], specification: Specification): void {
  const vms = vmsOf(specification);
  kernels.forEach((kernel, index) => {
    const at = `kernels[${index}] (${kernel.vm})`;
    if (!vms.includes(kernel.vm)) throw new InputError(`${at}: there is no VM ${kernel.vm}`);
    if (kernels.some((other, earlier) => earlier < index && other.vm === kernel.vm)) {
      throw new InputError(`${at}: the VM has a kernel already`);
    }
    ticks(kernel.tick, `${at}.tick`, 1);
    ticks(kernel.phase, `${at}.phase`);
    ticks(kernel.tickCost ?? 0, `${at}.tickCost`);
    const names = new Set<string>();
    for (const { name, sleep, extraTicks = 1, wakeCost = 0, work } of kernel.sleepers ?? []) {
      if (names.has(name)) throw new InputError(`${at}.sleepers: two are called ${name}`);
      names.add(name);
      ticks(sleep, `${at}.sleepers.${name}.sleep`);
      ticks(extraTicks, `${at}.sleepers.${name}.extraTicks`);
      ticks(wakeCost, `${at}.sleepers.${name}.wakeCost`);
      ticks(work, `${at}.sleepers.${name}.work`);
      if (sleep + extraTicks === 0)
        throw new InputError(`${at}.sleepers.${name}: a sleep takes at least one tick`);
    }
  });
}
