import type { FpOutcome } from "../../src/analysis/fixed-priority/response-times.ts";
import type { Task } from "../../src/model/task.ts";
import { write } from "./read.ts";

/** A response time as the vectors write it: null where there is none. An undetermined one is written as what it is. */
export const writeResponse = (outcome: FpOutcome): string | null =>
  outcome.kind === "undetermined"
    ? outcome.kind
    : write(outcome.kind === "bounded" ? outcome.response : null);

export const inTime = (outcome: FpOutcome | undefined, task: Task): boolean =>
  outcome?.kind === "bounded" && outcome.response.atMost(task.deadline);
