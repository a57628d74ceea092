import { Effort } from "../../src/analysis/effort.ts";
import { type ClockDiscipline, clockBound } from "../../src/analysis/interrupts/clock-divergence.ts";
import { longestSleep } from "../../src/analysis/interrupts/longest-sleep.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { duration } from "../../src/numeric/unit.ts";
import type { TickDelivery } from "../../src/simulator/guest/specification.ts";
import { worstSleep } from "../../src/simulator/guest/worst-sleep.ts";
import { Dice } from "../admission/online/random-systems.ts";
import { type BoundRow, RUNS, us } from "./bounds.ts";

import { alone, inTurns } from "./guest-tick.ts";
import { mobivmm } from "./mobivmm.ts";

const TICK = duration("10 ms");

/** A sleep of 10 ms at 100 Hz: two ticks, in turns of 20 ms or alone. */
export function sleepRows(): BoundRow[] {
  const row = (
    name: string,
    { supply, missed, tick = TICK }: { supply: typeof alone; missed: TickDelivery; tick?: Duration },
    published: string,
  ): BoundRow => {
    const question = { supply, tick, ticksNeeded: 2n } as const;
    const found = longestSleep({ ...question, missed }, new Effort());
    return {
      name,
      bound: found.kind === "bounded" ? found.length : null,
      simulated: worstSleep({ ...question, delivery: missed, grid: duration("0.5 ms") }),
      published,
    };
  };
  const paper = "(Yoo, Park and Yoo 2009, Table I)";
  return [
    row("alone", { supply: alone, missed: "lost" }, `mean 17.6 ms ${paper}`),
    row("two guests, missed ticks lost", { supply: inTurns, missed: "lost" }, `mean 37.5 ms ${paper}`),
    row("two guests, missed ticks as one", { supply: inTurns, missed: "coalesced" }, "none"),
    row("two guests, missed ticks caught up", { supply: inTurns, missed: "caught-up" }, "none"),
    row(
      "two guests, ticks of 40 ms, lost",
      { supply: inTurns, missed: "lost", tick: duration("40 ms") },
      "none",
    ),
  ];
}

/** Mean sleeps of the full scenario, in milliseconds with one digit: alone, beside another guest, and with pings each 20 ms. */
export function meanSleeps(): string[] {
  return [mobivmm({ guests: 1 }), mobivmm({}), mobivmm({ ping: 20_000 })].map(({ mean }) => mean.toFixed(1));
}

/** VirtualBox's service: every 10 s, beyond 100 ms, 200 ms where the guest is ahead; crystals of 50 ppm, slewed at 500 ppm. */
const SERVICE: ClockDiscipline = {
  drift: Rational.of(50n, 1_000_000n),
  slew: Rational.of(500n, 1_000_000n),
  interval: duration("10 s"),
  readingError: Duration.zero,
  threshold: { behind: duration("100 ms"), ahead: duration("200 ms") },
};
const CRYSTALS: ClockDiscipline = {
  ...SERVICE,
  threshold: { behind: Duration.zero, ahead: Duration.zero },
};

export function clockRows(): BoundRow[] {
  const row = (name: string, discipline: ClockDiscipline, published: string): BoundRow => ({
    name,
    bound: clockBound(discipline)?.divergence ?? null,
    simulated: us(farthest(discipline)),
    published,
  });
  return [
    row("two guests, synchronized each 10 s", CRYSTALS, "none"),
    row(
      "two guests under VirtualBox's service",
      SERVICE,
      "more than 100 ms (the note on real-time networks)",
    ),
  ];
}

const SECONDS = 6_000;
const SYNC_EVERY = 10;
/** Per second, in microseconds. */
const DRIFT = 50;
const SLEW = 500;

/**
 * How far two clocks were apart, in microseconds, second by second: drifts of up to 50 ppm each, kept for a run, syncs at a
 * phase of their own, from equal clocks. In the first run one is as fast and the other as slow as may be.
 */
function farthest({ threshold }: ClockDiscipline): number {
  const micros = (time: Duration | undefined): number =>
    Number((time ?? Duration.zero).value.times(Rational.of(1_000_000n)).numerator);
  const [behind, ahead] = [micros(threshold?.behind), micros(threshold?.ahead)];
  const draw = new Dice(1);
  let most = 0;
  for (let run = 0; run < RUNS; run++) {
    const clocks = [DRIFT, -DRIFT].map((extreme) => ({
      drift: run === 0 ? extreme : draw.roll(0, 2 * DRIFT) - DRIFT,
      phase: run === 0 ? 0 : draw.roll(0, SYNC_EVERY - 1),
      error: 0,
      owed: 0,
    }));
    for (let second = 0; second < SECONDS; second++) {
      for (const clock of clocks) {
        if (second % SYNC_EVERY === clock.phase) {
          const tolerated = clock.error > 0 ? ahead : behind;
          clock.owed = Math.abs(clock.error) > tolerated ? -clock.error : 0;
        }
        const part = Math.max(-SLEW, Math.min(SLEW, clock.owed));
        clock.owed -= part;
        clock.error += part + clock.drift;
      }
      const [a, b] = clocks;
      most = Math.max(most, Math.abs(a!.error - b!.error));
    }
  }
  return most;
}
