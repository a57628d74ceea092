/**
 * The deadlines of a system as obligations with their slack, so that a further source is decided by a look at each.
 *
 * Certain yes: every obligation of the source's core stands under the further load, and every claim of an interrupt
 * deadline on that core is proved. Certain no: an obligation fails that its claim cannot do without, or such a claim is not
 * proved. Everything else is for the full analysis: sources with a shaper, a monitor, coalescing or polling, that take a
 * quantum or go to another core; VMs in servers, on contracts, with a kernel of their own or without preemption; times that the tick does not divide.
 * An index exists for a system whose every claim is proved only, so that every claim has to stay so.
 */

import { coresInUse, interruptsOn, vmsOn } from "../../analysis/host/placement.ts";
import type { GuestProblem } from "../../analysis/system/guest-problem.ts";
import { unwrapped } from "../../analysis/system/guest-problem.ts";
import { interruptClaims } from "../../analysis/system/interrupt-claims.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";
import { commonTick, type Timebase } from "../../numeric/timebase.ts";
import type { TickLoad } from "../../workload/tick-events.ts";
import { groundOf, inTicksOf, loadsOf, measuresOfProblem, plainProblem, Scope } from "./scope.ts";

export type QuickAnswer =
  | { readonly kind: "yes" }
  /** `claim` is one that is no longer proved. */
  | { readonly kind: "no"; readonly claim: string }
  | { readonly kind: "unsure" };

const UNSURE: QuickAnswer = { kind: "unsure" };

export class SlackIndex {
  #system: System;
  readonly #effort: number;
  readonly #timebase: Timebase;
  /** By core; null for a core that the full analysis has to decide. */
  readonly #cores = new Map<number, readonly Scope[] | null>();

  /** `system` has all present sources and is known to be proved. */
  constructor(system: System, effort: number) {
    this.#system = system;
    this.#effort = effort;
    const problems = new Map(system.vms.map((vm) => [vm, plainProblem(system, vm)]));
    const measures = [...problems.values()].filter((each) => each !== null).map(measuresOfProblem);
    this.#timebase = commonTick(
      measures.flatMap(({ seconds }) => seconds),
      measures.flatMap(({ rates }) => rates),
    );
    for (const core of coresInUse(system)) this.#cores.set(core, this.#scopesOf(core, problems));
  }

  /** How many obligations are kept; of cores that the full analysis decides, none. */
  get size(): number {
    return [...this.#cores.values()].reduce(
      (sum, scopes) => sum + (scopes ?? []).reduce((size, { obligations }) => size + obligations.length, 0),
      0,
    );
  }

  decide(source: InterruptSource): QuickAnswer {
    const further = this.#further(source);
    if (further === null) return UNSURE;
    for (const [scope, load] of further) {
      const overloaded = scope.overloadedUnder(load);
      if (overloaded !== null) return { kind: "no", claim: overloaded };
      if (!scope.isExactUnder(load)) return UNSURE;
      const failing = scope.failingUnder(load);
      if (failing === null) continue;
      const { claim, necessary } = failing.terms;
      return necessary && scope.certainNo ? { kind: "no", claim } : UNSURE;
    }
    return this.#latencies(withSource(this.#system, source), source.core);
  }

  /** Whether the loads of all sources with this one are, to the analysis, what they are one by one. */
  foresees(source: InterruptSource): boolean {
    const further = this.#further(source);
    if (further === null) return false;
    const next = withSource(this.#system, source);
    return further.every(([scope, load]) => this.#agrees(next, scope, scope.loadWith(load)));
  }

  /** Takes in a source that it foresees. */
  add(source: InterruptSource): void {
    for (const [scope, load] of this.#further(source) ?? []) scope.add(source, load);
    this.#system = withSource(this.#system, source);
  }

  /** False where the index cannot keep up and has to be built anew. */
  remove(source: InterruptSource): boolean {
    const scopes = this.#cores.get(source.core);
    if (scopes === null) return false;
    for (const scope of scopes ?? []) scope.remove(source.name);
    const interrupts = this.#system.interrupts.filter(({ name }) => name !== source.name);
    this.#system = { ...this.#system, interrupts };
    return (scopes ?? []).every((scope) => this.#agrees(this.#system, scope, scope.loadWith([])));
  }

  /** What the source adds for each VM of its core; null where obligations cannot tell. */
  #further(source: InterruptSource): (readonly [Scope, readonly TickLoad[]])[] | null {
    const scopes = this.#cores.get(source.core);
    if (scopes === null || !isPlain(source, this.#system)) return null;
    const alone = { ...this.#system, interrupts: [source] };
    const further: (readonly [Scope, readonly TickLoad[]])[] = [];
    for (const scope of scopes ?? []) {
      const problem = plainProblem(alone, scope.vm);
      if (problem === null || groundOf(problem) !== scope.ground) return null;
      const load = inTicksOf(loadsOf(problem, source), this.#timebase);
      if (load === null) return null;
      further.push([scope, load]);
    }
    return further;
  }

  #scopesOf(core: number, problems: ReadonlyMap<Vm, GuestProblem | null>): readonly Scope[] | null {
    const sources = interruptsOn(this.#system, core);
    const reaching = this.#system.interrupts.filter(
      ({ target }) => this.#system.vms.find(({ name }) => name === target)?.core === core,
    );
    if (![...sources, ...reaching].every((source) => isPlain(source, this.#system))) return null;
    const scopes = vmsOn(this.#system, core).map((vm) => {
      const problem = problems.get(vm) ?? null;
      return problem && Scope.of(vm, problem, sources, this.#timebase);
    });
    const kept = scopes.filter((scope) => scope !== null);
    const standing = kept.every(({ obligations }) => obligations.every(({ stands }) => stands));
    return kept.length === scopes.length && standing ? kept : null;
  }

  /** Interrupt deadlines are few, and are asked of the full analysis of interrupts. */
  #latencies(system: System, core: number): QuickAnswer {
    const open = interruptClaims(system, core, this.#effort).find(({ verdict }) => verdict !== "proved");
    return open === undefined ? { kind: "yes" } : { kind: "no", claim: open.id };
  }

  #agrees(system: System, scope: Scope, expected: readonly TickLoad[]): boolean {
    const problem = plainProblem(system, scope.vm);
    const load = problem && inTicksOf(unwrapped(problem.supply).load, this.#timebase);
    return load !== null && sameLoads(load, expected);
  }
}

function withSource(system: System, source: InterruptSource): System {
  return { ...system, interrupts: [...system.interrupts, source] };
}

/** Whether a source asks for nothing but the time of its handlers, on one core, whatever else there is. */
export function isPlain(source: InterruptSource, system: System): boolean {
  const { delivery, device, shaper, notice, mask, target, core } = source;
  if (shaper !== undefined || notice !== undefined || mask !== undefined) return false;
  if (delivery !== "when-scheduled" && delivery !== "immediate") return false;
  if (device === "running") return true;
  return device === "dedicated" && system.vms.find(({ name }) => name === target)?.core === core;
}

function sameLoads(a: readonly TickLoad[], b: readonly TickLoad[]): boolean {
  const key = (load: TickLoad): string =>
    JSON.stringify(load, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  const [first, second] = [a.map(key).sort(), b.map(key).sort()];
  return first.length === second.length && first.every((each, index) => each === second[index]);
}
