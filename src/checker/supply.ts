/**
 * What a supply gives at least and at most in any window, from its definition alone. In ticks. Sources: Shin and Lee 2003
 * (periodic), Easwaran, Anand and Lee 2007 (explicit deadline), Mok, Feng and Chen 2001 (bounded delay, tables).
 */
import { ceilDiv, type Fraction, floorDiv, fraction, max, min } from "./arithmetic.ts";
import type { Load } from "./events.ts";
import { interruptedBase } from "./interrupted.ts";

/** A supply as the model writes it, or as turns that interrupts cut short leave it. */
export type Supply =
  | { readonly kind: "dedicated" }
  | { readonly kind: "bounded-delay"; readonly rate: Fraction; readonly delay: bigint }
  | Table
  | { readonly kind: "interrupted"; readonly of: Table; readonly stops: readonly Load[] }
  | ({ readonly kind: "periodic" | "edp" } & Budget)
  | ({ readonly kind: "server"; readonly server: string } & Budget);

export interface Table {
  readonly kind: "table";
  readonly frame: bigint;
  readonly windows: readonly Window[];
}

/** From start to end, in each frame. */
export interface Window {
  readonly start: bigint;
  readonly end: bigint;
}

export interface Budget {
  readonly period: bigint;
  readonly budget: bigint;
  readonly deadline: bigint;
}

/** A supply as the rules use it. */
export interface Base {
  readonly kind: Supply["kind"];
  /** The least in any window; rounded down where a rate is no integer. */
  readonly least: (window: bigint) => bigint;
  /** The most in any window. */
  readonly greatest: (window: bigint) => bigint;
  readonly rate: Fraction;
  /** least(t) ≥ rate·(t − delay) for all t. */
  readonly delay: bigint;
  /** least(t + cycle) = least(t) + rate·cycle for all t ≥ delay; null where it need not repeat. */
  readonly cycle: bigint | null;
  /** Lengths at which `least` turns, as far as they are progressions. */
  readonly turns: readonly Progression[];
  /** The first length after this one at which `least` may turn; null if there is none. */
  readonly after: (window: bigint) => bigint | null;
}

/** first, first + step, …; `first` alone where the step is 0. */
export type Progression = readonly [first: bigint, step: bigint];

/** The first member of any of the progressions after `at`. */
export function following(turns: readonly Progression[], at: bigint): bigint | null {
  let least: bigint | null = null;
  for (const [first, step] of turns) {
    if (at >= first && step === 0n) continue;
    const next = at < first ? first : first + ((at - first) / step + 1n) * step;
    if (least === null || next < least) least = next;
  }
  return least;
}

type Turning = Omit<Base, "after">;

const withTurns = (base: Turning): Base => ({ ...base, after: (at) => following(base.turns, at) });

export function baseOf(supply: Supply): Base {
  switch (supply.kind) {
    case "dedicated":
      return withTurns({ ...straight(fraction(1n), 0n), kind: "dedicated" });
    case "bounded-delay":
      return withTurns({ ...straight(supply.rate, supply.delay), kind: "bounded-delay" });
    case "table":
      return withTurns(tableBase(supply.frame, supply.windows));
    case "interrupted":
      return interruptedBase(baseOf(supply.of), supply.stops);
    case "server": {
      const wait = supply.server === "polling" ? supply.period : supply.period - supply.budget;
      return withTurns(recurring(supply.kind, wait, supply, supply.period));
    }
    default:
      return withTurns(recurring(supply.kind, supply.period - supply.budget, supply, supply.deadline));
  }
}

function straight(rate: Fraction, delay: bigint): Omit<Turning, "kind"> {
  return {
    least: (t) => (t <= delay ? 0n : floorDiv(rate.n * (t - delay), rate.d)),
    greatest: (t) => t,
    rate,
    delay,
    cycle: rate.d,
    turns: [[delay, 0n]],
  };
}

/** After a wait and the time that the budget may still come late, the budget at the start of each period. */
function recurring(kind: Base["kind"], wait: bigint, supply: Budget, due: bigint): Turning {
  const { period, budget, deadline } = supply;
  const blackout = wait + deadline - budget;
  const upTo = (t: bigint): bigint => (t < 0n ? 0n : (t / period) * budget + min(t % period, budget));
  return {
    kind,
    least: (t) => upTo(t - blackout),
    // One budget at its latest, the next at its earliest, then one per period.
    greatest: (t) => min(t, budget) + upTo(t - budget - (period - due)),
    rate: fraction(budget, period),
    delay: budget === 0n ? 0n : blackout,
    cycle: period,
    turns: [
      [blackout, period],
      [blackout + budget, period],
    ],
  };
}

/** Where service stops (`ends`) and begins (`starts`) in a frame, and the service of [a, b). */
export interface Service {
  readonly ends: readonly bigint[];
  readonly starts: readonly bigint[];
  readonly between: (from: bigint, to: bigint) => bigint;
}

export function serviceOf(frame: bigint, windows: readonly Window[]): Service {
  const perFrame = windows.reduce((served, { start, end }) => served + end - start, 0n);
  const before = windows.map((_, index) =>
    windows.slice(0, index).reduce((served, { start, end }) => served + end - start, 0n),
  );
  const until = (at: bigint): bigint => {
    const frames = floorDiv(at, frame);
    const phase = at - frames * frame;
    let [low, high] = [0, windows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((windows[middle] as Window).start < phase) low = middle + 1;
      else high = middle;
    }
    const last = windows[low - 1];
    const partial = last === undefined ? 0n : (before[low - 1] as bigint) + min(phase, last.end) - last.start;
    return frames * perFrame + partial;
  };
  const serves = (at: bigint): boolean => until(at + 1n) > until(at);
  const edges = (list: readonly bigint[]): bigint[] => [...new Set(list.map((at) => at % frame))];
  return {
    ends: edges(windows.map(({ end }) => end)).filter((at) => !serves(at)),
    starts: edges(windows.map(({ start }) => start)).filter((at) => !serves(at - 1n)),
    between: (from, to) => until(to) - until(from),
  };
}

function tableBase(frame: bigint, windows: readonly Window[]): Turning {
  const service = serviceOf(frame, windows);
  const { between } = service;
  const perFrame = between(0n, frame);
  // A table without a pause, or without a window, has no edges.
  const ends = service.ends.length > 0 ? service.ends : [0n];
  const starts = service.starts.length > 0 ? service.starts : [0n];
  const ways = ends.flatMap((end) =>
    starts.map((start) => [end, start >= end ? start : start + frame] as const),
  );
  const lags = ways.map(([from, to]) =>
    ceilDiv((to - from) * perFrame - between(from, to) * frame, perFrame || 1n),
  );
  return {
    kind: "table",
    least: (t) => ends.map((end) => between(end, end + t)).reduce(min),
    greatest: (t) => max(...starts.map((start) => between(start, start + t))),
    rate: fraction(perFrame, frame),
    delay: perFrame === 0n ? 0n : max(...lags),
    cycle: frame,
    turns: ends.flatMap((end) => turnsFrom(service, frame, end)),
  };
}

/** Where the service from one phase on turns, as progressions. */
export function turnsFrom({ ends, starts }: Service, frame: bigint, phase: bigint): [bigint, bigint][] {
  return [...ends, ...starts].map((at) => [(at - phase + frame) % frame, frame]);
}
