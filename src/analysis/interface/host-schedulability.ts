/** Whether a host meets all deadlines of its servers on a dedicated processor: the exact tests for EDF and fixed priorities. */
import { dedicated } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { compile } from "../compile.ts";
import { blockingInTicks, edfBlocking } from "../edf/blocking.ts";
import { decideDemand } from "../edf/demand.ts";
import { edfUtilizationTest } from "../edf/utilization.ts";
import { Effort } from "../effort.ts";
import { withBlocking } from "../fixed-priority/blocking.ts";
import { firstMiss } from "../fixed-priority/response-time.ts";
import { canonicalOrder } from "./canonical-order.ts";

/** How a host orders its servers: by absolute or by relative deadline. */
export type HostScheduling = "edf" | "deadline-monotonic";

export function hostVerdict(
  host: HostScheduling,
  tasks: readonly Task[],
): "schedulable" | "unschedulable" | "undetermined" {
  const effort = new Effort();
  if (host === "edf") {
    const quick = edfUtilizationTest(tasks).kind;
    if (quick !== "inconclusive") return quick;
    const { tasks: ticks, supply, timebase } = compile(tasks, dedicated());
    const segments = edfBlocking(tasks.map((each) => blockingInTicks(each, timebase)));
    const { kind } = decideDemand(ticks, supply, segments, effort);
    if (kind === "undetermined") return kind;
    return kind === "met" ? "schedulable" : "unschedulable";
  }
  const { tasks: ticks, supply } = compile(withBlocking(canonicalOrder(tasks)), dedicated());
  for (const index of ticks.keys()) {
    const { kind } = firstMiss(ticks, index, supply, effort);
    if (kind !== "none") return kind === "miss" ? "unschedulable" : kind;
  }
  return "schedulable";
}
