import { NEVER } from "./time.ts";

/**
 * One pending time per timer, as a tournament in groups of four: every inner node holds the earliest of its children,
 * the left one at a tie. So the first timer is found at the root, the lower id wins among equal times (the total order of
 * simultaneous events rests on this), and moving a timer replays only its own matches. Nothing is allocated, nothing is
 * cancelled: a timer that is off stands at NEVER.
 *
 * Who wins a match is computed and not branched upon: no processor can guess it, and a wrong guess costs more than all
 * comparisons of a match.
 */
export class TimerTree {
  readonly count: number;
  /** Where the leaves begin; the children of node k are 4k + 1 … 4k + 4. */
  private readonly leaves: number;
  private readonly time: Float64Array;
  private readonly who: Int32Array;

  constructor(timers: number) {
    this.count = timers;
    let width = 1;
    let inner = 0;
    while (width < timers) {
      inner += width;
      width *= 4;
    }
    this.leaves = inner;
    this.time = new Float64Array(inner + width).fill(NEVER);
    this.who = new Int32Array(inner + width);
    for (let id = 0; id < width; id++) this.who[inner + id] = id;
    for (let node = inner - 1; node >= 0; node--) this.who[node] = this.who[4 * node + 1]!;
  }

  get firstTime(): number {
    return this.time[0]!;
  }

  /** The timer that fires next; meaningless while `firstTime` is NEVER. */
  get first(): number {
    return this.who[0]!;
  }

  timeOf(timer: number): number {
    return this.time[this.leaves + timer]!;
  }

  set(timer: number, time: number): void {
    const times = this.time;
    const who = this.who;
    let node = this.leaves + timer;
    times[node] = time;
    while (node > 0) {
      node = (node - 1) >> 2;
      const child = 4 * node + 1;
      const left = child + +(times[child + 1]! < times[child]!);
      const right = child + 2 + +(times[child + 3]! < times[child + 2]!);
      const winner = left ^ ((left ^ right) & -(times[right]! < times[left]!));
      times[node] = times[winner]!;
      who[node] = who[winner]!;
    }
  }
}
