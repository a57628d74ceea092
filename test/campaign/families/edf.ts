import { type DemandOutcome, decideDemand } from "../../../src/analysis/edf/demand.ts";
import { edfResponses } from "../../../src/analysis/edf/response-time.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { edfOnPeriodic } from "../../../src/analysis/ticks/edf-on-periodic.ts";
import { edfSchedulable } from "../../../src/analysis/ticks/edf-schedulable.ts";
import { tickTaskSet } from "../../../src/analysis/ticks/tick-task-set.ts";
import type { TickVerdict } from "../../../src/analysis/ticks/verdict.ts";
import {
  type DelayedGuest,
  drawDelayedGuest,
  inTicksOf,
  smallerDelayedGuests,
} from "../../generate/bounded-delay.ts";
import { type DrawnGuest, drawGuest, type GuestOptions, smallerGuests } from "../../generate/guest.ts";
import { drawPeriodic, drawTable } from "../../generate/supply.ts";
import { type AnyFamily, family } from "../family.ts";
import { isFlat, longestRun, play, playEngine, playFlat } from "../play.ts";
import type { Tally } from "../tally.ts";
import { showGuest, ticksOf } from "./shown.ts";

const EFFORT = 20_000;

/**
 * The demand test, held against runs from the critical instant on every worst pattern. It is exact: where it says met no
 * job is late, and where it says violated a job due at that very instant is, on some pattern.
 */
function decisions(guest: DrawnGuest, tally: Tally): string | null {
  const tasks = ticksOf(guest.tasks);
  const outcome = decideDemand(tasks, guest.supply.bound, undefined, new Effort(EFFORT));
  const horizon = horizonFor(guest, outcome);
  if (horizon === null) return null;
  const runs = guest.supply.patterns.map((pattern) => play(guest, pattern, horizon));
  for (const { jobs } of runs) tally.jobs(jobs);
  const late = runs.some((run) => run.late.includes(true));
  const met = outcome.kind === "met";
  const conclusive = !met || late || horizon < longestRun(guest);
  if (conclusive) tally.compare(late === met ? 0 : 1, 1);
  if (met && late) return "a job is late, but demand is said to be met";
  if (!met && !late) return "no job is late, but demand is said to be exceeded";
  return kernels(guest, outcome);
}

/** Up to the violation, or past the horizon of the test; null where nothing is known or it is too far. */
function horizonFor(guest: DrawnGuest, outcome: DemandOutcome): number | null {
  const { tasks, supply } = guest;
  const most = longestRun(guest);
  switch (outcome.kind) {
    case "met": {
      const longest = Math.max(...tasks.map(({ period, deadline }) => period + deadline));
      const cycle = supply.table?.frame ?? supply.periodic?.period ?? 1;
      return Math.min(most, 2 * Number(outcome.horizon.length) + 2 * longest + 4 * cycle);
    }
    case "violated":
      return until(outcome.at, most);
    case "overloaded":
      return outcome.firstFail === null ? null : until(outcome.firstFail.at, most);
    default:
      return null;
  }
}

/** A job whose jitter exceeds its deadline may be due at 0; it is late once it has been released. */
function until(at: bigint, most: number): number | null {
  return at <= BigInt(most) ? Math.max(1, Number(at)) : null;
}

function kernels({ tasks, supply }: DrawnGuest, outcome: DemandOutcome): string | null {
  if (supply.periodic === null || tasks.some(({ jitter }) => jitter > 0)) return null;
  const set = tickTaskSet(tasks.map(({ wcet, period, deadline }) => ({ C: wcet, T: period, D: deadline })));
  const met = outcome.kind === "met";
  const differs = (verdict: TickVerdict): boolean => verdict !== "undetermined" && verdict !== met;
  if (differs(edfOnPeriodic(set, supply.periodic.period, supply.periodic.budget)))
    return `edfOnPeriodic does not say ${met}`;
  if (supply.name === "dedicated" && differs(edfSchedulable(set)))
    return `edfSchedulable does not say ${met}`;
  return null;
}

function demand(name: string, weight: number, options: GuestOptions): AnyFamily {
  return family<DrawnGuest>({
    name,
    claims: "exact",
    weight,
    draw: (random) => drawGuest(random, "edf", options),
    examine: decisions,
    smaller: smallerGuests,
    show: showGuest,
  });
}

