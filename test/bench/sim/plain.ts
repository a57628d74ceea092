import type { SimTask } from "./workload.ts";

/** What the plain simulator saw. */
export interface PlainResult {
  readonly events: number;
  readonly maxResponse: number[];
}

/** The same simulation as anybody would write it first: two scans over all tasks per event. The baseline of the bench. */
export function simulatePlainly(tasks: readonly SimTask[], edf: boolean, horizon: number): PlainResult {
  const next = tasks.map(() => 0);
  const arrivals: number[][] = tasks.map(() => []);
  const left = tasks.map(() => 0);
  const maxResponse = tasks.map(() => -1);
  let events = 0;
  let now = 0;
  for (;;) {
    for (const [i, { C, T }] of tasks.entries()) {
      while (next[i]! <= now && next[i]! < horizon) {
        if (arrivals[i]!.length === 0) left[i] = C;
        arrivals[i]!.push(next[i]!);
        next[i]! += T;
        events++;
      }
    }
    let running = -1;
    let urgent = Number.POSITIVE_INFINITY;
    let release = horizon;
    for (const [i, { D }] of tasks.entries()) {
      if (next[i]! < release) release = next[i]!;
      if (arrivals[i]!.length === 0) continue;
      const key = edf ? arrivals[i]![0]! + D : i;
      if (key < urgent) {
        urgent = key;
        running = i;
      }
    }
    if (running < 0) {
      if (release >= horizon) return { events, maxResponse };
      now = release;
    } else if (now + left[running]! <= release) {
      now += left[running]!;
      maxResponse[running] = Math.max(maxResponse[running]!, now - arrivals[running]!.shift()!);
      left[running] = tasks[running]!.C;
      events++;
    } else {
      left[running]! -= release - now;
      if (release >= horizon) return { events, maxResponse };
      now = release;
    }
  }
}
