import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binsOf } from "../../../src/report/simulation/bins.ts";
import { histogramSvg } from "../../../src/report/simulation/histogram-svg.ts";
import { histogramText } from "../../../src/report/simulation/histogram-text.ts";
import { BUCKETS, bucketOf, bucketTop } from "../../../src/simulator/engine/histogram.ts";
import { CAST, delaysOf, FIGURES } from "./example.ts";
import { expectGolden } from "./golden.ts";

/** The buckets that the simulator would make of these values. */
function bucketsOf(values: readonly number[]) {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(bucketOf(value), (counts.get(bucketOf(value)) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bucket, count]) => ({
      from: bucket === 0 ? 0 : bucketTop(bucket - 1) + 1,
      to: bucketTop(bucket),
      count,
    }));
}

describe("bins", () => {
  const magnitude = fc
    .integer({ min: 0, max: 53 })
    .chain((bits) => fc.maxSafeNat().map((n) => n % 2 ** bits));

  it("have equal widths, leave no gap, and lose no value", () => {
    expect(BUCKETS).toBeGreaterThan(0);
    fc.assert(
      fc.property(
        fc.array(magnitude, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 80 }),
        (values, most) => {
          const bins = binsOf(bucketsOf(values), most);
          const width = bins[0]!.to - bins[0]!.from + 1;
          expect(bins.length).toBeLessThanOrEqual(most);
          for (const [index, bin] of bins.entries()) {
            expect(bin.to - bin.from + 1).toBe(width);
            if (index > 0) expect(bin.from).toBe(bins[index - 1]!.to + 1);
            expect(bin.count).toBe(values.filter((value) => value >= bin.from && value <= bin.to).length);
          }
          expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("are none where nothing was observed", () => expect(binsOf([], 16)).toEqual([]));
});

describe("histograms", () => {
  const many = Array.from({ length: 500 }, (_, index) => ((index * 7919) % 97) + (index % 50 === 0 ? 60 : 0));
  const figures = {
    ...FIGURES,
    tasks: [
      { ...FIGURES.tasks[0]!, responses: { ...delaysOf(...many), buckets: bucketsOf(many) } },
      ...FIGURES.tasks.slice(1),
    ],
  };

  it("are the golden text and picture", () => {
    expectGolden("histogram.txt", `${histogramText(CAST, figures)}\n`);
    expectGolden("histogram.svg", histogramSvg(CAST, figures));
  });

  it("fit 80 columns and show every count above zero", () => {
    const lines = histogramText(CAST, figures).split("\n");
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(80);
    for (const line of lines.filter((each) => / [1-9]\d* /.test(each) && each.startsWith("["))) {
      expect(line).toMatch(/[█▏▎▍▌▋▊▉]$/);
    }
  });

  it("leave out what was never observed", () => {
    expect(histogramText(CAST, figures)).not.toContain("shell");
    expect(
      histogramSvg(CAST, {
        ...figures,
        tasks: FIGURES.tasks.map((each) => ({ ...each, responses: delaysOf() })),
        sources: [{ ...FIGURES.sources[0]!, latencies: delaysOf() }],
      }),
    ).toContain("No job ended");
  });
});
