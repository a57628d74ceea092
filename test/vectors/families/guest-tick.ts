import type { TableSupply } from "../../../src/model/supply.ts";
import type { TickDelivery } from "../../../src/simulator/guest/specification.ts";
import { worstSleep } from "../../../src/simulator/guest/worst-sleep.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readSupply, time, type VectorSupply, write } from "../read.ts";

interface Input {
  readonly supply: VectorSupply;
  readonly tick: string;
  readonly ticksNeeded: string;
  readonly quantum: string;
}

interface Expected {
  readonly catchup: string;
  readonly coalesce: string;
  readonly lost: string | null;
}

/** The longest sleep of a tick-driven guest in a table, for each way to deliver the ticks of a blackout. */
export const guestTick: VectorFamily = {
  name: "guest_tick",
  run({ supply, tick, ticksNeeded, quantum }: Input, expected: Expected) {
    const worst = (delivery: TickDelivery): string | null =>
      write(
        worstSleep({
          supply: readSupply(supply) as TableSupply,
          tick: time(tick),
          ticksNeeded: BigInt(ticksNeeded),
          delivery,
          grid: time(quantum),
        }),
      );
    const answer = { catchup: worst("caught-up"), coalesce: worst("coalesced"), lost: worst("lost") };
    return difference(answer, expected);
  },
};
