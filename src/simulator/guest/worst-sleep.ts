import { InputError } from "../../contract/errors.ts";
import type { TableSupply } from "../../model/supply.ts";
import { ceilDiv, floorDiv } from "../../numeric/integer.ts";
import { Duration } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import type { TickDelivery } from "./specification.ts";

export interface SleepQuestion {
  /** When the guest runs, for sure and never else. */
  readonly supply: TableSupply;
  /** From tick to tick of real time. */
  readonly tick: Duration;
  /** How many ticks after the call the guest must account for. */
  readonly ticksNeeded: bigint;
  readonly delivery: TickDelivery;
  /** Calls and ticks are tried at the multiples of this, which divides the frame and the tick. */
  readonly grid: Duration;
}

/** How many pairs of a call and a phase are tried at most. */
const MOST_PAIRS = 10_000_000n;

/**
 * The longest that a sleep of a tick-driven guest in the windows of a table can take, over every instant of the call and
 * every phase of the ticks on a grid. Null if some sleep never ends, as no tick ever meets a window.
 *
 * By enumeration. A call is made while the guest runs and sees the ticks after it. Ticks in [start, end) of a window are
 * delivered as they come; at the start of a window, those of the gap before it are coalesced with one that comes just
 * then, or all caught up with, or lost.
 * @throws InputError if the grid does not divide the frame and the tick, or is so fine that enumeration is hopeless.
 */
export function worstSleep({ supply, tick, ticksNeeded, delivery, grid }: SleepQuestion): Duration | null {
  const seconds = [supply.frame, tick, grid, ...supply.windows.flatMap(({ start, end }) => [start, end])];
  const timebase = commonTick(seconds.map(({ value }) => value));
  const integer = (time: Duration): bigint => timebase.toTicks(time.value);
  const guest: Guest = {
    frame: integer(supply.frame),
    windows: supply.windows.map(({ start, end }) => ({ start: integer(start), end: integer(end) })),
    tick: integer(tick),
    delivery,
  };
  const step = integer(grid);
  if (ticksNeeded < 1n) throw new InputError(`a sleep of ${ticksNeeded} ticks: write at least 1`);
  if (step <= 0n || guest.frame % step !== 0n || guest.tick % step !== 0n) {
    throw new InputError(
      `a grid of ${grid} does not divide the frame of ${supply.frame} and the tick of ${tick}`,
    );
  }
  if ((guest.frame / step) * (guest.tick / step) > MOST_PAIRS) {
    throw new InputError(
      `a grid of ${grid} is too fine to try every call and phase on it: write a coarser one`,
    );
  }
  let worst = 0n;
  for (const [window, { start, end }] of guest.windows.entries()) {
    for (let call = ceilDiv(start, step) * step; call < end; call += step) {
      for (let phase = 0n; phase < guest.tick; phase += step) {
        const length = sleepFrom(call, window, phase, ticksNeeded, guest);
        if (length === null) return null;
        if (length > worst) worst = length;
      }
    }
  }
  return new Duration(timebase.toSeconds(worst));
}

interface Guest {
  readonly frame: bigint;
  readonly windows: readonly { readonly start: bigint; readonly end: bigint }[];
  readonly tick: bigint;
  readonly delivery: TickDelivery;
}

/** The length of the sleep called for in a window of the first frame; null if it never ends. */
function sleepFrom(call: bigint, window: number, phase: bigint, needed: bigint, guest: Guest): bigint | null {
  const { frame, windows, tick, delivery } = guest;
  /** Ticks up to and including an instant. */
  const until = (instant: bigint): bigint => floorDiv(instant - phase, tick) + 1n;
  let seen = until(call);
  let left = needed;
  let index = BigInt(window);
  // Windows and ticks repeat together after `tick` frames at the latest; a round of those without any is one of all.
  const round = BigInt(windows.length) * tick;
  for (let fruitless = 0n; fruitless <= round; index++) {
    const { start, end } = windows[Number(index % BigInt(windows.length))]!;
    const base = (index / BigInt(windows.length)) * frame;
    const missed = until(base + start - 1n) - seen;
    if (base + start > call) {
      const now = until(base + start) - until(base + start - 1n);
      const due = resumed(missed > 0n ? missed : 0n, now, delivery);
      if (due >= left) return base + start - call;
      left -= due;
      fruitless = due > 0n ? 0n : fruitless + 1n;
      seen = until(base + start);
    }
    const inside = until(base + end - 1n) - seen;
    if (inside >= left) return phase + (seen + left - 1n) * tick - call;
    left -= inside;
    if (inside > 0n) fruitless = 0n;
    seen += inside;
  }
  return null;
}

/** What a guest gets at the start of a window, of the ticks that it missed and the one, if any, that comes just then. */
function resumed(missed: bigint, now: bigint, delivery: TickDelivery): bigint {
  switch (delivery) {
    case "lost":
      return now;
    case "coalesced":
      return missed + now > 0n ? 1n : 0n;
    case "caught-up":
      return missed + now;
  }
}
