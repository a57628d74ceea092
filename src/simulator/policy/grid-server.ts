import type { NodePlace } from "../engine/node.ts";
import type { ServerSpec } from "../engine/specification.ts";
import { ServerNode } from "./server.ts";

/** What becomes of budget while the child is idle. */
type Idling = "burn" | "drop" | "keep";

/**
 * Budget comes in full at offset + k·period, whatever was left of the last, and is due `deadline` later.
 *
 *  - periodic idling: an idle child burns it, at the server's priority;
 *  - polling: an idle child loses it at once, also at the replenishment (J. P. Lehoczky, L. Sha and J. K. Strosnider,
 *    RTSS 1987);
 *  - deferrable: it is kept to the end of the period (the same);
 *  - Xen RTDS: as deferrable. A vCPU that wakes after its deadline gets a new one on the grid and a full budget, one that
 *    wakes before it goes on with what it has (rt_update_deadline in xen/common/sched/rt.c). With extratime a budget that is used
 *    up is renewed at once, but for a level below those that have used less of theirs (burn_budget, the same file).
 */
export class GridServer extends ServerNode {
  protected override readonly burns: boolean;
  private readonly idling: Idling;
  private readonly extratime: boolean;
  private next: number;
  private level = 0;

  constructor(place: NodePlace, spec: ServerSpec, idling: Idling) {
    super(place, spec);
    this.idling = idling;
    this.burns = idling === "burn";
    this.extratime = spec.extratime ?? false;
    this.next = spec.offset ?? 0;
  }

  override start(): void {
    if (this.idling !== "keep") this.arm(this.next);
  }

  protected override timeHasCome(now: number): void {
    this.next = now + this.period;
    if (this.backlogged || this.idling !== "keep") this.arm(this.next);
    if (this.idling === "drop" && !this.backlogged) return;
    this.begin(now, now);
    this.settleReadiness(now);
  }

  /** A period that began at `time`, with its budget. */
  private begin(time: number, now: number): void {
    if (this.level > 0) this.sink(0);
    this.level = 0;
    this.provide(this.budget, time + this.relativeDeadline, now);
  }

  /**
   * A server that keeps its budget lets its timer lapse while its child is idle, and catches up here on what came before
   * `now`. A replenishment at `now` itself has its place in the order of the instant.
   */
  protected override wake(now: number): void {
    if (this.armed) return;
    if (now > this.next) {
      const begun = now - 1 - ((now - 1 - this.next) % this.period);
      this.next = begun + this.period;
      this.begin(begun, now);
    }
    this.arm(this.next);
  }

  protected override block(_now: number): void {
    if (this.idling === "drop") this.allowance = 0;
  }

  protected override exhaust(now: number): void {
    if (!this.extratime) return;
    this.sink(++this.level);
    this.provide(this.budget, this.deadline, now);
  }
}
