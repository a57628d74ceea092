import type { Server } from "../../src/model/supply.ts";
import { ticksOf } from "./step-time.ts";

/** The budget of one server, told what happens one tick at a time. */
export interface Budget {
  /** The guest has just got work after it had none. */
  wake(now: number): void;
  /** A tick begins: replenishments; `pending` says whether the guest has work as far as the server can see. */
  advance(now: number, pending: boolean): void;
  /** Whether the guest has work throughout the tick. */
  see(pending: boolean): void;
  ready(now: number, pending: boolean): boolean;
  deadline(): number;
  /** What comes before deadlines: 0, but for a server that goes on in extratime. */
  level?(): number;
  left(now: number): number;
  spend(): void;
  /** Whether a budget was late although the guest had work all the time since its replenishment. */
  readonly missed: boolean;
}

/** Every rule of the server kinds, written from their definitions and not from their bounds. */
export function budgetOf(server: Server, phase: number): Budget {
  const rules = {
    budget: ticksOf(server.budget),
    period: ticksOf(server.period),
    deadline: ticksOf(server.deadline),
  };
  switch (server.server) {
    case "periodic-idling":
    case "polling":
    case "deferrable":
    case "xen-rtds":
      return periodic(server.server, { ...rules, extratime: server.extratime === true }, phase);
    case "sporadic":
      return sporadic(rules);
    case "hard-cbs":
    case "sched-deadline":
      return constantBandwidth(rules);
  }
}

interface Rules {
  readonly budget: number;
  readonly period: number;
  readonly deadline: number;
}

function periodic(
  kind: "periodic-idling" | "polling" | "deferrable" | "xen-rtds",
  { budget, period, deadline, extratime }: Rules & { readonly extratime: boolean },
  phase: number,
): Budget {
  let left = 0;
  let level = 0;
  let since = Number.NEGATIVE_INFINITY;
  let backlogged = false;
  let missed = false;
  return {
    wake: () => {},
    advance(now, pending) {
      if (now === since + deadline && backlogged && left > 0 && level === 0) missed = true;
      if ((now - phase) % period === 0) {
        [left, level, since, backlogged] = [budget, 0, now, true];
      }
      if (!pending && kind === "polling") left = 0;
    },
    see(pending) {
      if (!pending && kind !== "periodic-idling") backlogged = false;
    },
    ready: (_, pending) => left > 0 && (pending || kind === "periodic-idling"),
    deadline: () => since + deadline,
    level: () => level,
    left: () => left,
    spend() {
      left -= 1;
      if (left === 0 && extratime) [left, level] = [budget, level + 1];
    },
    get missed() {
      return missed;
    },
  };
}

/** Each tick of budget comes back a period after it could have been used. */
function sporadic({ budget, period, deadline }: Rules): Budget {
  const units = Array<number>(budget).fill(0);
  let backlogSince = 0;
  let missed = false;
  const usableSince = (): number => Math.max(units[0] ?? 0, backlogSince);
  return {
    wake(now) {
      backlogSince = now;
    },
    advance(now, pending) {
      if (budget > 0 && pending && usableSince() + deadline <= now) missed = true;
    },
    see: () => {},
    ready: (now, pending) => pending && (units[0] ?? Number.POSITIVE_INFINITY) <= now,
    deadline: () => usableSince() + deadline,
    left: (now) => units.filter((from) => from <= now).length,
    spend() {
      const from = usableSince();
      units.shift();
      units.push(from + period);
      units.sort((a, b) => a - b);
    },
    get missed() {
      return missed;
    },
  };
}

function constantBandwidth({ budget, period, deadline }: Rules): Budget {
  let left = 0;
  let end = Number.NEGATIVE_INFINITY;
  let full = false;
  let missed = false;
  return {
    wake(now) {
      full = now >= end || left * period > (end - now) * budget;
      if (full) [left, end] = [budget, now + period];
    },
    advance(now, pending) {
      if (full && pending && now === end - period + deadline && left > 0) missed = true;
      if (pending && now >= end) [left, end, full] = [budget, end + period, true];
    },
    see(pending) {
      if (!pending) full = false;
    },
    ready: (_, pending) => pending && left > 0,
    deadline: () => end - period + deadline,
    left: () => left,
    spend() {
      left -= 1;
    },
    get missed() {
      return missed;
    },
  };
}
