import { edfBlocking } from "../../../src/analysis/edf/blocking.ts";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { fixedPriorityBlocking } from "../../../src/analysis/fixed-priority/blocking.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import type { SectionSpec } from "../../../src/simulator/engine/specification.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import type { Random } from "../../generate/random.ts";
import { drawPeriodic } from "../../generate/supply.ts";
import { type AnyFamily, family } from "../family.ts";
import { longestRun, type Played, playEngine } from "../play.ts";
import type { Tally } from "../tally.ts";
import { type DrawnLock, showGuest, systemOf, ticksOf } from "./shown.ts";

const EFFORT = 20_000;
const RESOURCES = ["bus", "log"];

/** A guest whose jobs hold resources, one after the other, after the part that nobody preempts. */
interface Locking {
  readonly guest: DrawnGuest;
  /** By task. */
  readonly locks: readonly (readonly DrawnLock[])[];
}

/** What each job goes through: a resource closes the core to all from its first user on. */
function sectionsOf({ guest, locks }: Locking): SectionSpec[][] {
  return guest.tasks.map(({ section }, index) => [
    ...(section > 0 ? [{ length: section, ceiling: 0 }] : []),
    ...(locks[index] ?? []).map(({ resource, length }) => ({
      length,
      ceiling: locks.findIndex((held) => held.some((each) => each.resource === resource)),
    })),
  ]);
}

/** First arrivals such that some job is one tick into some section of it when all others come; and all at once. */
function starts(sections: readonly (readonly SectionSpec[])[]): number[][] {
  const blocked = sections.flatMap((own, blocker) => {
    let into = 0;
    return own.map(({ length }) => {
      const others = into + 1;
      into += length;
      return sections.map((_, index) => (index === blocker ? 0 : others));
    });
  });
  return [sections.map(() => 0), ...blocked];
}

function runsOf(locking: Locking, tally: Tally, random: Random): Played[] {
  const { guest } = locking;
  const sections = sectionsOf(locking);
  const longest = Math.max(...guest.tasks.map(({ period, deadline }) => Math.max(period, deadline)));
  const horizon = Math.min(longestRun(guest), 6 * longest);
  const scattered = guest.tasks.map(({ period }) => random.below(period));
  const [pattern] = guest.supply.patterns;
  if (pattern === undefined) return [];
  return [...starts(sections), scattered].map((offsets) => {
    const run = playEngine(guest, pattern, horizon, offsets, sections);
    tally.jobs(run.jobs);
    return run;
  });
}

/** Priority ceiling: no response exceeds the bound with one section of those that may block (Sha, Rajkumar, Lehoczky 1990). */
function responses(locking: Locking, tally: Tally, random: Random): string | null {
  const { guest, locks } = locking;
  const model = systemOf(guest, locks).vms[0]?.guest.tasks ?? [];
  const tasks = fixedPriorityBlocking(model).map(({ blocking }, index) => ({
    ...ticksOf(guest.tasks)[index]!,
    blocking: BigInt(Math.round(blocking.value.approximate() * 1_000)),
  }));
  const bounds = tasks.map((_, index) => responseTime(tasks, index, guest.supply.bound, new Effort(EFFORT)));
  const runs = runsOf(locking, tally, random);
  for (const [index, bound] of bounds.entries()) {
    if (bound.kind !== "bounded" || runs.length === 0) continue;
    const observed = Math.max(...runs.map(({ most }) => most[index] ?? -1));
    tally.compare(observed, Number(bound.response));
    if (observed > Number(bound.response))
      return `t${index + 1} takes ${observed}, its bound is ${bound.response}`;
  }
  return null;
}

/** Stack resource policy: no job is late where demand and blocking are said to be met (Baker 1991). */
function demand(locking: Locking, tally: Tally, random: Random): string | null {
  const { guest, locks } = locking;
  const tasks = ticksOf(guest.tasks);
  const segments = edfBlocking(
    tasks.map((task, index) => ({
      ...task,
      nonPreemptible: BigInt(guest.tasks[index]!.section),
      criticalSections: locks[index]!.map(({ resource, length }) => ({ resource, length: BigInt(length) })),
    })),
  );
  const outcome = decideDemand(tasks, guest.supply.bound, segments, new Effort(EFFORT));
  if (outcome.kind === "undetermined") return null;
  const met = outcome.kind === "met";
  const late = runsOf(locking, tally, random).some((run) => run.late.includes(true));
  tally.compare(late === met ? 0 : 1, 1);
  return met && late ? "a job is late, but demand and blocking are said to be met" : null;
}

/** Under EDF the tasks stand in the order of their deadlines: those are the preemption levels. */
function draw(random: Random, policy: DrawnGuest["policy"]): Locking {
  const guest = drawGuest(random, policy, {
    kinds: ["small"],
    most: 4,
    sections: random.oneIn(3),
    ...(random.oneIn(3) ? { supply: drawPeriodic } : {}),
  });
  const tasks = policy === "edf" ? guest.tasks.toSorted((a, b) => a.deadline - b.deadline) : guest.tasks;
  const locks = tasks.map(({ wcet, section }): DrawnLock[] => {
    let left = wcet - section;
    return RESOURCES.filter(() => random.oneIn(2)).flatMap((resource) => {
      if (left === 0) return [];
      const length = random.between(1, left);
      left -= length;
      return [{ resource, length }];
    });
  });
  return { guest: { ...guest, tasks }, locks };
}

/** Fewer locks, then smaller guests, whose jobs leave out what no longer fits into them. */
function* smaller({ guest, locks }: Locking): Generator<Locking> {
  for (const [index, held] of locks.entries()) {
    for (const at of held.keys()) yield { guest, locks: locks.with(index, held.toSpliced(at, 1)) };
  }
  for (const index of guest.tasks.keys()) {
    if (guest.tasks.length === 1) break;
    yield { guest: { ...guest, tasks: guest.tasks.toSpliced(index, 1) }, locks: locks.toSpliced(index, 1) };
  }
  for (const each of smallerGuests(guest)) {
    if (each.tasks.length < guest.tasks.length) continue;
    const fits = each.tasks.every(
      ({ wcet, section }, index) => locks[index]!.reduce((sum, { length }) => sum + length, section) <= wcet,
    );
    const ordered = guest.policy !== "edf" || inOrder(each);
    if (fits && ordered) yield { guest: each, locks };
  }
}

function inOrder({ tasks }: DrawnGuest): boolean {
  return tasks.every(({ deadline }, index) => index === 0 || tasks[index - 1]!.deadline <= deadline);
}

function sharing(
  name: string,
  policy: DrawnGuest["policy"],
  examine: (drawn: Locking, tally: Tally, random: Random) => string | null,
): AnyFamily {
  return family<Locking>({
    name,
    claims: "sufficient",
    weight: 4,
    draw: (random) => draw(random, policy),
    examine,
    smaller,
    show: ({ guest, locks }) => showGuest(guest, locks),
  });
}

export const CRITICAL_SECTIONS: readonly AnyFamily[] = [
  sharing("FP with critical sections, priority ceiling", "fixed-priority", responses),
  sharing("EDF with critical sections, stack resource policy", "edf", demand),
];
