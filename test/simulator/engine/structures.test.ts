import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BUCKETS,
  bucketOf,
  bucketTop,
  quantile,
  RESOLUTION,
} from "../../../src/simulator/engine/histogram.ts";
import { drawBetween, streamOf } from "../../../src/simulator/engine/random.ts";
import { ReadySet } from "../../../src/simulator/engine/ready-set.ts";
import { NEVER } from "../../../src/simulator/engine/time.ts";
import { TimerTree } from "../../../src/simulator/engine/timer-tree.ts";
import { PackedHeap } from "../../../src/simulator/flat/packed-heap.ts";

describe("TimerTree", () => {
  it("always shows the earliest timer, the lowest of several", () => {
    const time = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(NEVER));
    const moves = fc.integer({ min: 1, max: 70 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        sets: fc.array(fc.tuple(fc.nat(size - 1), time), { maxLength: 60 }),
      }),
    );
    fc.assert(
      fc.property(moves, ({ size, sets }) => {
        const tree = new TimerTree(size);
        const times = new Array<number>(size).fill(NEVER);
        for (const [timer, at] of sets) {
          tree.set(timer, at);
          times[timer] = at;
          expect(tree.firstTime).toBe(Math.min(...times));
          if (tree.firstTime !== NEVER) expect(tree.first).toBe(times.indexOf(tree.firstTime));
          expect(tree.timeOf(timer)).toBe(at);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("ReadySet", () => {
  it("knows its least member, beyond a word and beyond a word of words", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(2999), { maxLength: 40 }),
        fc.infiniteStream(fc.boolean()),
        (members, keep) => {
          const set = new ReadySet(3000);
          for (const member of members) set.add(member);
          const left = members.filter((member) => {
            const stays = keep.next().value;
            if (!stays) set.remove(member);
            return stays;
          });
          expect(set.size).toBe(left.length);
          expect(set.first()).toBe(left.length === 0 ? -1 : Math.min(...left));
          for (const member of members) expect(set.has(member)).toBe(left.includes(member));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("PackedHeap", () => {
  it("gives its keys in order", () => {
    const keys = fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(keys, fc.maxSafeNat(), (given, replacement) => {
        const heap = new PackedHeap(given.length);
        for (const key of given) heap.push(key);
        heap.replaceFirst(replacement);
        const expected = given
          .toSorted((a, b) => a - b)
          .with(0, replacement)
          .sort((a, b) => a - b);
        const popped = given.map(() => {
          const { first } = heap;
          heap.pop();
          return first;
        });
        expect(popped).toEqual(expected);
        expect(heap.first).toBe(NEVER);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the histogram", () => {
  const values = fc.oneof(fc.maxSafeNat(), fc.nat(200), fc.nat(2 ** 31));

  it("puts each value into a bucket that ends at most 1/32 above it", () => {
    fc.assert(
      fc.property(values, (value) => {
        const bucket = bucketOf(value);
        expect(bucket).toBeLessThan(BUCKETS);
        expect(bucketTop(bucket)).toBeGreaterThanOrEqual(value);
        expect(bucketTop(bucket) - value).toBeLessThanOrEqual(value * RESOLUTION);
        if (bucket > 0) expect(bucketTop(bucket - 1)).toBeLessThan(value);
      }),
      { numRuns: 5000 },
    );
  });

  it("gives quantiles from above", () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 200 }), (seen) => {
        const counts = new Float64Array(BUCKETS);
        for (const value of seen) counts[bucketOf(value)]!++;
        const exact = seen.toSorted((a, b) => a - b)[Math.ceil(0.95 * seen.length) - 1]!;
        expect(quantile(counts, 0.95)).toBe(bucketTop(bucketOf(exact)));
      }),
    );
    expect(quantile(new Float64Array(BUCKETS), 0.5)).toBeNull();
  });
});

describe("draws", () => {
  it("stay within their limits, at any magnitude", () => {
    const range = fc
      .tuple(fc.maxSafeNat(), fc.maxSafeNat())
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.nat(),
        fc.maxSafeNat(),
        range,
        (seed, subject, counter, [least, most]) => {
          const draw = drawBetween(seed, streamOf(subject, 1), counter, least, most);
          expect(Number.isSafeInteger(draw)).toBe(true);
          expect(draw).toBeGreaterThanOrEqual(least);
          expect(draw).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("are spread evenly, and apart between streams and seeds", () => {
    const counts = new Array<number>(10).fill(0);
    for (let k = 0; k < 100_000; k++) counts[drawBetween(1, streamOf(0, 0), k, 0, 9)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    const row = (seed: number, stream: number): number[] =>
      Array.from({ length: 20 }, (_, k) => drawBetween(seed, stream, k, 0, 1e9));
    expect(row(1, streamOf(0, 0))).not.toEqual(row(1, streamOf(0, 1)));
    expect(row(1, streamOf(0, 0))).not.toEqual(row(2, streamOf(0, 0)));
    expect(row(1, streamOf(0, 0))).not.toEqual(row(1 + 2 ** 40, streamOf(0, 0)));
  });
});
