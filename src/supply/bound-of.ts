import { unreachable } from "../contract/assert.ts";
import type { Supply } from "../model/supply.ts";
import type { Rational } from "../numeric/rational.ts";
import type { Timebase } from "../numeric/timebase.ts";
import { eventsInTicks, measuresOfEvents } from "../workload/tick-events.ts";
import { boundedDelayBound } from "./bounded-delay.ts";
import { dedicatedBound } from "./dedicated.ts";
import { explicitDeadlineBound } from "./explicit-deadline.ts";
import { leftoverBound } from "./leftover.ts";
import { serverBound } from "./server.ts";
import type { SupplyBound } from "./supply-bound.ts";
import { tableBound } from "./table.ts";

/** What a timebase must resolve so that a supply can be bounded in ticks: times and amounts of work, and rates. */
export interface Measures {
  readonly seconds: readonly Rational[];
  readonly rates: readonly Rational[];
}

export function measuresOf(supply: Supply): Measures {
  switch (supply.kind) {
    case "dedicated":
      return { seconds: [], rates: [] };
    case "periodic":
      return { seconds: [supply.period.value, supply.budget.value], rates: [] };
    case "edp":
    case "server":
      return { seconds: [supply.period.value, supply.budget.value, supply.deadline.value], rates: [] };
    case "bounded-delay":
      return { seconds: [supply.delay.value], rates: [supply.rate] };
    case "table": {
      const edges = supply.windows.flatMap(({ start, end }) => [start.value, end.value]);
      return { seconds: [supply.frame.value, ...edges], rates: [] };
    }
    case "leftover": {
      const { seconds, rates } = measuresOf(supply.of);
      const loads = supply.load.flatMap(({ arrivals, wcet }) => [...measuresOfEvents(arrivals), wcet.value]);
      return { seconds: [...seconds, ...loads], rates };
    }
    default:
      return unreachable(supply);
  }
}

/** What is known of a supply, in ticks of a timebase that resolves its measures. */
export function boundOf(supply: Supply, timebase: Timebase): SupplyBound {
  const ticks = ({ value }: { readonly value: Rational }): bigint => timebase.toTicks(value);
  switch (supply.kind) {
    case "dedicated":
      return dedicatedBound;
    case "periodic": {
      const period = ticks(supply.period);
      return explicitDeadlineBound({ period, budget: ticks(supply.budget), deadline: period });
    }
    case "edp":
      return explicitDeadlineBound({
        period: ticks(supply.period),
        budget: ticks(supply.budget),
        deadline: ticks(supply.deadline),
      });
    case "bounded-delay":
      return boundedDelayBound(supply.rate, ticks(supply.delay));
    case "table":
      return tableBound(
        ticks(supply.frame),
        supply.windows.map(({ start, end }) => ({ start: ticks(start), end: ticks(end) })),
      );
    case "server":
      return serverBound(supply.server, {
        period: ticks(supply.period),
        budget: ticks(supply.budget),
        deadline: ticks(supply.deadline),
      });
    case "leftover":
      return leftoverBound(
        boundOf(supply.of, timebase),
        supply.load.map(({ arrivals, wcet }) => ({
          arrivals: eventsInTicks(arrivals, timebase),
          wcet: ticks(wcet),
        })),
      );
    default:
      return unreachable(supply);
  }
}
