import type { NodeState } from "./node-state.ts";
import { NEVER, NONE } from "./time.ts";

/** What a walk from the root of a core found to run, with the nodes on the way that meter it. Two per core, reused. */
export class Path {
  /** NONE where nothing runs. */
  task: number = NONE;
  /** NONE where nobody's VM runs. A VM without a task to run idles within its budget. */
  vm: number = NONE;
  /** How many nodes on the way meter it. */
  count = 0;
  private readonly metered: NodeState[] = [];
  private readonly slots: Int32Array;

  constructor(depth: number) {
    this.slots = new Int32Array(depth);
  }

  /** Walks down from the root. `nodes` by id. */
  choose(root: NodeState, nodes: readonly NodeState[], now: number): void {
    let state = root;
    let vm: number = NONE;
    let task: number = NONE;
    let count = 0;
    // A child that is not ready is picked only by a server that burns budget: then its VM idles.
    while (state.ready === true || state !== root) {
      vm = state.vm;
      if (state.ready === false) break;
      const slot = state.picksOnlyChild === true ? 0 : state.node.pick(now);
      if (state.metering !== "none") {
        this.metered[count] = state;
        this.slots[count++] = slot;
      }
      if (slot === NONE) break;
      const child = state.children[slot]!;
      if (child >= 0) {
        task = child;
        break;
      }
      state = nodes[~child]!;
    }
    this.vm = vm;
    this.task = task;
    this.count = count;
  }

  charge(length: number): void {
    for (let i = 0; i < this.count; i++) {
      const state = this.metered[i]!;
      if (state.metering === "allowance") state.allowance -= length;
      else state.node.charge(this.slots[i]!, length);
    }
  }

  /** Tells the nodes whose allowance is used up, outermost first. */
  expire(now: number): void {
    for (let i = 0; i < this.count; i++) {
      const state = this.metered[i]!;
      if (state.allowance <= 0) state.node.expire(now);
    }
  }

  /** Whether a budget on the path is used up, so that the VMM can hold on to it no longer. */
  get spent(): boolean {
    for (let i = 0; i < this.count; i++) if (this.metered[i]!.spent === true) return true;
    return false;
  }

  /** How long the path may run before some node must be told. */
  get allowance(): number {
    let least = NEVER;
    for (let i = 0; i < this.count; i++) {
      const { allowance } = this.metered[i]!;
      if (allowance < least) least = allowance;
    }
    return least;
  }
}
