import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { edfResponses } from "../../../src/analysis/edf/response-time.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { type DrawnGuest, type DrawnTask, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { DEDICATED, periodic } from "../../generate/supply.ts";
import { type AnyFamily, family } from "../family.ts";
import { playFlat } from "../play.ts";
import type { Tally } from "../tally.ts";
import { showGuest, ticksOf } from "./shown.ts";

const EFFORT = 5_000;
const HORIZON = 60;

/** Every combination of first arrivals, each within its first period. */
function* phasings(tasks: readonly DrawnTask[]): Generator<number[]> {
  const total = tasks.reduce((product, { period }) => product * period, 1);
  for (let number = 0; number < total; number++) {
    let left = number;
    yield tasks.map(({ period }) => {
      const offset = left % period;
      left = Math.floor(left / period);
      return offset;
    });
  }
}

/**
 * Tiny guests, all release patterns of periodic tasks: whatever is said to be schedulable misses in none of them, what is not
 * misses in some, and every response time is the longest of any. Nothing here is told which pattern is the worst.
 */
function examine(guest: DrawnGuest, tally: Tally): string | null {
  const tasks = ticksOf(guest.tasks);
  const [pattern] = guest.supply.patterns;
  if (pattern === undefined) return null;
  const most = guest.tasks.map(() => 0);
  let late = false;
  for (const offsets of phasings(guest.tasks)) {
    // Equal deadlines go to the lower index; each task has to be the last of them once.
    const orders = guest.policy === "edf" ? guest.tasks.map((_, last) => last) : [guest.tasks.length - 1];
    for (const last of orders) {
      const order = [...guest.tasks.keys()].filter((index) => index !== last).concat(last);
      const used = guest.policy === "edf" ? order : [...guest.tasks.keys()];
      const turned = { ...guest, tasks: used.map((index) => guest.tasks[index]!) };
      const run = playFlat(
        turned,
        pattern,
        HORIZON,
        used.map((index) => offsets[index]!),
      );
      tally.jobs(run.jobs);
      late ||= run.late.includes(true);
      for (const [place, index] of used.entries()) most[index] = Math.max(most[index]!, run.most[place] ?? 0);
    }
  }
  const effort = (): Effort => new Effort(EFFORT);
  const bound = guest.supply.bound;
  const load = guest.tasks.reduce((sum, { wcet, period }) => sum + wcet / period, 0);
  // Where more is asked for than supplied some job is late in the end, but perhaps not within these runs.
  if (load > guest.supply.rate && !late) return null;
  const met =
    guest.policy === "edf"
      ? decideDemand(tasks, bound, undefined, effort()).kind === "met"
      : tasks.every((task, index) => {
          const found = responseTime(tasks, index, bound, effort());
          return found.kind === "bounded" && found.response <= task.deadline;
        });
  tally.compare(met === late ? 0 : 1, 1);
  if (met === late)
    return late ? "said to be schedulable, but a job is late" : "said to miss, but no job ever does";
  if (!met) return null;
  const responses =
    guest.policy === "edf"
      ? edfResponses(tasks, bound, undefined, EFFORT)
      : tasks.map((_, index) => responseTime(tasks, index, bound, effort()));
  for (const [index, each] of responses.entries()) {
    if (each.kind !== "bounded") continue;
    tally.compare(most[index]!, Number(each.response));
    if (most[index] !== Number(each.response))
      return `t${index + 1} takes ${most[index]} at most, its response time is said to be ${each.response}`;
  }
  return null;
}

function draw(random: Random, policy: DrawnGuest["policy"]): DrawnGuest {
  const tasks = Array.from({ length: random.between(1, 3) }, (): DrawnTask => {
    const period = random.between(2, 5);
    const wcet = random.between(1, Math.max(1, Math.floor(period / 2)));
    return { wcet, period, deadline: random.between(wcet, period + 1), jitter: 0, section: 0 };
  });
  const budget = random.between(2, 4);
  const supply = random.oneIn(2) ? DEDICATED : periodic(4, budget);
  return { policy, preemptive: true, tasks, supply };
}

function exhaustively(policy: DrawnGuest["policy"], name: string): AnyFamily {
  return family<DrawnGuest>({
    name: `${name}, all phases of tiny guests`,
    claims: "exact",
    weight: 1,
    draw: (random) => draw(random, policy),
    examine,
    smaller: smallerGuests,
    show: showGuest,
  });
}

export const EXHAUSTIVE: readonly AnyFamily[] = [
  exhaustively("fixed-priority", "FP"),
  exhaustively("edf", "EDF"),
];
