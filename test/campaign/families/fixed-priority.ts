import { Effort } from "../../../src/analysis/effort.ts";
import { everyPhaseResponse } from "../../../src/analysis/fixed-priority/every-phase.ts";
import {
  type FpResponse,
  firstMiss,
  responseTime,
} from "../../../src/analysis/fixed-priority/response-time.ts";
import { fpOnPeriodic } from "../../../src/analysis/ticks/fp-on-periodic.ts";
import { fpResponseTimes } from "../../../src/analysis/ticks/fp-response-times.ts";
import { tickTaskSet } from "../../../src/analysis/ticks/tick-task-set.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import {
  type DelayedGuest,
  drawDelayedGuest,
  inTicksOf,
  smallerDelayedGuests,
} from "../../generate/bounded-delay.ts";
import { type DrawnGuest, drawGuest, type GuestOptions, smallerGuests } from "../../generate/guest.ts";
import { drawPeriodic, drawTable } from "../../generate/supply.ts";
import { type AnyFamily, family } from "../family.ts";
import { longestRun, type Played, play } from "../play.ts";
import type { Tally } from "../tally.ts";
import { showGuest, ticksOf } from "./shown.ts";

/** Steps per analysis: enough for small sets. */
const EFFORT = 20_000;

/**
 * Response times under fixed priorities, held against the longest responses after the critical instant on the worst pattern,
 * watched for longer than the busy window that the analysis claims. Where the responses are unbounded nothing is compared.
 */
function responses(
  guest: DrawnGuest,
  tally: Tally,
  analyse: (tasks: readonly TickTask[], index: number) => FpResponse,
): string | null {
  const tasks = ticksOf(guest.tasks);
  const found = tasks.map((_, index) => analyse(tasks, index));
  const longest = longestRun(guest);
  const claimed = found.reduce(
    (most, each) => (each.kind === "bounded" ? Math.max(most, Number(each.window)) : most),
    0,
  );
  const periods = guest.tasks.map(({ period, jitter }) => period + jitter);
  const cycle = guest.supply.table?.frame ?? guest.supply.periodic?.period ?? 1;
  const horizon = Math.min(longest, 2 * claimed + 3 * Math.max(...periods) + 4 * cycle);
  const runs = guest.supply.patterns.map((pattern) => play(guest, pattern, horizon));
  for (const { jobs } of runs) tally.jobs(jobs);
  for (const [index, each] of found.entries()) {
    if (each.kind !== "bounded" || each.window > BigInt(horizon)) continue;
    const observed = mostOf(runs, index);
    const bound = Number(each.response);
    tally.compare(observed, bound);
    if (observed > bound) return `t${index + 1} takes ${observed}, its bound is ${bound}`;
  }
  return misses(guest, tasks, runs, horizon) ?? kernels(guest, found);
}

function mostOf(runs: readonly Played[], index: number): number {
  return runs.reduce((most, run) => Math.max(most, run.most[index] ?? -1), -1);
}

/** `firstMiss` says no exactly where some job is late. */
function misses(
  guest: DrawnGuest,
  tasks: readonly TickTask[],
  runs: readonly Played[],
  horizon: number,
): string | null {
  if (guest.supply.table !== null) return null;
  for (const index of tasks.keys()) {
    const miss = firstMiss(tasks, index, guest.supply.bound, new Effort(EFFORT));
    const late = runs.some((run) => run.late[index]);
    if (miss.kind === "none" && late) return `t${index + 1} is late, but no job is said to miss`;
    if (miss.kind === "miss" && !late && miss.window <= BigInt(horizon)) {
      return `job ${miss.job} of t${index + 1} is said to miss, but none is late`;
    }
  }
  return null;
}

