import type { InterruptSource } from "../model/interrupt.ts";
import type { System } from "../model/system.ts";
import type { Duration } from "../numeric/quantity.ts";
import type { Cast, TaskRole } from "../report/simulation/run-data.ts";
import type { ArrivalSpec, DeviceSpec } from "../simulator/device/specification.ts";
import { drawBetween, streamOf } from "../simulator/engine/random.ts";
import type { NodeSpec, Specification, TaskSpec } from "../simulator/engine/specification.ts";
import { NEVER, NONE } from "../simulator/engine/time.ts";
import { TraceRing } from "../simulator/engine/trace-ring.ts";
import { buildMachine } from "../simulator/guest/machine.ts";
import { compileSystem } from "../simulator/system/compile.ts";
import type { Foreground, Play, SupplyMode } from "../simulator/system/play.ts";
import { SimulatedRun } from "./simulated-run.ts";

/** The purpose for which the phasings of a sweep draw, apart from every purpose of the engine. */
const PHASING = 99;

/** What is drawn, within what the description allows, where chance is asked for. */
const AT_RANDOM: Play = { execution: "random", arrivals: "random", supply: "random" };

/** Which of the courses that a description allows is to be simulated. */
export interface Course {
  readonly seed: number;
  readonly random: boolean;
  /** How promised supplies are played where no VMM provides them; null leaves it to `random`. */
  readonly supply: SupplyMode | null;
  /** Which VMs active devices serve in turn; null for their targets. */
  readonly foreground?: Foreground | null;
}

/** A described system, ready to be run as often as is wanted. */
export interface Simulation {
  readonly cast: Cast;
  readonly seed: number;
  /** One phasing: as described (null), together (0), or at random wherever the description leaves first arrivals open. */
  readonly phased: (phasing: number | null) => Phased;
}

/** A simulation with its first arrivals settled. */
export interface Phased {
  readonly cast: Cast;
  /** The first arrival of each task. */
  readonly offsets: readonly number[];
  /** The first event of each source; null where it is recorded. */
  readonly sourceOffsets: readonly (number | null)[];
  /** A run from the start. */
  readonly start: () => SimulatedRun;
}

