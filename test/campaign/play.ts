import { buildEngine } from "../../src/simulator/engine/build.ts";
import type {
  NodeSpec,
  PatternSpec,
  SectionSpec,
  TaskSpec,
} from "../../src/simulator/engine/specification.ts";
import { NEVER } from "../../src/simulator/engine/time.ts";
import type { FlatTasks } from "../../src/simulator/flat/flat-tasks.ts";
import { simulateTasks } from "../../src/simulator/flat/simulate-flat.ts";
import type { DrawnGuest, DrawnTask } from "../generate/guest.ts";

/** What a run has shown: the longest response of each task, and whether a job of it was late. */
export interface Played {
  readonly most: ArrayLike<number>;
  readonly late: readonly boolean[];
  readonly jobs: number;
}

type Cyclic = Extract<PatternSpec, { kind: "cyclic" }>;

/**
 * A preemptive guest without jitter or sections on a cyclic pattern, on the flat path: whatever the pattern withholds is
 * work above all tasks. Under EDF that work is due a tick after it comes: a job that is more urgent is late already, so that
 * all is right up to the first miss.
 */
export function playFlat(
  { policy, tasks }: DrawnGuest,
  pattern: PatternSpec,
  horizon: number,
  offsets: readonly number[] = tasks.map(() => 0),
): Played {
  const gaps = gapsOf(pattern as Cyclic, horizon);
  const column = (
    gap: (each: Gap) => number,
    own: (each: DrawnTask, index: number) => number,
  ): Float64Array => Float64Array.from([...gaps.map(gap), ...tasks.map(own)]);
  const flat: FlatTasks = {
    wcet: column(
      ({ length }) => length,
      ({ wcet }) => wcet,
    ),
    period: column(
      ({ cycle }) => cycle,
      ({ period }) => period,
    ),
    deadline: column(
      ({ length }) => (policy === "edf" ? 1 : length),
      ({ deadline }) => deadline,
    ),
    offset: column(
      ({ from }) => from,
      (_, index) => offsets[index] ?? 0,
    ),
  };
  const seen = simulateTasks(flat, policy, horizon);
  const first = gaps.length;
  return {
    most: seen.mostResponse.subarray(first),
    late: tasks.map((_, index) => seen.missed[first + index]! + seen.overdue[first + index]! > 0),
    jobs: seen.completed.subarray(first).reduce((sum, count) => sum + count, 0),
  };
}

interface Gap {
  readonly from: number;
  readonly length: number;
  readonly cycle: number;
}

/** The stretches without supply: the one before the start, and those of each cycle. */
function gapsOf({ start, cycle, windows }: Cyclic, horizon: number): Gap[] {
  const gaps: Gap[] = start > 0 ? [{ from: 0, length: start, cycle: horizon + start + 1 }] : [];
  let end = 0;
  for (const { from, to } of [...windows, { from: cycle, to: cycle }]) {
    if (from > end) gaps.push({ from: start + end, length: from - end, cycle });
    end = to;
  }
  return gaps;
}

/** Any guest on any pattern, in the engine; `offsets` are first arrivals, `sections` what each job goes through. */
export function playEngine(
  { policy, preemptive, tasks }: DrawnGuest,
  pattern: PatternSpec,
  horizon: number,
  offsets: readonly number[] = tasks.map(({ jitter }) => -jitter),
  sections: readonly (readonly SectionSpec[])[] = tasks.map((task) => sectionsOf(task, preemptive)),
): Played {
  const children = tasks.map(
    (task, index): TaskSpec => ({
      kind: "task",
      name: `t${index}`,
      period: task.period,
      deadline: task.deadline,
      wcet: task.wcet,
      offset: offsets[index] ?? 0,
      sections: sections[index] ?? [],
    }),
  );
  const child: NodeSpec = { kind: policy, children };
  const { engine } = buildEngine({ cores: [{ kind: "supply", pattern, child }] });
  engine.run(horizon);
  const { mostResponse, missed, completed } = engine.tasks;
  return {
    most: mostResponse,
    late: tasks.map((_, index) => missed[index]! + engine.tasks.overdue(index, horizon) > 0),
    jobs: completed.reduce((sum, count) => sum + count, 0),
  };
}

function sectionsOf({ section }: DrawnTask, preemptive: boolean): SectionSpec[] {
  if (!preemptive) return [{ length: NEVER, ceiling: 0 }];
  return section > 0 ? [{ length: section, ceiling: 0 }] : [];
}

/** Whether the flat path can play it. */
export function isFlat({ preemptive, tasks }: DrawnGuest): boolean {
  return preemptive && tasks.every(({ jitter, section }) => jitter === 0 && section === 0);
}

/** About how many releases a run may have: the flat path takes a tenth of a microsecond for each, the engine a whole one. */
const MOST_RELEASES = { flat: 3_000, engine: 300 };

/** The longest run that a guest is worth, in ticks. */
export function longestRun(guest: DrawnGuest): number {
  const [pattern] = guest.supply.patterns;
  const edges = pattern?.kind === "cyclic" && pattern.cycle > 1 ? pattern.windows.length / pattern.cycle : 0;
  const rate = guest.tasks.reduce((sum, { period }) => sum + 1 / period, edges);
  return Math.ceil((isFlat(guest) ? MOST_RELEASES.flat : MOST_RELEASES.engine) / rate);
}

/** On the flat path where that will do. */
export function play(guest: DrawnGuest, pattern: PatternSpec, horizon: number): Played {
  return isFlat(guest) ? playFlat(guest, pattern, horizon) : playEngine(guest, pattern, horizon);
}
