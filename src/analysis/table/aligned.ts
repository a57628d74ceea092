/**
 * Whether a table keeps a contract in step with it: at least `budget` in each [kΠ, kΠ + Δ), counted from the start of its
 * first frame. This implies that the table's supply bound is at least the contract's in every window, for it is then one
 * of the supplies that the contract allows (Shin and Lee 2003; Easwaran, Anand and Lee 2007); the converse is false.
 *
 * The phases kΠ mod H are the multiples of gcd(Π, H). While its start stays in a gap of the table, [phase, phase + Δ) never
 * loses service as the phase grows; while its start stays in a window of the table, it never gains. So the least is at the
 * first multiple in a gap or the last one in a window: next to the end of a window.
 */
import { gcd } from "../../numeric/integer.ts";
import type { CyclicService } from "../../supply/cyclic-service.ts";
import type { TickContract } from "./tick-contract.ts";

/** A period's window that gets less than the budget. */
export interface Shortfall {
  readonly from: bigint;
  readonly to: bigint;
  readonly has: bigint;
}

/** The first phase in a frame at which a contract falls short; null where it is kept. */
export function alignedShortfall(service: CyclicService, contract: TickContract): Shortfall | null {
  const { period, budget, deadline } = contract;
  let first: Shortfall | null = null;
  for (const from of phasesToTest(service, period)) {
    const has = service.between(from, from + deadline);
    if (has < budget && (first === null || from < first.from)) first = { from, to: from + deadline, has };
  }
  return first;
}

function phasesToTest({ frame, windows }: CyclicService, period: bigint): bigint[] {
  const grid = gcd(period, frame);
  return [0n, ...windows.map(({ end }) => end)]
    .flatMap((end) => {
      const before = (end / grid) * grid;
      return [before, before + grid];
    })
    .map((phase) => phase % frame);
}
