import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { table } from "../../../src/model/supply.ts";
import { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { buildMachine } from "../../../src/simulator/guest/machine.ts";
import type { TickDelivery } from "../../../src/simulator/guest/specification.ts";
import { worstSleep } from "../../../src/simulator/guest/worst-sleep.ts";
import { guestTick } from "../../vectors/families/guest-tick.ts";
import type { VectorCase } from "../../vectors/family.ts";

const seconds = (value: number): Duration => new Duration(Rational.of(BigInt(value)));
const DELIVERIES: readonly TickDelivery[] = ["lost", "coalesced", "caught-up"];

interface Guest {
  readonly frame: number;
  readonly windows: readonly (readonly [number, number])[];
  readonly tick: number;
  readonly needed: number;
}

const guests: fc.Arbitrary<Guest> = fc
  .record({
    lengths: fc.array(fc.tuple(fc.nat({ max: 4 }), fc.integer({ min: 1, max: 4 })), {
      minLength: 1,
      maxLength: 3,
    }),
    tail: fc.nat({ max: 4 }),
    tick: fc.integer({ min: 1, max: 8 }),
    needed: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ lengths, tail, ...rest }) => {
    const windows: [number, number][] = [];
    let at = 0;
    for (const [gap, length] of lengths) {
      windows.push([at + gap, at + gap + length]);
      at += gap + length;
    }
    return { frame: at + tail, windows, ...rest };
  });

const worstOf = ({ frame, windows, tick, needed }: Guest, delivery: TickDelivery): number | null => {
  const worst = worstSleep({
    supply: table({
      frame: seconds(frame),
      windows: windows.map(([start, end]) => ({ start: seconds(start), end: seconds(end) })),
    }),
    tick: seconds(tick),
    ticksNeeded: BigInt(needed),
    delivery,
    grid: seconds(1),
  });
  return worst === null ? null : Number(worst.value.numerator);
};

/** Every call and phase, one instant after the other. */
function naiveWorst({ frame, windows, tick, needed }: Guest, delivery: TickDelivery): number {
  const runs = (t: number): boolean => windows.some(([start, end]) => start <= t % frame && t % frame < end);
  const patience = frame * tick * (needed + 2);
  let worst = 0;
  for (let phase = 0; phase < tick; phase++) {
    for (let call = 0; call < frame; call++) {
      if (!runs(call)) continue;
      let left = needed;
      let pending = 0;
      let t = call;
      while (left > 0 && t < call + patience) {
        t++;
        const here = (t - phase + tick) % tick === 0;
        if (here) pending++;
        if (!runs(t)) {
          if (delivery === "lost") pending = 0;
          if (delivery === "coalesced") pending = Math.min(pending, 1);
          continue;
        }
        left -= delivery === "coalesced" ? Math.min(pending, 1) : pending;
        pending = 0;
      }
      worst = Math.max(worst, left > 0 ? Number.POSITIVE_INFINITY : t - call);
    }
  }
  return worst;
}

describe("the longest sleep of a tick-driven guest", () => {
  it("is that of the vectors", () => {
    const { cases } = JSON.parse(readFileSync("fixtures/vectors/guest_tick.json", "utf8")) as {
      cases: VectorCase[];
    };
    expect(cases.length).toBeGreaterThan(0);
    for (const { id, input, expect: expected } of cases) {
      expect([id, guestTick.run(input as never, expected as never)]).toEqual([id, null]);
    }
  });

  it("is what trying every instant finds", () => {
    fc.assert(
      fc.property(guests, fc.constantFrom(...DELIVERIES), (guest, delivery) => {
        expect(worstOf(guest, delivery) ?? Number.POSITIVE_INFINITY).toBe(naiveWorst(guest, delivery));
      }),
      { numRuns: 2000 },
    );
  });

  it("is never exceeded by a simulated kernel, and grows from caught-up to lost", () => {
    fc.assert(
      fc.property(guests, fc.nat(), fc.integer({ min: 1, max: 5 }), (guest, at, work) => {
        const bounds = DELIVERIES.map((ticks) => worstOf(guest, ticks) ?? Number.POSITIVE_INFINITY);
        expect(bounds[0]!).toBeGreaterThanOrEqual(bounds[1]!);
        expect(bounds[1]!).toBeGreaterThanOrEqual(bounds[2]!);
        const { frame, windows, tick, needed } = guest;
        DELIVERIES.forEach((ticks, index) => {
          const machine = buildMachine(
            {
              cores: [
                {
                  kind: "table",
                  frame,
                  windows: windows.map(([start, end]) => ({ start, end, child: 0 })),
                  children: [{ kind: "vm", name: "guest", child: { kind: "fixed-priority", children: [] } }],
                },
              ],
            },
            {
              kernels: [
                {
                  vm: "guest",
                  tick,
                  phase: at % tick,
                  ticks,
                  idle: "spins",
                  sleepers: [{ name: "app", sleep: needed * tick, extraTicks: 0, work }],
                },
              ],
            },
            { ties: ["completion", "release", "boundary", "interrupt", "dispatch", "tick"] },
          );
          machine.engine.run(30 * frame);
          const { elapsed } = machine.kernels[0]!.sleepers[0]!;
          expect(elapsed.most).toBeLessThanOrEqual(bounds[index]!);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses a grid that misses the frame or the tick, or is hopelessly fine", () => {
    const supply = table({ frame: "40 ms", windows: [{ start: "0 ms", end: "20 ms" }] });
    const ask =
      (grid: Rational, tick = Rational.of(1n, 100n)) =>
      () =>
        worstSleep({
          supply,
          tick: new Duration(tick),
          ticksNeeded: 2n,
          delivery: "lost",
          grid: new Duration(grid),
        });
    expect(ask(Rational.of(3n, 1000n))).toThrow(/does not divide/);
    expect(ask(Rational.of(1n, 10_000_000n))).toThrow(/too fine/);
    expect(() =>
      worstSleep({ supply, tick: seconds(1), ticksNeeded: 0n, delivery: "lost", grid: seconds(1) }),
    ).toThrow(/at least 1/);
  });
});
