import type { WideColumns } from "../columns.ts";

/** The sign of Σ C_j/T_j − Θ/Π, exactly. */
export function compareLoad(set: WideColumns, supplyPeriod: bigint, budget: bigint): number {
  const { above } = spareRate(set, supplyPeriod, budget);
  return above === 0n ? 0 : above > 0n ? -1 : 1;
}

/** Θ/Π − Σ C_j/T_j as a quotient above/below, below > 0. */
export function spareRate(
  { size, wcet, period }: WideColumns,
  supplyPeriod: bigint,
  budget: bigint,
): { above: bigint; below: bigint } {
  let above = budget;
  let below = supplyPeriod;
  for (let i = 0; i < size; i++) {
    above = above * period[i]! - wcet[i]! * below;
    below *= period[i]!;
  }
  return { above, below };
}
