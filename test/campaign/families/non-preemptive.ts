import { edfBlocking } from "../../../src/analysis/edf/blocking.ts";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { nonPreemptiveBlocking } from "../../../src/analysis/edf/non-preemptive.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import {
  nonPreemptiveResponse,
  nonPreemptiveSufficient,
} from "../../../src/analysis/fixed-priority/non-preemptive.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { drawPeriodic } from "../../generate/supply.ts";
import { type AnyFamily, family } from "../family.ts";
import { longestRun, playEngine } from "../play.ts";
import type { Tally } from "../tally.ts";
import { showGuest, ticksOf } from "./shown.ts";

const EFFORT = 20_000;

/**
 * First arrivals such that one job is a tick ahead of all others: it has begun, by a whole job or a section that nobody
 * preempts, when they come.
 */
function blockedBy(guest: DrawnGuest, blocker: number | null): number[] {
  return guest.tasks.map((_, index) => (blocker === null || index === blocker ? 0 : 1));
}

/** The lower task with the most that nobody preempts, for each task. */
function blockerOf({ preemptive, tasks }: DrawnGuest, index: number): number | null {
  const length = (at: number): number => (preemptive ? tasks[at]!.section : tasks[at]!.wcet);
  const below = [...tasks.keys()].filter((at) => at > index && length(at) > 0);
  return below.reduce<number | null>(
    (most, at) => (most === null || length(at) > length(most) ? at : most),
    null,
  );
}

/** Non-preemptive fixed priorities on a dedicated processor, in whole ticks: exact (George, Rivierre and Spuri 1996). */
function exactResponses(guest: DrawnGuest, tally: Tally): string | null {
  const tasks = ticksOf(guest.tasks);
  const [pattern] = guest.supply.patterns;
  const watched = Math.min(longestRun(guest), 4 * Math.max(...guest.tasks.map(({ period }) => period)));
  for (const index of tasks.keys()) {
    const found = nonPreemptiveResponse(tasks, index, { kind: "quantum", quantum: 1n }, new Effort(EFFORT));
    if (found.kind !== "bounded" || found.window > BigInt(longestRun(guest)) || pattern === undefined)
      continue;
    // Longer than the analysis looks: it may have stopped too soon.
    const horizon = Math.max(Number(found.window) + 2, watched);
    const offsets = blockedBy(guest, blockerOf(guest, index));
    const run = playEngine(guest, pattern, horizon, offsets);
    tally.jobs(run.jobs);
    const observed = run.most[index] ?? -1;
    tally.compare(observed, Number(found.response));
    if (observed > Number(found.response))
      return `t${index + 1} takes ${observed}, its bound is ${found.response}`;
  }
  return null;
}

/** Bounds with blocking, sufficient: random phases and the blocking ones, none of which may exceed them. */
function safeResponses(guest: DrawnGuest, tally: Tally, random: Random): string | null {
  const tasks = ticksOf(guest.tasks);
  const bounds = tasks.map((_, index) => {
    const blocker = blockerOf(guest, index);
    const blocked = tasks.with(index, {
      ...tasks[index]!,
      blocking: guest.preemptive && blocker !== null ? BigInt(guest.tasks[blocker]!.section) : 0n,
    });
    const effort = new Effort(EFFORT);
    return guest.preemptive
      ? responseTime(blocked, index, guest.supply.bound, effort)
      : nonPreemptiveSufficient(tasks, index, guest.supply.bound, effort);
  });
  const horizon = Math.min(longestRun(guest), 6 * Math.max(...guest.tasks.map(({ period }) => period)));
  const starts = [0, ...guest.tasks.keys()].map((index) => blockedBy(guest, blockerOf(guest, index)));
  const scattered = guest.tasks.map(({ period }) => random.below(period));
  const most = guest.tasks.map(() => -1);
  for (const offsets of [...starts, scattered]) {
    for (const pattern of guest.supply.patterns) {
      const run = playEngine(guest, pattern, horizon, offsets);
      tally.jobs(run.jobs);
      for (const index of most.keys()) most[index] = Math.max(most[index]!, run.most[index] ?? -1);
    }
  }
  for (const [index, bound] of bounds.entries()) {
    if (bound.kind !== "bounded") continue;
    tally.compare(most[index]!, Number(bound.response));
    if (most[index]! > Number(bound.response))
      return `t${index + 1} takes ${most[index]}, its bound is ${bound.response}`;
  }
  return null;
}

