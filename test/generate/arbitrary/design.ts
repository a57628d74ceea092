import fc from "fast-check";
import { periodicEvents } from "../../../src/model/event-model.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import {
  edpResource,
  periodicResource,
  SERVER_KINDS,
  type Supply,
  server,
} from "../../../src/model/supply.ts";
import type { System, Vm, VmmPolicy } from "../../../src/model/system.ts";
import { type Task, task } from "../../../src/model/task.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { systemOf } from "../../support/systems.ts";

/** Which designs to draw. Every default is the widest choice. */
export interface DesignOptions {
  readonly costs?: boolean;
  readonly interrupts?: boolean;
  readonly fewestVms?: number;
  readonly mostVms?: number;
  /** The share of the core that all tasks ask for, in percent. */
  readonly loads?: readonly number[];
}

/**
 * Systems as a designer has them before anybody has chosen budgets: VMs on one core with servers of a written period,
 * times of whole milliseconds, costs and interrupts small beside the tasks. The load leaves room in most.
 */
export function designs(
  policy: "fixed-priority" | "edf" | "sedf",
  options: DesignOptions = {},
): fc.Arbitrary<System> {
  const {
    costs = true,
    interrupts = true,
    fewestVms = 2,
    mostVms = 4,
    loads = [10, 20, 30, 45, 60, 80],
  } = options;
  const cost = (most: number): fc.Arbitrary<number> =>
    costs ? fc.integer({ min: 0, max: most }) : fc.constant(0);
  return fc
    .record({
      vms: fc.array(vmSeeds, { minLength: fewestVms, maxLength: mostVms }),
      load: fc.constantFrom(...loads),
      costs: fc.record({
        vmSwitch: cost(1),
        interruptEntry: cost(1),
        longestNonPreemptible: cost(1),
        hypercall: cost(1),
      }),
      sources: fc.array(sourceSeeds, { maxLength: interrupts ? 2 : 0 }),
      background: fc.nat(3),
      ranked: fc.boolean(),
    })
    .map((drawn) => {
      const share = drawn.load / drawn.vms.length / 100;
      const vms = drawn.vms.map((seed, index) => ({
        ...vmOf(seed, index, share, drawn.background === index),
        priority: policy === "fixed-priority" && drawn.ranked ? index + 1 : null,
      }));
      return systemOf({
        policy: { kind: policy },
        vms,
        costs: Object.fromEntries(Object.entries(drawn.costs).map(([name, each]) => [name, ms(each)])),
        interrupts: drawn.sources.map((seed, index) => sourceOf(seed, index, vms)),
      });
    });
}

/** VMs on one core under a cyclic table, with and without contracts; the written table is only a start. */
export function tableDesigns(options: DesignOptions = {}): fc.Arbitrary<System> {
  return fc
    .record({
      design: designs("edf", { mostVms: 3, ...options }),
      contracts: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      frame: fc.constantFrom(20, 40),
    })
    .map(({ design, contracts, frame }) => {
      const slots = design.vms.map(({ name }, index) => ({
        vm: name,
        core: 0,
        start: ticks(index),
        length: ticks(1),
      }));
      const policy: VmmPolicy = { kind: "table", frame: ticks(frame), slots };
      const vms = design.vms.map((vm, index) => ({
        ...vm,
        supply:
          contracts[index] === true ? periodicResource({ period: ms(frame / 2), budget: "1 ms" }) : null,
      }));
      return { ...design, vmm: design.vmm && { ...design.vmm, policy }, vms };
    });
}

/** A guest alone on what it is promised, without a VMM. */
export function promisedGuests(): fc.Arbitrary<System> {
  return fc
    .record({
      seed: vmSeeds,
      load: fc.integer({ min: 10, max: 70 }),
      cut: fc.integer({ min: 0, max: 6 }),
      edp: fc.boolean(),
    })
    .map(({ seed, load, cut, edp }) => {
      const vm = vmOf({ ...seed, kind: "periodic-idling" }, 0, load / 100, false);
      const deadline = ms(Math.max(1, seed.period - cut));
      const supply: Supply = edp
        ? edpResource({ period: ms(seed.period), budget: "1 ms", deadline })
        : periodicResource({ period: ms(seed.period), budget: "1 ms" });
      return systemOf({ policy: null, vms: [{ ...vm, supply }] });
    });
}

