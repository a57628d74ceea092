import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BuiltWindow, disjoint } from "../../../src/description/build/windows.ts";
import { Reading } from "../../../src/description/reading.ts";
import { Times } from "../../../src/description/times.ts";
import { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";

const at = (ticks: number): Duration => new Duration(Rational.of(BigInt(ticks)));

const window = (start: number, length: number, index: number): BuiltWindow => ({
  start: at(start),
  length: at(length),
  end: at(start + length),
  path: ["windows", index],
  text: `${start} for ${length}`,
});

const reading = (): Reading => new Reading(new Times({ timeUnit: null, clock: null, evaluate: null }), null);

describe("disjoint", () => {
  it("complains exactly when some instant lies in two windows", () => {
    const drawn = fc.array(fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 5 })), { maxLength: 5 });
    let overlaps = 0;
    fc.assert(
      fc.property(drawn, (pairs) => {
        const told = reading();
        const windows = pairs.map(([start, length], index) => window(start, length, index));
        const sorted = disjoint(windows, told, () => "overlap");
        const shared = Array.from({ length: 20 }, (_, tick) =>
          pairs.filter(([start, length]) => start <= tick && tick < start + length),
        ).some((there) => there.length > 1);
        if (shared) overlaps++;
        expect(told.problems.length > 0).toBe(shared);
        expect(sorted.map(({ start }) => Number(start.value.toString()))).toEqual(
          pairs.map(([start]) => start).sort((a, b) => a - b),
        );
      }),
      { numRuns: 2000 },
    );
    expect(overlaps).toBeGreaterThan(100);
  });

  it("tells the later of the two in the file", () => {
    const told = reading();
    disjoint(
      [window(5, 5, 0), window(0, 6, 1)],
      told,
      (later, earlier) => `${later.text} hits ${earlier.text}`,
    );
    expect(told.problems.map(({ path, message }) => [path, message])).toEqual([
      [["windows", 1], "0 for 6 hits 5 for 5"],
    ]);
  });
});
