/**
 * A VM whose deadlines are kept as obligations, and what each interrupt source asks of it. Only VMs that an interrupt
 * reaches by its own work alone are kept so: on a supply of the VMM's, without server or contract, preemptive.
 */

import { measuresOfTask } from "../../analysis/compile.ts";
import { provisionOf } from "../../analysis/host/provision.ts";
import { type GuestProblem, unwrapped } from "../../analysis/system/guest-problem.ts";
import { contractOf, problemOf } from "../../analysis/system/vm-problem.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";
import { ceilDiv } from "../../numeric/integer.ts";
import type { Rational } from "../../numeric/rational.ts";
import { commonTick, type Timebase } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { burst, separation } from "../../workload/load.ts";
import { eventsInTicks, measuresOfEvents, type TickLoad } from "../../workload/tick-events.ts";
import { guestObligations } from "./guest-obligations.ts";
import type { Obligation } from "./obligation.ts";

/** Where a look-up in the leftover visits more arrivals, the full analysis may take a coarser bound: see leftover.ts. */
const MOST_ARRIVALS = 2_500n;

/** Load above a guest, as the analysis charges it. */
type Charged = ReturnType<typeof unwrapped>["load"][number];

/** The question about a VM under some sources; null where it is none that obligations can express. */
export function plainProblem(system: System, vm: Vm): GuestProblem | null {
  const { preemptive, kernel } = vm.guest;
  // The sleeps of a kernel have deadlines of their own, which are no task's.
  if (contractOf(system, vm) !== null || !preemptive || kernel !== undefined) return null;
  const provision = provisionOf(system, vm);
  if (provision.kind !== "supply") return null;
  const problem = problemOf(system, vm, null, provision);
  return "reason" in problem ? null : problem;
}

/** The loads above a VM that bear the name of a source. */
export function loadsOf(problem: GuestProblem, { name }: InterruptSource): readonly Charged[] {
  return unwrapped(problem.supply).load.filter((load) => load.name === name);
}

/** What no source may change if its loads alone are to tell of it. */
export function groundOf(problem: GuestProblem): string {
  return JSON.stringify([unwrapped(problem.supply).base, problem.loss]);
}

/** What a timebase has to resolve for a VM. */
export function measuresOfProblem(problem: GuestProblem): {
  readonly seconds: readonly Rational[];
  readonly rates: readonly Rational[];
} {
  const { seconds, rates } = measuresOf(problem.supply);
  return { seconds: [...seconds, problem.loss.value, ...problem.guest.tasks.flatMap(measuresOfTask)], rates };
}

/** The loads in ticks; null where the tick does not divide them. */
export function inTicksOf(loads: readonly Charged[], { tick }: Timebase): readonly TickLoad[] | null {
  const divided = ({ arrivals, wcet }: Charged): boolean =>
    [...measuresOfEvents(arrivals), wcet.value].every((time) => time.dividedBy(tick).isInteger());
  if (!loads.every(divided)) return null;
  const timebase = commonTick([tick]);
  return loads.map(({ arrivals, wcet }) => ({
    arrivals: eventsInTicks(arrivals, timebase),
    wcet: timebase.toTicks(wcet.value),
  }));
}

/** Fractions of a tick are rounded up, to 2⁻⁶⁴. */
const SCALE = 64n;

/** Bounds on a load: at most `burst` + `rate`·t work and `arrivalBurst` + `arrivals`·t events in any window t. */
interface Measure {
  readonly rate: bigint;
  readonly burst: bigint;
  readonly arrivals: bigint;
  readonly arrivalBurst: bigint;
}

const NOTHING: Measure = { rate: 0n, burst: 0n, arrivals: 0n, arrivalBurst: 0n };

function plus(a: Measure, b: Measure): Measure {
  return {
    rate: a.rate + b.rate,
    burst: a.burst + b.burst,
    arrivals: a.arrivals + b.arrivals,
    arrivalBurst: a.arrivalBurst + b.arrivalBurst,
  };
}

function measureOf(loads: readonly TickLoad[]): Measure {
  return loads
    .map(({ arrivals, wcet }): Measure => {
      const distance = separation(arrivals);
      const { numerator, denominator } = burst(arrivals);
      const events = ceilDiv(numerator, denominator);
      return {
        rate: (wcet << SCALE) / distance + 1n,
        burst: events * wcet,
        arrivals: (1n << SCALE) / distance + 1n,
        arrivalBurst: events,
      };
    })
    .reduce(plus, NOTHING);
}

