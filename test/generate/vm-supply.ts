import {
  boundedDelay,
  edpResource,
  periodicResource,
  SERVER_KINDS,
  type ServerKind,
  type Supply,
  server,
  table,
} from "../../src/model/supply.ts";
import type { Host } from "./host.ts";
import type { Random } from "./random.ts";
import { drawDelay, drawWindows } from "./supply-numbers.ts";

const ms = (length: number): string => `${length} ms`;

/**
 * What a VM with that share of the core has: a server wherever the policy runs servers, elsewhere at times a contract that the
 * policy has to keep, and without a VMM a promise of any kind.
 */
export function drawVmSupply(
  random: Random,
  host: Host,
  share: number,
  kinds: readonly ServerKind[],
): Supply | null {
  const period = random.between(3, 14);
  const budget = Math.min(period, Math.max(1, Math.floor(period * share)));
  const given = { period: ms(period), budget: ms(budget) };
  switch (host) {
    case "static":
      return null;
    case "table":
    case "round-robin":
      return random.oneIn(5) ? periodicResource(given) : null;
    case "sedf":
      return random.oneIn(8) ? null : periodicResource(given);
    case "fixed-priority":
    case "edf":
      if (random.oneIn(host === "edf" ? 8 : 4)) return null;
      return random.oneIn(5) ? periodicResource(given) : drawServer(random, period, budget, kinds);
    case "promised":
      return drawPromise(random, period, budget);
  }
}

/** At times due before the end of its period, where its kind knows of that. */
function drawServer(random: Random, period: number, budget: number, kinds: readonly ServerKind[]): Supply {
  const kind = random.pick(kinds);
  const early = kind !== "hard-cbs" && kind !== "sched-deadline" && random.oneIn(4);
  const deadline = ms(early ? random.between(budget, period) : period);
  return server({ server: kind, period: ms(period), budget: ms(budget), deadline });
}

function drawPromise(random: Random, period: number, budget: number): Supply {
  const given = { period: ms(period), budget: ms(budget) };
  switch (random.below(5)) {
    case 0:
      return periodicResource(given);
    case 1:
      return edpResource({ ...given, deadline: ms(random.between(budget, period)) });
    case 2: {
      const { numerator, denominator, delay } = drawDelay(random, 12, 1);
      // A shorter delay would leave no cycle of whole milliseconds.
      return boundedDelay({ rate: `${numerator}/${denominator}`, delay: ms(Math.max(denominator, delay)) });
    }
    case 3:
      return drawServer(random, period, budget, SERVER_KINDS);
    default: {
      const { frame, windows } = drawWindows(random);
      return table({
        frame: ms(frame),
        windows: windows.map(({ from, to }) => ({ start: ms(from), end: ms(to) })),
      });
    }
  }
}
