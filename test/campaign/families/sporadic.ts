import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { edfResponses } from "../../../src/analysis/edf/response-time.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { type DrawnGuest, type DrawnTask, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { DEDICATED, periodic } from "../../generate/supply.ts";
import { explore, type Promised } from "../explore.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";
import { showGuest, ticksOf } from "./shown.ts";

const EFFORT = 5_000;

/** A tiny guest of sporadic tasks on what it is promised. */
interface Sporadic {
  readonly guest: DrawnGuest;
  readonly promised: Promised;
}

/**
 * Every release pattern on every legal supply: what is said to be schedulable has no late job in any, what is not has one in
 * some, and each response time is the longest of all. Nobody tells which releases or which supply are the worst.
 */
function examine({ guest, promised }: Sporadic, tally: Tally): string | null {
  const tasks = ticksOf(guest.tasks);
  const { bound } = guest.supply;
  const edf = guest.policy === "edf";
  const explored = explore(guest, promised);
  if (explored === null) return null;
  const met = edf
    ? decideDemand(tasks, bound, undefined, new Effort(EFFORT)).kind === "met"
    : tasks.every((task, index) => {
        const found = responseTime(tasks, index, bound, new Effort(EFFORT));
        return found.kind === "bounded" && found.response <= task.deadline;
      });
  tally.compare(met === explored.late ? 0 : 1, 1);
  if (met && explored.late) return "said to be schedulable, but some releases on some supply make a job late";
  if (!met && !explored.late) return "said to miss, but no releases on no supply ever do";
  if (!met) return null;
  const responses = edf
    ? edfResponses(tasks, bound, undefined, EFFORT)
    : tasks.map((_, index) => responseTime(tasks, index, bound, new Effort(EFFORT)));
  for (const [index, each] of responses.entries()) {
    if (each.kind !== "bounded") continue;
    const longest = edf ? longestUnderEdf(guest, promised, index) : explored.most[index]!;
    tally.compare(longest, Number(each.response));
    if (longest !== Number(each.response))
      return `t${index + 1} takes ${longest} at most, its response time is said to be ${each.response}`;
  }
  return null;
}

/** Equal deadlines go to the lower index: the task goes last. */
function longestUnderEdf(guest: DrawnGuest, promised: Promised, index: number): number {
  const tasks = [...guest.tasks.toSpliced(index, 1), guest.tasks[index]!];
  return explore({ ...guest, tasks }, promised)?.most.at(-1) ?? -1;
}

function draw(random: Random, policy: DrawnGuest["policy"]): Sporadic {
  const alone = random.oneIn(2);
  const tasks = Array.from({ length: random.between(1, alone ? 3 : 2) }, (): DrawnTask => {
    const period = random.between(2, alone ? 7 : 9);
    const wcet = random.between(1, Math.max(1, Math.floor(period / (alone ? 2 : 4))));
    const deadline = random.oneIn(2) ? period : random.between(wcet, period);
    return { wcet, period, deadline, jitter: 0, section: 0 };
  });
  const period = random.between(2, 4);
  const budget = random.between(Math.ceil(period / 2), period);
  const promised = alone
    ? { period: 1, budget: 1, deadline: 1 }
    : { period, budget, deadline: random.oneIn(2) ? period : random.between(budget, period) };
  return { guest: { policy, preemptive: true, tasks, supply: supplyOf(promised) }, promised };
}

function supplyOf({ period, budget, deadline }: Promised): DrawnGuest["supply"] {
  return period === 1 ? DEDICATED : periodic(period, budget, deadline);
}

function* smaller({ guest, promised }: Sporadic): Generator<Sporadic> {
  for (const each of smallerGuests(guest)) {
    const kept =
      each.supply === guest.supply && each.tasks.every(({ deadline, period }) => deadline <= period);
    if (kept) yield { guest: each, promised };
  }
}

function sporadically(policy: DrawnGuest["policy"], name: string): AnyFamily {
  return family<Sporadic>({
    name: `${name}, all sporadic releases on all supplies`,
    claims: "exact",
    weight: 1,
    draw: (random) => draw(random, policy),
    examine,
    smaller,
    show: ({ guest }) => showGuest(guest),
  });
}

export const SPORADIC: readonly AnyFamily[] = [
  sporadically("fixed-priority", "FP"),
  sporadically("edf", "EDF"),
];
