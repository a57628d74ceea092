import { describe, expect, it } from "vitest";
import { ceilDiv, floorDiv, max, min, sum } from "../../src/checker/arithmetic.ts";
import { delayed, type Events } from "../../src/checker/events.ts";

const around = (end: number): bigint[] => Array.from({ length: 2 * end + 1 }, (_, at) => BigInt(at - end));

describe("the checker's own integers", () => {
  it("are divided downwards and upwards, below 0 as well", () => {
    for (const b of [1n, 2n, 3n, 7n])
      for (const a of around(15)) {
        const [low, high] = [floorDiv(a, b), ceilDiv(a, b)];
        expect(low * b <= a && a < (low + 1n) * b).toBe(true);
        expect((high - 1n) * b < a && a <= high * b).toBe(true);
      }
  });

  it("are compared and added", () => {
    expect([max(2n, 5n, 3n), max(5n, 2n), max(-1n), max()]).toEqual([5n, 5n, 0n, 0n]);
    expect([min(2n, 5n), min(5n, 2n), min(-1n, 0n)]).toEqual([2n, 2n, -1n]);
    expect([sum([]), sum([1n, -4n, 7n])]).toEqual([0n, 4n]);
  });
});

describe("events that come late", () => {
  it.each<readonly [string, Events, bigint, Events]>([
    [
      "come closer by as much",
      { period: 10n, jitter: 2n, distance: 5n },
      3n,
      { period: 10n, jitter: 5n, distance: 2n },
    ],
    [
      "come at once where they were no further apart",
      { period: 10n, jitter: 2n, distance: 5n },
      6n,
      { period: 10n, jitter: 8n, distance: 0n },
    ],
    // A token comes every 4: within 4 one more, within 5 two more.
    ["are let off with one token more", { capacity: 2n, refill: 4n }, 4n, { capacity: 3n, refill: 4n }],
    ["are let off with two tokens more", { capacity: 2n, refill: 4n }, 5n, { capacity: 4n, refill: 4n }],
    [
      "keep each limit with so much more jitter",
      {
        limits: [
          { period: 2n, jitter: 1n },
          { period: 10n, jitter: 30n },
          { period: 20n, jitter: 90n },
        ],
      },
      3n,
      {
        limits: [
          { period: 2n, jitter: 4n },
          { period: 10n, jitter: 33n },
          { period: 20n, jitter: 93n },
        ],
      },
    ],
  ])("%s", (_, events, delay, late) => expect(delayed(events, delay)).toEqual(late));
});
