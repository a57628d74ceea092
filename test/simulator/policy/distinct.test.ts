import { describe, expect, it } from "vitest";
import { SERVER_KINDS } from "../../../src/model/supply.ts";
import type { NodeSpec } from "../../../src/simulator/engine/specification.ts";
import { drawn } from "../../support/timeline.ts";
import { guest, hog, ran } from "../../support/vm-schedulers.ts";

/**
 * Three guests: one that comes in two bursts, one that is regular, one that always wants the core. The second burst comes
 * when what is left of a budget of 4 of 10 is just as much as the bandwidth leaves until its deadline: 2 of 5.
 */
const burst: NodeSpec = {
  kind: "fixed-priority",
  children: [
    guest("first", { offset: 0, period: 37, wcet: 2 }),
    guest("second", { offset: 5, period: 37, wcet: 9 }),
  ],
};
const regular = guest("regular", { offset: 0, period: 17, wcet: 5 });
const busy = hog("busy");
const children: readonly NodeSpec[] = [burst, regular, busy];
/** 4 of 10, 6 of 20 and 3 of 10. */
const slices = [
  { period: 10, slice: 4 },
  { period: 20, slice: 6 },
  { period: 10, slice: 3 },
];
const credit = { timeslice: 6, tick: 2, accounting: 6, ratelimit: 2, sampled: false, boost: true };
const weights = [
  { weight: 400, cap: 0 },
  { weight: 300, cap: 40 },
  { weight: 300, cap: 0 },
];

const POLICIES: Readonly<Record<string, NodeSpec>> = {
  "fixed priority": { kind: "fixed-priority", children },
  edf: { kind: "edf", children },
  "round robin": { kind: "round-robin", children, quanta: [4, 3, 3] },
  table: {
    kind: "table",
    frame: 10,
    windows: [
      { start: 0, end: 4, child: 0 },
      { start: 4, end: 7, child: 1 },
      { start: 7, end: 10, child: 2 },
    ],
    children,
  },
  sedf: { kind: "sedf", children, parameters: slices, extraQuantum: 1 },
  "sedf with extratime": {
    kind: "sedf",
    children,
    parameters: slices.map((each) => ({ ...each, extratime: true })),
    extraQuantum: 1,
  },
  "sedf that keeps its budget": {
    kind: "sedf",
    children,
    parameters: slices,
    extraQuantum: 1,
    keepsBudget: true,
  },
  credit: { kind: "credit", children, parameters: weights, ...credit },
  "credit, sampled": { kind: "credit", children, parameters: weights, ...credit, sampled: true },
  "credit without boost": { kind: "credit", children, parameters: weights, ...credit, boost: false },
  "credit without a rate limit": { kind: "credit", children, parameters: weights, ...credit, ratelimit: 0 },
  bvt: {
    kind: "bvt",
    children,
    parameters: [{ advance: 3 }, { advance: 4 }, { advance: 4 }],
    mcu: 1,
    contextAllowance: 3,
  },
  "bvt with a warp": {
    kind: "bvt",
    children,
    parameters: [{ advance: 3, warp: 50 }, { advance: 4 }, { advance: 4 }],
    mcu: 1,
    contextAllowance: 3,
  },
  ...Object.fromEntries(SERVER_KINDS.map((kind) => [kind, servers(kind)])),
  "xen-rtds with extratime": servers("xen-rtds", true),
};

function servers(kind: (typeof SERVER_KINDS)[number], extratime = false): NodeSpec {
  return {
    kind: "edf",
    children: children.map((child, index): NodeSpec => {
      const { period, slice } = slices[index] as (typeof slices)[number];
      return { kind: "server", server: kind, period, budget: slice, deadline: period, extratime, child };
    }),
  };
}

describe("policies", () => {
  it("each give the same three guests another schedule, but for RTDS, which is deferrable", () => {
    const byName = Object.entries(POLICIES).map(([name, root]) => ({
      name,
      schedule: drawn(ran(root, 600)),
    }));
    const same = byName.flatMap(({ name, schedule }, index) =>
      byName
        .slice(index + 1)
        .filter((other) => other.schedule === schedule)
        .map((other) => `${name} = ${other.name}`),
    );
    expect(same).toEqual(["deferrable = xen-rtds"]);
  });

  it("give the same schedule each time", () => {
    for (const root of Object.values(POLICIES)) expect(ran(root, 600)).toEqual(ran(root, 600));
  });
});
