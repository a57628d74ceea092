import { didYouMean } from "../nearest.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";

/** The core of each VM, null where it is wrong; and how many cores there are, likewise. */
export interface Placement {
  readonly coreOf: ReadonlyMap<string, number | null>;
  readonly cores: number | null;
}

/** Whether a VM of this name is described; tells where not. */
export function isVm(name: string, { coreOf }: Placement, path: Path, reading: Reading): boolean {
  if (coreOf.has(name)) return true;
  const hint =
    didYouMean(name, coreOf.keys()) || `: the VMs are ${[...coreOf.keys()].slice(0, 9).join(", ")}`;
  reading.problem("unknown-name", path, `there is no VM \`${name}\`${hint}`);
  return false;
}

/** Whether the processor has this core; tells where not. `cores` is null where it is itself wrong. */
export function isCore(core: number, cores: number | null, path: Path, reading: Reading): boolean {
  if (cores === null || core < cores) return true;
  const there = cores === 1 ? "only core 0" : `only cores 0 to ${cores - 1}`;
  reading.problem(
    "out-of-range",
    path,
    `there is no core ${core}, ${there}: write one of these, or \`processor: { cores: ${core + 1} }\``,
  );
  return false;
}
