import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Load, work } from "../../src/checker/events.ts";
import { Ledger, Refusal } from "../../src/checker/ledger.ts";
import { baseOf, type Supply, serviceOf } from "../../src/checker/supply.ts";
import { dominates } from "../../src/checker/sweep.ts";
import { coreWorld } from "../../src/checker/world.ts";

const number = (min: number, max: number): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: BigInt(min), max: BigInt(max) });

const tables: fc.Arbitrary<Supply & { kind: "table" }> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { minLength: 2, maxLength: 6 }),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([drawn, rest]) => {
    const edges = drawn.sort((x, y) => x - y);
    const windows = edges.flatMap((start, index) => {
      const end = edges[index + 1];
      return index % 2 === 1 || end === undefined ? [] : [{ start: BigInt(start), end: BigInt(end) }];
    });
    return { kind: "table" as const, frame: BigInt((edges.at(-1) ?? 0) + rest), windows };
  });

const contracts: fc.Arbitrary<Supply> = fc.oneof(
  tables,
  fc.record({ n: number(1, 5), d: number(5, 9), delay: number(0, 12) }).map(({ n, d, delay }) => ({
    ...{ kind: "bounded-delay" as const, rate: { n, d }, delay },
  })),
  fc
    .record({ budget: number(1, 3), more: number(0, 3), rest: number(0, 6) })
    .map(({ budget, more, rest }) => ({
      ...{ kind: "edp" as const, budget, deadline: budget + more, period: budget + more + rest },
    })),
);

const loads: fc.Arbitrary<Load[]> = fc.array(
  fc
    .record({ period: number(6, 16), jitter: number(0, 15), cost: number(1, 2), distance: number(0, 5) })
    .map(({ cost, ...times }) => ({
      ...{ name: "load", cost, events: times },
    })),
  { maxLength: 2 },
);

const upTo = (end: number): bigint[] => Array.from({ length: end }, (_, index) => BigInt(index));

function fromEachPhase({ frame, windows }: Supply & { kind: "table" }): ((t: bigint) => bigint)[] {
  const { between } = serviceOf(frame, windows);
  return upTo(Number(frame)).map((at) => (t) => between(at, at + t));
}

/** What is left of each phase of a supply below loads, tick by tick: the most that any part of the window leaves. */
function leftOver(supply: Supply, all: readonly Load[], loss: bigint, end: number): bigint[] {
  const phases = supply.kind === "table" ? fromEachPhase(supply) : [baseOf(supply).least];
  const least: bigint[] = [];
  for (const given of phases) {
    let best = 0n;
    for (const t of upTo(end)) {
      const left = given(t) - work(all, t) - loss;
      if (left > best) best = left;
      const known = least[Number(t)];
      if (known === undefined || best < known) least[Number(t)] = best;
    }
  }
  return least;
}

/** What a contract promises, a rate without rounding it down. */
const promised = (contract: Supply, t: bigint): bigint => {
  if (contract.kind !== "bounded-delay") return baseOf(contract).least(t);
  const { rate, delay } = contract;
  return t <= delay ? 0n : (rate.n * (t - delay) + rate.d - 1n) / rate.d;
};

describe("a supply that is at least its contract", () => {
  it("is so in every window where that is accepted, and not where it is refused", () => {
    const supplies = fc.oneof(tables, fc.constant<Supply>({ kind: "dedicated" }));
    const told = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(supplies, loads, number(0, 2), contracts, (supply, above, loss, contract) => {
        const world = { ...coreWorld(above, loss), base: baseOf(supply), supply };
        const left = leftOver(supply, above, loss, 120);
        const broken = upTo(120).filter((t) => promised(contract, t) > (left[Number(t)] ?? 0n));
        try {
          dominates(new Ledger("", () => {}), world, contract, 60n, null);
        } catch (error) {
          const window = /in windows of ([0-9]+):/.exec((error as Refusal).message)?.[1];
          if (!(error instanceof Refusal)) throw error;
          if (window === undefined) return;
          told.refused += 1;
          expect(broken).toContain(BigInt(window));
          return;
        }
        told.accepted += 1;
        expect(broken).toEqual([]);
      }),
      { numRuns: 600 },
    );
    expect(told.accepted).toBeGreaterThan(40);
    expect(told.refused).toBeGreaterThan(20);
  });
});
