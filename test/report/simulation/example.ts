import { Rational } from "../../../src/numeric/rational.ts";
import {
  type Cast,
  type Delays,
  NONE,
  type RunFigures,
  type RunRecord,
} from "../../../src/report/simulation/run-data.ts";

/**
 * Two VMs in a frame of 10, a switch of VMs takes 1. `control` preempts `logger`, whose job misses its deadline; `shell`
 * of the other VM runs across the end of the records. Ticks of 1/2 ms.
 */
export const CAST: Cast = {
  system: "Two guests & a table",
  timeUnit: "ms",
  tick: Rational.of(1n, 2000n),
  cores: 1,
  vms: [
    { name: "rtos", core: 0 },
    { name: "linux", core: 0 },
  ],
  tasks: [
    { name: "control", vm: 0, deadline: 10, period: 10, firstArrival: 0 },
    { name: "logger", vm: 0, deadline: 12, period: 40, firstArrival: null },
    { name: "shell", vm: 1, deadline: null, period: 30, firstArrival: 0 },
  ],
  sources: [{ name: "ethernet", vm: 1, deadline: 8, period: 10 }],
  kernels: [],
};

const [RTOS, LINUX] = [0, 1];
const [CONTROL, LOGGER, SHELL] = [0, 1, 2];

type Row = [time: number, kind: string, vm: number, subject: number, value: number];

const ROWS: Row[] = [
  [0, "release", RTOS, CONTROL, 0],
  [0, "release", RTOS, LOGGER, 0],
  [0, "release", LINUX, SHELL, 0],
  [0, "vmm", RTOS, NONE, 1],
  [1, "vm-in", RTOS, NONE, NONE],
  [1, "start", RTOS, CONTROL, 0],
  [3, "complete", RTOS, CONTROL, 3],
  [3, "start", RTOS, LOGGER, 0],
  [4, "irq-raise", LINUX, 0, NONE],
  [5, "preempt", RTOS, LOGGER, 4],
  [5, "vm-out", RTOS, NONE, 4],
  [5, "vmm", LINUX, NONE, 1],
  [5, "irq-top-start", LINUX, 0, NONE],
  [6, "irq-top-end", LINUX, 0, NONE],
  [6, "vm-in", LINUX, NONE, NONE],
  [7, "irq-bottom-end", LINUX, 0, 3],
  [7, "start", LINUX, SHELL, 0],
  [10, "preempt", LINUX, SHELL, 9],
  [10, "vm-out", LINUX, NONE, 4],
  [10, "release", RTOS, CONTROL, 1],
  [10, "vmm", RTOS, NONE, 1],
  [11, "vm-in", RTOS, NONE, NONE],
  [11, "start", RTOS, CONTROL, 1],
  [12, "irq-raise", LINUX, 0, NONE],
  [12, "irq-drop", LINUX, 0, NONE],
  [13, "complete", RTOS, CONTROL, 3],
  [13, "resume", RTOS, LOGGER, 0],
  [17, "complete", RTOS, LOGGER, 18],
  [17, "miss", RTOS, LOGGER, 6],
  [17, "vm-out", RTOS, NONE, 6],
  [17, "vmm", LINUX, NONE, 1],
  [18, "vm-in", LINUX, NONE, NONE],
  [18, "resume", LINUX, SHELL, 0],
  [20, "release", RTOS, CONTROL, 2],
];

export const RECORDS: readonly RunRecord[] = ROWS.map(([time, kind, vm, subject, value]) => ({
  time,
  kind,
  core: 0,
  vm,
  subject,
  value,
}));

export const END = 20;

/** Delays with each value in a bucket of its own. */
export function delaysOf(...values: readonly number[]): Delays {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  const distinct = [...new Set(sorted)];
  return {
    count: sorted.length,
    total: sorted.reduce((sum, value) => sum + value, 0),
    least: sorted[0] ?? null,
    p95: sorted.length === 0 ? null : at(0.95),
    p99: sorted.length === 0 ? null : at(0.99),
    most: sorted.at(-1) ?? null,
    mostAt: sorted.length === 0 ? null : 17,
    buckets: distinct.map((value) => ({
      from: value,
      to: value,
      count: sorted.filter((each) => each === value).length,
    })),
  };
}

export const FIGURES: RunFigures = {
  kernels: [],
  seed: 1,
  horizon: END,
  simulated: END,
  events: 8,
  firstMiss: { task: LOGGER, at: 17, late: 6 },
  tasks: [
    { released: 3, responses: delaysOf(3, 3), mostJob: 0, misses: 0, preemptions: 0 },
    { released: 1, responses: delaysOf(18), mostJob: 0, misses: 1, preemptions: 1 },
    { released: 1, responses: delaysOf(), mostJob: null, misses: 0, preemptions: 1 },
  ],
  sources: [{ raised: 2, dropped: 1, latencies: delaysOf(3), misses: 0 }],
  vms: [
    { supplied: 10, longestWait: 6, switches: 2, overhead: 2 },
    { supplied: 6, longestWait: 8, switches: 2, overhead: 2 },
  ],
};

/** The same run without the late job. */
export const GOOD_FIGURES: RunFigures = {
  ...FIGURES,
  firstMiss: null,
  tasks: FIGURES.tasks.map((each) => ({ ...each, misses: 0 })),
};
