/**
 * How long an event waits until it has been handled: a witness is a window for each event of the busy window that supplies
 * all handlers up to its own (Le Boudec and Thiran 2001; Richter 2005).
 */
import { fraction, max } from "./arithmetic.ts";
import { distance, type Load, separation } from "./events.ts";
import type { Windows } from "./fixed-priority.ts";
import type { Ledger } from "./ledger.ts";
import { repeats } from "./limits.ts";
import { available, type World } from "./world.ts";

/** Handling of no length is over when all before it is: a tick later at the latest. */
export const withLength = ({ name, events, cost }: Load): Load => ({ name, events, cost: max(cost, 1n) });

/** A time that no event waits longer than. */
export function delayBound(ledger: Ledger, world: World, load: Load, { windows, cycle }: Windows): bigint {
  const { events, cost } = withLength(load);
  const waits = windows.map((window, index) => {
    const count = BigInt(index) + 1n;
    ledger.require(window > 0n, "every window is positive");
    ledger.atMost(
      count * cost,
      available(world, window),
      `event ${count}: handlers up to its own ≤ supply in ${window}`,
    );
    return window - distance(events, count);
  });
  const [last, count] = [windows.at(-1), BigInt(windows.length)];
  if (last === undefined) return ledger.refuse("there is at least one event to look at");
  if (cycle === null) {
    ledger.atMost(last, distance(events, count + 1n), "all are handled before the next event");
  } else {
    repeats(ledger, world, cycle, [separation(events)], fraction(cost, separation(events)));
    const perCycle = cycle / separation(events);
    ledger.atMost(perCycle, count, "events per cycle ≤ events shown");
    for (let index = count - perCycle; index < count; index += 1n) {
      ledger.atMost(
        world.base.delay,
        windows[Number(index)] as bigint,
        "the supply repeats from its delay on",
      );
      const apart = distance(events, index + 1n + perCycle) - distance(events, index + 1n);
      ledger.atMost(cycle, apart, "the events repeat");
    }
  }
  return max(...waits);
}
