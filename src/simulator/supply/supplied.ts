import { Node, type NodePlace } from "../engine/node.ts";
import { NONE } from "../engine/time.ts";
import { KIND } from "../engine/trace-kind.ts";
import type { Pattern } from "./pattern.ts";

/** The child may run in the windows of a pattern, whatever it does; the core stays idle outside. */
export class Supplied extends Node {
  readonly #pattern: Pattern;
  #open = false;
  #wanted = false;

  constructor(place: NodePlace, pattern: Pattern) {
    super(place, { picksOnlyChild: true });
    this.#pattern = pattern;
  }

  override start(): void {
    const first = this.#pattern.nextStart();
    this.#open = first === 0;
    this.engine.setTimer(this.timer, this.#open ? this.#pattern.nextEnd() : first);
  }

  /** An edge. Windows that touch or are empty are passed in the same instant. */
  override fire(now: number): void {
    let edge = now;
    const wasOpen = this.#open;
    while (edge === now) {
      edge = this.#open ? this.#pattern.nextStart() : this.#pattern.nextEnd();
      this.#open = !this.#open;
    }
    this.engine.setTimer(this.timer, edge);
    if (this.#open === wasOpen) return;
    this.note(now, KIND.slot, this.#open ? 1 : 0);
    if (this.#open && this.#wanted) this.becomeReady(this.deadline, now);
    else if (this.ready) this.becomeIdle(now);
  }

  override childReady(_slot: number, deadline: number, now: number): void {
    this.#wanted = true;
    this.deadline = deadline;
    if (this.#open) this.becomeReady(deadline, now);
  }

  override childIdle(_slot: number, now: number): void {
    this.#wanted = false;
    if (this.ready) this.becomeIdle(now);
  }

  override childMoved(_slot: number, deadline: number, now: number): void {
    this.moveDeadline(deadline, now);
  }

  override pick(_now: number): number {
    return this.ready ? 0 : NONE;
  }
}
