import { type Placement, semiPartition } from "../../../src/analysis/multiprocessor/semi-partitioned.ts";
import type { Work } from "../../../src/numeric/quantity.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { firstMissOf, jobsOf, type StepJob } from "../../analysis/multiprocessor/step-simulation.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { DEDICATED } from "../../generate/supply.ts";
import { TICK } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf } from "./shown.ts";

const HORIZON = 80;

/** A set on identical cores, with the first arrivals of one run and by how much its jobs are shorter. */
interface DrawnSet {
  readonly guest: DrawnGuest;
  readonly cores: number;
  readonly offsets: readonly number[];
  readonly shorter: readonly number[];
}

/** What is placed misses neither from the synchronous start nor in the drawn run. The simulation goes tick by tick. */
function examine({ guest, cores, offsets, shorter }: DrawnSet, tally: Tally): string | null {
  const tasks = systemOf(guest).vms[0]?.guest.tasks ?? [];
  const outcome = semiPartition({ tasks, cores, grid: duration("1 ms") });
  if (outcome.kind !== "placed") return null;
  const { placements } = outcome;
  const staged = guest.tasks.map(({ wcet, period, deadline }, index) => ({
    wcet,
    period,
    deadline,
    stages: stagesOf(placements[index]!, wcet),
  }));
  const execution = (wcet: number, task: number, job: number): number =>
    Math.max(0, wcet - (shorter[(task + job) % shorter.length] ?? 0));
  const runs = [jobsOf(staged, [], [], HORIZON), jobsOf(staged, offsets, [], HORIZON, execution)];
  for (const jobs of runs) tally.jobs(jobs.length);
  const late = runs.some((jobs) => firstMissOf(jobs, cores, urgency(guest, placements)) !== null);
  tally.compare(late ? 0 : 1, 1);
  return late ? `placed on ${cores} cores, but a job is late (offsets ${offsets})` : null;
}

/** Shares above whole tasks, those of heavier tasks first; whole tasks by their deadlines. */
function urgency(
  { tasks }: DrawnGuest,
  placements: readonly Placement[],
): (a: StepJob, b: StepJob) => number {
  const split = (task: number): number => (placements[task]?.kind === "split" ? 0 : 1);
  // The order of a/b ≥ c/d without a division.
  const heavier = (a: number, b: number): number =>
    tasks[b]!.wcet * tasks[a]!.period - tasks[a]!.wcet * tasks[b]!.period;
  return ({ task: a }, { task: b }) =>
    split(a) - split(b) ||
    (split(a) === 0 ? 0 : tasks[a]!.deadline - tasks[b]!.deadline) ||
    heavier(a, b) ||
    a - b;
}

function stagesOf(placement: Placement, wcet: number): { core: number; length: number }[] {
  return placement.kind === "whole"
    ? [{ core: placement.core, length: wcet }]
    : placement.pieces.map(({ core, share }) => ({ core, length: inTicks(share) }));
}

const inTicks = ({ value }: Work): number => Number(value.dividedBy(TICK).floor());

/** A few tasks more than cores, each a large part of one: what is whole leaves gaps that only shares can fill. */
function draw(random: Random): DrawnSet {
  const cores = random.between(2, 3);
  const guest = drawGuest(random, "fixed-priority", {
    kinds: ["small"],
    most: 2 * cores + 1,
    supply: () => ({ ...DEDICATED, rate: cores * random.pick([0.7, 0.8, 0.9]) }),
  });
  return {
    guest: { ...guest, supply: DEDICATED },
    cores,
    offsets: guest.tasks.map(({ period }) => random.below(period)),
    shorter: Array.from({ length: 5 }, () => (random.oneIn(2) ? random.below(4) : 0)),
  };
}

function* smaller(drawn: DrawnSet): Generator<DrawnSet> {
  for (const guest of smallerGuests(drawn.guest)) {
    if (guest.tasks.every(({ deadline, period }) => deadline <= period)) yield { ...drawn, guest };
  }
}

export const SEMI_PARTITIONED: readonly AnyFamily[] = [
  family<DrawnSet>({
    name: "semi-partitioned FP with shares of jobs",
    claims: "sufficient",
    weight: 2,
    draw,
    examine,
    smaller,
    show: ({ guest, cores }) => `# on ${cores} cores\n${showGuest(guest)}`,
  }),
];
