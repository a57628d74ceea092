import { unreachable } from "../contract/assert.ts";
import type { Rational } from "../numeric/rational.ts";
import type { Timebase } from "../numeric/timebase.ts";
import type { BoundedLoad } from "../workload/event-bound.ts";
import { eventsInTicks, measuresOfEvents, type TickLoad } from "../workload/tick-events.ts";
import { boundedDelayBound } from "./bounded-delay.ts";
import { dedicatedBound } from "./dedicated.ts";
import type { DerivedSupply } from "./derived-supply.ts";
import { explicitDeadlineBound } from "./explicit-deadline.ts";
import { interruptedBound } from "./interrupted.ts";
import { leftoverBound } from "./leftover.ts";
import { serverBound } from "./server.ts";
import type { SupplyBound } from "./supply-bound.ts";
import { tableBound } from "./table.ts";

/** What a timebase must resolve so that a supply can be bounded in ticks: times and amounts of work, and rates. */
export interface Measures {
  readonly seconds: readonly Rational[];
  readonly rates: readonly Rational[];
}

export function measuresOf(supply: DerivedSupply): Measures {
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
    case "leftover":
    case "interrupted": {
      const { seconds, rates } = measuresOf(supply.of);
      const load = supply.kind === "leftover" ? supply.load : supply.by;
      const loads = load.flatMap(({ arrivals, wcet }) => [...measuresOfEvents(arrivals), wcet.value]);
      return { seconds: [...seconds, ...loads], rates };
    }
    default:
      return unreachable(supply);
  }
}

/** What is known of a supply, in ticks of a timebase that resolves its measures. */
export function boundOf(supply: DerivedSupply, timebase: Timebase): SupplyBound {
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
      return leftoverBound(boundOf(supply.of, timebase), loadsInTicks(supply.load, timebase));
    case "interrupted":
      return interruptedBound(boundOf(supply.of, timebase), loadsInTicks(supply.by, timebase));
    default:
      return unreachable(supply);
  }
}

function loadsInTicks(loads: readonly BoundedLoad[], timebase: Timebase): TickLoad[] {
  return loads.map(({ arrivals, wcet }) => ({
    arrivals: eventsInTicks(arrivals, timebase),
    wcet: timebase.toTicks(wcet.value),
  }));
}
