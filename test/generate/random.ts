/** Chance for generators: small, fast and seeded. The generator is sfc32 (C. Doty-Humphrey, PractRand), public domain. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Case number `index` of a stream that `seed` and `stream` name; any two differ from the first draw on. */
  constructor(seed: number, stream: number, index: number) {
    this.#a = seed | 0;
    this.#b = (Math.imul(stream + 1, 0x9e3779b1) ^ Math.floor(seed / 2 ** 32)) | 0;
    this.#c = index | 0;
    for (let round = 0; round < 12; round++) this.#next();
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** In [0, 1). */
  unit(): number {
    return (this.#next() * 2 ** 21 + (this.#next() >>> 11)) / 2 ** 53;
  }

  /** An integer from 0 to `count` − 1. */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  /** An integer from `least` to `most`; `least` if there is none. */
  between(least: number, most: number): number {
    return most <= least ? least : least + this.below(most - least + 1);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** As likely in each decade. */
  logUniform(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.unit());
  }
}
