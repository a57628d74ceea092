import { Node, type NodePlace } from "../engine/node.ts";
import type { TableSpec } from "../engine/specification.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { KIND } from "../engine/trace-kind.ts";

/**
 * A cyclic table from time 0 on (TDMA; ARINC 653 as Xen runs it): within a window its child runs, if it is ready; else,
 * and between windows, the core stays idle. Nothing is donated.
 */
export class Table extends Node {
  private readonly frame: number;
  /** The times within a frame at which the owner changes, ascending from 0, and who owns what follows. */
  private readonly edges: Float64Array;
  private readonly owners: Int32Array;
  private readonly isReady: Uint8Array;
  private frameStart = 0;
  private stretch = 0;

  constructor(place: NodePlace, { frame, windows }: TableSpec) {
    super(place);
    this.frame = frame;
    const stretches = partition(frame, windows);
    this.edges = Float64Array.from(stretches, ({ start }) => start);
    this.owners = Int32Array.from(stretches, ({ child }) => child);
    this.isReady = new Uint8Array(place.children.length);
  }

  override start(): void {
    this.arm();
    this.traceOwner(0, 1);
  }

  private traceOwner(now: number, begins: number): void {
    if (this.owner === NONE) return;
    this.note(now, KIND.slot, begins);
  }

  private get owner(): number {
    return this.owners[this.stretch]!;
  }

  private arm(): void {
    if (this.edges.length === 1) return;
    const next = this.stretch + 1;
    const edge = next < this.edges.length ? this.edges[next]! : this.frame;
    this.engine.setTimer(this.timer, this.frameStart + edge);
  }

  override fire(now: number): void {
    this.traceOwner(now, 0);
    if (++this.stretch === this.edges.length) {
      this.stretch = 0;
      this.frameStart += this.frame;
    }
    this.traceOwner(now, 1);
    this.arm();
    const ready = this.owner !== NONE && this.isReady[this.owner] === 1;
    if (ready && !this.ready) this.becomeReady(NEVER, now);
    else if (!ready && this.ready) this.becomeIdle(now);
    else if (ready) this.reconsider();
  }

  override childReady(slot: number, _deadline: number, now: number): void {
    this.isReady[slot] = 1;
    if (slot === this.owner) this.becomeReady(NEVER, now);
  }

  override childIdle(slot: number, now: number): void {
    this.isReady[slot] = 0;
    if (slot === this.owner) this.becomeIdle(now);
  }

  override pick(_now: number): number {
    return this.ready ? this.owner : NONE;
  }
}

interface Stretch {
  readonly start: number;
  readonly child: number;
}

/** The frame cut into stretches of one owner each; NONE owns the gaps. */
function partition(frame: number, windows: TableSpec["windows"]): Stretch[] {
  const stretches: Stretch[] = [];
  let covered = 0;
  for (const { start, end, child } of windows) {
    if (start > covered) stretches.push({ start: covered, child: NONE });
    stretches.push({ start, child });
    covered = end;
  }
  if (covered < frame) stretches.push({ start: covered, child: NONE });
  return stretches;
}
