import { Node, type NodePlace } from "../engine/node.ts";
import { Sections } from "../engine/sections.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { TimerTree } from "../engine/timer-tree.ts";

/**
 * Earliest absolute deadline first, the lower slot at a tie; a running child is not favoured. Slots are also the
 * preemption levels of the stack resource policy, so children come in the order of their relative deadlines where they
 * have sections with ceilings other than 0.
 */
export class EarliestDeadlineFirst extends Node {
  private readonly deadlines: TimerTree;
  private readonly sections: Sections;
  private readyChildren = 0;
  private picked: number = NONE;

  constructor(place: NodePlace) {
    super(place);
    this.deadlines = new TimerTree(place.children.length);
    this.sections = new Sections(place.children.length);
  }

  override childReady(slot: number, deadline: number, now: number): void {
    this.deadlines.set(slot, Math.min(deadline, Number.MAX_VALUE));
    if (this.readyChildren++ === 0) this.becomeReady(this.deadlines.firstTime, now);
    else this.firstMayHaveChanged(now);
  }

  override childIdle(slot: number, now: number): void {
    this.deadlines.set(slot, NEVER);
    if (--this.readyChildren === 0) this.becomeIdle(now);
    else this.firstMayHaveChanged(now);
  }

  override childMoved(slot: number, deadline: number, now: number): void {
    this.deadlines.set(slot, Math.min(deadline, Number.MAX_VALUE));
    this.firstMayHaveChanged(now);
  }

  private firstMayHaveChanged(now: number): void {
    if (this.deadlines.first !== this.picked) this.reconsider();
    this.moveDeadline(this.deadlines.firstTime, now);
  }

  override pick(_now: number): number {
    if (this.readyChildren === 0) return NONE;
    const first = this.deadlines.first;
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
