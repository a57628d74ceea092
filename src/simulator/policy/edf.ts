import { Node, type NodePlace } from "../engine/node.ts";
import { Sections } from "../engine/sections.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { TimerTree } from "../engine/timer-tree.ts";

/**
 * Earliest absolute deadline first, the lower slot at a tie; a running child is not favoured. Slots are also the
 * preemption levels of the stack resource policy, so children come in the order of their relative deadlines where they
 * have sections with ceilings other than 0.
 *
 * Children may sink to a lower level (Xen RTDS with extratime): they come after all of the levels above, whatever their
 * deadlines. None sinks without an event of its own, so looking at all of them is no matter.
 */
export class EarliestDeadlineFirst extends Node {
  private readonly deadlines: TimerTree;
  private readonly sections: Sections;
  private readonly levels: Int32Array;
  /** How many children are not on level 0. */
  private sunk = 0;
  private readyChildren = 0;
  private picked: number = NONE;

  constructor(place: NodePlace) {
    super(place);
    this.deadlines = new TimerTree(place.children.length);
    this.sections = new Sections(place.children.length);
    this.levels = new Int32Array(place.children.length);
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

  override childSank(slot: number, level: number): void {
    const before = this.levels[slot]!;
    if (before === level) return;
    this.levels[slot] = level;
    if (before === 0) this.sunk++;
    else if (level === 0) this.sunk--;
    this.reconsider();
  }

  /** The ready child to run. */
  private get first(): number {
    const { deadlines, levels } = this;
    let first = deadlines.first;
    if (this.sunk === 0) return first;
    for (let slot = 0; slot < levels.length; slot++) {
      const time = deadlines.timeOf(slot);
      if (time === NEVER || levels[slot]! > levels[first]!) continue;
      if (levels[slot]! < levels[first]! || time < deadlines.timeOf(first)) first = slot;
    }
    return first;
  }

  private firstMayHaveChanged(now: number): void {
    if (this.first !== this.picked) this.reconsider();
    this.moveDeadline(this.deadlines.firstTime, now);
  }

  override pick(_now: number): number {
    if (this.readyChildren === 0) return NONE;
    const first = this.first;
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