/** Under EDF: what is said to be met has no late job, whoever blocks whom. */
function demandWithBlocking(guest: DrawnGuest, tally: Tally, random: Random): string | null {
  const tasks = ticksOf(guest.tasks);
  const segments = guest.preemptive
    ? edfBlocking(
        tasks.map((task, index) => ({
          ...task,
          nonPreemptible: BigInt(guest.tasks[index]!.section),
          criticalSections: [],
        })),
      )
    : nonPreemptiveBlocking(tasks, 1n);
  const outcome = decideDemand(tasks, guest.supply.bound, segments, new Effort(EFFORT));
  if (outcome.kind === "undetermined") return null;
  const met = outcome.kind === "met";
  const horizon = Math.min(
    longestRun(guest),
    6 * Math.max(...guest.tasks.map(({ period, deadline }) => Math.max(period, deadline))),
  );
  const starts = [null, ...guest.tasks.keys()].map((blocker) => blockedBy(guest, blocker));
  const scattered = guest.tasks.map(({ period }) => random.below(period));
  let late = false;
  for (const offsets of [...starts, scattered]) {
    for (const pattern of guest.supply.patterns) {
      const run = playEngine(guest, pattern, horizon, offsets);
      tally.jobs(run.jobs);
      late ||= run.late.includes(true);
    }
  }
  tally.compare(late === met ? 0 : 1, 1);
  return met && late ? "a job is late, but demand and blocking are said to be met" : null;
}

function blocking(
  name: string,
  claims: "exact" | "sufficient",
  draw: (random: Random) => DrawnGuest,
  examine: (guest: DrawnGuest, tally: Tally, random: Random) => string | null,
): AnyFamily {
  return family<DrawnGuest>({
    name,
    claims,
    weight: 2,
    draw,
    examine,
    smaller: smallerGuests,
    show: showGuest,
  });
}

const SMALL = { kinds: ["small"], most: 4 } as const;

export const NON_PREEMPTIVE: readonly AnyFamily[] = [
  blocking(
    "non-preemptive FP, dedicated",
    "exact",
    (random) => drawGuest(random, "fixed-priority", { ...SMALL, preemptive: false, deadlines: "arbitrary" }),
    exactResponses,
  ),
  blocking(
    "non-preemptive FP, periodic and EDP supply",
    "sufficient",
    (random) => drawGuest(random, "fixed-priority", { ...SMALL, preemptive: false, supply: drawPeriodic }),
    safeResponses,
  ),
  blocking(
    "FP with non-preemptible sections",
    "sufficient",
    (random) =>
      drawGuest(random, "fixed-priority", {
        ...SMALL,
        sections: true,
        ...(random.oneIn(2) ? { supply: drawPeriodic } : {}),
      }),
    safeResponses,
  ),
  blocking(
    "EDF with non-preemptible sections",
    "sufficient",
    (random) =>
      drawGuest(random, "edf", {
        ...SMALL,
        sections: true,
        ...(random.oneIn(2) ? { supply: drawPeriodic } : {}),
      }),
    demandWithBlocking,
  ),
  blocking(
    "non-preemptive EDF",
    "sufficient",
    (random) =>
      drawGuest(random, "edf", {
        ...SMALL,
        preemptive: false,
        ...(random.oneIn(2) ? { supply: drawPeriodic } : {}),
      }),
    demandWithBlocking,
  ),
];
