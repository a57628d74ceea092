import { describe, expect, it } from "vitest";
import type { Events, Load } from "../../src/checker/events.ts";
import { interruptedBase } from "../../src/checker/interrupted.ts";
import { Ledger, Refusal } from "../../src/checker/ledger.ts";
import { canRepeat, repeats } from "../../src/checker/limits.ts";
import { baseOf, type Supply } from "../../src/checker/supply.ts";
import { coreWorld, type World } from "../../src/checker/world.ts";

const load = (events: Events): Load => ({ name: "load", events, cost: 1n });

const below = (supply: Supply, ...events: readonly Events[]): World => ({
  ...coreWorld(events.map(load), 0n),
  base: baseOf(supply),
  supply,
});

const served: Supply = { kind: "edp", budget: 2n, deadline: 4n, period: 4n };
const steady: Events = { period: 12n, jitter: 7n, distance: 0n };
/** At first 2 apart, until the jitter is used up: a window longer by 12 may hold less than one event more. */
const burst: Events = { period: 12n, jitter: 7n, distance: 2n };

/** A supply that stands still at interrupts; when they come next is not known from its own phase. */
const stopped = (...events: readonly Events[]): World => ({
  ...below(served, ...events),
  base: interruptedBase(baseOf(served), [load({ period: 12n, jitter: 0n, distance: 0n })]),
});

const cases: readonly (readonly [string, () => World, boolean])[] = [
  ["a supply alone does", () => below(served), true],
  ["a dedicated processor does", () => below({ kind: "dedicated" }), true],
  ["a flow does", () => below({ kind: "bounded-delay", rate: { n: 1n, d: 2n }, delay: 3n }), true],
  [
    "a supply below loads that are as dense in every long window does",
    () => below(served, steady, steady),
    true,
  ],
  ["a supply that stands still at interrupts does not", () => stopped(), false],
  ["nor does it below loads that do", () => stopped(steady), false],
  ["a load that is denser in short windows does not", () => below(served, burst), false],
  ["nor do two loads of which one is", () => below(served, steady, burst), false],
];

describe("whether supply and loads repeat after any length", () => {
  it.each(cases)("%s", (_, world, expected) => expect(canRepeat(world())).toBe(expected));

  it.each(cases)("%s: so a repetition after 12 is accepted or refused", (_, world, expected) => {
    const shown = (): void => repeats(new Ledger("here", () => {}), world(), 12n, [12n], { n: 1n, d: 12n });
    if (expected) expect(shown).not.toThrow();
    else expect(shown).toThrow(Refusal);
  });
});