/** The kernels on integer ticks answer as the analysis does. */
function kernels({ tasks, supply }: DrawnGuest, found: readonly FpResponse[]): string | null {
  const plain = tasks.every(({ deadline, period, jitter }) => deadline <= period && jitter === 0);
  if (!plain || supply.periodic === null || found.some(({ kind }) => kind === "undetermined")) return null;
  const set = tickTaskSet(tasks.map(({ wcet, period, deadline }) => ({ C: wcet, T: period, D: deadline })));
  const meets = found.every(
    (each, index) => each.kind === "bounded" && each.response <= tasks[index]!.deadline,
  );
  const { period, budget } = supply.periodic;
  if (fpOnPeriodic(set, period, budget) !== meets) return `fpOnPeriodic does not say ${meets}`;
  if (supply.name !== "dedicated") return null;
  const times = new Float64Array(tasks.length);
  if (fpResponseTimes(set, times) !== meets) return `fpResponseTimes does not say ${meets}`;
  const differs =
    meets && found.some((each, index) => each.kind === "bounded" && Number(each.response) !== times[index]);
  return differs ? "fpResponseTimes and responseTime differ" : null;
}

function onBound(name: string, weight: number, options: GuestOptions): AnyFamily {
  return family<DrawnGuest>({
    name,
    claims: "exact",
    weight,
    draw: (random) => drawGuest(random, "fixed-priority", options),
    examine: (guest, tally) =>
      responses(guest, tally, (tasks, index) =>
        responseTime(tasks, index, guest.supply.bound, new Effort(EFFORT)),
      ),
    smaller: smallerGuests,
    show: showGuest,
  });
}

export const FIXED_PRIORITY: readonly AnyFamily[] = [
  onBound("FP response times, dedicated, D ≤ T", 14, { most: 6 }),
  onBound("FP response times, dedicated, any D", 8, { deadlines: "arbitrary" }),
  onBound("FP response times, dedicated, jitter", 5, { deadlines: "arbitrary", jitter: true }),
  onBound("FP response times, periodic and EDP supply", 12, { supply: drawPeriodic, deadlines: "arbitrary" }),
  onBound("FP response times, periodic and EDP supply, jitter", 4, {
    supply: drawPeriodic,
    deadlines: "arbitrary",
    jitter: true,
  }),
  family<DelayedGuest>({
    name: "FP response times, bounded delay",
    claims: "sufficient",
    weight: 3,
    draw: (random) =>
      drawDelayedGuest(random, "fixed-priority", {
        kinds: ["small"],
        most: 4,
        deadlines: random.pick(["constrained", "arbitrary"]),
        jitter: random.oneIn(4),
      }),
    examine: (guest, tally) => {
      const drawn = inTicksOf(guest);
      const { bound } = drawn.supply;
      return responses(drawn, tally, (tasks, index) => responseTime(tasks, index, bound, new Effort(EFFORT)));
    },
    smaller: smallerDelayedGuests,
    show: (guest) => showGuest(inTicksOf(guest)),
  }),
  family<DrawnGuest>({
    name: "FP response times in a table, every phase",
    claims: "exact",
    weight: 8,
    draw: (random) =>
      drawGuest(random, "fixed-priority", { supply: drawTable, deadlines: "arbitrary", most: 4 }),
    examine: (guest, tally) => {
      const { table } = guest.supply;
      if (table === null) return null;
      const windows = table.windows.map(({ from, to }) => ({ start: BigInt(from), end: BigInt(to) }));
      return responses(
        guest,
        tally,
        (tasks, index) =>
          everyPhaseResponse(tasks, index, BigInt(table.frame), windows, new Effort(EFFORT)).response,
      );
    },
    smaller: smallerGuests,
    show: showGuest,
  }),
  family<DrawnGuest>({
    name: "FP response times in a table, by sbf",
    claims: "sufficient",
    weight: 4,
    draw: (random) =>
      drawGuest(random, "fixed-priority", { supply: drawTable, deadlines: "arbitrary", most: 4 }),
    examine: (guest, tally) =>
      responses(guest, tally, (tasks, index) =>
        responseTime(tasks, index, guest.supply.bound, new Effort(EFFORT)),
      ),
    smaller: smallerGuests,
    show: showGuest,
  }),
];