/** @throws InputError for a system that cannot be simulated, naming what and why. */
export function simulationOf(
  system: System,
  { seed, random, supply, foreground = null }: Course,
): Simulation {
  const compiled = compileSystem(system, {
    ...(random ? AT_RANDOM : {}),
    ...(supply === null ? {} : { supply }),
    ...(foreground === null ? {} : { foreground }),
    seed,
  });
  const machine = buildMachine(compiled.specification, compiled.equipment, { seed });
  const devices = compiled.equipment.devices ?? [];
  const vmOf = machine.engine.tasks.vm;
  const inTicks = (duration: Duration): number => Number(duration.value.dividedBy(compiled.tick).floor());
  const cast: Cast = {
    system: system.name,
    timeUnit: system.timeUnit,
    tick: compiled.tick,
    cores: compiled.specification.cores.length,
    vms: machine.vms.map((name, vm) => ({ name, core: machine.coreOfVm[vm]! })),
    tasks: machine.tasks.map((task, index) => roleOf(task, vmOf[index]!)),
    sources: machine.devices.map(({ name }) => {
      const described = system.interrupts.find((interrupt) => interrupt.name === name);
      const { target = null, deadline = null } = described ?? {};
      return {
        name,
        vm: target === null ? NONE : machine.vms.indexOf(target),
        deadline: deadline === null ? null : inTicks(deadline),
        period: described === undefined ? null : inTicks(distanceOf(described)),
      };
    }),
    kernels: system.vms.flatMap(({ name, guest: { kernel } }) =>
      kernel === undefined
        ? []
        : {
            vm: machine.vms.indexOf(name),
            sleepers: kernel.sleepers.map(({ name: sleeper, deadline }) => ({
              name: sleeper,
              deadline: deadline === null ? null : inTicks(deadline),
            })),
          },
    ),
  };
  const taskNumber = (vm: string, name: string): number =>
    machine.tasks.findIndex((task, index) => task.name === name && machine.vms[vmOf[index]!] === vm);
  const offsetOf = (task: TaskSpec, index: number, phasing: number | null): number => {
    const first = task.offset ?? 0;
    if (phasing === null || phasing === 0 || !isOpen(system, machine.vms[vmOf[index]!], task)) return first;
    return first + drawBetween(seed, streamOf(index, PHASING), phasing, 0, task.period - 1);
  };
  const arrivalsOf = ({ arrivals }: DeviceSpec, index: number, phasing: number | null): ArrivalSpec => {
    const distance = distanceOfArrivals(arrivals);
    if (phasing === null || phasing === 0 || distance === null || !("offset" in arrivals)) return arrivals;
    const stream = streamOf(machine.tasks.length + index, PHASING);
    return { ...arrivals, offset: arrivals.offset + drawBetween(seed, stream, phasing, 0, distance - 1) };
  };
  const phased = (phasing: number | null): Phased => {
    const offsets = machine.tasks.map((task, index) => offsetOf(task, index, phasing));
    const specification = withOffsets(compiled.specification, (vm, name) => offsets[taskNumber(vm, name)]);
    const tasks = cast.tasks.map((task, index) =>
      task.firstArrival === null ? task : { ...task, firstArrival: offsets[index]! },
    );
    const arrivals = devices.map((device, index) => arrivalsOf(device, index, phasing));
    const equipment = {
      ...compiled.equipment,
      devices: devices.map((device, index) => ({ ...device, arrivals: arrivals[index]! })),
    };
    const sourceOffsets = arrivals.map((each) => ("offset" in each ? each.offset : null));
    const start = (): SimulatedRun => {
      const trace = new TraceRing();
      const built = buildMachine(specification, equipment, { seed, trace });
      return new SimulatedRun(built, trace);
    };
    return { cast: { ...cast, tasks }, offsets, sourceOffsets, start };
  };
  return { cast, seed, phased };
}

function distanceOf({ arrivals }: InterruptSource): Duration {
  return arrivals.kind === "token-bucket" ? arrivals.refill : arrivals.period;
}

/** From one event of a described source to the next, in the long run; null for one that is recorded. */
function distanceOfArrivals(spec: ArrivalSpec): number | null {
  if ("period" in spec) return spec.period;
  if ("refill" in spec) return spec.refill;
  return "separation" in spec ? spec.separation : null;
}

function roleOf({ name, deadline, period, offset = 0, slack = 0 }: TaskSpec, vm: number): TaskRole {
  return {
    name,
    vm,
    deadline: deadline === NEVER ? null : deadline,
    period: period === NEVER ? null : period,
    firstArrival: period === NEVER || slack > 0 ? null : offset,
  };
}

/** Whether the description leaves the first arrival of a task to chance. */
function isOpen({ vms }: System, vm: string | undefined, { name, period }: TaskSpec): boolean {
  const tasks = vms.find((each) => each.name === vm)?.guest.tasks ?? [];
  const described = tasks.find((task) => task.name === name);
  return period !== NEVER && described !== undefined && described.offset === null;
}

/** The same specification with other first arrivals of the tasks of VMs, whose names are unique there. */
function withOffsets(
  { cores, ...rest }: Specification,
  offsetOf: (vm: string, task: string) => number | undefined,
): Specification {
  const visit = (spec: NodeSpec, vm: string | null): NodeSpec => {
    if (spec.kind === "task") {
      const offset = vm === null ? undefined : offsetOf(vm, spec.name);
      return offset === undefined ? spec : { ...spec, offset };
    }
    if (spec.kind === "vm") return { ...spec, child: visit(spec.child, spec.name) };
    if ("child" in spec) return { ...spec, child: visit(spec.child, vm) };
    return { ...spec, children: spec.children.map((child) => visit(child, vm)) };
  };
  return { ...rest, cores: cores.map((root) => (root === null ? null : visit(root, null))) };
}
