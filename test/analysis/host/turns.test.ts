import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { provisionOf } from "../../../src/analysis/host/provision.ts";
import { turnSupply, turnsOf } from "../../../src/analysis/host/turns.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import type { System, Vm } from "../../../src/model/system.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { commonTick } from "../../../src/numeric/timebase.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { boundOf, measuresOf } from "../../../src/supply/bound-of.ts";
import { sourceOf } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";
import { playTurns, type TurnsGame } from "./turns-game.ts";

const LENGTH = 260;

/** The round of a game as a system: the first VM is the victim, the last one owns the devices. */
function systemOfGame({ quanta, tick, separations }: TurnsGame): System {
  const names = quanta.map((_, index) => `vm${index}`);
  return systemOf({
    policy: { kind: "round-robin", ...(tick === null ? {} : { tick: duration(`${tick} ms`) }) },
    vms: quanta.map((quantum, index) => ({
      name: names[index] as string,
      quantum: duration(`${quantum} ms`),
    })),
    interrupts: separations.map((separation, index) =>
      sourceOf(`irq${index}`, {
        delivery: "rest-of-quantum",
        target: names.at(-1) as string,
        arrivals: sporadicEvents(`${separation} ms`),
        topHalf: work("0 ms"),
        bottomHalf: work("0 ms"),
      }),
    ),
  });
}

/** sbf of the victim in whole milliseconds. */
function leastSupply(game: TurnsGame): (window: number) => bigint {
  const system = systemOfGame(game);
  const victim = system.vms[0] as Vm;
  const turns = turnsOf(system, victim, game.tick === null ? null : duration(`${game.tick} ms`));
  if (!turns.least.isPositive()) return () => 0n;
  const supply = turnSupply(system, victim, turns);
  const timebase = commonTick([...measuresOf(supply).seconds, Rational.of(1n, 1000n)]);
  const perMs = timebase.toTicks(Rational.of(1n, 1000n));
  const bound = boundOf(supply, timebase);
  return (window) => (bound.sbf(BigInt(window) * perMs) * 1000n) / (perMs * 1000n);
}

const games: fc.Arbitrary<TurnsGame> = fc
  .record({
    ticks: fc.option(fc.integer({ min: 1, max: 4 })),
    quanta: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 3 }),
    slack: fc.array(fc.integer({ min: -2, max: 30 }), { minLength: 0, maxLength: 2 }),
    seed: fc.nat(1_000_000),
    manner: fc.constantFrom("greedy", "greedy", "random"),
    blocking: fc.constantFrom("never", "before-ticks", "random"),
  })
  .map(({ ticks, quanta, slack, ...rest }) => {
    const lengths = quanta.map((quantum) => quantum * (ticks ?? 2));
    const others = lengths.slice(1).reduce((sum, each) => sum + each, 0);
    const stop = (ticks ?? (lengths[0] as number)) + others;
    return {
      ...rest,
      tick: ticks,
      quanta: lengths,
      separations: slack.map((more) => Math.max(1, stop * slack.length + more)),
    };
  });

describe("the turns of a VM", () => {
  it("bring at least what their supply says, whatever the other VMs and the interrupts do", () => {
    let bounded = 0;
    fc.assert(
      fc.property(games, (game) => {
        const least = leastSupply(game);
        const served = playTurns(game, LENGTH);
        if (least(LENGTH) > 0n) bounded += 1;
        for (let window = 1; window <= LENGTH; window += 1) {
          const wanted = least(window);
          for (let from = 0; from + window <= LENGTH; from += 1) {
            const got = (served[from + window] as number) - (served[from] as number);
            if (got < wanted) throw new Error(`${got} in [${from}, ${from + window}), not ${wanted}`);
          }
        }
      }),
      { numRuns: 1_000 },
    );
    expect(bounded).toBeGreaterThan(300);
  });

  it.each([
    { tick: 10, separation: 30, first: 0 },
    { tick: null, separation: 40, first: 0 },
  ])("bring nothing for ever where an interrupt may come with each of them: $separation ms", (given) => {
    const { tick, separation } = given;
    const game: TurnsGame = {
      tick,
      quanta: [20, 20],
      separations: [separation],
      seed: 1,
      manner: "greedy",
      blocking: "never",
    };
    const served = playTurns(game, 4000);
    expect(served[4000] as number).toBe(served[40] as number);
    const system = systemOfGame(game);
    expect(provisionOf(system, system.vms[0] as Vm)).toMatchObject({
      kind: "nothing",
      advice: `deliver irq0 when-scheduled or immediate, or let it through a shaper with minDistance above ${separation} ms`,
    });
    const rarer = systemOfGame({ ...game, separations: [separation + 1] });
    expect(provisionOf(rarer, rarer.vms[0] as Vm)).toMatchObject({ kind: "supply" });
  });

  it("bring nothing where a quantum is one tick, which another VM may let begin at its end", () => {
    const game: TurnsGame = {
      tick: 4,
      quanta: [4, 8],
      separations: [],
      seed: 1,
      manner: "random",
      blocking: "before-ticks",
    };
    const system = systemOfGame(game);
    expect(provisionOf(system, system.vms[0] as Vm)).toMatchObject({
      kind: "nothing",
      advice: "make the quantum of vm0 longer than 4 ms",
    });
  });
});
