import { describe, expect, it } from "vitest";
import { type Heuristic, pack } from "../../../src/analysis/multiprocessor/packing.ts";
import { Rational } from "../../../src/numeric/rational.ts";

/** Plain bin packing with bins of ten. */
function packed(sizes: readonly number[], cores: number, heuristic: Heuristic) {
  return pack(
    sizes.map((size) => Rational.from(size)),
    cores,
    heuristic,
    (items) => (items.reduce((sum, item) => sum + (sizes[item] as number), 0) <= 10 ? "fits" : "misses"),
  );
}

describe("pack", () => {
  it("differs by heuristic", () => {
    expect(packed([6, 5, 4, 3], 3, "first-fit").assignment).toEqual([0, 1, 0, 1]);
    expect(packed([6, 7, 3, 2], 3, "first-fit").assignment).toEqual([1, 0, 0, 1]);
    expect(packed([5, 6, 3], 2, "first-fit").assignment).toEqual([1, 0, 0]);
    expect(packed([5, 6, 3], 2, "worst-fit").assignment).toEqual([1, 0, 1]);
    expect(packed([5, 5, 5, 4], 3, "best-fit").assignment).toEqual([0, 0, 1, 1]);
  });

  it("goes by index among equal sizes, and to the lowest of equal cores", () => {
    expect(packed([4, 4, 4], 3, "worst-fit").assignment).toEqual([0, 1, 2]);
    expect(packed([4, 4, 4], 3, "best-fit").assignment).toEqual([0, 0, 1]);
  });

  it("stops at the first item that fits nowhere", () => {
    expect(packed([6, 1, 6, 5], 2, "first-fit")).toEqual({
      kind: "stopped",
      assignment: [0, null, 1, null],
      at: 3,
      undecided: false,
    });
  });

  it("says whether a core was given up undecided", () => {
    const one = [Rational.one];
    expect(pack(one, 1, "first-fit", () => "undetermined")).toMatchObject({
      kind: "stopped",
      undecided: true,
    });
    expect(pack(one, 1, "first-fit", () => "misses")).toMatchObject({ kind: "stopped", undecided: false });
  });
});
