import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Load, work } from "../../src/checker/events.ts";
import { Ledger, Refusal } from "../../src/checker/ledger.ts";
import { baseOf, type Supply, serviceOf } from "../../src/checker/supply.ts";
import { dominates } from "../../src/checker/sweep.ts";
import { coreWorld, type World } from "../../src/checker/world.ts";

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

/** What a sweep looked at, in turn: the window, what is asked for in it, and what is given. */
function lookedAt(
  supply: Supply,
  above: readonly Load[],
  loss: bigint,
  contract: Supply,
  to: bigint,
): string {
  const lines: string[] = [];
  const world = { ...coreWorld(above, loss), base: baseOf(supply), supply };
  const { cycle } = baseOf(contract);
  dominates(new Ledger("", (line) => lines.push(line)), world, contract, to, above.length > 0 ? null : cycle);
  return lines
    .flatMap((line) => /windows of ([0-9]+): .*: ([0-9]+) ≤ ([0-9]+)$/.exec(line)?.slice(1).join(" ") ?? [])
    .join(", ");
}

const windows = (...all: readonly (readonly [bigint, bigint])[]): { start: bigint; end: bigint }[] =>
  all.map(([start, end]) => ({ start, end }));

describe("a sweep looks once at each turn, and where a backlog is caught up or lines of a table cross", () => {
  const dedicated: Supply = { kind: "dedicated" };
  const every = (period: bigint, cost: bigint): Load => ({
    ...{ name: "load", cost, events: { period, jitter: 0n, distance: 0n } },
  });
  /** After one window nothing for 1, after the other for 2: 1 by 3, where the first stands still and the second comes by. */
  const crossing: Supply = { kind: "table", frame: 7n, windows: windows([0n, 3n], [4n, 5n]) };

  it.each<readonly [string, () => string, string]>([
    [
      // A section of 1 and 3 are caught up at 4, where the promise begins, and 3 more at 10 + 3.
      "below loads",
      () =>
        lookedAt(
          dedicated,
          [every(10n, 3n)],
          1n,
          { kind: "bounded-delay", rate: { n: 1n, d: 2n }, delay: 4n },
          24n,
        ),
      "0 0 0, 4 0 0, 10 3 6, 13 5 6, 20 8 13, 23 10 13, 24 10 14",
    ],
    [
      // Off until 4, less 1 for the load that is caught up at 5; the load at 20 waits until 24 and is caught up at 25.
      "below loads, a table that is off as they come",
      () =>
        lookedAt(
          { kind: "table", frame: 10n, windows: windows([0n, 6n]) },
          [every(20n, 1n)],
          0n,
          { kind: "bounded-delay", rate: { n: 1n, d: 4n }, delay: 12n },
          26n,
        ),
      "0 0 0, 4 0 0, 5 0 0, 10 0 5, 12 0 5, 14 1 5, 20 2 11, 24 3 11, 25 4 11, 26 4 12",
    ],
    [
      "between turns of what is promised, with a section",
      () => lookedAt(dedicated, [], 1n, crossing, 11n),
      "0 0 0, 1 0 0, 2 0 1, 3 1 2, 4 1 3, 5 2 4, 6 3 5, 7 4 6, 8 4 7, 9 4 8, 10 5 9, 11 5 10",
    ],
    [
      // From either end of a window, what is given being one of the lines that cross.
      "between turns of what is promised and given",
      () => lookedAt(crossing, [], 0n, crossing, 11n),
      [
        "0 0 0, 1 0 0, 2 0 1, 3 1 1, 4 1 1, 5 2 2, 6 3 3, 7 4 4, 8 4 4, 9 4 5, 10 5 5, 11 5 5",
        "0 0 0, 1 0 0, 2 0 0, 3 1 1, 4 1 2, 5 2 3, 6 3 3, 7 4 4, 8 4 4, 9 4 4, 10 5 5, 11 5 6",
      ].join(", "),
    ],
  ])("%s", (_, found, expected) => expect(found()).toBe(expected));
});

describe("a sweep", () => {
  const half: Supply = { kind: "bounded-delay", rate: { n: 1n, d: 2n }, delay: 0n };
  const swept = (world: World, to: bigint): void =>
    dominates(new Ledger("", () => {}), world, half, to, null);

  it("is refused beyond two million turns, however little each of them asks for", () => {
    const each = { name: "idle", events: { period: 1n, jitter: 0n, distance: 0n }, cost: 0n };
    const world = coreWorld([each], 0n);
    expect(() => swept(world, 2_000_001n)).toThrow("the sweep ends within 2000000 steps");
  });

  it("is refused on a supply that flows slower than time between its turns", () => {
    const supply: Supply = { kind: "bounded-delay", rate: { n: 3n, d: 4n }, delay: 0n };
    const world = { ...coreWorld([], 0n), base: baseOf(supply), supply };
    expect(() => swept(world, 20n)).toThrow("the supply is there or not between two turns");
  });
});
