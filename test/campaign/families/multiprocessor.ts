import type { SufficientKind } from "../../../src/analysis/multiprocessor/global/conditions.ts";
import { globalEdfDensityTest } from "../../../src/analysis/multiprocessor/global/edf-density.ts";
import { globalEdfInterferenceTest } from "../../../src/analysis/multiprocessor/global/edf-interference.ts";
import { limitedCarryInResponses } from "../../../src/analysis/multiprocessor/global/limited-carry-in.ts";
import {
  edfUsTest,
  fpUsPriorities,
  fpUsTest,
} from "../../../src/analysis/multiprocessor/global/utilization-separation.ts";
import { globalResponses } from "../../../src/analysis/multiprocessor/global/workload-responses.ts";
import { partitionTasks } from "../../../src/analysis/multiprocessor/partitioned.ts";
import type { Task } from "../../../src/model/task.ts";
import { duration } from "../../../src/numeric/unit.ts";
import {
  byDeadline,
  byPriority,
  firstMissOf,
  jobsOf,
  type StepJob,
} from "../../analysis/multiprocessor/step-simulation.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { DEDICATED as SHARED } from "../../generate/supply.ts";
import { type AnyFamily, family } from "../family.ts";
import { playFlat } from "../play.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf } from "./shown.ts";

/** A set on identical cores, with the first arrivals and extra separations of one run. */
interface DrawnSet {
  readonly guest: DrawnGuest;
  readonly cores: number;
  readonly offsets: readonly number[];
  readonly gaps: readonly number[];
}

const HORIZON = 60;
const QUANTUM = duration("1 ms");

type Test = (set: { readonly tasks: readonly Task[]; readonly cores: number }) => {
  readonly kind: SufficientKind;
};

type Urgency = (a: StepJob, b: StepJob) => number;

/** Who goes first, unless the test says otherwise. */
function usual({ guest }: DrawnSet): Urgency {
  return guest.policy === "edf" ? byDeadline : byPriority([...guest.tasks.keys()]);
}

/** What is accepted misses neither from the synchronous start nor in the drawn run. The simulation goes tick by tick. */
function examine(
  drawn: DrawnSet,
  tally: Tally,
  test: Test,
  urgency: (drawn: DrawnSet, tasks: readonly Task[]) => Urgency,
): string | null {
  const { guest, cores, offsets, gaps } = drawn;
  const tasks = systemOf(guest).vms[0]?.guest.tasks ?? [];
  const accepted = test({ tasks, cores }).kind === "schedulable";
  const order = urgency(drawn, tasks);
  const none = guest.tasks.map(() => 0);
  const runs = [jobsOf(guest.tasks, none, none, HORIZON), jobsOf(guest.tasks, offsets, gaps, HORIZON)];
  for (const jobs of runs) tally.jobs(jobs.length);
  const late = runs.some((jobs) => firstMissOf(jobs, cores, order) !== null);
  tally.compare(accepted === !late ? 1 : 0, 1);
  return accepted && late
    ? `accepted on ${cores} cores, but a job is late (offsets ${offsets}, gaps ${gaps})`
    : null;
}

function draw(
  random: Random,
  policy: DrawnGuest["policy"],
  deadlines: "implicit" | "constrained" = "constrained",
): DrawnSet {
  const cores = random.between(2, 4);
  const guest = drawGuest(random, policy, {
    kinds: ["small"],
    most: 6,
    deadlines,
    supply: () => ({ ...SHARED, rate: cores * random.pick([0.3, 0.45, 0.6]) }),
  });
  return {
    guest: { ...guest, supply: SHARED },
    cores,
    offsets: guest.tasks.map(({ period }) => random.below(period)),
    gaps: guest.tasks.map(() => (random.oneIn(3) ? random.below(3) : 0)),
  };
}

function* smaller(drawn: DrawnSet): Generator<DrawnSet> {
  for (const guest of smallerGuests(drawn.guest)) yield { ...drawn, guest };
}

