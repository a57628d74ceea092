/**
 * Worst-case response times of messages on Controller Area Network.
 *
 * Claim: message m waits for the bus, as instance q of its busy period, no longer than the least solution of
 *   w(q) = B_m + q·C_m + Σ_{k above} ⌈(w(q) + J_k + τ)/T_k⌉ C_k,      B_m = max_{k below} C_k,
 * and R_m = max_q (J_m + w(q) − q·T_m + C_m) for q < Q_m = ⌈(t_m + J_m)/T_m⌉, where t_m is the length of the busy
 * period of level m, t_m = B_m + Σ_{k at or above} ⌈(t_m + J_k)/T_k⌉ C_k. τ is the length of one bit: arbitration sees
 * what is queued until a bit before the bus is free.
 * Assumes: no transmission errors; the utilization at and above m is below 1.
 * Source: Davis, Burns, Bril and Lukkien 2007. They correct Tindell and Burns 1994, who looked at q = 0 only: even with
 * D ≤ T the previous instance, once started, may push the messages above it into the next one.
 *
 * A message is a task whose wcet is the longest transmission time of its frame. A declared blocking comes on top of B_m.
 */

import { assert } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import { ceilDiv, larger } from "../../numeric/integer.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";
import { compareLoad } from "./level.ts";
import { type FpBound, type FpResponse, NO_WORK, undetermined } from "./response-time.ts";

/** Identifiers of 11 bits (CAN 2.0A) or 29 bits (CAN 2.0B). */
export type FrameFormat = "standard" | "extended";

/**
 * The most bits a data frame with `dataBytes` (0 to 8) occupies the bus for, stuff bits and interframe space included:
 * 55 + 10s or 80 + 10s. Throws `InputError` for another number of bytes.
 */
export function frameBits(format: FrameFormat, dataBytes: number): bigint {
  if (!(Number.isInteger(dataBytes) && dataBytes >= 0 && dataBytes <= 8)) {
    throw new InputError(`a CAN frame carries 0 to 8 bytes, not ${dataBytes}`);
  }
  return (format === "standard" ? 55n : 80n) + 10n * BigInt(dataBytes);
}

/**
 * The worst-case response time of `messages[index]`, the messages being in priority order, highest (lowest identifier)
 * first; `bit` is τ > 0 in ticks. "unbounded" where the utilization at and above the message reaches 1.
 */
export function canResponse(
  messages: readonly TickTask[],
  index: number,
  bit: bigint,
  effort: Effort,
): FpResponse {
  assert(
    bit > 0n,
    "a bit takes time: without it a frame queued at the start of arbitration would not be seen",
  );
  const message = messages[index] as TickTask;
  const above = messages.slice(0, index);
  if (compareLoad([...above, message], FULL_BUS) >= 0) return { kind: "unbounded" };
  const blocking = blockingOf(messages, index);
  const busy = leastWindow([...above, message], blocking, 0n, larger(blocking, 1n), effort);
  if (busy === null) return undetermined(0n, 0n, effort);
  const instances = ceilDiv(busy + message.jitter, message.period);
  let worst: FpBound = NO_WORK;
  for (let job = 0n; job < instances; job++) {
    const ahead = blocking + job * message.wcet;
    const wait = leastWindow(above, ahead, bit, ahead, effort);
    if (wait === null) return undetermined(worst.response, job, effort);
    const window = wait + message.wcet;
    const response = message.jitter + window - job * message.period;
    if (response > worst.response) worst = { kind: "bounded", response, job, window, demand: window };
  }
  return worst;
}

/**
 * The sufficient test with a single window (Davis et al. 2007, section 4): R_m = J_m + w + C_m with the push-through
 * blocking, w = max(B_m, C_m) + Σ_{k above} ⌈(w + J_k + τ)/T_k⌉ C_k. A safe bound where the result is at most T_m;
 * null where it is not, or where w does not exist.
 */
export function canSufficientResponse(
  messages: readonly TickTask[],
  index: number,
  bit: bigint,
  effort: Effort,
): bigint | null {
  assert(
    bit > 0n,
    "a bit takes time: without it a frame queued at the start of arbitration would not be seen",
  );
  const { wcet, period, jitter } = messages[index] as TickTask;
  const blocking = larger(blockingOf(messages, index), wcet);
  const latest = period - jitter - wcet;
  const wait = leastWindow(messages.slice(0, index), blocking, bit, blocking, effort, latest);
  return wait === null || wait > latest ? null : jitter + wait + wcet;
}

const FULL_BUS = { numerator: 1n, denominator: 1n };

/** B_m, with what was declared. */
function blockingOf(messages: readonly TickTask[], index: number): bigint {
  const below = messages.slice(index + 1).reduce((longest, { wcet }) => larger(longest, wcet), 0n);
  return below + (messages[index] as TickTask).blocking;
}

/** The least w ≥ `from` with w = constant + Σ ⌈(w + J + early)/T⌉ C, or the first beyond `patience`; null if the effort was spent. */
function leastWindow(
  messages: readonly TickTask[],
  constant: bigint,
  early: bigint,
  from: bigint,
  effort: Effort,
  patience?: bigint,
): bigint | null {
  let window = from;
  for (;;) {
    if (!effort.spend(messages.length + 1)) return null;
    let next = constant;
    for (const { wcet, period, jitter } of messages) next += ceilDiv(window + jitter + early, period) * wcet;
    if (next === window || (patience !== undefined && next > patience)) return next;
    window = next;
  }
}
