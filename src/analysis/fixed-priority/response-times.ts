import { dedicated, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import { compile } from "../compile.ts";
import { Effort } from "../effort.ts";
import { withBlocking } from "./blocking.ts";
import { type FpResponse, responseTime } from "./response-time.ts";

/** A worst-case response time, measured from the nominal arrival; see `FpResponse` for the fields. */
export type FpOutcome =
  | {
      readonly kind: "bounded";
      readonly response: Duration;
      readonly job: bigint;
      readonly window: Duration;
      readonly demand: Work;
    }
  | { readonly kind: "unbounded" }
  | {
      readonly kind: "undetermined";
      readonly atLeast: Duration;
      readonly job: bigint;
      readonly reason: string;
      readonly limit: number;
    };

/**
 * The worst-case response time of every task under preemptive fixed priorities (response-time.ts), exact on every supply
 * that one legal pattern attains and a safe bound on any other. `tasks` are in priority order, highest first; the
 * blocking by their critical and non-preemptible sections is derived and added to the declared one. The supply is a
 * dedicated processor by default. Each task has the `effort` to itself, in elementary steps.
 */
export function responseTimes(given: {
  readonly tasks: readonly Task[];
  readonly supply?: Supply;
  readonly effort?: number;
}): readonly FpOutcome[] {
  const compiled = compile(withBlocking(given.tasks), given.supply ?? dedicated());
  return given.tasks.map((_, index) =>
    inSeconds(
      responseTime(compiled.tasks, index, compiled.supply, new Effort(given.effort)),
      compiled.timebase,
    ),
  );
}

/** Back from ticks. */
export function inSeconds(response: FpResponse, timebase: Timebase): FpOutcome {
  const time = (ticks: bigint): Duration => new Duration(timebase.toSeconds(ticks));
  switch (response.kind) {
    case "bounded":
      return {
        kind: "bounded",
        response: time(response.response),
        job: response.job,
        window: time(response.window),
        demand: new Work(timebase.toSeconds(response.demand)),
      };
    case "unbounded":
      return response;
    case "undetermined":
      return { ...response, atLeast: time(response.atLeast) };
  }
}
