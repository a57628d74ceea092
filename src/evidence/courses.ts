/** Turns the scenario of a refuted claim into what a certificate holds: which course, which job, nothing that can be derived. */

import type { InterruptCourse, Scenario } from "../certificate/scenario.ts";
import type { Json } from "../checker/canonical.ts";
import type { Vm } from "../checker/model.ts";
import { serviceOf } from "../checker/supply.ts";
import type { Derivation } from "../checker/world.ts";
import type { Duration } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";

interface Timed {
  readonly value: Rational;
}

/**
 * The courses that may show the miss: the supply of the scenario first, then the most favourable one. `at` is the window
 * whose demand was found to exceed the supply.
 */
export function guestCourses(
  derived: Derivation,
  vm: Vm,
  scenario: Scenario,
  at: Duration | null,
  tick: Rational,
): Json[] {
  const { supply, blocker, miss } = scenario;
  const inTicks = ({ value }: Timed): Rational => value.dividedBy(tick);
  const edf = vm.scheduling === "edf";
  const named = { task: miss.task, job: String(miss.job) };
  const start = inTicks(supply.start);
  const cycle = inTicks(supply.cycle);
  const section = blocker === null ? Rational.zero : inTicks(blocker.section);
  // Halves of a tick, so that a section can have begun before instant 0 by less than any job needs.
  const scale =
    2n * [start, cycle, section].reduce((common, { denominator }) => lcm(common, denominator), 1n);
  const parts = (value: Rational): string => String(value.times(Rational.of(scale)).floor());
  const common = {
    kind: "scenario",
    scale: String(scale),
    blocker: blocker === null ? null : { task: blocker.task, section: parts(section) },
  };
  const free = derived.world(vm)?.free;
  const courses: Json[] = [];
  if (free?.kind === "table") {
    const { starts } = serviceOf(free.frame, free.windows);
    const seen = supply.windows.map(({ from }) => start.plus(inTicks(from)).floor());
    const phases = new Set(
      (starts.length > 0 ? starts : [0n]).flatMap((at) => seen.map((from) => mod(at - from, free.frame))),
    );
    for (const phase of phases)
      courses.push({ ...common, ...named, world: "worst", start: String(phase * scale), cycle: "0" });
  } else {
    const own = free?.kind === "bounded-delay" ? parts(cycle) : "0";
    courses.push({ ...common, ...named, world: "worst", start: parts(start), cycle: own });
  }
  const best = { ...common, world: "best", start: "0", cycle: "0" };
  courses.push({ ...best, ...named });
  if (edf) {
    // On the most favourable supply another job may be the late one: of each task, the last that is due by then.
    const due = (at ?? miss.deadline).value.dividedBy(tick).floor();
    for (const { name, deadline, jitter, period } of vm.tasks) {
      const since = due - (deadline - jitter);
      if (since >= 0n) courses.push({ ...best, task: name, job: String(since / period) });
    }
  }
  return courses;
}

const mod = (value: bigint, length: bigint): bigint => ((value % length) + length) % length;

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** A late budget of a server. */
export const lateBudget = ({ miss }: Scenario): Json[] => [
  { kind: "late-budget", task: miss.task, job: String(miss.job) },
];

/** Interrupts that keep a VM from the core for ever. */
export const starvingCourses = (courses: readonly InterruptCourse[], tick: Rational): Json[] =>
  courses.map(({ source, first, period }) => ({
    kind: "starvation",
    source,
    first: String(first.value.dividedBy(tick).floor()),
    period: String(period.value.dividedBy(tick).floor()),
  }));
