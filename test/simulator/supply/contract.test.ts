import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedDelay } from "../../../src/model/supply.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import type { PatternSpec } from "../../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";
import {
  benignPeriods,
  type CyclicTable,
  delayAsPeriods,
  fromPhase,
  longestWaitPhase,
  type PeriodicPromise,
  phasesOf,
  randomPeriods,
  worstDelay,
  worstPeriods,
} from "../../../src/simulator/supply/contract.ts";

const HORIZON = 240;

/** For each tick whether a busy loop on the supply ran in it. */
function supplied(pattern: PatternSpec, seed = 0): boolean[] {
  const trace = new TraceRing(1 << 12);
  const hog = { kind: "task" as const, name: "hog", period: 1, deadline: 1, wcet: Number.POSITIVE_INFINITY };
  buildEngine({ cores: [{ kind: "supply", pattern, child: hog }] }, { trace, seed }).engine.run(HORIZON);
  const ran = new Array<boolean>(HORIZON).fill(false);
  let since = HORIZON;
  for (const { kind, time } of [...trace.records(), { kind: "preempt", time: HORIZON }]) {
    if (kind === "start" || kind === "resume") since = time;
    if (kind === "preempt") ran.fill(true, since, time);
    if (kind === "preempt") since = HORIZON;
  }
  return ran;
}

const sum = (ran: readonly boolean[], from: number, to: number): number =>
  ran.slice(Math.max(0, from), to).filter(Boolean).length;

const promises = fc
  .record({ budget: fc.nat(6), slack: fc.nat(4), rest: fc.nat(5) })
  .map(({ budget, slack, rest }): PeriodicPromise => {
    const deadline = Math.max(1, budget + slack);
    return { period: deadline + rest, budget, deadline };
  });

/** Whether some placement of the periods gives every whole period its budget by its deadline. */
function keeps(ran: readonly boolean[], { period, budget, deadline }: PeriodicPromise): boolean {
  return Array.from({ length: period }, (_, phase) => phase).some((phase) => {
    for (let begin = phase; begin + deadline <= HORIZON; begin += period) {
      if (sum(ran, begin, begin + deadline) < budget) return false;
    }
    return true;
  });
}

describe("periodic supplies", () => {
  it("keep the promise, in every mode", () => {
    fc.assert(
      fc.property(promises, fc.nat(40), fc.nat(1000), (promise, phase, seed) => {
        expect(keeps(supplied(benignPeriods(promise)), promise)).toBe(true);
        expect(keeps(supplied(worstPeriods(promise)), promise)).toBe(true);
        expect(keeps(supplied(randomPeriods(promise, phase % promise.period), seed), promise)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("give exactly the budget per period, and differ from seed to seed", () => {
    const promise = { period: 10, budget: 4, deadline: 8 };
    const ran = supplied(randomPeriods(promise, 3), 5);
    for (let begin = 7; begin + 10 <= HORIZON; begin += 10) expect(sum(ran, begin, begin + 10)).toBe(4);
    expect(ran).not.toEqual(supplied(randomPeriods(promise, 3), 6));
  });

  it("the worst gives no more from its origin than any window of a legal one", () => {
    fc.assert(
      fc.property(promises, fc.nat(40), fc.nat(1000), (promise, phase, seed) => {
        const worst = supplied(worstPeriods(promise));
        const other = supplied(randomPeriods(promise, phase % promise.period), seed);
        for (let length = 1; length <= 60; length++) {
          for (let begin = promise.period; begin + length <= 120; begin++) {
            expect(sum(worst, 0, length)).toBeLessThanOrEqual(sum(other, begin, begin + length));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("the worst waits 2(Π − Θ), or Π + Δ − 2Θ, and is legal for the past", () => {
    const first = (promise: PeriodicPromise): number => supplied(worstPeriods(promise)).indexOf(true);
    expect(first({ period: 10, budget: 4, deadline: 10 })).toBe(12);
    expect(first({ period: 10, budget: 4, deadline: 7 })).toBe(9);
    expect(supplied(worstPeriods({ period: 3, budget: 0, deadline: 3 })).some(Boolean)).toBe(false);
  });
});

describe("tables", () => {
  const tables = fc
    .array(fc.record({ gap: fc.nat(4), length: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 4,
    })
    .chain((pieces) => fc.nat(4).map((rest) => tableOf(pieces, rest)));

  it("go on as written from any phase", () => {
    fc.assert(
      fc.property(tables, fc.nat(100), (table, shift) => {
        const phase = shift % table.frame;
        const written = supplied(fromPhase(table, 0));
        const turned = supplied(fromPhase(table, phase));
        expect(turned.slice(0, 100)).toEqual(written.slice(phase, phase + 100));
      }),
      { numRuns: 500 },
    );
  });

  it("wait longest after one of their windows", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const wait = (phase: number): number => supplied(fromPhase(table, phase)).indexOf(true);
        const waits = Array.from({ length: table.frame }, (_, phase) => wait(phase));
        expect(wait(longestWaitPhase(table))).toBe(Math.max(...waits));
        expect(phasesOf(table).every((phase) => phase === 0 || wait(phase) > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("bounded delay", () => {
  const shares = fc
    .record({ q: fc.integer({ min: 1, max: 6 }), p: fc.nat(6), delay: fc.integer({ min: 12, max: 30 }) })
    .map(({ q, p, delay }) => ({ p: Math.min(p, q), q, delay }));

  it("gives α(t − Δ) in every window, worst and random", () => {
    fc.assert(
      fc.property(shares, fc.nat(100), fc.nat(1000), ({ p, q, delay }, phase, seed) => {
        const promise = boundedDelay({ rate: Rational.of(BigInt(p), BigInt(q)), delay: "1 s" });
        const periods = delayAsPeriods(promise, delay);
        const plays = [
          { ran: supplied(worstDelay(promise, delay)), from: 0 },
          { ran: supplied(randomPeriods(periods, phase % periods.period), seed), from: 0 },
        ];
        for (const { ran, from } of plays) {
          for (let begin = from; begin < 80; begin++) {
            for (let length = 1; length <= 120; length++) {
              expect(sum(ran, begin, begin + length) * q).toBeGreaterThanOrEqual(p * (length - delay));
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("of all or nothing has cycles as long as the delay: in a run of fine ticks there are few edges", () => {
    for (const rate of ["0", "1"]) {
      expect(delayAsPeriods(boundedDelay({ rate, delay: "1 s" }), 1_000).period).toBe(1_000);
    }
    const all = worstDelay(boundedDelay({ rate: "1", delay: "1 s" }), 1_000);
    expect(all).toEqual({ kind: "cyclic", start: 1_000, cycle: 1_000, windows: [{ from: 0, to: 1_000 }] });
  });

  it("is met exactly by the worst", () => {
    const ran = supplied(worstDelay(boundedDelay({ rate: "1/3", delay: "1 s" }), 8));
    expect(ran.indexOf(true)).toBe(8);
    expect(sum(ran, 0, 8 + 12)).toBe(4);
  });
});

function tableOf(pieces: readonly { gap: number; length: number }[], rest: number): CyclicTable {
  let end = 0;
  const windows = pieces.map(({ gap, length }) => {
    const from = end + gap;
    end = from + length;
    return { from, to: end };
  });
  return { frame: end + rest, windows };
}
