import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BlockingTask, edfBlocking } from "../../../src/analysis/edf/blocking.ts";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { NO_BLOCKING, segmentAt } from "../../../src/analysis/edf/stretch.ts";
import { task } from "../../../src/model/task.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { tick } from "./platform.ts";
import { type SharingTask, someoneIsLate } from "./stack-resource-policy.ts";

const small = fc.nat({ max: 5 }).map(BigInt);
const blockingTask: fc.Arbitrary<BlockingTask> = fc.record({
  wcet: small,
  deadline: fc.integer({ min: 1, max: 12 }).map(BigInt),
  jitter: fc.oneof(fc.constant(0n), small),
  blocking: fc.oneof(fc.constant(0n), small),
  nonPreemptible: fc.oneof(fc.constant(0n), small),
  criticalSections: fc.array(fc.record({ resource: fc.constantFrom("bus", "heap", "log"), length: small }), {
    maxLength: 2,
  }),
});

/** The definition, at one window length. */
function pointwise(tasks: readonly BlockingTask[], t: bigint): bigint {
  let [section, declared] = [0n, 0n];
  for (const task of tasks) {
    if (task.wcet === 0n) continue;
    if (task.deadline - task.jitter <= t) {
      if (task.blocking > declared) declared = task.blocking;
      continue;
    }
    const shared = task.criticalSections.filter(({ resource }) =>
      tasks.some(
        (other) =>
          other.wcet > 0n &&
          other.deadline - other.jitter <= t &&
          other.criticalSections.some((theirs) => theirs.resource === resource),
      ),
    );
    for (const length of [task.nonPreemptible, ...shared.map((each) => each.length)]) {
      if (length > section) section = length;
    }
  }
  return section + declared;
}

describe("edfBlocking", () => {
  it("equals the definition at every window that can hold a job", () => {
    fc.assert(
      fc.property(fc.array(blockingTask, { minLength: 1, maxLength: 5 }), (tasks) => {
        const active = tasks.filter(({ wcet }) => wcet > 0n);
        const segments = edfBlocking(tasks);
        for (const { deadline, jitter } of active) {
          for (const t of [deadline - jitter, deadline - jitter + 1n, deadline + 20n]) {
            expect(segments[segmentAt(segments, t)]?.blocking).toBe(pointwise(tasks, t));
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("counts a critical section only where an earlier task uses the resource", () => {
    const shared = { wcet: "2 ms", criticalSections: [{ resource: "bus", length: "2 ms" }] };
    const urgent = { wcet: "1 ms", period: "10 ms", deadline: "2 ms" };
    const long = task({ ...shared, name: "long", period: "20 ms" });
    const apart = [task({ ...urgent, name: "urgent" }), long];
    const together = [
      task({ ...urgent, name: "urgent", criticalSections: [{ resource: "bus", length: "1 us" }] }),
      long,
    ];
    expect(demandTest({ tasks: apart }).kind).toBe("met");
    expect(demandTest({ tasks: together })).toMatchObject({ kind: "violated", blocker: 1 });
  });

  it("adds a declared bound to what the sections show, for the windows of that task", () => {
    const urgent = { name: "urgent", wcet: "1 ms", period: "10 ms", deadline: "4 ms" };
    const long = task({ name: "long", wcet: "2 ms", period: "20 ms", nonPreemptible: "2 ms" });
    const enough = task({ ...urgent, blocking: "1 ms" });
    const tooMuch = task({ ...urgent, blocking: "1001 us" });
    expect(demandTest({ tasks: [enough, long] }).kind).toBe("met");
    expect(demandTest({ tasks: [tooMuch, long] })).toMatchObject({ kind: "violated", blocker: 1 });
  });

  it("lets a task without work block nobody", () => {
    const idle = {
      wcet: 0n,
      deadline: 9n,
      jitter: 0n,
      blocking: 3n,
      nonPreemptible: 3n,
      criticalSections: [],
    };
    const busy = { ...idle, wcet: 1n, blocking: 0n, nonPreemptible: 0n };
    expect(edfBlocking([idle, busy])).toBe(NO_BLOCKING);
  });

  it("covers what unit-step EDF with the stack resource policy and non-preemptible sections does", () => {
    let met = 0;
    const sharing: fc.Arbitrary<SharingTask> = fc
      .record({
        wcet: fc.integer({ min: 1, max: 4 }),
        period: fc.constantFrom(4, 5, 6, 8, 10, 12, 20),
        deadline: fc.integer({ min: 1, max: 20 }),
        phase: fc.nat({ max: 12 }),
        resource: fc.constantFrom("bus", "heap", "cpu"),
        start: fc.nat({ max: 3 }),
        length: fc.nat({ max: 4 }),
      })
      .map(({ resource, start, length, ...rest }) => {
        const from = Math.min(start, rest.wcet);
        return { ...rest, section: { resource, start: from, length: Math.min(length, rest.wcet - from) } };
      });
    fc.assert(
      fc.property(fc.array(sharing, { minLength: 2, maxLength: 4 }), (tasks) => {
        const segments = edfBlocking(
          tasks.map(({ wcet, period, deadline, section: { resource, length } }) => ({
            ...tick(wcet, period, deadline),
            // In whole units a section has begun one unit before it can be in the way.
            nonPreemptible: BigInt(resource === "cpu" ? Math.max(0, length - 1) : 0),
            criticalSections:
              resource === "cpu" ? [] : [{ resource, length: BigInt(Math.max(0, length - 1)) }],
          })),
        );
        const ticks = tasks.map(({ wcet, period, deadline }) => tick(wcet, period, deadline));
        if (decideDemand(ticks, dedicatedBound, segments).kind !== "met") return;
        met += 1;
        expect(someoneIsLate(tasks, 160)).toBe(false);
      }),
      { numRuns: 4000 },
    );
    expect(met).toBeGreaterThan(500);
  });
});
