import { describe, expect, it } from "vitest";
import { NO_BLOCKING, segmentAt, stretches } from "../../../src/analysis/edf/stretch.ts";

const segments = [
  { from: -2n, blocking: 5n, blocker: 1 },
  { from: 3n, blocking: 2n, blocker: 0 },
  { from: 8n, blocking: 0n, blocker: null },
];

function first(count: number, unit: bigint, of = segments as typeof NO_BLOCKING): [bigint, bigint, bigint][] {
  const cuts = stretches(of, unit);
  return Array.from({ length: count }, () => {
    const { from, to, blocking } = cuts.next().value;
    return [from, to, blocking];
  });
}

describe("stretches", () => {
  it("cut where the blocking changes and where the length doubles", () => {
    expect(first(5, 2n)).toEqual([
      [0n, 3n, 5n],
      [3n, 4n, 2n],
      [4n, 8n, 2n],
      [8n, 16n, 0n],
      [16n, 32n, 0n],
    ]);
  });

  it("start with a stretch of 1 where the first deadline is not positive", () => {
    expect(first(3, -7n, NO_BLOCKING)).toEqual([
      [0n, 1n, 0n],
      [1n, 2n, 0n],
      [2n, 4n, 0n],
    ]);
  });
});

describe("segmentAt", () => {
  it("finds the segment in force, the first also before its start", () => {
    expect([-9n, -2n, 2n, 3n, 7n, 8n, 99n].map((window) => segmentAt(segments, window))).toEqual([
      0, 0, 0, 1, 1, 2, 2,
    ]);
  });
});
