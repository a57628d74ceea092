import type { GuestPolicy } from "../../../src/model/guest.ts";
import { dedicated } from "../../../src/model/supply.ts";
import type { System } from "../../../src/model/system.ts";
import { task } from "../../../src/model/task.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import type { SimulationResult } from "../../../src/simulator/system/observation.ts";
import { simulate } from "../../../src/simulator/system/simulate.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readSupply, time, type VectorSupply } from "../read.ts";

interface Input {
  readonly tasks: readonly {
    readonly C: string;
    readonly T: string;
    readonly D: string;
    readonly phase: string;
  }[];
  readonly supply: VectorSupply;
  readonly policy: "fp" | "edf" | "np-fp" | "np-edf";
  readonly horizon: string;
}

export const simTrace: VectorFamily = {
  name: "sim_trace",
  run(input: Input, expected: unknown): string | null {
    const result = simulate(systemOf(input), { horizon: time(input.horizon), trace: 2 ** 16 });
    return difference({ jobs: jobsOf(result), misses: String(result.misses) }, expected);
  },
};

function systemOf({ tasks, supply, policy }: Input): System {
  const scheduling: GuestPolicy = policy.endsWith("edf") ? "edf" : "fixed-priority";
  const guest = {
    scheduling,
    preemptive: !policy.startsWith("np-"),
    tasks: tasks.map(({ C, T, D, phase }, index) =>
      task({
        name: String(index),
        wcet: amount(C),
        period: time(T),
        deadline: time(D),
        offset: time(phase),
        priority: index + 1,
      }),
    ),
  };
  const promised = supply.kind === "full" ? dedicated() : readSupply(supply);
  return {
    name: "vector",
    timeUnit: "s",
    processor: { cores: 1, clock: null },
    vmm: null,
    vms: [
      {
        name: "guest",
        core: 0,
        guest,
        supply: promised,
        priority: null,
        quantum: null,
        activationsPerPeriod: null,
      },
    ],
    interrupts: [],
  };
}

/** The jobs in the order of their releases, read from the trace. */
function jobsOf({ trace, tick }: SimulationResult): unknown[] {
  const seconds = (ticks: number): string => Rational.from(ticks).times(tick).toString();
  const jobs: { task: string; job: string; release: string; finish: string | null }[] = [];
  const open = new Map<number, { finish: string | null }[]>();
  for (const { time: at, kind, subject, value } of trace?.ring.records() ?? []) {
    if (kind === "release") {
      const task = trace?.tasks[subject] ?? "";
      const job = { task, job: String(value), release: seconds(at), finish: null };
      jobs.push(job);
      open.set(subject, [...(open.get(subject) ?? []), job]);
    }
    if (kind === "complete") open.get(subject)!.shift()!.finish = seconds(at);
  }
  return jobs;
}
