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

/** How many kinds, cores and VMs a row has room for. Subjects go to 2^21. */
const KINDS = 2 ** 6;
const CORES_AND_KINDS = KINDS * 2 ** 10;
const VMS = 2 ** 16;

/** Core, VM and subject of a record in one number: whoever writes many records of the same three makes it once. */
export function placeOf(core: number, vm: number, subject: number): number {
  return ((subject + 1) * VMS + vm + 1) * CORES_AND_KINDS + (core + 1) * KINDS;
}

/**
 * The last `capacity` records of a run, in the order in which they happened. Records are fixed-size rows of typed
 * arrays, so tracing costs a few stores and may stay on; what overflows is overwritten, oldest first.
 */
export class TraceRing {
  readonly capacity: number;
  /** Rows of three: time, value, and subject + 1, vm + 1, core + 1 and kind as digits of one integer below 2^53. */
  private readonly rows: Float64Array;
  private at = 0;
  private laps = 0;
  private readonly anyPlace: Float64Array = new Float64Array(1);

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
    this.rows = new Float64Array(3 * capacity);
  }

  write(time: number, kind: number, core: number, vm: number, subject: number, value: number): void {
    this.anyPlace[0] = placeOf(core, vm, subject);
    this.writeAt(time, kind, this.anyPlace, 0, value);
  }

  /**
   * As `write`, for the place number `index` among those that `placeOf` has made. Takes the array and not the place: too
   * large for a small integer, that would be an object on the heap in a call that V8 does not inline.
   */
  writeAt(time: number, kind: number, places: Float64Array, index: number, value: number): void {
    const { rows, at } = this;
    rows[at] = time;
    rows[at + 1] = value;
    rows[at + 2] = places[index]! + kind;
    this.at = at + 3;
    if (this.at === rows.length) this.turn();
  }

  private turn(): void {
    this.at = 0;
    this.laps++;
  }

  /** How many records were ever written. */
  get written(): number {
    return this.laps * this.capacity + this.at / 3;
  }

  /** How many of them were overwritten. */
  get lost(): number {
    return Math.max(0, this.written - this.capacity);
  }

  /** The records still there, oldest first. */
  *records(): Generator<TraceRecord> {
    for (let record = this.lost; record < this.written; record++) {
      const at = 3 * (record % this.capacity);
      const digits = this.rows[at + 2]!;
      const place = digits % CORES_AND_KINDS;
      const who = Math.floor(digits / CORES_AND_KINDS);
      yield {
        time: this.rows[at]!,
        kind: TRACE_KINDS[place % KINDS]!,
        core: Math.floor(place / KINDS) - 1,
        vm: (who % VMS) - 1,
        subject: Math.floor(who / VMS) - 1,
        value: this.rows[at + 1]!,
      };
    }
  }
}
