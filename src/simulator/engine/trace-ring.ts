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
  readonly #mask: number;
  readonly #time: Float64Array;
  readonly #value: Float64Array;
  /** kind, core + 1, and vm + 1 in 6, 10 and 16 bits. */
  readonly #where: Int32Array;
  readonly #subject: Int32Array;
  #next = 0;
  #laps = 0;

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
    this.#mask = capacity - 1;
    this.#time = new Float64Array(capacity);
    this.#value = new Float64Array(capacity);
    this.#where = new Int32Array(capacity);
    this.#subject = new Int32Array(capacity);
  }

  write(time: number, kind: number, core: number, vm: number, subject: number, value: number): void {
    const row = this.#next;
    this.#time[row] = time;
    this.#where[row] = kind | ((core + 1) << 6) | ((vm + 1) << 16);
    this.#subject[row] = subject;
    this.#value[row] = value;
    this.#next = (row + 1) & this.#mask;
    if (this.#next === 0) this.#laps++;
  }

  /** How many records were ever written. */
  get written(): number {
    return this.#laps * this.capacity + this.#next;
  }

  /** How many of them were overwritten. */
  get lost(): number {
    return Math.max(0, this.written - this.capacity);
  }

  /** The records still there, oldest first. */
  *records(): Generator<TraceRecord> {
    for (let at = this.lost; at < this.written; at++) {
      const row = at % this.capacity;
      const where = this.#where[row]!;
      yield {
        time: this.#time[row]!,
        kind: TRACE_KINDS[where & 63]!,
        core: ((where >>> 6) & 1023) - 1,
        vm: (where >>> 16) - 1,
        subject: this.#subject[row]!,
        value: this.#value[row]!,
      };
    }
  }
}
