import { Node, type NodePlace } from "../engine/node.ts";
import { ReadySet } from "../engine/ready-set.ts";
import { Sections } from "../engine/sections.ts";
import { NEVER, NONE } from "../engine/time.ts";

/** The first ready child in the order of slots, but for sections. Rate and deadline monotonic are orders of slots. */
export class FixedPriority extends Node {
  private readonly readySet: ReadySet;
  private readonly sections: Sections;
  private picked: number = NONE;

  constructor(place: NodePlace) {
    super(place);
    this.readySet = new ReadySet(place.children.length);
    this.sections = new Sections(place.children.length);
  }

  override childReady(slot: number, _deadline: number, now: number): void {
    this.readySet.add(slot);
    if (this.state.ready === false) this.becomeReady(NEVER, now);
    else if (slot < this.picked || this.picked === NONE) this.reconsider();
  }

  override childIdle(slot: number, now: number): void {
    this.readySet.remove(slot);
    if (this.readySet.size === 0) this.becomeIdle(now);
    else if (slot === this.picked) this.reconsider();
  }

  override pick(_now: number): number {
    const first = this.readySet.first();
    const holder = this.sections.holder;
    this.picked = holder === NONE || first < this.sections.ceiling ? first : holder;
    return this.picked;
  }

  override enterSection(slot: number, ceiling: number): void {
    this.sections.enter(slot, ceiling);
  }

  override leaveSection(slot: number): void {
    this.sections.leave(slot);
    this.reconsider();
  }
}
