import type { TickTask } from "../../workload/tick-task.ts";
import type { BlockingSegment } from "../edf/stretch.ts";

/** The same tasks in ticks of 1/scale. */
export function scaledTasks(tasks: readonly TickTask[], scale: bigint): TickTask[] {
  return tasks.map(({ wcet, period, deadline, jitter, blocking }) => ({
    wcet: wcet * scale,
    period: period * scale,
    deadline: deadline * scale,
    jitter: jitter * scale,
    blocking: blocking * scale,
  }));
}

/** The same blocking in ticks of 1/scale. */
export function scaledSegments(segments: readonly BlockingSegment[], scale: bigint): BlockingSegment[] {
  return segments.map(({ from, blocking, blocker }) => ({
    from: from * scale,
    blocking: blocking * scale,
    blocker,
  }));
}
