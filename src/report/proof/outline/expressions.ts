/** What the checker evaluates, as expressions with the numbers put in. */

import type { Job } from "../../../checker/edf.ts";
import { type Events, type Load, limitsOf, most } from "../../../checker/events.ts";
import type { Level } from "../../../checker/fixed-priority.ts";
import { baseOf, type Supply, serviceOf } from "../../../checker/supply.ts";
import { available, type World } from "../../../checker/world.ts";
import { assert } from "../../../contract/assert.ts";
import { Rational } from "../../../numeric/rational.ts";
import type { Computed, Formulas } from "../formula.ts";

/** Ends of the windows of a table beyond which only the least service is written. */
const MOST_ENDS = 6;

/** The least supply in every window of this length. */
export function supplyExpression(supply: Supply, window: bigint): string {
  switch (supply.kind) {
    case "dedicated":
      return `${window}`;
    case "bounded-delay": {
      const { rate, delay } = supply;
      return window <= delay ? "0" : `floor(${rate.n} * (${window} - ${delay}) / ${rate.d})`;
    }
    case "table": {
      const { ends, between } = serviceOf(supply.frame, supply.windows);
      if (ends.length === 0 || ends.length > MOST_ENDS) return `${baseOf(supply).least(window)}`;
      const services = ends.map((end) => between(end, end + window));
      return services.length === 1 ? `${services[0]}` : `min(${services.join(", ")})`;
    }
    case "interrupted":
      return `${baseOf(supply).least(window)}`;
    default: {
      const { period, budget } = supply;
      const { delay } = baseOf(supply);
      if (window <= delay || budget === 0n) return "0";
      const rest = `(${window} - ${delay})`;
      return `floor(${rest} / ${period}) * ${budget} + min(mod(${rest}, ${period}), ${budget})`;
    }
  }
}

/** The most events in every half-open window of this length. */
export function eventsExpression(events: Events, window: bigint): string {
  if ("refill" in events) return `(${events.capacity} - 1 + ceil(${window} / ${events.refill}))`;
  // Without jitter the least distance, which is at most the period, never counts.
  if ("period" in events && (events.distance === 0n || events.jitter === 0n))
    return releases(window, events.jitter, events.period);
  const limits = limitsOf(events).map(({ period, jitter }) => releases(window, jitter, period));
  return limits.length === 1 ? (limits[0] as string) : `min(${limits.join(", ")})`;
}

const releases = (window: bigint, jitter: bigint, period: bigint): string =>
  jitter === 0n ? `ceil(${window} / ${period})` : `ceil((${window} + ${jitter}) / ${period})`;

/** What a world leaves over, and the same as the checker says. */
export function availableIn(world: World, window: bigint, { computed }: Formulas): Computed {
  const taken = world.loads
    .filter(({ cost }) => cost > 0n)
    .map(({ events, cost }: Load) => ` - ${eventsExpression(events, window)} * ${cost}`);
  const loss = world.loss === 0n ? "" : ` - ${world.loss}`;
  const found = computed(`${supplyExpression(world.supply, window)}${taken.join("")}${loss}`);
  return agreed(found, available(world, window));
}

/** The events of a load in a window, and the same as the checker says. */
export const eventsIn = (events: Events, window: bigint, { computed }: Formulas): Computed =>
  agreed(computed(eventsExpression(events, window)), most(events, window));

/** Work before the end of job `job` of a level in a window of this length. */
export function levelDemand(level: Level, job: bigint, window: bigint, { computed }: Formulas): Computed {
  const { task, above, blocking } = level;
  const own = job === 0n ? `${task.wcet}` : `${job + 1n} * ${task.wcet}`;
  const others = above.map(({ wcet, period, jitter }) => ` + ${releases(window, jitter, period)} * ${wcet}`);
  return computed(`${blocking === 0n ? "" : `${blocking} + `}${own}${others.join("")}`);
}

/** Work that is released and due in a window of this length, of the jobs that have any. */
export function dueIn(jobs: readonly Job[], window: bigint, { computed }: Formulas): Computed {
  const terms = jobs.flatMap(({ wcet, period, deadline, jitter }) => {
    const first = deadline - jitter;
    return wcet === 0n || window < first ? [] : [`(floor((${window} - ${first}) / ${period}) + 1) * ${wcet}`];
  });
  return computed(terms.length === 0 ? "0" : terms.join(" + "));
}

/** A formula that does not come to what the checker found would be a mistake of one of them. */
export function agreed(found: Computed, checked: bigint): Computed {
  assert(
    found.value.equals(Rational.of(checked)),
    `the report computes ${found.text} = ${found.value}, the checker ${checked}`,
  );
  return found;
}
