import { InputError } from "../../contract/errors.ts";
import type { BoundedDelay, Server, TableSupply } from "../../model/supply.ts";
import type { PatternSpec } from "../engine/specification.ts";
import { NEVER } from "../engine/time.ts";

/** What is promised, in ticks. */
export interface PeriodicPromise {
  readonly period: number;
  readonly budget: number;
  /** From the start of each period. */
  readonly deadline: number;
}

const nothing: PatternSpec = { kind: "cyclic", start: 0, cycle: 1, windows: [] };

export const always: PatternSpec = { kind: "cyclic", start: 0, cycle: 1, windows: [{ from: 0, to: 1 }] };

/** Each budget at the start of its period, from time 0. */
export function benignPeriods({ period, budget }: PeriodicPromise): PatternSpec {
  return budget === 0 ? nothing : oneWindow(0, period, budget);
}

/**
 * A period has begun just so long before 0 that its budget, given at once, is used up; every later budget comes at the
 * latest. No window from 0 on can get less (I. Shin and I. Lee, RTSS 2003; for a deadline before the period's end
 * A. Easwaran, M. Anand and I. Lee, RTSS 2007).
 */
export function worstPeriods({ period, budget, deadline }: PeriodicPromise): PatternSpec {
  return budget === 0 ? nothing : oneWindow(period - budget + deadline - budget, period, budget);
}

/**
 * What a polling server may give to work that comes just after it has polled in vain: the next poll is a period away, and
 * from then on budgets come at the latest.
 */
export function worstPolling({ period, budget, deadline }: PeriodicPromise): PatternSpec {
  return budget === 0 ? nothing : oneWindow(period + deadline - budget, period, budget);
}

export function worstOfServer(server: Server, promise: PeriodicPromise): PatternSpec {
  return server.server === "polling" ? worstPolling(promise) : worstPeriods(promise);
}

/** Any legal supply: the budget in two pieces anywhere between the start of a period and its deadline. */
export function randomPeriods(promise: PeriodicPromise, phase: number): PatternSpec {
  return { kind: "random", ...promise, phase };
}

function oneWindow(start: number, cycle: number, length: number): PatternSpec {
  return { kind: "cyclic", start, cycle, windows: [{ from: 0, to: length }] };
}

/** A table, in ticks. */
export interface CyclicTable {
  readonly frame: number;
  readonly windows: readonly { readonly from: number; readonly to: number }[];
}

export function tableInTicks(
  { frame, windows }: TableSupply,
  ticks: (time: TableSupply["frame"]) => number,
): CyclicTable {
  return {
    frame: ticks(frame),
    windows: windows.map(({ start, end }) => ({ from: ticks(start), to: ticks(end) })),
  };
}

/** The table as it goes on from the point `phase` of its frame. */
export function fromPhase({ frame, windows }: CyclicTable, phase: number): PatternSpec {
  const turned = windows.flatMap(({ from, to }) => {
    const start = (from - phase + frame) % frame;
    const end = start + to - from;
    return end <= frame
      ? [{ from: start, to: end }]
      : [
          { from: start, to: frame },
          { from: 0, to: end - frame },
        ];
  });
  turned.sort((a, b) => a.from - b.from);
  return { kind: "cyclic", start: 0, cycle: frame, windows: turned };
}

/** The phases that can be worst for somebody: the ends of windows that nothing follows at once. */
export function phasesOf({ frame, windows }: CyclicTable): number[] {
  const starts = new Set(windows.map(({ from }) => from % frame));
  return windows.map(({ to }) => to % frame).filter((end) => !starts.has(end));
}

/** The phase with the longest wait, the first of several; which is worst for a task set depends on the tasks. */
export function longestWaitPhase(table: CyclicTable): number {
  const waits = phasesOf(table).map((phase) => ({ phase, wait: firstSupply(fromPhase(table, phase)) }));
  return waits.reduce((worst, each) => (each.wait > worst.wait ? each : worst), { phase: 0, wait: 0 }).phase;
}

function firstSupply(pattern: PatternSpec): number {
  return pattern.kind === "cyclic" ? pattern.start + (pattern.windows[0]?.from ?? NEVER) : 0;
}

/**
 * At least α(t − Δ) in every window of length t: nothing for Δ, then the share α at the head of cycles c whose gap (1 − α)c
 * is at most Δ, so that the bound is met at the end of each cycle.
 */
export function worstDelay(promise: BoundedDelay, delay: number): PatternSpec {
  const { given, of } = share(promise, delay, 1);
  return given === 0 ? nothing : oneWindow(delay, of, given);
}

/** The share α in periods c short enough for any placement: the longest wait 2(1 − α)c is at most Δ. */
export function delayAsPeriods(promise: BoundedDelay, delay: number): PeriodicPromise {
  const { given, of } = share(promise, delay, 2);
  return { period: of, budget: given, deadline: of };
}

/** The longest cycle `of` whose share `given` is whole and whose gap is at most Δ / `gaps`. */
function share({ rate }: BoundedDelay, delay: number, gaps: number): { given: number; of: number } {
  const [p, q] = [Number(rate.numerator), Number(rate.denominator)];
  // All or nothing in cycles of any length: in short ones a run would be nothing but their edges.
  if (p === 0 || p === q) return { given: p * Math.max(1, delay), of: Math.max(1, delay) };
  const cycles = Math.floor(delay / (gaps * (q - p)));
  if (cycles === 0) throw new InputError(`no processor gives a share of ${rate} without a delay`);
  return { given: cycles * p, of: cycles * q };
}
