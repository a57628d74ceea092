import type { System } from "../model/system.ts";
import type { Rational } from "../numeric/rational.ts";
import type { DeviceSpec } from "../simulator/device/specification.ts";
import type { NodeSpec, Specification } from "../simulator/engine/specification.ts";
import type { TraceRing } from "../simulator/engine/trace-ring.ts";
import { buildMachine, type Equipment, type Machine } from "../simulator/guest/machine.ts";
import { compileSystem } from "../simulator/system/compile.ts";
import type { Play } from "../simulator/system/play.ts";
import type { Course } from "./course.ts";
import { alignedDevices, type Dial, delayed, delayedDevices, dialsOf, taskId } from "./dials.ts";

/** About how many releases a run has unless something else is said: a few periods of everything, and soon over. */
export const RELEASES_PER_RUN = 2_000;

/** Where ticks are so fine that a run cannot have so many releases. */
const LONGEST_RUN = 2 ** 52;

/** Compiled systems, one per kind of course, so that a search compiles a handful of times and not in every run. */
export class Stages {
  readonly #system: System;
  readonly #releases: number;
  readonly #compiled = new Map<string, Stage>();

  constructor(system: System, releases: number) {
    this.#system = system;
    this.#releases = releases;
  }

  /** @throws InputError for a system that cannot be simulated, naming what and why. */
  of({ play, supply, sections, seed }: Course): Stage {
    // A random supply has a phase that is drawn when it is compiled.
    const key = `${play} ${supply} ${sections} ${supply === "random" ? seed : ""}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const arrivals = play === "random" ? "random" : "densest";
    const choices = { execution: play, arrivals, supply, vmmSections: sections, seed } as const;
    const stage = new Stage(this.#system, choices, this.#releases);
    if (supply !== "random") this.#compiled.set(key, stage);
    return stage;
  }
}

/** A compiled system with the beginnings that may be chosen, and how long to watch it. */
export class Stage {
  /** The length of a tick, in seconds. */
  readonly tick: Rational;
  readonly dials: readonly Dial[];
  /** In ticks. */
  readonly horizon: number;
  readonly #specification: Specification;
  readonly #devices: readonly DeviceSpec[];
  readonly #kernels: NonNullable<Equipment["kernels"]>;

  constructor(system: System, play: Play, releases: number) {
    const { specification, equipment, tick } = compileSystem(system, play);
    const fixed = new Set(
      system.vms.flatMap(({ name, guest }) =>
        guest.tasks.filter(({ offset }) => offset !== null).map((task) => taskId(name, task.name)),
      ),
    );
    this.#specification = specification;
    this.#devices = equipment.devices ?? [];
    this.#kernels = equipment.kernels ?? [];
    this.tick = tick;
    this.dials = dialsOf(specification, this.#devices, (id) => !fixed.has(id));
    this.horizon = horizonFor(this.dials, specification, releases);
  }

  /** The instants at which windows of a cyclic table begin; null where there is none. */
  get slots(): { readonly cycle: number; readonly instants: readonly number[] } | null {
    const tables = this.#specification.cores.filter((root) => root?.kind === "table");
    const [table] = tables as Extract<NodeSpec, { kind: "table" }>[];
    return table === undefined
      ? null
      : { cycle: table.frame, instants: table.windows.map(({ start }) => start) };
  }

  /** A machine that will go as the course says. */
  machine({ delays, aligned, seed }: Course, trace: TraceRing | null = null): Machine {
    const slots = aligned ? this.slots : null;
    const devices =
      slots === null
        ? delayedDevices(this.#devices, delays)
        : alignedDevices(this.#devices, slots.cycle, slots.instants);
    return buildMachine(
      delayed(this.#specification, delays),
      { devices, kernels: this.#kernels },
      { seed, trace },
    );
  }
}

/** Some rounds of the slowest, and many of the fastest; never more than twice the time after which all repeats. */
function horizonFor(dials: readonly Dial[], { cores }: Specification, wantedReleases: number): number {
  const spans = [
    ...dials.map(({ span }) => span),
    ...cores.flatMap((root) => (root === null ? [] : cycles(root))),
  ];
  const longest = Math.max(1, ...spans);
  const releases = spans.reduce((sum, span) => sum + 1 / span, 0);
  const wanted = Math.max(4 * longest, Math.ceil(wantedReleases / Math.max(releases, 1e-9)));
  const repeats = spans.reduce((all, span) => (all > wanted ? all : lcm(all, span)), 1);
  return Math.min(Math.min(wanted, 2 * repeats) + 2 * longest, LONGEST_RUN);
}

function cycles(spec: NodeSpec): number[] {
  const below =
    "child" in spec ? cycles(spec.child) : "children" in spec ? spec.children.flatMap(cycles) : [];
  if (spec.kind === "table") return [spec.frame, ...below];
  if (spec.kind === "supply")
    return [spec.pattern.kind === "cyclic" ? spec.pattern.cycle : spec.pattern.period, ...below];
  return spec.kind === "task" && Number.isFinite(spec.period) ? [spec.period] : below;
}

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
