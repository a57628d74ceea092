import type { Node } from "./node.ts";
import { NEVER, NONE } from "./time.ts";

/** What a walk from the root of a core found to run, with the nodes on the way that meter it. Two per core, reused. */
export class Path {
  /** NONE where nothing runs. */
  task: number = NONE;
  /** NONE where nobody's VM runs. A VM without a task to run idles within its budget. */
  vm: number = NONE;
  private readonly metered: Node[] = [];
  private readonly slots: Int32Array;
  private count = 0;

  constructor(depth: number) {
    this.slots = new Int32Array(depth);
  }

  /** Walks down from the root. `nodes` by id. */
  choose(root: Node, nodes: readonly Node[], now: number): void {
    let node = root;
    this.count = 0;
    this.vm = NONE;
    // A child that is not ready is picked only by a server that burns budget: then its VM idles.
    while (node.ready || node !== root) {
      this.vm = node.vm;
      if (!node.ready) break;
      const slot = node.pick(now);
      if (node.metered) {
        this.metered[this.count] = node;
        this.slots[this.count++] = slot;
      }
      const child = slot === NONE ? NONE : node.children[slot]!;
      if (child >= 0) {
        this.task = child;
        return;
      }
      if (slot === NONE) break;
      node = nodes[~child]!;
    }
    this.task = NONE;
  }

  charge(length: number): void {
    for (let i = 0; i < this.count; i++) this.metered[i]!.charge(this.slots[i]!, length);
  }

  /** Tells the nodes whose allowance is used up, outermost first. */
  expire(now: number): void {
    for (let i = 0; i < this.count; i++) {
      const node = this.metered[i]!;
      if (node.allowance <= 0) node.expire(now);
    }
  }

  /** How long the path may run before some node must be told. */
  get allowance(): number {
    let least = NEVER;
    for (let i = 0; i < this.count; i++) least = Math.min(least, this.metered[i]!.allowance);
    return least;
  }
}
