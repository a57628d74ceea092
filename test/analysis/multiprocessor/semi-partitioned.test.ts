import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partitionTasks } from "../../../src/analysis/multiprocessor/partitioned.ts";
import { type Placement, semiPartition } from "../../../src/analysis/multiprocessor/semi-partitioned.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { task } from "../../../src/model/task.ts";
import { duration, secondsIn } from "../../../src/numeric/unit.ts";
import { asModel, type DrawnSet } from "./sets.ts";
import { firstMissOf, jobsOf, type StepJob, type StepTask } from "./step-simulation.ts";

const three: readonly StepTask[] = [
  { wcet: 6, period: 10, deadline: 10 },
  { wcet: 6, period: 10, deadline: 10 },
  { wcet: 6, period: 10, deadline: 10 },
];

/** A few tasks more than cores, each a large part of a core: whole ones leave gaps that only shares can fill. */
const heavySets: fc.Arbitrary<DrawnSet> = fc
  .record({
    cores: fc.constantFrom(2, 3, 4),
    more: fc.integer({ min: 1, max: 3 }),
    percent: fc.integer({ min: 70, max: 95 }),
    seeds: fc.array(
      fc.record({
        period: fc.constantFrom(8, 10, 12, 15, 16, 20, 24),
        uneven: fc.integer({ min: -25, max: 25 }),
        slack: fc.integer({ min: 50, max: 100 }),
        offset: fc.integer({ min: 0, max: 12 }),
        gap: fc.constantFrom(0, 0, 0, 1, 2),
      }),
      { minLength: 7, maxLength: 7 },
    ),
  })
  .map(({ cores, more, percent, seeds }) => {
    const drawn = seeds.slice(0, cores + more);
    const tasks = drawn.map(({ period, uneven, slack }) => {
      const share = ((cores / drawn.length) * percent * (100 + uneven)) / 10_000;
      const wcet = Math.min(period, Math.max(1, Math.floor(share * period)));
      return { wcet, period, deadline: wcet + Math.floor(((period - wcet) * slack) / 100) };
    });
    return {
      tasks,
      cores,
      offsets: drawn.map(({ offset }) => offset),
      gaps: drawn.map(({ gap }) => gap),
    };
  });