interface TaskSeed {
  readonly period: number;
  readonly weight: number;
  readonly deadline: number;
  readonly hypercalls: number;
}

interface VmSeed {
  readonly tasks: readonly TaskSeed[];
  readonly scheduling: "rate-monotonic" | "deadline-monotonic" | "edf";
  readonly preemptive: boolean;
  readonly period: number;
  readonly kind: (typeof SERVER_KINDS)[number];
  readonly limited: boolean;
}

const taskSeeds: fc.Arbitrary<TaskSeed> = fc.record({
  period: fc.constantFrom(40, 50, 60, 80, 100, 120, 150),
  weight: fc.integer({ min: 1, max: 5 }),
  deadline: fc.constantFrom(100, 100, 90, 80),
  hypercalls: fc.integer({ min: 0, max: 1 }),
});

const vmSeeds: fc.Arbitrary<VmSeed> = fc.record({
  tasks: fc.array(taskSeeds, { minLength: 1, maxLength: 3 }),
  scheduling: fc.constantFrom("rate-monotonic" as const, "deadline-monotonic" as const, "edf" as const),
  preemptive: fc.constantFrom(true, true, true, false),
  period: fc.constantFrom(6, 8, 10, 12, 15, 20),
  kind: fc.constantFrom("periodic-idling" as const, ...SERVER_KINDS),
  limited: fc.boolean(),
});

interface SourceSeed {
  readonly target: number;
  readonly atOnce: boolean;
  readonly period: number;
  readonly jitter: number;
  readonly top: number;
  readonly bottom: number;
  readonly deadline: number | null;
}

const sourceSeeds: fc.Arbitrary<SourceSeed> = fc.record({
  target: fc.nat(3),
  atOnce: fc.boolean(),
  period: fc.constantFrom(40, 50, 100),
  jitter: fc.constantFrom(0, 0, 3),
  top: fc.constant(1),
  bottom: fc.integer({ min: 0, max: 2 }),
  deadline: fc.constantFrom(null, 20, 40, 90),
});

const ms = (length: number): string => `${length} ms`;
const ticks = (length: number) => duration(ms(length));

function vmOf(
  seed: VmSeed,
  index: number,
  share: number,
  background: boolean,
): Pick<Vm, "name"> & Partial<Vm> {
  const supply = server({
    server: seed.kind,
    period: ms(seed.period),
    budget: "1 ms",
    deadline: ms(seed.period),
  });
  return {
    name: `vm${index + 1}`,
    guest: { scheduling: seed.scheduling, preemptive: seed.preemptive, tasks: tasksOf(seed, share) },
    supply: background ? null : supply,
    activationsPerPeriod: seed.limited ? 2 : null,
  };
}

function tasksOf({ tasks }: VmSeed, share: number): Task[] {
  const total = tasks.reduce((sum, { weight }) => sum + weight, 0);
  return tasks.map(({ period, weight, deadline, hypercalls }, index) =>
    task({
      name: `t${index + 1}`,
      period: ms(period),
      wcet: ms(Math.max(1, Math.floor((period * share * weight) / total))),
      deadline: ms(Math.floor((period * deadline) / 100)),
      hypercalls,
    }),
  );
}

function sourceOf(seed: SourceSeed, index: number, vms: readonly Pick<Vm, "name">[]): InterruptSource {
  return {
    name: `irq${index + 1}`,
    device: "dedicated",
    delivery: seed.atOnce ? "immediate" : "when-scheduled",
    target: (vms[seed.target % vms.length] as Pick<Vm, "name">).name,
    core: 0,
    arrivals: periodicEvents({ period: ms(seed.period), jitter: ms(seed.jitter), minDistance: "1 ms" }),
    topHalf: work(ms(seed.top)),
    bottomHalf: work(ms(seed.bottom)),
    deadline: seed.deadline === null ? null : ticks(seed.deadline),
  };
}