export class Scope {
  readonly vm: Vm;
  readonly obligations: readonly Obligation[];
  /** Whether a failed obligation is a claim that `check` cannot prove: not on tables, where it tries every phase. */
  readonly certainNo: boolean;
  readonly ground: string;
  readonly #supply: SupplyBound;
  /** Load that is there without any source that comes and goes. */
  readonly #fixed: readonly TickLoad[];
  readonly #ofSource = new Map<string, readonly TickLoad[]>();
  #measure: Measure = NOTHING;
  /** Rounded down. */
  #taskRate = 0n;

  private constructor(
    vm: Vm,
    supply: SupplyBound,
    fixed: readonly TickLoad[],
    obligations: readonly Obligation[],
    certainNo: boolean,
    ground: string,
  ) {
    this.vm = vm;
    this.ground = ground;
    this.#supply = supply;
    this.#fixed = fixed;
    this.obligations = obligations;
    this.certainNo = certainNo;
  }

  /** Null where the VM cannot be kept. `sources` are those that come and go; `problem` has them all. */
  static of(
    vm: Vm,
    problem: GuestProblem,
    sources: readonly InterruptSource[],
    timebase: Timebase,
  ): Scope | null {
    const { base, load } = unwrapped(problem.supply);
    const supply = boundOf(base, timebase);
    const names = new Set(sources.map(({ name }) => name));
    const all = inTicksOf(load, timebase);
    const fixed = inTicksOf(
      load.filter(({ name }) => !names.has(name)),
      timebase,
    );
    if (all === null || fixed === null) return null;
    const { scheduling, tasks } = problem.guest;
    // A best-effort guest without tasks has nothing to be kept; with tasks, nothing that could be.
    if (scheduling === "best-effort" && tasks.length > 0) return null;
    const obligations =
      scheduling === "best-effort" ? [] : guestObligations({ problem, timebase, supply, load: all });
    if (obligations === null) return null;
    const scope = new Scope(
      vm,
      supply,
      fixed,
      obligations,
      scheduling === "edf" || base.kind === "dedicated",
      groundOf(problem),
    );
    for (const source of sources) {
      const own = inTicksOf(loadsOf(problem, source), timebase);
      if (own === null) return null;
      scope.#ofSource.set(source.name, own);
    }
    scope.#measure = measureOf(all);
    scope.#taskRate = tasks
      .map((task) => task.wcet.over(task.period))
      .reduce((sum, { numerator, denominator }) => sum + (numerator << SCALE) / denominator, 0n);
    return scope;
  }

  /** All load, with the further one. */
  loadWith(further: readonly TickLoad[]): readonly TickLoad[] {
    return [...this.#fixed, ...[...this.#ofSource.values()].flat(), ...further];
  }

  /**
   * Whether the full analysis surely bounds what is left over as exactly as the obligations do: it looks no farther than
   * λ′ = (burst + rate·delay)/(1 − load) there, and takes a line instead of a staircase where that holds too many arrivals.
   */
  isExactUnder(further: readonly TickLoad[]): boolean {
    const { rate, burst, arrivals, arrivalBurst } = plus(this.#measure, measureOf(further));
    const { numerator, denominator } = this.#supply.rate;
    const room = (numerator << SCALE) / denominator - rate;
    if (room <= 0n) return false;
    const delay = ((burst + this.#supply.delay + 1n) << SCALE) / room + 1n;
    return arrivalBurst + ((arrivals * delay) >> SCALE) < MOST_ARRIVALS;
  }

  /** A claim that fails because tasks and sources ask for more than the long-run supply; null where that is not sure. */
  overloadedUnder(further: readonly TickLoad[]): string | null {
    const { rate, arrivalBurst } = plus(this.#measure, measureOf(further));
    const { numerator, denominator } = this.#supply.rate;
    const supplied = ceilDiv(numerator << SCALE, denominator);
    // Each event of a burst stands for a load at least, whose rate was rounded up by less than one.
    const surely = rate - arrivalBurst + this.#taskRate;
    return surely > supplied ? (this.obligations.at(-1)?.terms.claim ?? null) : null;
  }

  /** The first obligation that the further load leaves without a window; null where all stand. */
  failingUnder(further: readonly TickLoad[]): Obligation | null {
    const tight = this.obligations.filter((obligation) => !obligation.hasSlackFor(further));
    if (tight.length === 0) return null;
    const all = this.loadWith(further);
    return tight.find((obligation) => obligation.failsUnder(all, () => this.loadWith([]))) ?? null;
  }

  add({ name }: InterruptSource, load: readonly TickLoad[]): void {
    this.#ofSource.set(name, load);
    this.#measure = plus(this.#measure, measureOf(load));
    const all = this.loadWith([]);
    for (const obligation of this.obligations) obligation.grow(load, all);
  }

  remove(name: string): void {
    const load = this.#ofSource.get(name) ?? [];
    this.#ofSource.delete(name);
    this.#measure = measureOf(this.loadWith([]));
    for (const obligation of this.obligations) obligation.shrink(load);
  }
}
