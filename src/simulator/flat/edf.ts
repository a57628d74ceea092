import { bucketOf } from "../engine/histogram.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { FlatRecord, type FlatResult, type FlatTasks, radixFor } from "./flat-tasks.ts";
import { PackedHeap } from "./packed-heap.ts";
import { flatResult } from "./result.ts";

/**
 * Preemptive EDF from 0 to `horizon`, ties to the lower index: as fixed-priority.ts, but for the ready jobs, which stand
 * in a heap by absolute deadline and task. The running job's key is held outside.
 */
export function runEdf(tasks: FlatTasks, horizon: number): FlatResult {
  const { wcet, period, deadline, offset } = tasks;
  const size = wcet.length;
  const radix = radixFor(size);
  const perRadix = 1 / radix;
  const record = new FlatRecord(size, horizon);
  const { completed, missed, preempted, leastResponse, totalResponse } = record;
  const { mostResponse, mostResponseJob, mostResponseAt, histogram, buckets } = record;
  const pending = new Int32Array(size);
  const arrival = new Float64Array(size);
  const remaining = new Float64Array(size);
  const ready = new PackedHeap(size);
  const releases = new PackedHeap(size);
  for (let i = 0; i < size; i++) releases.push(offset[i]! * radix + i);

  let running = NONE;
  let runningKey = NEVER;
  let end = NEVER;
  /** Since when the running job has been running, and since when there has been none. */
  let since = 0;
  let idleSince = NONE;
  let next = Math.floor(releases.first * perRadix);
  for (;;) {
    if (end <= next) {
      if (end > horizon) break;
      const response = end - arrival[running]!;
      totalResponse[running]! += response;
      histogram[running * buckets + bucketOf(response)]!++;
      if (response < leastResponse[running]!) leastResponse[running] = response;
      if (response > mostResponse[running]!) {
        mostResponse[running] = response;
        mostResponseJob[running] = completed[running]!;
        mostResponseAt[running] = end;
      }
      if (response > deadline[running]!) missed[running]!++;
      completed[running]!++;
      since = end;
      const first = ready.first;
      if (--pending[running]! > 0) {
        arrival[running]! += period[running]!;
        remaining[running] = wcet[running]!;
        runningKey = (arrival[running]! + deadline[running]!) * radix + running;
        if (first < runningKey) {
          ready.replaceFirst(runningKey);
          runningKey = first;
          running = first - Math.floor(first * perRadix) * radix;
        }
        end += remaining[running]!;
      } else if (first === NEVER) {
        running = NONE;
        runningKey = NEVER;
        idleSince = end;
        end = NEVER;
      } else {
        ready.pop();
        runningKey = first;
        running = first - Math.floor(first * perRadix) * radix;
        end += remaining[running]!;
      }
    } else {
      if (next >= horizon) break;
      const now = next;
      const key = releases.first;
      const task = key - now * radix;
      releases.replaceFirst(key + period[task]! * radix);
      next = Math.floor(releases.first * perRadix);
      if (pending[task]!++ === 0) {
        arrival[task] = now;
        const jobKey = (now + deadline[task]!) * radix + task;
        if (jobKey < runningKey) {
          if (running === NONE) {
            if (now > idleSince) record.busyPeriods++;
          } else {
            if (now > since) preempted[running]!++;
            remaining[running] = end - now;
            ready.push(runningKey);
          }
          running = task;
          since = now;
          runningKey = jobKey;
          end = now + wcet[task]!;
        } else {
          remaining[task] = wcet[task]!;
          ready.push(jobKey);
        }
      }
    }
  }
  if (running !== NONE) remaining[running] = end - horizon;
  return flatResult(tasks, horizon, record, { pending, arrival, remaining });
}
