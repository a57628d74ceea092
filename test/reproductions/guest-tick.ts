import { type TableSupply, table } from "../../src/model/supply.ts";
import { duration } from "../../src/numeric/unit.ts";
import type { TickDelivery } from "../../src/simulator/guest/specification.ts";
import { worstSleep } from "../../src/simulator/guest/worst-sleep.ts";

/** A guest at HZ = 100 in turns with another, as a table: 20 ms of each 40 ms, or alone. */
export const inTurns: TableSupply = table({ frame: "40 ms", windows: [{ start: "0 ms", end: "20 ms" }] });
export const alone: TableSupply = table({ frame: "40 ms", windows: [{ start: "0 ms", end: "40 ms" }] });

/** The longest sleep of two ticks over all calls and phases of whole milliseconds. In milliseconds. */
export function longestSleep(supply: TableSupply, delivery: TickDelivery, tick = "10 ms"): number | null {
  const worst = worstSleep({
    supply,
    tick: duration(tick),
    ticksNeeded: 2n,
    delivery,
    grid: duration("1 ms"),
  });
  return worst === null ? null : Number(worst.value.numerator * 1000n) / Number(worst.value.denominator);
}
