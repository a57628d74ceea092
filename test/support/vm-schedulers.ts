import { buildEngine } from "../../src/simulator/engine/build.ts";
import type { NodeSpec, TaskSpec } from "../../src/simulator/engine/specification.ts";
import { NEVER } from "../../src/simulator/engine/time.ts";
import { TraceRing } from "../../src/simulator/engine/trace-ring.ts";
import type { GuestText } from "./naive-guest.ts";
import { timeline } from "./timeline.ts";

/** A VM of one task, as a leaf of a scheduler of VMs. */
export function guest(name: string, { offset, period, wcet }: GuestText): TaskSpec {
  return { kind: "task", name, offset, period, wcet, deadline: period };
}

/** A guest that always wants to run. */
export function hog(name: string): TaskSpec {
  return { kind: "task", name, period: NEVER, wcet: NEVER, deadline: NEVER };
}

/** Runs one core; returns who runs in each tick. */
export function ran(root: NodeSpec, horizon: number): number[] {
  // A few records per tick at most.
  const trace = new TraceRing(2 ** Math.min(21, Math.ceil(Math.log2(8 * horizon + 256))));
  const { engine } = buildEngine({ cores: [root] }, { trace });
  engine.run(horizon);
  return timeline(trace, horizon);
}
