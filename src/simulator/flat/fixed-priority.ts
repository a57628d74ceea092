import { bucketOf } from "../engine/histogram.ts";
import { ReadySet } from "../engine/ready-set.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { FlatRecord, type FlatResult, type FlatTasks, radixFor } from "./flat-tasks.ts";
import { PackedHeap } from "./packed-heap.ts";
import { flatResult } from "./result.ts";

/**
 * Preemptive fixed priorities, index 0 the highest, from 0 to `horizon`: releases before it, completions up to it.
 *
 * The running job is held outside the ready set, with its end as an absolute time, so that most releases cost one
 * comparison and no event is ever cancelled. A completion at the instant of a release comes first. Simultaneous releases
 * take effect one by one; those that are overtaken have run for no time, so nobody can tell.
 */
export function runFixedPriority(tasks: FlatTasks, horizon: number): FlatResult {
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
  const ready = new ReadySet(size);
  const releases = new PackedHeap(size);
  for (let i = 0; i < size; i++) releases.push(offset[i]! * radix + i);

  let running = NONE;
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
      if (--pending[running]! > 0) {
        arrival[running]! += period[running]!;
        end += wcet[running]!;
      } else {
        running = ready.first();
        if (running === NONE) {
          idleSince = end;
          end = NEVER;
        } else {
          ready.remove(running);
          end += remaining[running]!;
        }
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
        if (running === NONE) {
          if (now > idleSince) record.busyPeriods++;
          running = task;
          since = now;
          end = now + wcet[task]!;
        } else if (task < running) {
          if (now > since) preempted[running]!++;
          remaining[running] = end - now;
          ready.add(running);
          running = task;
          since = now;
          end = now + wcet[task]!;
        } else {
          remaining[task] = wcet[task]!;
          ready.add(task);
        }
      }
    }
  }
  if (running !== NONE) remaining[running] = end - horizon;
  return flatResult(tasks, horizon, record, { pending, arrival, remaining });
}
