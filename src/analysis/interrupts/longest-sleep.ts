/**
 * The longest sleep of a tick-driven guest in the windows of a table, exactly and in dense time; model in guest-ticks.ts.
 *
 * Claim: at one phase r of the ticks the guest accounts for ticks at ticks in windows and at starts after gaps, and all of
 * it repeats with lcm(frame, τ). The longest sleep runs from an account to the n-th tick accounted for after it: a call
 * just after an account is legal and waits longest. Over the phases, in [0, gcd(frame, τ)) as times modulo the frame are
 * concerned, what falls where changes only as r passes a start or an end; so those phases are tried, and the open
 * stretches between them by their middle m: from a start to a tick a sleep grows with r, towards the upper end b by b − m,
 * from a tick to a start it falls, so that it is longer by m − a towards the lower end a. Ends of open stretches are
 * suprema.
 * With "lost", a phase whose ticks meet no window is one in which a sleep never ends.
 * Source: derived here; twin of the enumeration of the simulator, which knows no bound.
 */
import type { TableSupply } from "../../model/supply.ts";
import { floorDiv, gcd, lcm } from "../../numeric/integer.ts";
import { Duration, positive } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import type { Effort } from "../effort.ts";
import { atLeastOne, type MissedTicks } from "./guest-ticks.ts";

export type LongestSleep =
  /** `attained`: some sleep takes just as long; otherwise some come as near as one likes. */
  | { readonly kind: "bounded"; readonly length: Duration; readonly attained: boolean }
  | { readonly kind: "never-ends" }
  | { readonly kind: "undetermined"; readonly limit: number };

export interface SleepQuestion {
  /** When the guest runs, for sure and never else. */
  readonly supply: TableSupply;
  readonly tick: Duration;
  readonly ticksNeeded: bigint;
  readonly missed: MissedTicks;
}

/** Over every instant of the call and every phase of the ticks. Throws `InputError` for less than one tick. */
export function longestSleep(question: SleepQuestion, effort: Effort): LongestSleep {
  const { supply } = question;
  const tick = positive(question.tick, "the tick of the guest");
  const needed = atLeastOne(question.ticksNeeded);
  const edges = supply.windows.flatMap(({ start, end }) => [start, end]);
  const timebase = commonTick([supply.frame, tick, ...edges].map(({ value }) => value));
  // Twice as many ticks of the timebase, so that the middle of a stretch is one.
  const halves = ({ value }: Duration): bigint => 2n * timebase.toTicks(value);
  const guest: Guest = {
    frame: halves(supply.frame),
    tick: halves(tick),
    windows: supply.windows.map(({ start, end }) => ({ start: halves(start), end: halves(end) })),
    missed: question.missed,
  };
  let longest = 0n;
  let attained = true;
  for (const { phase, below, above } of phasesOf(guest)) {
    const found = sleepsAt(phase, guest, needed, effort);
    if (found === "exhausted") return { kind: "undetermined", limit: effort.limit };
    if (found === null) return { kind: "never-ends" };
    for (const { length, towards } of found) {
      const margin = towards === "later" ? above : towards === "earlier" ? below : 0n;
      const reached = margin === 0n;
      if (length + margin > longest) [longest, attained] = [length + margin, reached];
      else if (length + margin === longest) attained ||= reached;
    }
  }
  const length = new Duration(timebase.toSeconds(longest / 2n));
  return { kind: "bounded", length, attained };
}

/** In halves of a tick of the timebase. */
interface Guest {
  readonly frame: bigint;
  readonly tick: bigint;
  readonly windows: readonly { readonly start: bigint; readonly end: bigint }[];
  readonly missed: MissedTicks;
}

/** A phase that stands for itself, or for an open stretch that goes on by so much below and above it. */
interface Phase {
  readonly phase: bigint;
  readonly below: bigint;
  readonly above: bigint;
}

function* phasesOf({ frame, tick, windows }: Guest): Generator<Phase, void> {
  const repeat = gcd(frame, tick);
  const edges = new Set(windows.flatMap(({ start, end }) => [start % repeat, end % repeat]));
  const changes = [...edges.add(0n)].sort((a, b) => (a < b ? -1 : 1));
  for (const [place, phase] of changes.entries()) {
    yield { phase, below: 0n, above: 0n };
    const half = ((changes[place + 1] ?? repeat) - phase) / 2n;
    yield { phase: phase + half, below: half, above: half };
  }
}

/** The guest accounts for `ticks` ticks; `moves` if at a tick, and so with the phase, rather than at a start. */
interface Account {
  readonly at: bigint;
  readonly ticks: bigint;
  readonly moves: boolean;
}

/** A longest sleep from one account, and where a shift of the phase would make it longer. */
interface Sleep {
  readonly length: bigint;
  readonly towards: "later" | "earlier" | null;
}

/** The sleeps called for after each account of one repetition; null if there is none for ever. */
function sleepsAt(
  phase: bigint,
  guest: Guest,
  needed: bigint,
  effort: Effort,
): readonly Sleep[] | "exhausted" | null {
  const end = lcm(guest.frame, guest.tick);
  const sleeps: Sleep[] = [];
  /** Accounts whose sleep has not ended yet, and the ticks accounted for since the first and the last of them. */
  const open: { readonly account: Account; readonly upTo: bigint }[] = [];
  let total = 0n;
  for (const account of accounts(phase, guest)) {
    if (account === "start") {
      if (!effort.spend()) return "exhausted";
      continue;
    }
    if (account === "repeats") {
      if (total === 0n) return null;
      continue;
    }
    total += account.ticks;
    for (let first = open[0]; first !== undefined && total - first.upTo >= needed; first = open[0]) {
      const { at, moves } = first.account;
      const towards = moves === account.moves ? null : account.moves ? "later" : "earlier";
      sleeps.push({ length: account.at - at, towards });
      open.shift();
    }
    if (account.at < end) open.push({ account, upTo: total });
    else if (open.length === 0) return sleeps;
  }
  return null;
}

/** All accounts in order, without end; "start" at each window and "repeats" once a repetition is over. */
function* accounts(phase: bigint, guest: Guest): Generator<Account | "start" | "repeats", void> {
  const { frame, tick, windows, missed } = guest;
  const end = lcm(frame, tick);
  /** Ticks up to and including an instant, from some origin. */
  const until = (instant: bigint): bigint => floorDiv(instant - phase, tick) + 1n;
  const last = windows.at(-1);
  if (last === undefined) return;
  let seen = until(last.end - frame - 1n);
  for (let base = 0n; ; base += frame) {
    if (base === end) yield "repeats";
    for (const window of windows) {
      yield "start";
      const from = base + window.start;
      const pending = until(from - 1n) - seen;
      const now = until(from) - until(from - 1n);
      const due = resumed(pending, now, missed);
      if (due > 0n) yield { at: from, ticks: due, moves: pending === 0n || missed === "lost" };
      seen = until(base + window.end - 1n);
      for (let at = phase + until(from) * tick; at < base + window.end; at += tick) {
        yield { at, ticks: 1n, moves: true };
      }
    }
  }
}

/** What a guest accounts for at the start of a window, of the ticks that it missed and the one that may come just then. */
function resumed(pending: bigint, now: bigint, missed: MissedTicks): bigint {
  switch (missed) {
    case "lost":
      return now;
    case "coalesced":
      return pending + now > 0n ? 1n : 0n;
    case "caught-up":
      return pending + now;
  }
}
