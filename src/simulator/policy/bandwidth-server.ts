import type { NodePlace } from "../engine/node.ts";
import type { ServerSpec } from "../engine/specification.ts";
import { NEVER } from "../engine/time.ts";
import { ServerNode } from "./server.ts";

/**
 * Constant bandwidth server with hard reservations. Who wakes keeps deadline and budget only if using that budget by that
 * deadline stays within the bandwidth; else both are renewed from now. Without budget the server waits for its next
 * period, in which the deadline is a period later.
 *
 *  - hard CBS: renewal also at equality (L. Abeni and G. Buttazzo, RTSS 1998, rule 4);
 *  - SCHED_DEADLINE: only beyond it (Linux, Documentation/scheduler/sched-deadline.rst).
 *
 * With a deadline before the period's end, both follow Linux (D. B. de Oliveira 2017): who wakes too late in a period gets
 * what the density Q/D leaves until the deadline, who wakes after it waits for the next period.
 */
export class BandwidthServer extends ServerNode {
  private readonly renewsAtEquality: boolean;

  constructor(place: NodePlace, spec: ServerSpec, renewsAtEquality: boolean) {
    super(place, spec);
    this.renewsAtEquality = renewsAtEquality;
    this.deadline = (spec.offset ?? 0) + spec.deadline - spec.period;
  }

  private get nextPeriod(): number {
    return this.deadline - this.relativeDeadline + this.period;
  }

  protected override wake(now: number): void {
    if (now < this.nextPeriod) {
      if (this.allowance > 0 && now <= this.deadline && this.exceedsBandwidth(now)) this.renew(now);
      else if (now > this.deadline) this.allowance = 0;
    } else if (this.allowance === 0 || now > this.deadline || this.exceedsBandwidth(now)) this.renew(now);
    if (this.allowance === 0) this.arm(this.nextPeriod);
  }

  private renew(now: number): void {
    if (this.relativeDeadline === this.period || now >= this.nextPeriod) {
      this.provide(this.budget, now + this.relativeDeadline, now);
    } else this.allowance = share(this.budget, this.deadline - now, this.relativeDeadline);
  }

  /** budget left / time left > Q / D. */
  private exceedsBandwidth(now: number): boolean {
    const order = compareProducts(this.allowance, this.relativeDeadline, this.deadline - now, this.budget);
    return order > 0 || (order === 0 && this.renewsAtEquality);
  }

  protected override timeHasCome(now: number): void {
    this.replenish(now);
    this.settleReadiness(now);
  }

  /** The next period's budget; one that is due already is due anew from now. */
  private replenish(now: number): void {
    const deadline = this.deadline + this.period;
    this.provide(this.budget, deadline < now ? now + this.relativeDeadline : deadline, now);
  }

  protected override block(_now: number): void {
    this.arm(NEVER);
  }

  /** Where the host did not provide the budget in time, the next period may have begun long ago. */
  protected override exhaust(now: number): void {
    if (!this.backlogged) return;
    if (this.nextPeriod > now) this.arm(this.nextPeriod);
    else this.replenish(now);
  }
}

/** The sign of a·b − c·d, exactly. */
function compareProducts(a: number, b: number, c: number, d: number): number {
  const left = a * b;
  const right = c * d;
  if (left <= Number.MAX_SAFE_INTEGER && right <= Number.MAX_SAFE_INTEGER) return left - right;
  const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** ⌊a·b / c⌋, exactly. */
function share(a: number, b: number, c: number): number {
  const product = a * b;
  return product <= Number.MAX_SAFE_INTEGER
    ? Math.floor(product / c)
    : Number((BigInt(a) * BigInt(b)) / BigInt(c));
}
