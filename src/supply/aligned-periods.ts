/**
 * Whether a table gives a budget in each period [kΠ, (k + 1)Π), counted from the start of its frame: what a contract
 * with a period clock that is synchronized with the table asks. Neither implies nor follows from dominance of the
 * supply bounds: those look at windows of any phase.
 *
 * The phases kΠ mod H are the multiples of g = gcd(Π, H). As a function of its phase, the service in a window of length Π
 * is linear between the phases at which one of its edges meets an edge of the table; so it is least at a multiple of g
 * next to such a phase, and neither lcm(Π, H) nor H/g matters.
 */
import type { TableSupply } from "../model/supply.ts";
import { floorDiv, gcd } from "../numeric/integer.ts";
import type { Duration, Work } from "../numeric/quantity.ts";
import { commonTick } from "../numeric/timebase.ts";
import { measuresOf } from "./bound-of.ts";
import { CyclicService } from "./cyclic-service.ts";

export function everyAlignedPeriodSupplies(table: TableSupply, period: Duration, budget: Work): boolean {
  const timebase = commonTick([...measuresOf(table).seconds, period.value, budget.value]);
  const ticks = ({ value }: Duration | Work): bigint => timebase.toTicks(value);
  const service = new CyclicService(
    ticks(table.frame),
    table.windows.map(({ start, end }) => ({ start: ticks(start), end: ticks(end) })),
  );
  return phasesToTest(service, ticks(period)).every(
    (phase) => service.between(phase, phase + ticks(period)) >= ticks(budget),
  );
}

function phasesToTest({ frame, windows }: CyclicService, period: bigint): bigint[] {
  const grid = gcd(period, frame);
  const edges = [0n, ...windows.flatMap(({ start, end }) => [start, end])];
  return edges
    .flatMap((edge) => [edge, edge - period])
    .flatMap((phase) => {
      const before = floorDiv(phase, grid) * grid;
      return [before, before + grid];
    })
    .map((phase) => phase - floorDiv(phase, frame) * frame);
}
