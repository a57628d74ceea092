import { type NodeHost, type NodePlace, NodeState, type NodeTraits } from "./node-state.ts";
import { placeOf } from "./trace-ring.ts";

export type { NodePlace } from "./node-state.ts";

/** Whatever owns a timer. */
export interface Actor {
  /** The core whose charges must be settled before `fire`; NONE if it reads none. */
  readonly core: number;
  /** The actor's timer has reached `now` and is off; the actor may set it again, at `now` or later. */
  fire(now: number): void;
}

/**
 * A scheduler in the tree of a core: it shares what it is given among its children, which are nodes or tasks. The same
 * nodes serve in the VMM and inside guests, to any depth.
 *
 * A child is *ready* when it could use the core. A node tells its parent when its own readiness changes (`becomeReady`,
 * `becomeIdle`), and asks for a dispatch of its core (`reconsider`) when its choice among ready children might change.
 * At the next dispatch the engine walks down from the root, asking each node for its `pick`; what it found stands until
 * a node of the core asks again. While the picked path runs, nodes that meter it (see `Metering`) are charged for it and
 * bound it by their `allowance`; when that is used up they are told to `expire`.
 *
 * The engine never calls a node of a core for more than one of these at a time, and settles all charges first, so that
 * a node sees exact budgets. Nodes must not allocate after `start`.
 */
export abstract class Node implements Actor {
  readonly engine: NodeHost;
  /** The number of the node in the trace. */
  readonly id: number;
  readonly core: number;
  /** The VM that this node belongs to; NONE in the VMM. */
  readonly vm: number;
  /** The node's timer; NONE for a node that has none. */
  readonly timer: number;
  /** Whether this is the topmost node of its VM, whose readiness is the VM's. */
  readonly headsVm: boolean;
  /** Children by slot: a task number, or ~id of a node. Slots are in the order of the description. */
  readonly children: Int32Array;
  /** What the engine and other nodes see of this one. */
  readonly state: NodeState;
  /** Where the trace says that the node is. */
  private readonly places: Float64Array;

  constructor(place: NodePlace, traits: NodeTraits = {}) {
    this.engine = place.engine;
    this.id = place.id;
    this.core = place.core;
    this.vm = place.vm;
    this.timer = place.timer;
    this.headsVm = place.headsVm;
    this.children = place.children;
    this.state = new NodeState(this, place, traits);
    this.places = Float64Array.of(placeOf(place.core, place.vm, place.id));
  }

  /** The child, not ready before, is ready now. */
  abstract childReady(slot: number, deadline: number, now: number): void;

  /** The child, ready before, is not ready now. */
  abstract childIdle(slot: number, now: number): void;

  /** The slot that should run from `now` on; NONE to leave the core idle in the node's name. */
  abstract pick(now: number): number;

  /** The child stays ready with another deadline (its next job, a postponed server). */
  childMoved(_slot: number, _deadline: number, _now: number): void {}

  /** The child, ready or not, belongs to another level from now on; only schedulers by deadlines have such children. */
  childSank(_slot: number, _level: number): void {}

  /** The path through `slot` (NONE: idle in the node's name) has run for `length`. Only where `metering` is "charge". */
  charge(_slot: number, _length: number): void {}

  /** The allowance of the path through the node is used up. Metered nodes only. */
  expire(_now: number): void {}

  fire(_now: number): void {}

  /** Called once, parents first, before anything happens. */
  start(): void {}

  /** A job of the child enters a section that children from slot `ceiling` on cannot preempt (sections.ts). */
  enterSection(_slot: number, _ceiling: number): void {}

  leaveSection(_slot: number): void {}

  /** An interrupt wants the core for this child at once; most schedulers do not care. */
  seize(_slot: number): void {}

  get ready(): boolean {
    return this.state.ready;
  }

  /** The absolute deadline of what the node has to do, for a parent that goes by deadlines. */
  get deadline(): number {
    return this.state.deadline;
  }

  protected set deadline(deadline: number) {
    this.state.deadline = deadline;
  }

  /** How much longer the picked path may run before `expire`. */
  get allowance(): number {
    return this.state.allowance;
  }

  protected set allowance(allowance: number) {
    this.state.allowance = allowance;
  }

  protected set spent(spent: boolean) {
    this.state.spent = spent;
  }

  /** Writes a record about the node into the trace. */
  protected note(now: number, kind: number, value: number): void {
    this.engine.trace?.writeAt(now, kind, this.places, 0, value);
  }

  protected becomeReady(deadline: number, now: number): void {
    this.state.becomeReady(deadline, now);
  }

  protected becomeIdle(now: number): void {
    this.state.becomeIdle(now);
  }

  protected moveDeadline(deadline: number, now: number): void {
    this.state.moveDeadline(deadline, now);
  }

  protected sink(level: number): void {
    this.state.sink(level);
  }

  protected reconsider(): void {
    this.state.reconsider();
  }
}
