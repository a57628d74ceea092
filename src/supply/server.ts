/**
 * What a server with budget Q, period P and relative deadline D guarantees to a guest that is backlogged throughout the
 * window, provided that the VMM schedules the server itself (each Q within D of its replenishment).
 *
 * Claim, per kind:
 *  - periodic idling: Q in each [kP, kP + D), whether used or burnt: the explicit-deadline resource (P, Q, D);
 *  - deferrable, Xen RTDS, sporadic, hard CBS, SCHED_DEADLINE: the guest may have spent Q just after a replenishment and
 *    becomes backlogged then: P − Q until the next, at most D − Q more until it runs, the blackout of (P, Q, D) again.
 *    Budget not yet spent when the backlog begins only adds to that;
 *  - polling: work that arrives just after a poll finds the budget dropped. It waits P for the next poll and at most
 *    D − Q more: a blackout of P + D − Q, then Q per period.
 *
 * Whether the host can really produce the worst case is not known from the server alone: `attained` is false.
 *
 * Source: J. P. Lehoczky, L. Sha and J. K. Strosnider, RTSS 1987 (polling, deferrable); B. Sprunt, L. Sha and
 * J. Lehoczky, Real-Time Systems 1(1), 1989 (sporadic, without the defects of POSIX: Stanovich et al., RTAS 2010);
 * L. Abeni and G. Buttazzo, RTSS 1998 (CBS); Easwaran, Anand and Lee, RTSS 2007 (the bound).
 */
import { unreachable } from "../contract/assert.ts";
import type { ServerKind } from "../model/supply.ts";
import { type ExplicitDeadline, mostSupply } from "./explicit-deadline.ts";
import { recurringWindow } from "./recurring-window.ts";
import type { SupplyBound } from "./supply-bound.ts";

export function serverBound(kind: ServerKind, parameters: ExplicitDeadline): SupplyBound {
  const { period, budget, deadline } = parameters;
  return {
    ...recurringWindow({ blackout: wait(kind, parameters) + (deadline - budget), period, budget }),
    // A backlog may meet one budget at the end of its period and the next at the start of its own, whatever D is.
    usbf: (window) => mostSupply({ period, budget, deadline: period }, window),
    attained: false,
  };
}

/** The longest time from the start of a backlog to the next replenishment that serves it. */
function wait(kind: ServerKind, { period, budget }: ExplicitDeadline): bigint {
  switch (kind) {
    case "polling":
      return period;
    case "periodic-idling":
    case "deferrable":
    case "sporadic":
    case "hard-cbs":
    case "xen-rtds":
    case "sched-deadline":
      return period - budget;
    default:
      return unreachable(kind);
  }
}
