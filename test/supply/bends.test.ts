import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smaller } from "../../src/numeric/integer.ts";
import { bendsUpTo } from "../../src/supply/bends.ts";

/** A supply that waits and supplies in turn, each for some ticks. */
function supplyOf(turns: readonly { wait: bigint; run: bigint }[]) {
  const sbf = (window: bigint): bigint => {
    let [time, work] = [0n, 0n];
    for (const { wait, run } of turns) {
      time += wait;
      if (window <= time) return work;
      work += smaller(window - time, run);
      time += run;
    }
    return work;
  };
  const total = turns.reduce((sum, { run }) => sum + run, 0n);
  const timeToSupply = (work: bigint): bigint | null => {
    if (work > total) return null;
    let time = 0n;
    while (sbf(time) < work) time += 1n;
    return time;
  };
  return { sbf, timeToSupply };
}

describe("bendsUpTo", () => {
  it("finds each end of a wait and of a run", () => {
    const length = fc.bigInt({ min: 1n, max: 9n });
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: length, run: length }), { maxLength: 6 }),
        length,
        (turns, cut) => {
          let time = 0n;
          const expected = turns.flatMap(({ wait, run }) => {
            time += wait + run;
            return [time - run, time];
          });
          const until = time + 3n - cut;
          expect(bendsUpTo(supplyOf(turns), until)).toEqual(expected.filter((bend) => bend <= until));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("has none where supply never stops", () => {
    expect(bendsUpTo({ sbf: (t) => t, timeToSupply: (y) => y }, 10n ** 30n)).toEqual([]);
  });
});
