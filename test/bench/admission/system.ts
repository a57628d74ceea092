import type { InterruptSource } from "../../../src/model/interrupt.ts";
import type { System } from "../../../src/model/system.ts";
import { task } from "../../../src/model/task.ts";
import { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";

/** Microseconds. */
const us = (value: number): Duration => new Duration(Rational.of(BigInt(value), 1_000_000n));

/** Spread over [0, 1) without chance: the golden ratio's multiples (Weyl 1916). */
function spread(index: number): number {
  return (index * 0.618_033_988_749_895) % 1;
}

/** A guest of `tasks` tasks on a core of its own that asks for about half of it. */
export function busySystem(tasks: number, scheduling: "edf" | "rate-monotonic"): System {
  const periods = Array.from({ length: tasks }, (_, index) => 5 * Math.round(2 * 100 ** spread(index + 1)));
  return {
    name: "bench",
    timeUnit: "us",
    processor: { cores: 1, clock: null },
    vmm: null,
    vms: [
      {
        name: "guest",
        core: 0,
        guest: {
          scheduling,
          preemptive: true,
          tasks: periods.map((period, index) =>
            task({
              name: `t${index}`,
              period: us(1000 * period),
              wcet: us(Math.floor((500 * period) / tasks)).asWork(),
            }),
          ),
        },
        supply: { kind: "dedicated" },
        priority: null,
        quantum: null,
        activationsPerPeriod: null,
      },
    ],
    interrupts: [],
  };
}

/** Source `index` of so many that together take `share` of the core. */
export function benchSource(index: number, count: number, share: number): InterruptSource {
  const period = 1000 * Math.round(2 * 10 ** spread(index));
  return {
    name: `s${index}`,
    device: "dedicated",
    delivery: "when-scheduled",
    target: "guest",
    core: 0,
    arrivals: { kind: "periodic", period: us(period), jitter: us(0), minDistance: us(period) },
    topHalf: us(2).asWork(),
    bottomHalf: us(Math.max(1, Math.floor((share * period) / count) - 2)).asWork(),
    deadline: null,
  };
}
