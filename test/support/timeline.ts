import type { TraceRing } from "../../src/simulator/engine/trace-ring.ts";

/** What runs in each tick of [0, horizon), by the trace of one core: a task number, or −1. */
export function timeline(trace: TraceRing, horizon: number): number[] {
  if (trace.lost > 0) throw new Error(`the trace has lost ${trace.lost} records`);
  const ticks = new Array<number>(horizon).fill(-1);
  let running = -1;
  let since = 0;
  const until = (time: number): void => {
    if (running >= 0) ticks.fill(running, since, Math.min(time, horizon));
    running = -1;
  };
  for (const { time, kind, subject } of trace.records()) {
    if (kind === "start" || kind === "resume") {
      running = subject;
      since = time;
    } else if (kind === "preempt" || kind === "complete") until(time);
  }
  until(horizon);
  return ticks;
}

/** For how long each of `tasks` tasks runs in [from, to). */
export function shares(
  ticks: readonly number[],
  tasks: number,
  from = 0,
  to: number = ticks.length,
): number[] {
  const sums = new Array<number>(tasks).fill(0);
  for (let time = from; time < to; time++) {
    const who = ticks[time] as number;
    if (who >= 0) sums[who] = (sums[who] as number) + 1;
  }
  return sums;
}

/** One character per tick, for a message that can be read. */
export function drawn(ticks: readonly number[]): string {
  return ticks.map((who) => (who < 0 ? "." : who)).join("");
}
