/**
 * Exact worst-case response times on a known table whose phase against the releases is unknown.
 *
 * Claim: the worst response is the largest over the phases at which a window of the table ends, each analysed with the
 * service that the table really gives from there.
 * Proof sketch: fix the phase at which the level's busy window starts. Critical-instant releases are the worst for it, so
 * its responses are those of the busy-window analysis with S(phase, phase + t) in the place of sbf(t). If the phase lies
 * within a gap, starting at the end of service before it only adds waiting; if within a window, moving it to the window's
 * end takes service away at the front as fast as it can come in at the back. Hence some window end is worst.
 *
 * The bound on sbf is safe but takes for each window length the end that is worst for it: no single phase need attain
 * them all. Source of the least service: Mok, Feng and Chen 2001.
 */
import { assert } from "../../contract/assert.ts";
import { ceilDiv, larger } from "../../numeric/integer.ts";
import { CyclicService, type TickWindow } from "../../supply/cyclic-service.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";
import { type FpResponse, NO_WORK, responseTime } from "./response-time.ts";

/** A response time with the phase of the table at which the critical instant is worst, from 0 up to the frame. */
export interface PhasedResponse {
  readonly response: FpResponse;
  /** Null where the table has no window at all. */
  readonly phase: bigint | null;
}

/**
 * The exact worst-case response time of `tasks[index]` under preemptive fixed priorities, the tasks being in priority
 * order, highest first, on a table of `windows` (sorted, disjoint, in ticks) in each `frame`.
 */
export function everyPhaseResponse(
  tasks: readonly TickTask[],
  index: number,
  frame: bigint,
  windows: readonly TickWindow[],
  effort: Effort,
): PhasedResponse {
  const service = new CyclicService(frame, windows);
  if (service.perFrame === 0n) {
    const idle = (tasks[index] as TickTask).wcet === 0n;
    return { response: idle ? NO_WORK : { kind: "unbounded" }, phase: null };
  }
  let worst: PhasedResponse | null = null;
  for (const phase of service.ends) {
    const response = responseTime(tasks, index, supplyFrom(service, phase), effort);
    if (response.kind !== "bounded") return { response, phase };
    if (worst === null || worst.response.kind !== "bounded" || worst.response.response < response.response) {
      worst = { response, phase };
    }
  }
  assert(worst !== null, "a table with service has a phase to look at");
  return worst;
}

/** The service of a table from one phase on, in the form of a bound: it is its own least and most. */
export function supplyFrom(service: CyclicService, phase: bigint): SupplyBound {
  const { frame, perFrame } = service;
  const supplied = (window: bigint): bigint => service.between(phase, phase + window);
  return {
    sbf: supplied,
    usbf: supplied,
    timeToSupply: (work) => (work <= 0n ? 0n : service.timeFrom(phase, work)),
    rate: { numerator: perFrame, denominator: frame },
    delay: delayFrom(service, phase),
    blackout: service.timeFrom(phase, 1n) - 1n,
    cycle: frame,
    attained: true,
    *breakpoints(until) {
      const turns = [...service.starts, ...service.ends]
        .map((turn) => (turn > phase ? turn - phase : turn + frame - phase))
        .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      for (let from = 0n; from < until; from += frame) {
        for (const turn of turns) if (from + turn <= until) yield from + turn;
      }
    },
  };
}

/** The greatest t − S/rate: met where service begins. */
function delayFrom(service: CyclicService, phase: bigint): bigint {
  const { frame, perFrame, starts } = service;
  return starts
    .map((start) => (start >= phase ? start - phase : start + frame - phase))
    .map((window) => ceilDiv(window * perFrame - service.between(phase, phase + window) * frame, perFrame))
    .reduce(larger, 0n);
}
