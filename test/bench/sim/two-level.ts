import { type BuiltEngine, buildEngine } from "../../../src/simulator/engine/build.ts";
import type { NodeSpec, Specification } from "../../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../../src/simulator/engine/trace-ring.ts";
import type { SimTask } from "./workload.ts";

/** How the VMM shares the core among the guests. */
export type Host = "fixed-priority" | "table" | "round-robin" | "deferrable" | "hard-cbs";

export const HOSTS: readonly Host[] = ["fixed-priority", "table", "round-robin", "deferrable", "hard-cbs"];

const COSTS = { vmSwitch: 5, hypercall: 1, vmmSection: 3 };
const TURN = 5_000;
const FRAME = 20_000;
const BUDGET = 3_200;
const PERIOD = 10_000;

/** Three guests of ten tasks each, of the first thirty, with all costs on. Times in microseconds. */
export function twoLevels(host: Host, tasks: readonly SimTask[]): Specification {
  const guests = [0, 1, 2].map((guest) => guestOf(guest, tasks.slice(10 * guest, 10 * guest + 10)));
  return { cores: [hostOf(host, guests)], costs: COSTS };
}

export function buildTwoLevels(host: Host, tasks: readonly SimTask[], traced: boolean): BuiltEngine {
  return buildEngine(twoLevels(host, tasks), { trace: traced ? new TraceRing() : null });
}

function guestOf(guest: number, tasks: readonly SimTask[]): NodeSpec {
  const children = tasks.map(({ C, T, D }, index) => ({
    kind: "task" as const,
    name: `task${index}`,
    period: T,
    wcet: C,
    deadline: D,
    hypercalls: 1,
  }));
  return { kind: "vm", name: `guest${guest}`, child: { kind: "fixed-priority", children } };
}

function hostOf(host: Host, guests: readonly NodeSpec[]): NodeSpec {
  const served = guests.map((child) => ({
    kind: "server" as const,
    server: host === "hard-cbs" ? host : ("deferrable" as const),
    period: PERIOD,
    budget: BUDGET,
    deadline: PERIOD,
    child,
  }));
  switch (host) {
    case "fixed-priority":
      return { kind: "fixed-priority", children: guests };
    case "round-robin":
      return { kind: "round-robin", children: guests, quanta: guests.map(() => TURN) };
    case "table": {
      const length = FRAME / guests.length;
      const windows = guests.map((_, child) => ({
        start: Math.floor(child * length),
        end: Math.floor((child + 1) * length),
        child,
      }));
      return { kind: "table", frame: FRAME, windows, children: guests };
    }
    case "deferrable":
      return { kind: "fixed-priority", children: served };
    case "hard-cbs":
      return { kind: "edf", children: served };
  }
}
