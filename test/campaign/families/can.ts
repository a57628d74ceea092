import { canResponses } from "../../../src/analysis/fixed-priority/can-responses.ts";
import type { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { type DrawnGuest, type DrawnTask, drawGuest, smallerGuests } from "../../generate/guest.ts";
import { inTime, TICK } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import { longestRun, playEngine } from "../play.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf } from "./shown.ts";

const EFFORT = 20_000;

/** A bit is a tick: frames and periods are whole numbers of bits, and what comes as a frame ends takes part at once. */
const BIT = inTime(Rational.one);

/**
 * A bus in bit times: the longest frame below a message has just won it when this one and all above come, and no other from
 * below gets it before the busy period ends. Exact (Davis, Burns, Bril and Lukkien 2007).
 */
function examine(guest: DrawnGuest, tally: Tally): string | null {
  const [pattern] = guest.supply.patterns;
  const messages = systemOf(guest).vms[0]?.guest.tasks ?? [];
  const bounds = canResponses({ messages, bitTime: BIT, effort: EFFORT });
  const watched = Math.min(longestRun(guest), 4 * Math.max(...guest.tasks.map(({ period }) => period)));
  for (const [index, bound] of bounds.entries()) {
    if (bound.kind !== "bounded" || pattern === undefined) continue;
    // Longer than the analysis looks: it may have stopped too soon.
    const horizon = Math.max(inBits(bound.window) + 1, watched);
    if (horizon > longestRun(guest)) continue;
    const bus = { ...guest, tasks: [held(guest, index, horizon), ...guest.tasks.slice(0, index + 1)] };
    const run = playEngine(bus, pattern, horizon);
    tally.jobs(run.jobs);
    const observed = run.most[index + 1] ?? -1;
    const most = inBits(bound.response);
    tally.compare(observed, most);
    if (observed > most) return `the message t${index + 1} takes ${observed} bits, its bound is ${most}`;
  }
  return null;
}

/** The frame that has the bus at 0: it comes once. */
function held({ tasks }: DrawnGuest, index: number, horizon: number): DrawnTask {
  const wcet = Math.max(0, ...tasks.slice(index + 1).map((each) => each.wcet));
  return { wcet, period: 2 * horizon, deadline: 2 * horizon, jitter: 0, section: 0 };
}

const inBits = ({ value }: Duration): number => Number(value.dividedBy(TICK).floor());

export const CAN: readonly AnyFamily[] = [
  family<DrawnGuest>({
    name: "response times of CAN messages",
    claims: "exact",
    weight: 2,
    draw: (random) =>
      drawGuest(random, "fixed-priority", {
        kinds: ["small"],
        most: 5,
        preemptive: false,
        deadlines: "arbitrary",
        jitter: random.oneIn(2),
      }),
    examine,
    smaller: smallerGuests,
    show: (guest) => `# messages in the order of their identifiers, a bit of 1 ms\n${showGuest(guest)}`,
  }),
];
