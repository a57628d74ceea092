import { edfWithInterrupts } from "../../src/analysis/interrupts/edf-with-interrupts.ts";
import type { Load } from "../../src/model/supply.ts";
import { Duration, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { buildEngine } from "../../src/simulator/engine/build.ts";
import type { NodeSpec, PatternSpec, TaskSpec } from "../../src/simulator/engine/specification.ts";
import { NEVER } from "../../src/simulator/engine/time.ts";
import type { DrawnGuest } from "../generate/guest.ts";
import { systemOf } from "./families/shown.ts";
import type { Tally } from "./tally.ts";

/** A guest with other wcets, and perhaps a source of interrupts above it; in ticks, not all of them whole. */
export interface Variant {
  readonly guest: DrawnGuest;
  readonly wcets: readonly Rational[];
  readonly source: (Stream & { readonly load: Load }) | null;
}

/** Events at their densest: the first arrives at `offset`, at the latest at 0 when all those before 0 come at once. */
export interface Stream {
  readonly period: Rational;
  readonly offset: Rational;
  readonly wcet: Rational;
}

/** Ticks are milliseconds in descriptions. */
export const TICK: Rational = Rational.of(1n, 1_000n);

/** What lies beyond an exact limit does so by a third of the finest part of it. */
export function step(limit: Rational): Rational {
  return Rational.of(1n, 3n * limit.denominator);
}

const MOST_RELEASES = 2_000;
const FINEST = 2 ** 40;

/** Whether some job is late from the critical instant up to `until`; null where ticks would be too fine or jobs too many. */
export function lateWithin({ guest, wcets, source }: Variant, until: Rational, tally: Tally): boolean | null {
  const [pattern] = guest.supply.patterns;
  if (pattern?.kind !== "cyclic") return null;
  const streams = source === null ? [] : [source];
  const fine = [until, ...wcets, ...streams.flatMap(({ period, offset, wcet }) => [period, offset, wcet])];
  const scale = fine.reduce((all, { denominator }) => lcm(all, denominator), 1n);
  const ticks = (value: Rational): number => Number(value.times(Rational.of(scale)).numerator);
  const whole = (value: number): number => value * Number(scale);
  const releases = streams.reduce(
    (sum, { period }) => sum + until.dividedBy(period).approximate(),
    guest.tasks.reduce((sum, { period }) => sum + until.approximate() / period, 0),
  );
  if (ticks(until) > FINEST || releases > MOST_RELEASES) return null;
  const above = streams.map(
    ({ period, offset, wcet }): TaskSpec => ({
      kind: "task",
      name: "source",
      period: ticks(period),
      offset: ticks(offset),
      wcet: ticks(wcet),
      deadline: NEVER,
    }),
  );
  const tasks = guest.tasks.map(
    ({ period, deadline }, index): TaskSpec => ({
      kind: "task",
      name: `t${index}`,
      period: whole(period),
      deadline: whole(deadline),
      wcet: ticks(wcets[index]!),
    }),
  );
  const child: NodeSpec = {
    kind: "fixed-priority",
    children: [...above, { kind: guest.policy, children: tasks }],
  };
  const { engine } = buildEngine({ cores: [{ kind: "supply", pattern: scaled(pattern, whole), child }] });
  const end = ticks(until);
  engine.run(end);
  tally.jobs(engine.tasks.completed.reduce((sum, count) => sum + count, 0));
  return tasks.some((_, index) => {
    const task = above.length + index;
    return engine.tasks.missed[task]! + engine.tasks.overdue(task, end) > 0;
  });
}

function scaled(
  { start, cycle, windows }: PatternSpec & { kind: "cyclic" },
  whole: (value: number) => number,
): PatternSpec {
  const wider = windows.map(({ from, to }) => ({ from: whole(from), to: whole(to) }));
  return { kind: "cyclic", start: whole(start), cycle: whole(cycle), windows: wider };
}

/**
 * Up to when to look for a miss: under fixed priorities with D ≤ T the first job of each task decides, under EDF the demand
 * test names the instant. "met" where it says that there is none; null where it does not know.
 */
export function missBy({ guest, wcets, source }: Variant, effort: number): Rational | "met" | null {
  if (guest.policy === "fixed-priority")
    return Rational.from(Math.max(...guest.tasks.map(({ deadline }) => deadline)));
  const model = systemOf(guest).vms[0]?.guest.tasks ?? [];
  const outcome = edfWithInterrupts({
    tasks: model.map((task, index) => ({ ...task, wcet: new Work(wcets[index]!.times(TICK)) })),
    sources: source === null ? [] : [source.load],
    supply: guest.supply.described(),
    effort,
  });
  if (outcome.kind === "met") return "met";
  const fail =
    outcome.kind === "violated" ? outcome : outcome.kind === "overloaded" ? outcome.firstFail : null;
  return fail === null ? null : fail.at.value.dividedBy(TICK);
}

export const inTime = (ticks: Rational): Duration => new Duration(ticks.times(TICK));

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
