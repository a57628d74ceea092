/** A queue of numbers of fixed capacity. */
export class Ring {
  readonly #values: Float64Array;
  #first = 0;
  length = 0;

  constructor(capacity: number) {
    this.#values = new Float64Array(capacity);
  }

  /** The value that was pushed longest ago; only while `length` is positive. */
  get first(): number {
    return this.#values[this.#first]!;
  }

  /** Only while `length` is below the capacity. */
  push(value: number): void {
    this.#values[(this.#first + this.length++) % this.#values.length] = value;
  }

  /** Only while `length` is positive. */
  shift(): number {
    const value = this.#values[this.#first]!;
    this.#first = (this.#first + 1) % this.#values.length;
    this.length--;
    return value;
  }
}
