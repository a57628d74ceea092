import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { canResponse, canSufficientResponse, frameBits } from "../../../src/analysis/fixed-priority/can.ts";
import { canResponses } from "../../../src/analysis/fixed-priority/can-responses.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { task } from "../../../src/model/task.ts";
import { Duration } from "../../../src/numeric/quantity.ts";
import { duration } from "../../../src/numeric/unit.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asCode, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { simulateNonPreemptive } from "./unit-step.ts";

const RUNS = { numRuns: 2_000 };
const sets = tinyTaskSets({ blocking: false, zeroWcet: false });

const respond = (messages: readonly TickTask[], index: number): bigint | null => {
  const found = canResponse(messages, index, 1n, new Effort());
  if (found.kind === "undetermined") throw new Error(`undetermined: ${asCode(messages)}`);
  return found.kind === "bounded" ? found.response : null;
};

const longestBelow = (messages: readonly TickTask[], index: number): number =>
  Math.max(0, ...messages.slice(index + 1).map(({ wcet }) => Number(wcet)));

describe("canResponse", () => {
  it("equals a simulation in bit times in which the longest frame below has just won the bus", () => {
    fc.assert(
      fc.property(sets, (messages) => {
        for (const index of messages.keys()) {
          const found = respond(messages, index);
          if (found === null) continue;
          const held = longestBelow(messages, index);
          const seen = simulateNonPreemptive(messages, index, held, 3_000 + 2 * Number(found));
          expect(found, `${index} ${asCode(messages)}`).toBe(BigInt(seen));
        }
      }),
      RUNS,
    );
  });

  it("is never below the first instance alone, which the analysis of 1994 stopped at, and sometimes above", () => {
    let above = 0;
    fc.assert(
      fc.property(sets, (messages) => {
        for (const index of messages.keys()) {
          const found = respond(messages, index);
          if (found === null) continue;
          const first = firstInstance(messages, index);
          expect(found).toBeGreaterThanOrEqual(first);
          if (found > first) above++;
        }
      }),
      RUNS,
    );
    expect(above).toBeGreaterThan(0);
  });

  it("has the sufficient single window never below it", () => {
    fc.assert(
      fc.property(sets, (messages) => {
        for (const index of messages.keys()) {
          const single = canSufficientResponse(messages, index, 1n, new Effort());
          if (single === null) continue;
          expect(single, asCode(messages)).toBeLessThanOrEqual((messages[index] as TickTask).period);
          expect(single, asCode(messages)).toBeGreaterThanOrEqual(respond(messages, index) as bigint);
        }
      }),
      RUNS,
    );
  });

  it("gives up within its effort", () => {
    const message = { wcet: 1n, period: 3n, deadline: 3n, jitter: 0n, blocking: 0n };
    expect(canResponse([message, message], 1, 1n, new Effort(2))).toMatchObject({
      kind: "undetermined",
      limit: 2,
    });
  });
});

describe("canResponses", () => {
  it("gives the responses of canResponse in time, and hands the effort on", () => {
    const messages = [
      task({ name: "a", wcet: "1 ms", period: "2.5 ms" }),
      task({ name: "b", wcet: "1 ms", period: "3.5 ms", jitter: "0.5 ms" }),
    ];
    // a waits for b: 1 + 1. b waits for a, whose next one comes 2.5 ms later: 0.5 + 1 + 1, from its nominal arrival.
    const found = canResponses({ messages, bitTime: duration("2 us") });
    expect(found.map((each) => (each.kind === "bounded" ? `${each.response}` : each.kind))).toEqual([
      "1/500 s",
      "1/400 s",
    ]);
    const cut = canResponses({ messages, bitTime: duration("2 us"), effort: 1 });
    expect(cut.map(({ kind }) => kind)).toEqual(["undetermined", "undetermined"]);
  });

  it("refuses a bit without length", () => {
    expect(() => canResponses({ messages: [], bitTime: Duration.zero })).toThrow(InputError);
  });
});

describe("frameBits", () => {
  it("counts stuff bits and the interframe space", () => {
    expect(frameBits("standard", 0)).toBe(55n);
    expect(frameBits("standard", 8)).toBe(135n);
    expect(frameBits("extended", 0)).toBe(80n);
    expect(frameBits("extended", 8)).toBe(160n);
    expect(() => frameBits("standard", 9)).toThrow(InputError);
  });
});

/** The response of instance 0, in bit times, by trying every waiting time in turn. */
function firstInstance(messages: readonly TickTask[], index: number): bigint {
  const { wcet, jitter } = messages[index] as TickTask;
  for (let wait = 0; ; wait++) {
    let ahead = longestBelow(messages, index);
    for (const other of messages.slice(0, index)) {
      ahead += Math.ceil((wait + Number(other.jitter) + 1) / Number(other.period)) * Number(other.wcet);
    }
    if (ahead <= wait) return BigInt(wait) + wcet + jitter;
  }
}
