import { NONE } from "./time.ts";

/** A set of small integers that knows its least member: a bitmap in words of 32, with one summary bit per word. */
export class ReadySet {
  private readonly words: Int32Array;
  private readonly summary: Int32Array;
  private members = 0;

  constructor(capacity: number) {
    const words = Math.max(1, Math.ceil(capacity / 32));
    this.words = new Int32Array(words);
    this.summary = new Int32Array(Math.ceil(words / 32));
  }

  get size(): number {
    return this.members;
  }

  add(member: number): void {
    const word = member >>> 5;
    this.words[word]! |= 1 << (member & 31);
    this.summary[word >>> 5]! |= 1 << (word & 31);
    this.members++;
  }

  remove(member: number): void {
    const word = member >>> 5;
    const rest = this.words[word]! & ~(1 << (member & 31));
    this.words[word] = rest;
    if (rest === 0) this.summary[word >>> 5]! &= ~(1 << (word & 31));
    this.members--;
  }

  has(member: number): boolean {
    return (this.words[member >>> 5]! & (1 << (member & 31))) !== 0;
  }

  /** The least member, or NONE. */
  first(): number {
    const least = this.words[0]!;
    if (least !== 0) return lowestBit(least);
    for (let group = 0; group < this.summary.length; group++) {
      const summary = this.summary[group]!;
      if (summary === 0) continue;
      const word = (group << 5) + lowestBit(summary);
      return (word << 5) + lowestBit(this.words[word]!);
    }
    return NONE;
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
