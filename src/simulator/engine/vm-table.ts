import { NEVER } from "./time.ts";

/** What each VM got of its core, one typed array per figure. A VM is pinned to one core, so one interval is open at most. */
export class VmTable {
  readonly count: number;
  readonly guestSwitch: Float64Array;
  /** What is left of refilling the caches since the VM was switched in: whatever runs next in it does that first. */
  readonly refillLeft: Float64Array;
  /** The task that ran last in the VM, or NONE. */
  readonly lastTask: Int32Array;
  /** Time that the VM had its core, idling within its budget included. */
  readonly supplied: Float64Array;
  readonly switchedIn: Float64Array;
  /** Time of the VMM that the VM caused (switches to it, its interrupts). */
  readonly overhead: Float64Array;
  /** The longest time that the VM was ready, or preempted, and did not have its core. */
  readonly longestWait: Float64Array;
  private readonly inSince: Float64Array;
  private readonly waitingSince: Float64Array;

  constructor(guestSwitches: readonly number[]) {
    this.count = guestSwitches.length;
    this.guestSwitch = Float64Array.from(guestSwitches);
    this.refillLeft = new Float64Array(this.count);
    this.lastTask = new Int32Array(this.count).fill(-1);
    this.supplied = new Float64Array(this.count);
    this.switchedIn = new Float64Array(this.count);
    this.overhead = new Float64Array(this.count);
    this.longestWait = new Float64Array(this.count);
    this.inSince = new Float64Array(this.count).fill(NEVER);
    this.waitingSince = new Float64Array(this.count).fill(NEVER);
  }

  becomeReady(vm: number, now: number): void {
    if (this.inSince[vm] === NEVER) this.waitingSince[vm] = now;
  }

  becomeIdle(vm: number): void {
    this.waitingSince[vm] = NEVER;
  }

  enter(vm: number, now: number): void {
    const wait = now - this.waitingSince[vm]!;
    if (wait > this.longestWait[vm]!) this.longestWait[vm] = wait;
    this.waitingSince[vm] = NEVER;
    this.inSince[vm] = now;
    this.switchedIn[vm]!++;
  }

  /** A task of the VM has run for `length`: the caches are filled first. */
  warm(vm: number, length: number): void {
    const left = this.refillLeft[vm]!;
    this.refillLeft[vm] = left > length ? left - length : 0;
  }

  /** Returns for how long it was in. */
  leave(vm: number, now: number, ready: boolean): number {
    const length = now - this.inSince[vm]!;
    this.supplied[vm]! += length;
    this.inSince[vm] = NEVER;
    if (ready) this.waitingSince[vm] = now;
    return length;
  }

  /** `supplied` as it would stand if the VM left at `now`. */
  suppliedBy(vm: number, now: number): number {
    const since = this.inSince[vm]!;
    return this.supplied[vm]! + (since === NEVER ? 0 : now - since);
  }

  /** `longestWait`, a wait that is not over yet included. */
  longestWaitBy(vm: number, now: number): number {
    const since = this.waitingSince[vm]!;
    return since === NEVER ? this.longestWait[vm]! : Math.max(this.longestWait[vm]!, now - since);
  }
}
