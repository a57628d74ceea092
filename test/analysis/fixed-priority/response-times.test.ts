import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { everyPhaseResponses } from "../../../src/analysis/fixed-priority/every-phase-responses.ts";
import { nonPreemptiveResponses } from "../../../src/analysis/fixed-priority/non-preemptive-responses.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { type FpOutcome, responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { boundedDelay, periodicResource, table } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { asCode, asTasks, scales, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

const response = (outcome: FpOutcome | undefined): string | undefined =>
  outcome?.kind === "bounded" ? String(outcome.response) : outcome?.kind;

describe("responseTimes", () => {
  it("equals the analysis in ticks on every scale", () => {
    fc.assert(
      fc.property(tinyTaskSets({ zeroWcet: false }), scales, (ticks, scale) => {
        for (const [index, outcome] of responseTimes({ tasks: asTasks(ticks, scale) }).entries()) {
          const found = responseTime(ticks, index, dedicatedBound, new Effort());
          expect(outcome.kind, asCode(ticks)).toBe(found.kind);
          if (outcome.kind !== "bounded" || found.kind !== "bounded") continue;
          expect(outcome.response.value.dividedBy(scale).toString()).toBe(String(found.response));
          expect(outcome.window.value.dividedBy(scale).toString()).toBe(String(found.window));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("derives the blocking by sections and works on promised supplies", () => {
    const tasks = [
      task({ name: "high", period: "50 ms", wcet: "7 ms" }),
      task({ name: "low", period: "75 ms", wcet: "9 ms", nonPreemptible: "1/3 ms" }),
    ];
    expect(responseTimes({ tasks }).map(response)).toEqual(["11/1500 s", "2/125 s"]);
    const half = boundedDelay({ rate: "1/2", delay: "2 ms" });
    expect(responseTimes({ tasks, supply: half }).map(response)).toEqual(["1/60 s", "17/500 s"]);
    const resource = periodicResource({ period: "10 ms", budget: "3.5 ms" });
    expect(responseTimes({ tasks: [tasks[0] as (typeof tasks)[0]], supply: resource }).map(response)).toEqual(
      ["53/2000 s"],
    );
  });

  it("passes the effort on to each task", () => {
    const tasks = [
      task({ name: "a", period: "2 s", wcet: "1 s" }),
      task({ name: "b", period: "3 s", wcet: "1 s" }),
    ];
    expect(responseTimes({ tasks, effort: 1 }).map(({ kind }) => kind)).toEqual(["bounded", "undetermined"]);
  });
});

describe("nonPreemptiveResponses", () => {
  it("wants every time on the quantum", () => {
    const tasks = [task({ name: "a", period: "10 ms", wcet: "2.5 ms" })];
    expect(() => nonPreemptiveResponses({ tasks, quantum: duration("1 ms") })).toThrow(
      /not a multiple of the quantum/,
    );
    expect(() => nonPreemptiveResponses({ tasks, quantum: duration("0 ms") })).toThrow(InputError);
    expect(nonPreemptiveResponses({ tasks, quantum: duration("0.5 ms") }).map(response)).toEqual(["1/400 s"]);
  });
});

describe("everyPhaseResponses", () => {
  it("gives the response and the phase in seconds", () => {
    const frame = table({
      frame: "8 ms",
      windows: [
        { start: "0 ms", end: "1 ms" },
        { start: "4 ms", end: "7 ms" },
      ],
    });
    const tasks = [
      task({ name: "a", period: "6 ms", wcet: "2 ms" }),
      task({ name: "b", period: "10 ms", wcet: "1 ms" }),
    ];
    const found = everyPhaseResponses({ tasks, table: frame });
    expect(found.map((each) => [response(each.response), String(each.phase)])).toEqual([
      ["3/500 s", "7/1000 s"],
      ["1/100 s", "7/1000 s"],
    ]);
    expect(responseTimes({ tasks, supply: frame }).map(response)).toEqual(["3/500 s", "3/250 s"]);
  });
});
