import { dedicated, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import { compile } from "../compile.ts";
import { Effort } from "../effort.ts";
import { blockingInTicks, edfBlocking } from "./blocking.ts";
import { type DemandOutcome, decideDemand, type Violation } from "./demand.ts";
import type { HorizonForm } from "./horizon.ts";

/** The answer of the processor demand test; see `DemandOutcome` for the fields. */
export type DemandVerdict =
  | {
      readonly kind: "met";
      readonly tightest: TightestDeadline | null;
      readonly horizon: { readonly length: Duration; readonly form: HorizonForm };
    }
  | ({ readonly kind: "violated" } & DemandViolation)
  | { readonly kind: "overloaded"; readonly firstFail: DemandViolation | null }
  | {
      readonly kind: "undetermined";
      readonly reason: string;
      readonly reached: Duration;
      readonly limit: number;
    };

export interface DemandViolation {
  readonly at: Duration;
  readonly demand: Work;
  readonly blocking: Work;
  readonly supplied: Work;
  /** Index of the task whose section blocks; null where none does. */
  readonly blocker: number | null;
}

export interface TightestDeadline {
  readonly at: Duration;
  readonly demand: Work;
  readonly blocking: Work;
  readonly needed: Duration;
  readonly slack: Duration;
  readonly everywhere: boolean;
}

/**
 * Whether EDF meets every deadline of `tasks` on `supply` (a dedicated processor by default): the processor demand test
 * (demand.ts) with the blocking by the tasks' sections (blocking.ts). `effort` is in elementary steps.
 */
export function demandTest(given: {
  readonly tasks: readonly Task[];
  readonly supply?: Supply;
  readonly effort?: number;
}): DemandVerdict {
  const { tasks, supply, timebase } = compile(given.tasks, given.supply ?? dedicated());
  const segments = edfBlocking(given.tasks.map((task) => blockingInTicks(task, timebase)));
  return inSeconds(decideDemand(tasks, supply, segments, new Effort(given.effort)), timebase);
}

/** Back from ticks. */
export function inSeconds(outcome: DemandOutcome, timebase: Timebase): DemandVerdict {
  const time = (ticks: bigint): Duration => new Duration(timebase.toSeconds(ticks));
  const work = (ticks: bigint): Work => new Work(timebase.toSeconds(ticks));
  const violation = ({ at, demand, blocking, supplied, blocker }: Violation): DemandViolation => ({
    at: time(at),
    demand: work(demand),
    blocking: work(blocking),
    supplied: work(supplied),
    blocker,
  });
  switch (outcome.kind) {
    case "met": {
      const { tightest, horizon } = outcome;
      return {
        kind: "met",
        tightest: tightest && {
          at: time(tightest.at),
          demand: work(tightest.demand),
          blocking: work(tightest.blocking),
          needed: time(tightest.needed),
          slack: time(tightest.slack),
          everywhere: tightest.everywhere,
        },
        horizon: { length: time(horizon.length), form: horizon.form },
      };
    }
    case "violated":
      return { kind: "violated", ...violation(outcome) };
    case "overloaded":
      return { kind: "overloaded", firstFail: outcome.firstFail && violation(outcome.firstFail) };
    case "undetermined":
      return { ...outcome, reached: time(outcome.reached) };
  }
}
