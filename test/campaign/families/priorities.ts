import { optimalPriorities } from "../../../src/analysis/fixed-priority/optimal-priorities.ts";
import { type DrawnGuest, drawGuest, smallerGuests } from "../../generate/guest.ts";
import { type AnyFamily, family } from "../family.ts";
import { play, playEngine } from "../play.ts";
import type { Tally } from "../tally.ts";
import { showGuest, systemOf } from "./shown.ts";

const EFFORT = 20_000;

function* orders(count: number): Generator<number[]> {
  if (count === 0) yield [];
  else
    for (const order of orders(count - 1))
      for (let at = 0; at < count; at++) yield order.toSpliced(at, 0, count - 1);
}

/** Whether no job is late in this order: from the critical instant, or after any one lower job has just begun. */
function meets(guest: DrawnGuest, order: readonly number[], tally: Tally): boolean {
  const ordered = { ...guest, tasks: order.map((index) => guest.tasks[index]!) };
  const [pattern] = guest.supply.patterns;
  const horizon = 4 * Math.max(...guest.tasks.map(({ period }) => period));
  const starts = guest.preemptive ? [null] : [null, ...ordered.tasks.keys()];
  return starts.every((blocker) => {
    const offsets = ordered.tasks.map((_, index) => (blocker === null || index === blocker ? 0 : 1));
    const run =
      blocker === null ? play(ordered, pattern!, horizon) : playEngine(ordered, pattern!, horizon, offsets);
    tally.jobs(run.jobs);
    return !run.late.includes(true);
  });
}

/** Where an order is found no job is late in it; where none is, some job is late in every order (Audsley 1991). */
function examine(guest: DrawnGuest, tally: Tally): string | null {
  const model = (systemOf(guest).vms[0]?.guest.tasks ?? []).map((task) => ({ ...task, priority: null }));
  const setting = guest.preemptive
    ? ({ kind: "preemptive" } as const)
    : ({ kind: "non-preemptive" } as const);
  const found = optimalPriorities({ tasks: model, setting, effort: EFFORT });
  if (found.kind === "assigned") {
    const order = found.tasks.map(({ name }) => model.findIndex((task) => task.name === name));
    const met = meets(guest, order, tally);
    tally.compare(met ? 1 : 0, 1);
    return met ? null : `a job is late in the order ${found.tasks.map(({ name }) => name)}`;
  }
  if (found.kind !== "impossible" || !guest.preemptive) return null;
  const other = [...orders(guest.tasks.length)].find((order) => meets(guest, order, tally));
  tally.compare(other === undefined ? 1 : 0, 1);
  return other === undefined
    ? null
    : `no order is said to do, but no job is late in ${other.map((at) => at + 1)}`;
}

function* smaller(guest: DrawnGuest): Generator<DrawnGuest> {
  for (const each of smallerGuests(guest)) {
    if (each.tasks.every(({ deadline, period }) => deadline <= period)) yield each;
  }
}

function assignment(name: string, preemptive: boolean, claims: "exact" | "sufficient"): AnyFamily {
  return family<DrawnGuest>({
    name: `best priorities, ${name}`,
    claims,
    weight: 1,
    draw: (random) => drawGuest(random, "fixed-priority", { kinds: ["small"], most: 4, preemptive }),
    examine,
    smaller,
    show: showGuest,
  });
}

export const PRIORITIES: readonly AnyFamily[] = [
  assignment("preemptive", true, "exact"),
  assignment("non-preemptive", false, "sufficient"),
];
