/**
 * Interfaces for a tree of components, bottom-up.
 *
 * Claim: each component gets the least interface of its own scheduler for what it carries: its tasks, or the interfaces of
 * its children as tasks (C = Θ + σ, T = Π, D = Π, or the deadline of an explicit-deadline interface). If the root's interface
 * is supplied every deadline in the tree is met, because a parent that meets its deadlines gives each child its budget in
 * each period. Siblings may be written in any order: those under fixed priorities are ordered by deadline, period, budget.
 * Assumes: preemption at every level.
 * Source: Shin and Lee 2003 and 2008; Easwaran, Anand and Lee 2007. The interface of each level is exact for what it carries;
 * what each level adds is its abstraction overhead, bandwidth divided by the utilization of what it carries, less 1.
 */
import { InputError } from "../../contract/errors.ts";
import { byPriority, type GuestPolicy } from "../../model/guest.ts";
import type { Task } from "../../model/task.ts";
import { type Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { utilization } from "../../workload/utilization.ts";
import { canonicalOrder } from "./canonical-order.ts";
import type { SufficientBudget } from "./least-budget.ts";
import { selectPeriod, type TradeOffPoint } from "./period-selection.ts";
import { candidateOf, serverTask } from "./server-candidate.ts";

/** A component with tasks or with components inside. Names are for reports. */
export type Component = LeafComponent | CompositeComponent;

interface InterfaceChoice {
  readonly name: string;
  /** The period of the interface, or candidates of which the cheapest is chosen. */
  readonly period: Duration | readonly Duration[];
  /** A periodic resource by default; `edp` has each budget due at `deadline`, `edp-tight` at once. */
  readonly model?: "periodic" | "edp" | "edp-tight" | undefined;
  /** With the model `edp`, and only with it: from the start of each period, at most the least candidate period. */
  readonly deadline?: Duration | undefined;
  /** The unit in which the parent enforces the budget. */
  readonly grid?: Work | undefined;
  /** What the parent pays per period for switching here and back. */
  readonly overhead?: Work | undefined;
}

export interface LeafComponent extends InterfaceChoice {
  readonly scheduling: Exclude<GuestPolicy, "best-effort">;
  readonly tasks: readonly Task[];
}

export interface CompositeComponent extends InterfaceChoice {
  readonly scheduling: "deadline-monotonic" | "edf";
  readonly children: readonly Component[];
}

/** A component with its interface, and everything inside with theirs. */
export interface Composed {
  readonly name: string;
  /** Its interface: the least one, unless `exact` is false. */
  readonly chosen: SufficientBudget;
  /** Whether every candidate period was decided. */
  readonly exact: boolean;
  readonly period: Duration;
  /** (Θ + σ)/Π. */
  readonly bandwidth: Rational;
  /** Utilization of what it carries. */
  readonly utilization: Rational;
  /** bandwidth/utilization − 1; null where nothing is carried. */
  readonly abstractionOverhead: Rational | null;
  /** All candidate periods. */
  readonly curve: readonly TradeOffPoint[];
  readonly children: readonly Composed[];
}

export type Composition =
  | { readonly kind: "composed"; readonly root: Composed }
  /** A component for which no candidate period was found to do, by its names from the root down. */
  | { readonly kind: "stuck"; readonly path: readonly string[]; readonly curve: readonly TradeOffPoint[] };

/**
 * Throws `InputError` for a component without candidates for its period, or with a deadline that its model does not take.
 * `effort` is that of each least budget.
 */
export function compose(component: Component, effort?: number): Composition {
  const children: Composed[] = [];
  if ("children" in component) {
    for (const child of component.children) {
      const composition = compose(child, effort);
      if (composition.kind === "stuck") {
        return { ...composition, path: [component.name, ...composition.path] };
      }
      children.push(composition.root);
    }
  }
  const tasks = "children" in component ? serversOf(component, children) : orderedTasks(component);
  const { overhead = Work.zero, grid, period, name } = component;
  const { curve, best, exact } = selectPeriod({
    tasks,
    scheduling: component.scheduling === "edf" ? "edf" : "fixed-priority",
    candidates: Array.isArray(period) ? period : [period],
    deadline: dueIn(component),
    grid,
    overhead,
    effort,
  });
  if (best === null) return { kind: "stuck", path: [name], curve };
  const carried = utilization(tasks);
  return {
    kind: "composed",
    root: {
      name,
      chosen: best.chosen,
      exact,
      period: best.period,
      bandwidth: best.bandwidth,
      utilization: carried,
      abstractionOverhead:
        carried.sign() === 0 ? null : best.bandwidth.dividedBy(carried).minus(Rational.one),
      curve,
      children,
    },
  };
}

function dueIn({ name, model, deadline }: Component): Duration | "budget" | undefined {
  if (model === "edp" && deadline === undefined) {
    throw new InputError(`${name}: an edp interface needs the deadline of its budgets`);
  }
  if (model !== "edp" && deadline !== undefined) {
    throw new InputError(`${name}: only an edp interface has a deadline to give; leave it out, or write edp`);
  }
  return model === "edp-tight" ? "budget" : deadline;
}

/** The interfaces of the children as tasks, without regard to the order in which they were written. */
function serversOf({ name, children }: CompositeComponent, composed: readonly Composed[]): Task[] {
  if (children.length === 0) throw new InputError(`${name}: a component needs tasks or components inside`);
  return canonicalOrder(
    composed.map(({ name: server, chosen, period }, index) => {
      const overhead = children[index]?.overhead ?? Work.zero;
      return { ...serverTask(candidateOf({ chosen, period }, overhead)), name: server };
    }),
  );
}

function orderedTasks({ scheduling, tasks }: LeafComponent): readonly Task[] {
  return byPriority({ scheduling, tasks, preemptive: true });
}
