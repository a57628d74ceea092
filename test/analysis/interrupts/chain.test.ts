import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import {
  type Chain,
  type ChainProblem,
  type ChainResource,
  chainBounds,
} from "../../../src/analysis/interrupts/chain.ts";
import { dedicated, periodicResource, table } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { d, w } from "./question-cases.ts";

/** Two processors of unit steps: one always there, one in a table that runs two steps of three. */
const AVAILABLE = { cpu: () => true, vm: (step: number) => step % 3 !== 0 } as const;
type Name = keyof typeof AVAILABLE;
const resources: ReadonlyMap<string, ChainResource> = new Map([
  ["cpu", { kind: "processor", supply: dedicated() }],
  ["vm", { kind: "processor", supply: table({ frame: d(3), windows: [{ start: d(1), end: d(3) }] }) }],
]);

interface Drawn {
  readonly period: number;
  readonly jitter: number;
  readonly stages: readonly { readonly on: Name | "wire"; readonly most: number; readonly spare: number }[];
}

const stage = fc.record({
  on: fc.constantFrom("cpu" as const, "vm" as const, "wire" as const),
  most: fc.integer({ min: 0, max: 3 }),
  spare: fc.integer({ min: 0, max: 3 }),
});
const drawnChains: fc.Arbitrary<Drawn[]> = fc.array(
  fc.record({
    period: fc.integer({ min: 6, max: 24 }),
    jitter: fc.integer({ min: 0, max: 12 }),
    stages: fc.array(stage, { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Priorities in the order of appearance, spread by a stride so that chains interleave. */
function problemOf(drawn: readonly Drawn[]): ChainProblem {
  const chains = drawn.map(
    ({ period, jitter, stages }, chain): Chain => ({
      name: `chain${chain}`,
      period: d(period),
      jitter: d(jitter),
      stages: stages.map(({ on, most, spare }, place) => {
        const least = Math.max(0, most - spare);
        return on === "wire"
          ? { kind: "delay", name: `s${place}`, least: d(least), most: d(most) }
          : {
              kind: "work",
              name: `s${place}`,
              on,
              priority: priorityOf(chain, place),
              wcet: w(most),
              bcet: w(least),
            };
      }),
    }),
  );
  return { resources, chains, effort: 20_000 };
}

const priorityOf = (chain: number, place: number): number =>
  ((place * 7 + chain * 3) % 11) * 20 + chain * 5 + place + 1;

describe("chainBounds", { timeout: 60_000 }, () => {
  it("is never passed by a run in unit steps", () => {
    let [compared, met] = [0, 0];
    fc.assert(
      fc.property(
        drawnChains,
        fc.array(fc.nat({ max: 1_000 }), { minLength: 40, maxLength: 40 }),
        (drawn, chance) => {
          const outcome = chainBounds(problemOf(drawn));
          if (outcome.kind === "no-bound") return;
          compared += 1;
          const observed = longestRun(drawn, chance);
          for (const [chain, longest] of observed.entries()) {
            const bound = Number(outcome.chains[chain]!.endToEnd.value.numerator);
            expect(longest).toBeLessThanOrEqual(bound);
            if (longest === bound) met += 1;
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(200);
    expect(met).toBeGreaterThan(50);
  });

  it("is plain response-time analysis for chains of one stage", () => {
    const tasks = [task({ wcet: "26 ms", period: "70 ms" }), task({ wcet: "62 ms", period: "100 ms" })];
    const chains = tasks.map(
      ({ wcet, period }, index): Chain => ({
        name: `t${index}`,
        period,
        jitter: duration("0 ms"),
        stages: [{ kind: "work", name: "s", on: "cpu", priority: index + 1, wcet, bcet: Work.zero }],
      }),
    );
    const outcome = chainBounds({ resources, chains });
    const responses = responseTimes({ tasks }).map((each) =>
      each.kind === "bounded" ? each.response : null,
    );
    expect(responses[1]).toEqual(duration("118 ms"));
    expect(outcome).toMatchObject({ kind: "bounded", chains: responses.map((endToEnd) => ({ endToEnd })) });
  });

  it("follows a packet through a split driver, a coalescing timer and a CAN bus", () => {
    const vm = periodicResource({ period: "10 ms", budget: "4 ms" });
    const given = new Map<string, ChainResource>([
      ["backend", { kind: "processor", supply: dedicated() }],
      ["frontend", { kind: "processor", supply: vm }],
      ["bus", { kind: "can", bitTime: duration("1 us") }],
    ]);
    const packet: Chain = {
      name: "packet",
      period: duration("50 ms"),
      jitter: duration("0 ms"),
      stages: [
        {
          kind: "work",
          name: "request",
          on: "frontend",
          priority: 1,
          wcet: work("1 ms"),
          bcet: work("1 ms"),
        },
        { kind: "work", name: "driver", on: "backend", priority: 1, wcet: work("2 ms"), bcet: work("1 ms") },
        { kind: "delay", name: "coalescing", least: duration("0 us"), most: duration("250 us") },
        { kind: "work", name: "frame", on: "bus", priority: 1, wcet: work("135 us"), bcet: work("135 us") },
      ],
    };
    const outcome = chainBounds({ resources: given, chains: [packet] });
    // Blackout 12 ms and 1 ms of work; 2 ms alone; 250 µs; 135 µs on a bus without another message.
    const ends = ["13 ms", "15 ms", "15.25 ms", "15.385 ms"].map((text) => duration(text));
    expect(outcome).toEqual({ kind: "bounded", chains: [{ endToEnd: ends[3], ends }] });
  });

  it("adds a poll of 250 us to the 38 us that virtio takes at each kick", () => {
    const queue = (most: string): Chain => ({
      name: "packet",
      period: duration("10 ms"),
      jitter: duration("0 ms"),
      stages: [
        { kind: "delay", name: "poll", least: duration("0 us"), most: duration(most) },
        { kind: "work", name: "send", on: "cpu", priority: 1, wcet: work("38 us"), bcet: Work.zero },
      ],
    });
    for (const [poll, bound] of [
      ["250 us", "288 us"],
      ["0 us", "38 us"],
    ] as const) {
      const endToEnd = duration(bound);
      expect(chainBounds({ resources, chains: [queue(poll)] })).toMatchObject({ chains: [{ endToEnd }] });
    }
  });

  it("says which stage has no bound, and what in a problem cannot be", () => {
    const stages = (priority: number, on = "cpu"): Chain["stages"] => [
      { kind: "work", name: "s", on, priority, wcet: w(6), bcet: w(0) },
    ];
    const chain = (name: string, priority: number, on?: string): Chain => ({
      name,
      period: d(10),
      jitter: d(0),
      stages: stages(priority, on),
    });
    expect(chainBounds({ resources, chains: [chain("a", 1), chain("b", 2)] })).toEqual({
      kind: "no-bound",
      reason: "stage s of b: its resource is asked for more than it gives",
    });
    expect(chainBounds({ resources, chains: [chain("a", 1)], effort: 1 })).toMatchObject({
      reason: expect.stringMatching(/no fixed point within 1 steps/),
    });
    expect(() => chainBounds({ resources, chains: [chain("a", 1), chain("b", 1)] })).toThrow(
      /priority 1 on cpu is taken/,
    );
    expect(() => chainBounds({ resources, chains: [chain("a", 1, "gpu")] })).toThrow(/no resource gpu/);
    const backward = { ...chain("a", 1), stages: stages(1).map((stage) => ({ ...stage, bcet: w(7) })) };
    expect(() => chainBounds({ resources, chains: [backward as Chain] })).toThrow(
      "a, s: takes from 7 s to 6 s: write 0 ≤ least ≤ most",
    );
    expect(chainBounds({ resources, chains: [] })).toEqual({ kind: "bounded", chains: [] });
  });
});

interface Job {
  readonly chain: number;
  readonly nominal: number;
  place: number;
  left: number;
  ready: number;
}

/** The longest time from a nominal arrival to the end of the chain, in one run drawn by `chance`. */
function longestRun(drawn: readonly Drawn[], chance: readonly number[]): number[] {
  let draw = 0;
  const upTo = (most: number): number => chance[draw++ % chance.length]! % (most + 1);
  const jobs: Job[] = [];
  const taking = (chain: number, place: number): number => {
    const { most, spare } = drawn[chain]!.stages[place]!;
    return most - upTo(Math.min(most, spare));
  };
  for (const [chain, { period, jitter }] of drawn.entries()) {
    const phase = upTo(period);
    for (let nominal = phase; nominal < 100; nominal += period) {
      jobs.push({ chain, nominal, place: 0, left: taking(chain, 0), ready: nominal + upTo(jitter) });
    }
  }
  const longest = drawn.map(() => 0);
  for (let step = 0; step < 300; step++) {
    for (const job of jobs) {
      // What is done, or takes no time, goes on to its next stage at once; a wire takes its time beside all else.
      for (
        let stage = drawn[job.chain]!.stages[job.place];
        stage && job.ready <= step;
        stage = drawn[job.chain]!.stages[job.place]
      ) {
        if (job.left > 0 && stage.on === "wire") [job.ready, job.left] = [job.ready + job.left, 0];
        else if (job.left > 0) break;
        else {
          job.place += 1;
          if (job.place < drawn[job.chain]!.stages.length) job.left = taking(job.chain, job.place);
          else
            longest[job.chain] = Math.max(
              longest[job.chain]!,
              Math.max(job.ready, job.nominal) - job.nominal,
            );
        }
      }
    }
    for (const name of ["cpu", "vm"] as const) {
      if (!AVAILABLE[name](step)) continue;
      const [next] = jobs
        .filter(
          (job) => job.ready <= step && job.left > 0 && drawn[job.chain]!.stages[job.place]?.on === name,
        )
        .sort((a, b) => priorityOf(a.chain, a.place) - priorityOf(b.chain, b.place) || a.nominal - b.nominal);
      if (next === undefined) continue;
      next.left -= 1;
      if (next.left === 0) next.ready = step + 1;
    }
  }
  return longest;
}