const show = ({ guest, cores }: DrawnSet): string => `# on ${cores} cores\n${showGuest(guest)}`;

function globally(
  name: string,
  policy: DrawnGuest["policy"],
  test: Test,
  { deadlines = "constrained", urgency = usual }: GlobalOptions = {},
): AnyFamily {
  return family<DrawnSet>({
    name: `global ${name}`,
    claims: "sufficient",
    weight: 1,
    draw: (random) => draw(random, policy, deadlines),
    examine: (drawn, tally) => examine(drawn, tally, test, urgency),
    smaller,
    show,
  });
}

interface GlobalOptions {
  readonly deadlines?: "implicit" | "constrained";
  readonly urgency?: (drawn: DrawnSet, tasks: readonly Task[]) => Urgency;
}

/** EDF-US: the heaviest tasks above all others, which go by their deadlines. */
function heavyFirst({ cores }: DrawnSet, tasks: readonly Task[]): Urgency {
  const { top } = edfUsTest({ tasks, cores });
  const rank = ({ task }: StepJob): number => (top.includes(task) ? top.indexOf(task) : top.length);
  return (a, b) => rank(a) - rank(b) || byDeadline(a, b);
}

/** Each task on one core: what is placed misses on none of them, each played for itself. */
function partitioned({ guest, cores, offsets }: DrawnSet, tally: Tally, random: Random): string | null {
  const tasks = systemOf(guest).vms[0]?.guest.tasks ?? [];
  const edf = guest.policy === "edf";
  const scheduling = edf ? "edf" : "deadline-monotonic";
  const heuristic = random.pick(["first-fit", "best-fit", "worst-fit"] as const);
  const found = partitionTasks({ tasks, cores, heuristic, scheduling, effort: 20_000 });
  if (found.kind !== "placed") return null;
  for (let core = 0; core < cores; core++) {
    const placed = [...guest.tasks.keys()].filter((index) => found.assignment[index] === core);
    if (placed.length === 0) continue;
    const order = edf
      ? placed
      : placed.toSorted((a, b) => guest.tasks[a]!.deadline - guest.tasks[b]!.deadline);
    const own = { ...guest, tasks: order.map((index) => guest.tasks[index]!) };
    const horizon = 6 * Math.max(...own.tasks.map(({ period }) => period));
    for (const starts of [order.map(() => 0), order.map((index) => offsets[index]!)]) {
      const run = playFlat(own, SHARED.patterns[0]!, horizon, starts);
      tally.jobs(run.jobs);
      if (run.late.includes(true)) return `a job is late on core ${core} (${heuristic})`;
    }
    tally.compare(1, 1);
  }
  return null;
}

function placing(policy: DrawnGuest["policy"], name: string): AnyFamily {
  return family<DrawnSet>({
    name: `partitioned ${name}`,
    claims: "sufficient",
    weight: 1,
    draw: (random) => draw(random, policy),
    examine: partitioned,
    smaller,
    show,
  });
}

export const MULTIPROCESSOR: readonly AnyFamily[] = [
  globally("EDF, density", "edf", globalEdfDensityTest),
  globally("EDF, interference", "edf", globalEdfInterferenceTest),
  globally("FP, workload responses", "fixed-priority", (set) =>
    globalResponses({ ...set, quantum: QUANTUM }),
  ),
  globally("FP, limited carry-in", "fixed-priority", (set) =>
    limitedCarryInResponses({ ...set, quantum: QUANTUM }),
  ),
  globally("EDF-US", "edf", edfUsTest, { deadlines: "implicit", urgency: heavyFirst }),
  globally("RM-US", "fixed-priority", fpUsTest, {
    deadlines: "implicit",
    urgency: ({ cores }, tasks) => byPriority(fpUsPriorities({ tasks, cores })),
  }),
  placing("edf", "EDF"),
  placing("fixed-priority", "FP"),
];
