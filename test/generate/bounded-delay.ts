import { boundedDelay } from "../../src/model/supply.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { worstDelay } from "../../src/simulator/supply/contract.ts";
import { boundedDelayBound } from "../../src/supply/bounded-delay.ts";
import { fewer } from "./fewer.ts";
import { type DrawnGuest, drawGuest, type GuestOptions, smallerGuests } from "./guest.ts";
import type { Random } from "./random.ts";
import { DEDICATED, type DrawnSupply } from "./supply.ts";

/** A guest on a bounded-delay supply of the share p/q: tasks and delay in units of p·q ticks. */
export interface DelayedGuest {
  readonly units: DrawnGuest;
  readonly p: number;
  readonly q: number;
  readonly delay: number;
}

export function drawDelayedGuest(
  random: Random,
  policy: DrawnGuest["policy"],
  options: Omit<GuestOptions, "supply">,
): DelayedGuest {
  const q = random.between(2, 5);
  const p = random.between(1, q - 1);
  const supply: DrawnSupply = { ...DEDICATED, rate: p / q };
  const units = drawGuest(random, policy, { ...options, supply: () => supply });
  return { units: { ...units, supply: DEDICATED }, p, q, delay: random.between(1, 8) };
}

/**
 * In ticks. A supply that gives nothing for the delay and then p² ticks at the head of each p·q meets α(t − Δ) at every whole
 * unit: what is due at one of these and misses by the bound misses on it. Between them it is up to p(q − p) ticks early.
 */
export function inTicksOf({ units, p, q, delay }: DelayedGuest): DrawnGuest {
  const unit = p * q;
  const rate = { numerator: BigInt(p), denominator: BigInt(q) };
  const given = boundedDelay({ rate: `${p}/${q}`, delay: `${delay * unit} ms` });
  const supply: DrawnSupply = {
    name: "bounded delay",
    rate: p / q,
    bound: boundedDelayBound(rate, BigInt(delay * unit)),
    patterns: [
      { kind: "cyclic", start: delay * unit, cycle: unit, windows: [{ from: 0, to: p * p }] },
      worstDelay(
        { kind: "bounded-delay", rate: Rational.of(BigInt(p), BigInt(q)), delay: given.delay },
        delay * unit,
      ),
    ],
    periodic: null,
    table: null,
    described: () => given,
    smaller: () => [],
  };
  const tasks = units.tasks.map(({ wcet, period, deadline, jitter, section }) => ({
    wcet: wcet * unit,
    period: period * unit,
    deadline: deadline * unit,
    jitter: jitter * unit,
    section: section * unit,
  }));
  return { ...units, tasks, supply };
}

export function* smallerDelayedGuests(guest: DelayedGuest): Generator<DelayedGuest> {
  for (const units of smallerGuests(guest.units)) yield { ...guest, units };
  for (const delay of fewer(guest.delay)) if (delay >= 1) yield { ...guest, delay };
}
