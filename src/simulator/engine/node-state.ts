import type { Node } from "./node.ts";
import { NEVER, NONE } from "./time.ts";
import type { TraceRing } from "./trace-ring.ts";
import type { VmTable } from "./vm-table.ts";

/** What nodes need of the engine that runs them. */
export interface NodeHost {
  readonly trace: TraceRing | null;
  readonly vms: VmTable;
  /** Sets a timer to a time from now on, or to NEVER. */
  setTimer(timer: number, time: number): void;
  /** Asks for a dispatch of the core at the end of this instant, with a new choice. */
  reconsider(core: number): void;
}

/**
 * Whether what runs through a node is charged to it: not at all, to its `allowance` and nothing else, or by its `charge`.
 * Whoever is charged bounds the path by the allowance and is told to `expire` when that is used up.
 */
export type Metering = "none" | "allowance" | "charge";

/** What the builder tells a node about its place in the tree. */
export interface NodePlace {
  readonly engine: NodeHost;
  readonly id: number;
  readonly core: number;
  readonly vm: number;
  readonly timer: number;
  readonly headsVm: boolean;
  readonly children: Int32Array;
}

/** What the loop need not ask a node, since its policy has settled it for good. */
export interface NodeTraits {
  /** "none" where left out. */
  readonly metering?: Metering;
  /** False where left out. */
  readonly picksOnlyChild?: boolean;
}

/**
 * What every node has, whatever its policy. It is an object of its own because the policies are many classes: the loop
 * walks and charges states, which are one class, and turns to a node itself only for a decision of its policy.
 */
export class NodeState {
  readonly node: Node;
  /** The VM that this node belongs to; NONE in the VMM. */
  readonly vm: number;
  readonly metering: Metering;
  /** Whether slot 0 is the pick whenever the node is asked for one, so that it need not be asked. */
  readonly picksOnlyChild: boolean;
  /** Children by slot: a task number, or ~id of a node. Slots are in the order of the description. */
  readonly children: Int32Array;
  ready = false;
  /** The absolute deadline of what the node has to do, for a parent that goes by deadlines. */
  deadline: number = NEVER;
  /** How much longer the picked path may run before `expire`. Read by the engine after `pick` of a metered node. */
  allowance: number = NEVER;
  /** The budget of what ran last is used up, though the allowance is already that of what was picked next. */
  spent = false;
  private readonly engine: NodeHost;
  private readonly core: number;
  private readonly headsVm: boolean;
  private parent: Node | null = null;
  private slot: number = NONE;

  constructor(node: Node, place: NodePlace, { metering = "none", picksOnlyChild = false }: NodeTraits) {
    this.node = node;
    this.vm = place.vm;
    this.metering = metering;
    this.picksOnlyChild = picksOnlyChild;
    this.children = place.children;
    this.engine = place.engine;
    this.core = place.core;
    this.headsVm = place.headsVm;
  }

  setParent(parent: Node, slot: number): void {
    this.parent = parent;
    this.slot = slot;
  }

  becomeReady(deadline: number, now: number): void {
    this.ready = true;
    this.deadline = deadline;
    if (this.parent === null) this.engine.reconsider(this.core);
    else this.parent.childReady(this.slot, deadline, now);
    if (this.headsVm === true) this.engine.vms.becomeReady(this.vm, now);
  }

  becomeIdle(now: number): void {
    this.ready = false;
    if (this.parent === null) this.engine.reconsider(this.core);
    else this.parent.childIdle(this.slot, now);
    if (this.headsVm === true) this.engine.vms.becomeIdle(this.vm);
  }

  moveDeadline(deadline: number, now: number): void {
    if (this.deadline === deadline) return;
    this.deadline = deadline;
    if (this.ready === true && this.parent !== null) this.parent.childMoved(this.slot, deadline, now);
  }

  /** Among the children of its parent, those of a lower level go first, whatever their deadlines. */
  sink(level: number): void {
    this.parent?.childSank(this.slot, level);
  }

  /** An interrupt wants the core for this node's VM at once. */
  seize(): void {
    this.parent?.seize(this.slot);
  }

  reconsider(): void {
    this.engine.reconsider(this.core);
  }
}
