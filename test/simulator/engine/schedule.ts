import { type BuiltEngine, buildEngine } from "../../../src/simulator/engine/build.ts";
import type { Specification } from "../../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";

/** What an engine did, in the words of the naive simulator. */
export interface Observed {
  readonly schedule: readonly (readonly string[])[];
  readonly completions: readonly string[];
}

/** Runs an engine to the horizon and reads its schedule, cycle by cycle, from the trace alone. */
export function observe(specification: Specification, horizon: number): Observed {
  const trace = new TraceRing(1 << 14);
  const built = buildEngine(specification, { trace });
  built.engine.run(horizon);
  if (trace.lost > 0) throw new Error("the trace of a test overflowed");
  return scheduleOf(trace, built, specification.cores.length, horizon);
}

export function scheduleOf(
  trace: TraceRing,
  { tasks }: BuiltEngine,
  cores: number,
  horizon: number,
): Observed {
  const schedule = Array.from({ length: cores }, () => new Array<string>(horizon).fill("idle"));
  const ended = tasks.map(() => 0);
  const completions: string[] = [];
  const now = schedule.map(() => ({ what: "idle", vm: -1, since: 0, vmmUntil: 0 }));
  const paint = (core: number, to: number): void => {
    const state = now[core]!;
    for (let t = state.since; t < to; t++) schedule[core]![t] = t < state.vmmUntil ? "vmm" : state.what;
    state.since = to;
  };
  for (const { time, kind, core, vm, subject, value } of trace.records()) {
    const state = now[core]!;
    paint(core, time);
    if (kind === "start" || kind === "resume") state.what = `t${subject}`;
    if (kind === "preempt" || kind === "complete") state.what = state.vm >= 0 ? `idle@${state.vm}` : "idle";
    if (kind === "vm-in") state.vm = vm;
    if (kind === "vm-in") state.what = `idle@${vm}`;
    if (kind === "vm-out") state.vm = -1;
    if (kind === "vm-out") state.what = "idle";
    if (kind === "vmm") state.vmmUntil = time + value;
    if (kind === "complete") completions.push(`t${subject} job ${ended[subject]!++} at ${time}`);
    if (kind === "miss") completions[completions.length - 1] += " late";
  }
  for (const core of now.keys()) paint(core, horizon);
  return { schedule, completions };
}
