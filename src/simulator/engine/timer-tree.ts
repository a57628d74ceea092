import { NEVER } from "./time.ts";

/**
 * One pending time per timer, as a tournament: every inner node holds the earlier of its two children, the left one at
 * a tie. So the first timer is found at the root, the lower id wins among equal times (the total order of simultaneous
 * events rests on this), and moving a timer replays only its own matches. Nothing is allocated, nothing is cancelled:
 * a timer that is off stands at NEVER.
 */
export class TimerTree {
  private readonly size: number;
  private readonly time: Float64Array;
  private readonly who: Int32Array;

  constructor(timers: number) {
    let size = 1;
    while (size < timers) size *= 2;
    this.size = size;
    this.time = new Float64Array(2 * size).fill(NEVER);
    this.who = new Int32Array(2 * size);
    for (let id = 0; id < size; id++) this.who[size + id] = id;
    for (let node = size - 1; node >= 1; node--) this.who[node] = this.who[2 * node]!;
  }

  get firstTime(): number {
    return this.time[1]!;
  }

  /** The timer that fires next; meaningless while `firstTime` is NEVER. */
  get first(): number {
    return this.who[1]!;
  }

  timeOf(timer: number): number {
    return this.time[this.size + timer]!;
  }

  set(timer: number, time: number): void {
    const times = this.time;
    const who = this.who;
    let node = this.size + timer;
    times[node] = time;
    while (node > 1) {
      const left = node & ~1;
      const right = left + 1;
      const winner = times[left]! <= times[right]! ? left : right;
      node >>= 1;
      const earliest = times[winner]!;
      const name = who[winner]!;
      if (times[node] === earliest && who[node] === name) return;
      times[node] = earliest;
      who[node] = name;
    }
  }
}
