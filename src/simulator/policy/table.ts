import { Node, type NodePlace } from "../engine/node.ts";
import type { TableSpec } from "../engine/specification.ts";
import { KIND } from "../engine/trace-kind.ts";
import { NEVER, NONE } from "../engine/time.ts";

/**
 * A cyclic table from time 0 on (TDMA; ARINC 653 as Xen runs it): within a window its child runs, if it is ready; else,
 * and between windows, the core stays idle. Nothing is donated.
 */
export class Table extends Node {
  readonly #frame: number;
  /** The times within a frame at which the owner changes, ascending from 0, and who owns what follows. */
  readonly #edges: Float64Array;
  readonly #owners: Int32Array;
  readonly #isReady: Uint8Array;
  #frameStart = 0;
  #stretch = 0;

  constructor(place: NodePlace, { frame, windows }: TableSpec) {
    super(place);
    this.#frame = frame;
    const edges: number[] = [];
    const owners: number[] = [];
    let covered = 0;
    for (const { start, end, child } of windows) {
      if (start > covered) edges.push(covered), owners.push(NONE);
      edges.push(start), owners.push(child);
      covered = end;
    }
    if (covered < frame) edges.push(covered), owners.push(NONE);
    this.#edges = Float64Array.from(edges);
    this.#owners = Int32Array.from(owners);
    this.#isReady = new Uint8Array(place.children.length);
  }

  override start(): void {
    this.#arm();
  }

  get #owner(): number {
    return this.#owners[this.#stretch]!;
  }

  #arm(): void {
    if (this.#edges.length === 1) return;
    const next = this.#stretch + 1;
    const edge = next < this.#edges.length ? this.#edges[next]! : this.#frame;
    this.engine.setTimer(this.timer, this.#frameStart + edge);
  }

  override fire(now: number): void {
    const { trace } = this.engine;
    if (trace !== null && this.#owner !== NONE) trace.write(now, KIND.slot, this.core, this.vm, this.id, 0);
    if (++this.#stretch === this.#edges.length) {
      this.#stretch = 0;
      this.#frameStart += this.#frame;
    }
    if (trace !== null && this.#owner !== NONE) trace.write(now, KIND.slot, this.core, this.vm, this.id, 1);
    this.#arm();
    const ready = this.#owner !== NONE && this.#isReady[this.#owner] === 1;
    if (ready && !this.ready) this.becomeReady(NEVER, now);
    else if (!ready && this.ready) this.becomeIdle(now);
    else if (ready) this.reconsider();
  }

  override childReady(slot: number, _deadline: number, now: number): void {
    this.#isReady[slot] = 1;
    if (slot === this.#owner) this.becomeReady(NEVER, now);
  }

  override childIdle(slot: number, now: number): void {
    this.#isReady[slot] = 0;
    if (slot === this.#owner) this.becomeIdle(now);
  }

  override pick(_now: number): number {
    return this.ready ? this.#owner : NONE;
  }
}
