import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildEngine } from "../../src/simulator/engine/build.ts";
import type { NodeSpec, TaskSpec } from "../../src/simulator/engine/specification.ts";
import { SedfSlices, type Waking } from "../../src/simulator/policy/sedf-slices.ts";
import type { SedfParameters, SedfSpec } from "../../src/simulator/policy/sedf-spec.ts";
import type { GuestText } from "../support/naive-guest.ts";
import { shares } from "../support/timeline.ts";
import { guest, hog, ran } from "../support/vm-schedulers.ts";

// Xen's Simple EDF, by its rules (docs/reproductions/xen.md). A tick is 100 us.
const MS = 10;
const QUANTUM = 5;

function sedf(
  vms: readonly (SedfParameters & { readonly child: NodeSpec })[],
  keepsBudget = false,
  extraQuantum = QUANTUM,
): SedfSpec {
  return {
    kind: "sedf",
    children: vms.map(({ child }) => child),
    parameters: vms.map(({ child: _, ...parameters }) => parameters),
    extraQuantum,
    keepsBudget,
  };
}

describe("Xen SEDF: slices", () => {
  it("gives a VM without extratime exactly its slice in each period (the HOWTO's 5 of 20 ms and 3 of 10 ms)", () => {
    const root = sedf([
      { child: hog("a"), period: 20 * MS, slice: 5 * MS },
      { child: hog("b"), period: 10 * MS, slice: 3 * MS },
    ]);
    const ticks = ran(root, 2000 * MS);
    for (let start = 0; start < 2000 * MS; start += 20 * MS) {
      expect(shares(ticks, 2, start, start + 20 * MS)).toEqual([5 * MS, 6 * MS]);
    }
  });

  it("divides what nobody claims in proportion to utilizations, or to weights where they are given", () => {
    const extratime = true;
    const byUtilization = ran(
      sedf([
        { child: hog("a"), period: 20 * MS, slice: 2 * MS, extratime },
        { child: hog("b"), period: 20 * MS, slice: 6 * MS, extratime },
        { child: hog("c"), period: 20 * MS, slice: 4 * MS },
      ]),
      3000 * MS,
    );
    const [a = 0, b = 0, c] = shares(byUtilization, 3);
    expect(c).toBe(600 * MS);
    expect((b - 900 * MS) / (a - 300 * MS)).toBeCloseTo(3, 1);
    expect(a + b + 600 * MS).toBe(3000 * MS);

    const byWeight = ran(
      sedf([
        { child: hog("a"), period: 100 * MS, slice: 0, extratime, extraWeight: 1 },
        { child: hog("b"), period: 100 * MS, slice: 0, extratime, extraWeight: 4 },
      ]),
      3000 * MS,
    );
    const [light = 0, heavy = 0] = shares(byWeight, 2);
    expect(heavy / light).toBeCloseTo(4, 1);
  });

  it("hands out no gap that is shorter than the quantum", () => {
    const root = sedf([
      { child: hog("a"), period: 10, slice: 6 },
      { child: hog("b"), period: 10, slice: 0, extratime: true, extraWeight: 1 },
    ]);
    expect(shares(ran(root, 1000), 2)).toEqual([600, 0]);
  });
});

describe("Xen SEDF: a VM that blocks", () => {
  // Two halves of a job with a wait for a device between them: 2 ms, 1 ms of waiting, 2 ms, in a slice of 5 of 20 ms.
  const halves = (deadline: number): NodeSpec => ({
    kind: "vm",
    name: "blocker",
    child: {
      kind: "fixed-priority",
      children: [half("first", 0, deadline), half("second", 3 * MS, deadline)],
    },
  });
  const half = (name: string, offset: number, deadline: number): TaskSpec => ({
    kind: "task",
    name,
    offset,
    period: 20 * MS,
    wcet: 2 * MS,
    deadline,
  });
  const misses = (keepsBudget: boolean): number[] => {
    const root = sedf(
      [
        { child: halves(10 * MS), period: 20 * MS, slice: 5 * MS },
        { child: hog("neighbour"), period: 1000 * MS, slice: 750 * MS },
      ],
      keepsBudget,
    );
    const { engine } = buildEngine({ cores: [root] });
    engine.run(1000 * MS);
    return [...engine.tasks.missed].slice(0, 2);
  };

  it("loses the rest of its slice, and misses deadlines", () => {
    const [first, second] = misses(false);
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(45);
  });

  it("keeps it in the improved version, and meets them", () => {
    expect(misses(true)).toEqual([0, 0]);
  });

  it("is compensated from gaps, before those that merely take extratime", () => {
    const slowest = (quantum: number): number => {
      const child = guest("blocker", { offset: 0, period: 7 * MS, wcet: 1 * MS });
      const root = sedf(
        [
          { child, period: 20 * MS, slice: 5 * MS },
          { child: hog("taker"), period: 100 * MS, slice: 0, extratime: true, extraWeight: 1 },
        ],
        false,
        quantum,
      );
      const { engine } = buildEngine({ cores: [root] });
      engine.run(2100 * MS);
      return (engine.tasks.mostResponse[0] as number) / MS;
    };
    expect(slowest(QUANTUM)).toBeLessThan(2);
    // Gaps are never as long as this quantum, so nobody gets extratime.
    expect(slowest(1000 * MS)).toBeGreaterThan(13);
  });
});

