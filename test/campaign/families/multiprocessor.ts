import type { SufficientKind } from "../../../src/analysis/multiprocessor/global/conditions.ts";
import { globalEdfDensityTest } from "../../../src/analysis/multiprocessor/global/edf-density.ts";
import { globalEdfInterferenceTest } from "../../../src/analysis/multiprocessor/global/edf-interference.ts";
import { limitedCarryInResponses } from "../../../src/analysis/multiprocessor/global/limited-carry-in.ts";
import { globalResponses } from "../../../src/analysis/multiprocessor/global/workload-responses.ts";
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

/** What is accepted misses neither from the synchronous start nor in the drawn run. The simulation goes tick by tick. */
function examine(drawn: DrawnSet, tally: Tally, test: Test): string | null {
  const { guest, cores, offsets, gaps } = drawn;
  const tasks = systemOf(guest).vms[0]?.guest.tasks ?? [];
  const accepted = test({ tasks, cores }).kind === "schedulable";
  const order: (a: StepJob, b: StepJob) => number =
    guest.policy === "edf" ? byDeadline : byPriority([...guest.tasks.keys()]);
  const none = guest.tasks.map(() => 0);
  const runs = [jobsOf(guest.tasks, none, none, HORIZON), jobsOf(guest.tasks, offsets, gaps, HORIZON)];
  for (const jobs of runs) tally.jobs(jobs.length);
  const late = runs.some((jobs) => firstMissOf(jobs, cores, order) !== null);
  tally.compare(accepted === !late ? 1 : 0, 1);
  return accepted && late
    ? `accepted on ${cores} cores, but a job is late (offsets ${offsets}, gaps ${gaps})`
    : null;
}

function draw(random: Random, policy: DrawnGuest["policy"]): DrawnSet {
  const cores = random.between(2, 4);
  const guest = drawGuest(random, policy, {
    kinds: ["small"],
    most: 6,
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

function globally(name: string, policy: DrawnGuest["policy"], test: Test): AnyFamily {
  return family<DrawnSet>({
    name: `global ${name}`,
    claims: "sufficient",
    weight: 1,
    draw: (random) => draw(random, policy),
    examine: (drawn, tally) => examine(drawn, tally, test),
    smaller,
    show: ({ guest, cores }) => `# on ${cores} cores\n${showGuest(guest)}`,
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
];
