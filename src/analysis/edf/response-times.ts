import { dedicated, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { Duration } from "../../numeric/quantity.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import { compile } from "../compile.ts";
import { blockingInTicks, edfBlocking } from "./blocking.ts";
import { type EdfResponse, edfResponses } from "./response-time.ts";

/** A worst-case response time, measured from the arrival; see `EdfResponse` for the fields. */
export type EdfResponseOutcome =
  | { readonly kind: "bounded"; readonly response: Duration; readonly arrival: Duration }
  | { readonly kind: "unbounded" }
  | {
      readonly kind: "undetermined";
      readonly atLeast: Duration;
      readonly reason: string;
      readonly limit: number;
    };

/**
 * The worst-case response time of every task under preemptive EDF (response-time.ts), with the blocking by the tasks'
 * sections, on `supply` (a dedicated processor by default). Each task has `effort` elementary steps to itself.
 */
export function edfResponseTimes(given: {
  readonly tasks: readonly Task[];
  readonly supply?: Supply;
  readonly effort?: number;
}): readonly EdfResponseOutcome[] {
  const { tasks, supply, timebase } = compile(given.tasks, given.supply ?? dedicated());
  const segments = edfBlocking(given.tasks.map((task) => blockingInTicks(task, timebase)));
  return edfResponses(tasks, supply, segments, given.effort).map((response) => inSeconds(response, timebase));
}

function inSeconds(response: EdfResponse, timebase: Timebase): EdfResponseOutcome {
  const time = (ticks: bigint): Duration => new Duration(timebase.toSeconds(ticks));
  switch (response.kind) {
    case "bounded":
      return { kind: "bounded", response: time(response.response), arrival: time(response.arrival) };
    case "unbounded":
      return response;
    case "undetermined":
      return { ...response, atLeast: time(response.atLeast) };
  }
}