/** On a bounded delay, too, the test is exact: what is due at a whole unit sees no more than the bound says. */
const DELAYED = family<DelayedGuest>({
  name: "EDF demand, bounded delay",
  claims: "exact",
  weight: 3,
  draw: (random) =>
    drawDelayedGuest(random, "edf", {
      kinds: ["small"],
      most: 4,
      deadlines: random.pick(["constrained", "arbitrary"]),
      jitter: random.oneIn(4),
    }),
  examine: (guest, tally) => decisions(inTicksOf(guest), tally),
  smaller: smallerDelayedGuests,
  show: (guest) => showGuest(inTicksOf(guest)),
});

/**
 * Response times under EDF: each is attained where all others are released together and the task so that a job of it
 * arrives at the instant that the analysis names. Ties are played against the task.
 */
function responses(guest: DrawnGuest, tally: Tally): string | null {
  const tasks = ticksOf(guest.tasks);
  const found = edfResponses(tasks, guest.supply.bound, undefined, EFFORT);
  for (const [index, each] of found.entries()) {
    if (each.kind !== "bounded") continue;
    const own = guest.tasks[index]!;
    const arrival = Number(each.arrival);
    const bound = Number(each.response);
    const horizon = arrival + bound + own.period;
    if (horizon > longestRun(guest)) continue;
    // The task last, so that equal deadlines go against it.
    const order = [...guest.tasks.keys()].filter((other) => other !== index).concat(index);
    const turned = { ...guest, tasks: order.map((at) => guest.tasks[at]!) };
    const offsets = turned.tasks.map(({ jitter }, at) =>
      at < order.length - 1 ? -jitter : firstArrival(arrival, own.period, own.jitter),
    );
    const [pattern] = guest.supply.patterns;
    if (pattern === undefined) continue;
    const run = isFlat(guest)
      ? playFlat(turned, pattern, horizon, offsets)
      : playEngine(turned, pattern, horizon, offsets);
    tally.jobs(run.jobs);
    const observed = run.most[order.length - 1] ?? -1;
    tally.compare(observed, bound);
    if (observed > bound) return `t${index + 1} takes ${observed}, its bound is ${bound}`;
  }
  return null;
}

/** The earliest arrival of a task that also arrives at `arrival`, not before −jitter. */
function firstArrival(arrival: number, period: number, jitter: number): number {
  return arrival - Math.floor((arrival + jitter) / period) * period;
}

/** Beyond a miss a late job on a flat path would not wait for supply: only sets that are schedulable are played. */
function responsesOfMet(guest: DrawnGuest, tally: Tally): string | null {
  const met =
    decideDemand(ticksOf(guest.tasks), guest.supply.bound, undefined, new Effort(EFFORT)).kind === "met";
  return met ? responses(guest, tally) : null;
}

export const EDF: readonly AnyFamily[] = [
  demand("EDF demand, dedicated, D ≤ T", 12, { most: 6 }),
  demand("EDF demand, dedicated, any D, jitter", 5, { deadlines: "arbitrary", jitter: true }),
  demand("EDF demand, periodic and EDP supply", 12, { supply: drawPeriodic, deadlines: "arbitrary" }),
  demand("EDF demand, periodic and EDP supply, jitter", 4, {
    supply: drawPeriodic,
    deadlines: "arbitrary",
    jitter: true,
  }),
  DELAYED,
  demand("EDF demand in a table", 8, { supply: drawTable, deadlines: "arbitrary", most: 4 }),
  family<DrawnGuest>({
    name: "EDF response times, dedicated",
    claims: "exact",
    weight: 6,
    draw: (random) => drawGuest(random, "edf", { most: 4, jitter: random.oneIn(4), deadlines: "arbitrary" }),
    examine: responsesOfMet,
    smaller: smallerGuests,
    show: showGuest,
  }),
  family<DrawnGuest>({
    name: "EDF response times, periodic and EDP supply",
    claims: "exact",
    weight: 4,
    draw: (random) => drawGuest(random, "edf", { most: 4, supply: drawPeriodic, deadlines: "arbitrary" }),
    examine: responsesOfMet,
    smaller: smallerGuests,
    show: showGuest,
  }),
];
