import { InputError } from "../../contract/errors.ts";
import { TRACE_KINDS, type TraceKind } from "./trace-kind.ts";

/** One record, as the reader hands it out. `core` and `vm` are NONE (−1) where they do not apply. */
export interface TraceRecord {
  readonly time: number;
  readonly kind: TraceKind;
  readonly core: number;
  readonly vm: number;
  readonly subject: number;
  readonly value: number;
}

const DEFAULT_CAPACITY = 1 << 16;

/**
 * The last `capacity` records of a run, in the order in which they happened. Records are fixed-size rows of typed
 * arrays, so tracing costs five stores and may stay on; what overflows is overwritten, oldest first.
 */
export class TraceRing {
  readonly capacity: number;
  private readonly mask: number;
  /** Rows of 24 bytes: time and value as doubles, then kind, core + 1 and vm + 1 in 6, 10 and 16 bits, then the subject. */
  private readonly doubles: Float64Array;
  private readonly words: Int32Array;
  private next = 0;
  private laps = 0;

  /** @throws InputError unless capacity is a power of two from 2 to 2^26. */
  constructor(capacity: number = DEFAULT_CAPACITY) {
    if (
      !(
        Number.isInteger(capacity) &&
        capacity >= 2 &&
        capacity <= 2 ** 26 &&
        (capacity & (capacity - 1)) === 0
      )
    ) {
      throw new InputError(`a trace holds ${capacity} records: write a power of two from 2 to 2^26`);
    }
    this.capacity = capacity;
    this.mask = capacity - 1;
    const rows = new ArrayBuffer(24 * capacity);
    this.doubles = new Float64Array(rows);
    this.words = new Int32Array(rows);
  }

  write(time: number, kind: number, core: number, vm: number, subject: number, value: number): void {
    const row = this.next;
    const at = 3 * row;
    this.doubles[at] = time;
    this.doubles[at + 1] = value;
    this.words[2 * at + 4] = kind | ((core + 1) << 6) | ((vm + 1) << 16);
    this.words[2 * at + 5] = subject;
    this.next = (row + 1) & this.mask;
    if (this.next === 0) this.laps++;
  }

  /** How many records were ever written. */
  get written(): number {
    return this.laps * this.capacity + this.next;
  }

  /** How many of them were overwritten. */
  get lost(): number {
    return Math.max(0, this.written - this.capacity);
  }

  /** The records still there, oldest first. */
  *records(): Generator<TraceRecord> {
    for (let at = this.lost; at < this.written; at++) {
      const row = 3 * (at % this.capacity);
      const where = this.words[2 * row + 4]!;
      yield {
        time: this.doubles[row]!,
        kind: TRACE_KINDS[where & 63]!,
        core: ((where >>> 6) & 1023) - 1,
        vm: (where >>> 16) - 1,
        subject: this.words[2 * row + 5]!,
        value: this.doubles[row + 1]!,
      };
    }
  }
}
