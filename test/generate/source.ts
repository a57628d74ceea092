import { type EventModel, periodicEvents, sporadicEvents, tokenBucket } from "../../src/model/event-model.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { Vm } from "../../src/model/system.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import type { Random } from "./random.ts";

const ms = (length: number): string => `${length} ms`;

/** Interrupts of a device of one VM or of whichever runs, neither shaped nor coalesced, in whole milliseconds. */
export function drawSource(random: Random, index: number, vms: readonly Vm[]): InterruptSource {
  const running = random.oneIn(4);
  return {
    name: `irq${index + 1}`,
    device: running ? "running" : "dedicated",
    delivery: running || random.oneIn(2) ? "immediate" : "when-scheduled",
    target: running ? null : random.pick(vms).name,
    core: 0,
    arrivals: drawArrivals(random),
    topHalf: work(ms(random.oneIn(4) ? 2 : 1)),
    bottomHalf: work(ms(random.below(3))),
    deadline: duration(ms(random.between(8, 80))),
  };
}

/** With and without bursts: rare enough for most hosts to bear. */
function drawArrivals(random: Random): EventModel {
  const period = random.pick([6, 10, 15, 20, 20, 30, 40, 40, 60, 80]);
  switch (random.below(4)) {
    case 0:
      return tokenBucket({ capacity: random.between(1, 3), refill: ms(period) });
    case 1:
      return sporadicEvents(ms(period));
    default: {
      const jitter = ms(random.oneIn(2) ? 0 : random.below(15));
      return periodicEvents({ period: ms(period), jitter, minDistance: ms(random.pick([0, 1, period])) });
    }
  }
}