describe("semiPartition", () => {
  it("schedules a set that first fit rejects", () => {
    const set = { tasks: asModel(three), cores: 2 };
    const whole = partitionTasks({ ...set, heuristic: "first-fit", scheduling: "deadline-monotonic" });
    expect(whole).toMatchObject({ kind: "stopped", at: 2, assignment: [0, 1, null] });
    const outcome = semiPartition(set);
    expect(outcome).toMatchObject({ kind: "placed", strength: "sufficient" });
    expect(JSON.parse(JSON.stringify(outcome)).placements[2]).toEqual({
      kind: "split",
      pieces: [
        { core: 0, share: "1/250", release: "0", finish: "1/250" },
        { core: 1, share: "1/500", release: "1/250", finish: "3/500" },
      ],
    });
  });

  it("says whether it stopped for want of steps", () => {
    const heavy = asModel([1, 2, 3].map(() => ({ wcet: 5, period: 6, deadline: 6 })));
    expect(semiPartition({ tasks: heavy, cores: 2 })).toMatchObject({ kind: "stopped", undecided: false });
    const cut = semiPartition({ tasks: asModel(three), cores: 2, effort: 0 });
    expect(cut).toMatchObject({ kind: "stopped", undecided: true });
  });

  it("never accepts a system that misses in a simulation of its cores", () => {
    const drawn = fc.record({
      set: heavySets,
      short: fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3), { minLength: 5, maxLength: 5 }),
    });
    let split = 0;
    let shared = 0;
    let delayed = 0;
    fc.assert(
      fc.property(drawn, ({ set, short }) => {
        const outcome = semiPartition({ tasks: asModel(set.tasks), cores: set.cores });
        if (outcome.kind === "stopped") return;
        const pieces = outcome.placements.flatMap((each) => (each.kind === "split" ? each.pieces : []));
        const cores = pieces.map(({ core }) => core);
        split += pieces.length > 0 ? 1 : 0;
        shared += new Set(cores).size < cores.length ? 1 : 0;
        delayed += pieces.some((piece) => piece.release.plus(piece.share.asDuration()).lessThan(piece.finish))
          ? 1
          : 0;
        expect(simulatedMiss(set, outcome.placements, short)).toBeNull();
        expect(simulatedMiss({ ...set, offsets: [], gaps: [] }, outcome.placements, [0])).toBeNull();
      }),
      { numRuns: 4000 },
    );
    // Reached: splits, two shares on one core, and shares that wait for another.
    expect(split).toBeGreaterThan(300);
    expect(shared).toBeGreaterThan(20);
    expect(delayed).toBeGreaterThan(10);
  });

  it("serves each share whole, in time, and within the deadline", () => {
    fc.assert(
      fc.property(heavySets, ({ tasks, cores }) => {
        const model = asModel(tasks);
        const outcome = semiPartition({ tasks: model, cores });
        for (const [index, placement] of outcome.placements.entries()) {
          if (placement?.kind !== "split") continue;
          const { wcet, deadline } = model[index]!;
          const total = placement.pieces.reduce(
            (sum, { share }) => sum.plus(share.value),
            wcet.value.minus(wcet.value),
          );
          expect(total.equals(wcet.value)).toBe(true);
          expect(placement.pieces.at(-1)?.finish.atMost(deadline)).toBe(true);
          const order = placement.pieces.map(({ core }) => core);
          expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("accepts whatever first fit by deadline-monotonic cores accepts", () => {
    let more = 0;
    fc.assert(
      fc.property(heavySets, ({ tasks, cores }) => {
        const set = { tasks: asModel(tasks), cores };
        const whole = partitionTasks({ ...set, heuristic: "first-fit", scheduling: "deadline-monotonic" });
        const semi = semiPartition(set);
        if (whole.kind === "placed") expect(semi.kind).toBe("placed");
        else more += semi.kind === "placed" ? 1 : 0;
      }),
      { numRuns: 2000 },
    );
    expect(more).toBeGreaterThan(50);
  });

  it("honours the grid of the shares", () => {
    const uneven = [
      { wcet: 7, period: 10, deadline: 10 },
      { wcet: 7, period: 10, deadline: 10 },
      { wcet: 5, period: 10, deadline: 10 },
    ];
    const shares = (grid?: string) => {
      const outcome = semiPartition({
        tasks: asModel(uneven),
        cores: 2,
        ...(grid === undefined ? {} : { grid }),
      });
      const placement = outcome.placements[2];
      return placement?.kind === "split"
        ? placement.pieces.map(({ share }) => share.value.toString())
        : outcome.kind;
    };
    expect(shares()).toEqual(["3/1000", "1/500"]);
    expect(shares("2 ms")).toEqual(["1/500", "3/1000"]);
    expect(shares("1/7 ms")).toEqual(["3/1000", "1/500"]);
    expect(shares("4 ms")).toEqual("stopped");
  });

  it("refuses tasks outside its assumptions", () => {
    const late = task({ name: "late", wcet: "1 ms", period: "4 ms", deadline: "5 ms" });
    expect(() => semiPartition({ tasks: [late], cores: 2 })).toThrow(InputError);
    expect(() => semiPartition({ tasks: asModel(three), cores: 0 })).toThrow(InputError);
    expect(() => semiPartition({ tasks: asModel(three), cores: 2, grid: duration("0 ms") })).toThrow(
      InputError,
    );
    expect(semiPartition({ tasks: [], cores: 2 })).toEqual({
      kind: "placed",
      strength: "sufficient",
      placements: [],
    });
  });
});

/** Plays the placements on their cores: shares above whole tasks, those of heavier tasks first. */
function simulatedMiss(
  { tasks, cores, offsets, gaps }: DrawnSet,
  placements: readonly Placement[],
  short: readonly number[],
): StepJob | null {
  const staged = tasks.map((each, index) => ({ ...each, stages: stagesOf(placements[index]!, each) }));
  const load = (index: number): number => tasks[index]!.wcet / tasks[index]!.period;
  const isSplit = (index: number): boolean => placements[index]?.kind === "split";
  const before = (a: StepJob, b: StepJob): number => {
    if (isSplit(a.task) !== isSplit(b.task)) return isSplit(a.task) ? -1 : 1;
    if (isSplit(a.task)) return load(b.task) - load(a.task) || a.task - b.task;
    return (
      tasks[a.task]!.deadline - tasks[b.task]!.deadline || load(b.task) - load(a.task) || a.task - b.task
    );
  };
  const execution = (wcet: number, index: number, job: number): number =>
    Math.max(0, wcet - short[(index + job) % short.length]!);
  return firstMissOf(jobsOf(staged, offsets, gaps, 130, execution), cores, before);
}

function stagesOf(placement: Placement, { wcet }: StepTask): { core: number; length: number }[] {
  return placement.kind === "whole"
    ? [{ core: placement.core, length: wcet }]
    : placement.pieces.map(({ core, share }) => ({
        core,
        length: secondsIn("ms", share.value).approximate(),
      }));
}
