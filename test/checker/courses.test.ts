import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ledger } from "../../src/checker/ledger.ts";
import { unfinishedAt } from "../../src/checker/replay.ts";
import { mostOf } from "../../src/checker/scenario.ts";
import { baseOf, type Supply, type Window } from "../../src/checker/supply.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { certified } from "../support/certified.ts";
import "../support/seed.ts";

const natural = (most: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: BigInt(most) });

const budgeted = fc
  .tuple(natural(12), natural(12), natural(12))
  .map(([a, b, c]) => [a, b, c].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0)) as [bigint, bigint, bigint])
  .map(([budget, deadline, period]) => ({ budget, deadline: deadline || 1n, period: period || 1n }));

const table = fc.tuple(fc.uniqueArray(natural(12), { maxLength: 6 }), natural(4)).map(([edges, rest]) => {
  const sorted = edges.sort((x, y) => (x < y ? -1 : 1));
  const windows: Window[] = [];
  for (let at = 0; at + 1 < sorted.length; at += 2)
    windows.push({ start: sorted[at] as bigint, end: sorted[at + 1] as bigint });
  return { kind: "table" as const, frame: (sorted.at(-1) ?? 1n) + rest || 1n, windows };
});

const supply: fc.Arbitrary<Supply> = fc.oneof(
  fc.constant({ kind: "dedicated" as const }),
  budgeted.map((each) => ({ kind: "edp" as const, ...each })),
  budgeted.map((each) => ({ kind: "server" as const, server: "deferrable", ...each, deadline: each.period })),
  table,
);

/** One VM has no window, and its job is late where nobody could count turns to. */
const FAR_DEADLINE = `
system: A deadline as far away as one can write
timeUnit: ms
vmm: { policy: arinc653, frame: 20, windows: [{ vm: near, start: 10, length: 10 }] }
vms:
  far:
    scheduling: fixed-priority
    tasks: { t: { period: 123456789012345678901234567890, wcet: 6 } }
  near: { scheduling: fixed-priority, tasks: { t: { period: 20, wcet: 5 } } }
`;

/** More jobs are released in the first instant than anyone could count. */
const LONG_JITTER = `
system: A jitter as long as one can write
timeUnit: ms
vms:
  a:
    supply: dedicated
    scheduling: deadline-monotonic
    tasks:
      urgent: { period: 40, wcet: 2, jitter: 123456789012345678901234567890 }
      other: { period: 50, wcet: 3 }
`;

describe("a course of events", () => {
  it("releases all jobs that a jitter lets off at once, however many", async () => {
    const { system } = await loadSystem(LONG_JITTER, "jitter.yaml");
    const { outcome, findings } = certified(system, 1000);
    expect(findings.claims.map(({ verdict }) => verdict)).toEqual(["refuted", "refuted"]);
    expect(outcome).toMatchObject({
      kind: "accepted",
      claims: [{ verdict: "refuted" }, { verdict: "refuted" }],
    });
  });

  it("releases what is due at each instant, however the jobs are spaced", () => {
    const work = fc.tuple(fc.bigInt({ min: 1n, max: 9n }), fc.bigInt({ min: 0n, max: 60n }), natural(3));
    fc.assert(
      fc.property(work, work, fc.bigInt({ min: 1n, max: 80n }), (first, second, due) => {
        const streams = [first, second].map(([period, jitter, cost], rank) => ({
          release: (job: bigint) => (job * period > jitter ? job * period - jitter : 0n),
          cost: cost + 1n,
          rank: () => [1n, BigInt(rank)] as const,
        }));
        // Work that was there and the processor took, instant by instant.
        const [done, left] = [[0n, 0n], streams.map(({ cost }) => cost)];
        for (let now = 0n; now < due; now += 1n) {
          const at = streams.findIndex(({ release }, index) => release(done[index] as bigint) <= now);
          if (at < 0) continue;
          left[at] = (left[at] as bigint) - 1n;
          if (left[at] !== 0n) continue;
          done[at] = (done[at] as bigint) + 1n;
          left[at] = streams[at]?.cost as bigint;
        }
        const always = () => ({ on: true, until: null });
        for (const [late, ended] of done.entries()) {
          const unfinished = (job: bigint): boolean =>
            unfinishedAt(new Ledger("a course", () => {}), streams, always, late, job, due);
          expect(unfinished(ended)).toBe(true);
          if (ended > 0n) expect(unfinished(ended - 1n)).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the most favourable course of a supply", () => {
  it("is there, and stays so, exactly as long as the most that any window gets", () => {
    fc.assert(
      fc.property(supply, natural(60), fc.bigInt({ min: 1n, max: 3n }), (given, tick, scale) => {
        const { greatest } = baseOf(given);
        const isOn = (at: bigint): boolean => greatest(at + 1n) > greatest(at);
        const { on, until } = mostOf(given, scale)(tick * scale + (scale - 1n));
        expect(on).toBe(isOn(tick));
        // Longer than any transient and repetition of what is drawn.
        const far = tick + 60n;
        const end = until === null ? far : until / scale;
        if (until !== null) expect(until % scale).toBe(0n);
        for (let at = tick; at < end; at += 1n) expect(isOn(at)).toBe(on);
        if (until !== null) expect(isOn(end)).toBe(!on);
      }),
      { numRuns: 2000 },
    );
  });

  it("has one event per turn, however long a turn is", () => {
    const period = 10n ** 40n;
    const most = mostOf({ kind: "periodic", period, budget: 3n, deadline: period }, 1n);
    expect(most(0n)).toEqual({ on: true, until: 6n });
    expect(most(6n)).toEqual({ on: false, until: period + 3n });
    expect(mostOf({ kind: "table", frame: period, windows: [] }, 1n)(7n)).toEqual({ on: false, until: null });
    expect(mostOf({ kind: "dedicated" }, 1n)(7n)).toEqual({ on: true, until: null });
  });

  it("shows a miss at the far end of a period without supply", async () => {
    const { system } = await loadSystem(FAR_DEADLINE, "far.yaml");
    const { outcome } = certified(system, 1000);
    expect(outcome).toMatchObject({ kind: "accepted", verdict: "refuted" });
  });
});
