import type { System } from "../../model/system.ts";
import { Duration, Instant } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { duration } from "../../numeric/unit.ts";
import type { Device } from "../device/device.ts";
import type { Observations } from "../device/observations.ts";
import { quantile } from "../engine/histogram.ts";
import type { TieRules } from "../engine/tie-rules.ts";
import { TraceRing } from "../engine/trace-ring.ts";
import { flatPlan, simulateTasks } from "../flat/simulate-flat.ts";
import { buildMachine, type Machine } from "../guest/machine.ts";
import type { TickKernel } from "../guest/tick-kernel.ts";
import { compileSystem } from "./compile.ts";
import type {
  DelayObservation,
  KernelObservation,
  SimulationResult,
  SourceObservation,
  TaskObservation,
} from "./observation.ts";
import type { Play } from "./play.ts";

export interface SimulationOptions extends Play {
  /** How long to simulate. */
  readonly horizon: string | Duration;
  readonly ties?: TieRules;
  /** How many records of the trace to keep, a power of two; none where left out. */
  readonly trace?: number;
}

/**
 * Runs a described system from time 0 and says what was seen: releases before the horizon, completions up to it.
 * The same system and options give the same result, to the last record of the trace.
 * @throws InputError for a system or horizon that cannot be simulated, naming what and why.
 */
export function simulate(system: System, options: SimulationOptions): SimulationResult {
  const horizon = duration(options.horizon);
  const compiled = compileSystem(system, options, [horizon]);
  const { specification, equipment, tick } = compiled;
  const end = compiled.ticks(horizon);
  const ring = options.trace === undefined ? null : new TraceRing(options.trace);
  const machine = buildMachine(specification, equipment, {
    trace: ring,
    seed: options.seed ?? 0,
    ...(options.ties === undefined ? {} : { ties: options.ties }),
  });
  const bare = equipment.devices?.length === 0 && equipment.kernels?.length === 0;
  const plan = ring === null && bare ? flatPlan(specification, end) : null;
  const seen = plan === null ? runEngine(machine, end) : runFlat(plan, end);
  const scale = new Scale(tick);
  const { vm } = machine.engine.tasks;
  const place = (name: string | null): number => system.vms.findIndex((each) => each.name === name);
  const tasks = machine.tasks
    .map((task, i) => scale.task(seen, i, machine.vms[vm[i]!] ?? null, task.name))
    .sort((a, b) => place(a.vm) - place(b.vm));
  return {
    horizon,
    tick,
    events: seen.events,
    misses: tasks.reduce((sum, { missed }) => sum + missed, 0),
    tasks,
    vms: machine.vms
      .map((name, i) => ({
        vm: name,
        supplied: scale.duration(seen.supplied[i]!),
        longestWait: scale.duration(seen.longestWait[i]!),
        switches: seen.switches[i]!,
        overhead: scale.duration(seen.overhead[i]!),
      }))
      .sort((a, b) => place(a.vm) - place(b.vm)),
    sources: machine.devices.map((device) => scale.source(device)),
    kernels: machine.kernels.map((kernel) => scale.kernel(kernel, machine.vms[kernel.vm]!)),
    trace: ring && {
      ring,
      tasks: machine.tasks.map(({ name }) => name),
      vms: machine.vms,
      nodes: machine.nodes.map(({ kind }) => kind),
    },
  };
}

/** The figures of either path: by task, and by VM. */
interface Figures {
  readonly events: number;
  readonly released: ArrayLike<number>;
  readonly completed: ArrayLike<number>;
  readonly missed: ArrayLike<number>;
  readonly overdue: ArrayLike<number>;
  readonly preempted: ArrayLike<number>;
  readonly leastResponse: ArrayLike<number>;
  readonly totalResponse: ArrayLike<number>;
  readonly mostResponse: ArrayLike<number>;
  readonly mostResponseJob: ArrayLike<number>;
  readonly mostResponseAt: ArrayLike<number>;
  readonly histogramOf: (task: number) => Float64Array;
  readonly supplied: ArrayLike<number>;
  readonly longestWait: ArrayLike<number>;
  readonly switches: ArrayLike<number>;
  readonly overhead: ArrayLike<number>;
}

function runEngine({ engine, vms: names }: Machine, end: number): Figures {
  engine.run(end);
  const { tasks, vms } = engine;
  return {
    ...tasks,
    events: engine.jobs.events,
    overdue: Array.from(tasks.completed, (_, task) => tasks.overdue(task, end)),
    histogramOf: (task) => tasks.histogramOf(task),
    supplied: names.map((_, vm) => vms.suppliedBy(vm, end)),
    longestWait: names.map((_, vm) => vms.longestWaitBy(vm, end)),
    switches: vms.switchedIn,
    overhead: vms.overhead,
  };
}

function runFlat({ tasks, policy }: NonNullable<ReturnType<typeof flatPlan>>, end: number): Figures {
  const seen = simulateTasks(tasks, policy, end);
  return {
    ...seen,
    histogramOf: (task) => seen.histogram.subarray(task * seen.buckets, (task + 1) * seen.buckets),
    supplied: [seen.busy],
    longestWait: [0],
    switches: [seen.busyPeriods],
    overhead: [0],
  };
}

/** Turns ticks back into time. */
class Scale {
  readonly #tick: Rational;

  constructor(tick: Rational) {
    this.#tick = tick;
  }

  #seconds(ticks: number): Rational {
    return Rational.of(BigInt(ticks)).times(this.#tick);
  }

  duration(ticks: number): Duration {
    return new Duration(this.#seconds(ticks));
  }

  task(seen: Figures, index: number, vm: string | null, task: string): TaskObservation {
    const delays = this.#delays({
      count: seen.completed[index]!,
      total: seen.totalResponse[index]!,
      least: seen.leastResponse[index]!,
      most: seen.mostResponse[index]!,
      mostAt: seen.mostResponseAt[index]!,
      histogram: seen.histogramOf(index),
    });
    return {
      vm,
      task,
      released: seen.released[index]!,
      completed: seen.completed[index]!,
      missed: seen.missed[index]! + seen.overdue[index]!,
      preempted: seen.preempted[index]!,
      response: delays && { ...delays, greatestJob: seen.mostResponseJob[index]! },
    };
  }

  source({ name, arrived, refused, dropped, unrouted, interrupts, latency }: Device): SourceObservation {
    return {
      source: name,
      raised: arrived,
      refused,
      lost: dropped + unrouted,
      interrupts,
      latency: this.#delays(latency),
    };
  }

  kernel({ accounted, lost, sleepers }: TickKernel, vm: string): KernelObservation {
    return {
      vm,
      ticks: accounted,
      lost,
      sleepers: sleepers.map(({ name, elapsed }) => ({ sleeper: name, elapsed: this.#delays(elapsed) })),
    };
  }

  #delays({ count, total, least, most, mostAt, histogram }: Delays): DelayObservation | null {
    if (count === 0) return null;
    // A bucket may end above everything that was seen.
    const atMost = (share: number): Duration =>
      this.duration(Math.min(quantile(histogram, share) ?? most, most));
    return {
      least: this.duration(least),
      mean: new Duration(this.#seconds(total).dividedBy(Rational.from(count))),
      p95: atMost(0.95),
      p99: atMost(0.99),
      greatest: this.duration(most),
      greatestAt: Instant.origin.after(this.duration(mostAt)),
    };
  }
}

/** Delays of one kind, in ticks. */
type Delays = Pick<Observations, "count" | "total" | "least" | "most" | "mostAt" | "histogram">;
