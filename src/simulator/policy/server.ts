import { Node, type NodePlace } from "../engine/node.ts";
import type { ServerSpec } from "../engine/specification.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { KIND } from "../engine/trace-kind.ts";

/**
 * A budget for one child, of any kind. `allowance` is the budget at hand; the server is ready while it has some and its
 * child wants to run (or it burns budget for an idle child). The kinds differ in when budget comes and goes:
 * grid-server.ts (periodic idling, polling, deferrable, Xen RTDS), sporadic-server.ts, bandwidth-server.ts (CBS).
 */
export abstract class ServerNode extends Node {
  protected readonly period: number;
  protected readonly budget: number;
  protected readonly relativeDeadline: number;
  /** Whether the child wants to run. */
  protected backlogged = false;
  protected readonly burns: boolean = false;
  private armedFor: number = NEVER;

  constructor(place: NodePlace, spec: ServerSpec) {
    super(place, { metering: "allowance", picksOnlyChild: place.children[0]! < 0 });
    this.period = spec.period;
    this.budget = spec.budget;
    this.relativeDeadline = spec.deadline;
    this.allowance = 0;
  }

  /** The child has got work. */
  protected abstract wake(now: number): void;

  /** The child has no work left; budget may be left. */
  protected abstract block(now: number): void;

  /** The budget at hand is used up. */
  protected abstract exhaust(now: number): void;

  /** What was to happen at `arm`'s time. */
  protected abstract timeHasCome(now: number): void;

  override childReady(_slot: number, _deadline: number, now: number): void {
    this.backlogged = true;
    this.wake(now);
    this.settleReadiness(now);
  }

  override childIdle(_slot: number, now: number): void {
    this.backlogged = false;
    this.block(now);
    this.settleReadiness(now);
  }

  /** Budget burns in the name of an idle child that is a node; an idle task cannot be picked. */
  override pick(_now: number): number {
    return this.backlogged || this.children[0]! < 0 ? 0 : NONE;
  }

  override expire(now: number): void {
    this.note(now, KIND["budget-exhausted"], NONE);
    this.exhaust(now);
    this.settleReadiness(now);
  }

  /** Budget at hand from now on, due by `deadline`. */
  protected provide(budget: number, deadline: number, now: number): void {
    this.allowance = budget;
    this.note(now, KIND.replenish, budget);
    this.moveDeadline(deadline, now);
  }

  /** `timeHasCome` at `time`, from now on; NEVER for not at all. */
  protected arm(time: number): void {
    if (time === this.armedFor) return;
    this.armedFor = time;
    this.engine.setTimer(this.timer, time);
  }

  protected get armed(): boolean {
    return this.armedFor !== NEVER;
  }

  override fire(now: number): void {
    this.armedFor = NEVER;
    this.timeHasCome(now);
  }

  /** Tells the parent what budget and backlog have come to; a server that stays ready may have another allowance. */
  protected settleReadiness(now: number): void {
    const ready = this.allowance > 0 && (this.backlogged || this.burns);
    if (ready && !this.ready) this.becomeReady(this.deadline, now);
    else if (!ready && this.ready) this.becomeIdle(now);
    else if (ready) this.reconsider();
  }
}
