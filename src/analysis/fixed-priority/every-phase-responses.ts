import type { TableSupply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { Duration } from "../../numeric/quantity.ts";
import { compile } from "../compile.ts";
import { Effort } from "../effort.ts";
import { withBlocking } from "./blocking.ts";
import { everyPhaseResponse } from "./every-phase.ts";
import { type FpOutcome, inSeconds } from "./response-times.ts";

/** A response time with the phase of the table at which the critical instant is worst. */
export interface PhasedOutcome {
  readonly response: FpOutcome;
  /** From the start of a frame; null where the table has no window. */
  readonly phase: Duration | null;
}

/**
 * The exact worst-case response time of every task on a table of unknown phase (every-phase.ts), never above that of
 * `responseTimes`. `tasks` are in priority order, highest first; derived blocking is added. `effort` is per task.
 */
export function everyPhaseResponses(given: {
  readonly tasks: readonly Task[];
  readonly table: TableSupply;
  readonly effort?: number;
}): readonly PhasedOutcome[] {
  const { table } = given;
  const { tasks, timebase } = compile(withBlocking(given.tasks), table);
  const frame = timebase.toTicks(table.frame.value);
  const windows = table.windows.map(({ start, end }) => ({
    start: timebase.toTicks(start.value),
    end: timebase.toTicks(end.value),
  }));
  return given.tasks.map((_, index) => {
    const found = everyPhaseResponse(tasks, index, frame, windows, new Effort(given.effort));
    return {
      response: inSeconds(found.response, timebase),
      phase: found.phase === null ? null : new Duration(timebase.toSeconds(found.phase)),
    };
  });
}