describe("Xen SEDF: from waking to the first service", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  interface Wake {
    readonly slot: number;
    readonly time: number;
    readonly waking: Waking;
  }

  function wakesOf(): Wake[] {
    const wakes: Wake[] = [];
    const { wake } = SedfSlices.prototype;
    vi.spyOn(SedfSlices.prototype, "wake").mockImplementation(function (this: SedfSlices, slot, time, keeps) {
      const waking = wake.call(this, slot, time, keeps);
      wakes.push({ slot, time, waking });
      return waking;
    });
    return wakes;
  }

  interface Vm extends SedfParameters {
    readonly task: GuestText;
  }

  /** Slices that use the core up at most, whole or not. */
  const system = fc
    .array(
      fc.record({
        period: fc.integer({ min: 4, max: 40 }),
        share: fc.integer({ min: 1, max: 10 }),
        extratime: fc.boolean(),
        task: fc.record({
          offset: fc.integer({ min: 0, max: 40 }),
          period: fc.integer({ min: 2, max: 90 }),
          wcet: fc.integer({ min: 1, max: 20 }),
        }),
      }),
      { minLength: 2, maxLength: 4 },
    )
    .map((vms): Vm[] => {
      const total = vms.reduce((sum, { share }) => sum + share, 0);
      return vms.map(({ period, share, ...rest }) => {
        const slice = Math.max(1, Math.floor((period * share) / total));
        // A slice of one tick may be more than the share: its period is as long as the share takes.
        return { ...rest, slice, period: Math.max(period, Math.ceil((slice * total) / share)) };
      });
    });

  /** How long each wake waits, as a share of its bound. */
  function waits(vms: readonly Vm[], keepsBudget: boolean): { waking: Waking; share: number }[] {
    const wakes = wakesOf();
    const children = vms.map(({ task, ...rest }, index) => ({ ...rest, child: guest(`vm${index}`, task) }));
    const horizon = 500;
    const ticks = ran(sedf(children, keepsBudget), horizon);
    vi.restoreAllMocks();
    return wakes.flatMap(({ slot, time, waking }) => {
      const { period, slice } = vms[slot] as Vm;
      const bound = waking === "long" ? period - slice : 2 * period - slice;
      const served = ticks.indexOf(slot, time);
      if (served < 0 && time + bound >= horizon) return [];
      const wait = (served < 0 ? horizon : served) - time;
      return [{ waking, share: wait === 0 ? 0 : wait / bound }];
    });
  }

  it("takes at most 2P − S after a short block and P − S after a long one, on 4000 random systems", () => {
    fc.assert(
      fc.property(system, (vms) => {
        for (const { share } of waits(vms, false)) expect(share).toBeLessThanOrEqual(1);
      }),
      { numRuns: 4000 },
    );
  }, 60_000);

  it("takes longer in some of them where VMs keep their budget: a late slice and a fresh one come back to back", () => {
    const systems = fc.sample(system, { numRuns: 1000, seed: 1 });
    const beyond = (keeps: boolean): number =>
      systems.filter((vms) => waits(vms, keeps).some(({ share }) => share > 1)).length;
    expect(beyond(false)).toBe(0);
    expect(beyond(true)).toBeGreaterThan(5);
  }, 60_000);

  it("comes within a few ticks of both bounds", () => {
    const [period, slice] = [1000, 400];
    const neighbour = { period: 1000, slice: 600 };
    // The neighbour's period, and so its deadline, begins a tick before the VM wakes.
    const long = ran(
      sedf([
        { child: guest("vm", { offset: 2001, period: 9000, wcet: 1 }), period, slice },
        { child: hog("neighbour"), ...neighbour },
      ]),
      4000,
    );
    expect(long.indexOf(0) - 2001).toBe(period - slice - 1);

    // It runs for a tick at 0, blocks, wakes at 2; the neighbour wakes just before its next period.
    const short = ran(
      sedf(
        [
          { child: guest("vm", { offset: 0, period: 2, wcet: 1 }), period, slice },
          { child: guest("neighbour", { offset: 999, period: 9000, wcet: 600 }), ...neighbour },
        ],
        false,
        10_000,
      ),
      4000,
    );
    expect(short.indexOf(0, 2) - 2).toBe(2 * period - slice - 3);
  });
});
