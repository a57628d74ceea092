/**
 * A concrete legal supply that gives no more than sbf(window) in [0, window): the supply of a counterexample.
 *
 * Legal also for the past, each time: what came before 0 can be completed so that no window across 0 gets too little.
 */
import { unreachable } from "../contract/assert.ts";
import type { BoundedDelay, TableSupply } from "../model/supply.ts";
import type { SupplyPattern } from "../model/supply-pattern.ts";
import { Duration, type Work } from "../numeric/quantity.ts";
import { largest, Rational } from "../numeric/rational.ts";
import { commonTick } from "../numeric/timebase.ts";
import { measuresOf } from "./bound-of.ts";
import { CyclicService } from "./cyclic-service.ts";
import type { DerivedSupply } from "./derived-supply.ts";
import { worstEnd } from "./table.ts";

/**
 * Null where no such supply is known from the description alone: servers and leftovers depend on what runs above.
 * With a `grain` that divides `window` and the delay, a bounded-delay supply is at its least at every multiple of it.
 */
export function worstPattern(
  supply: DerivedSupply,
  window: Duration,
  grain?: Duration,
): SupplyPattern | null {
  switch (supply.kind) {
    case "dedicated":
      return { start: Duration.zero, ...continuous };
    case "periodic":
      return worstPeriod(supply.period, supply.budget, supply.period);
    case "edp":
      return worstPeriod(supply.period, supply.budget, supply.deadline);
    case "bounded-delay":
      return worstDelay(supply, window, grain);
    case "table":
      return worstPhase(supply, window);
    case "server":
    case "leftover":
    case "interrupted":
      return null;
    default:
      return unreachable(supply);
  }
}

const second = new Duration(Rational.one);
const continuous = { cycle: second, windows: [{ from: Duration.zero, to: second }] };
const nothing: SupplyPattern = { start: Duration.zero, cycle: second, windows: [] };

/**
 * A period has begun at −Θ with its budget at once; every later budget comes at the latest. Worst for all windows at
 * once. The past: every earlier budget at once, too.
 */
function worstPeriod(period: Duration, budget: Work, deadline: Duration): SupplyPattern {
  if (!budget.isPositive()) return nothing;
  const length = budget.asDuration();
  return {
    start: period.minus(length).plus(deadline.minus(length)),
    cycle: period,
    windows: [{ from: Duration.zero, to: length }],
  };
}

/**
 * The table from a window end at which it gives least in `window`; where one end is worst for all lengths, from that one.
 * The past: the table.
 */
function worstPhase(table: TableSupply, window: Duration): SupplyPattern {
  const timebase = commonTick([...measuresOf(table).seconds, window.value]);
  const ticks = ({ value }: Duration): bigint => timebase.toTicks(value);
  const time = (value: bigint): Duration => new Duration(timebase.toSeconds(value));
  const service = new CyclicService(
    ticks(table.frame),
    table.windows.map(({ start, end }) => ({ start: ticks(start), end: ticks(end) })),
  );
  if (service.perFrame === 0n) return nothing;

  const served = (end: bigint): bigint => service.between(end, end + ticks(window));
  const phase =
    worstEnd(service) ?? service.ends.reduce((worst, end) => (served(end) < served(worst) ? end : worst));
  const start = service.timeFrom(phase, 1n) - 1n;
  const origin = phase + start;
  const windows = service.windows
    .map((each) => ({
      from: (each.start - origin + 2n * service.frame) % service.frame,
      length: each.end - each.start,
    }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ from, length }) => ({ from: time(from), to: time(from + length) }));
  return { start: time(start), cycle: table.frame, windows };
}

/**
 * Nothing for Δ, then the share α at the head of each of n equal cycles that fill the rest of the window (or the grain),
 * so that α(t − Δ) is met exactly at its end (at every multiple). Legal if the gap ε(1 − α) of a cycle ε is at most Δ: a window that starts at the gap gets at
 * least α(t − ε(1 − α)), one that starts with a share at least αt, one at 0 ≤ x < Δ at least α(t − (Δ − x)). The past:
 * continuous supply. No processor that is either there or not keeps 0 < α < 1 without delay.
 */
function worstDelay({ rate, delay }: BoundedDelay, window: Duration, grain?: Duration): SupplyPattern | null {
  if (rate.sign() === 0) return nothing;
  const absence = Rational.one.minus(rate);
  if (absence.sign() === 0) return { start: delay, ...continuous };
  if (!delay.isPositive()) return null;
  const whole = grain ?? (delay.lessThan(window) ? window.minus(delay) : delay);
  const cycles = largest(Rational.one, Rational.of(whole.times(absence).per(delay).ceil()));
  const cycle = whole.times(Rational.one.dividedBy(cycles));
  return { start: delay, cycle, windows: [{ from: Duration.zero, to: cycle.times(rate) }] };
}
