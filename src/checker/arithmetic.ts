/** Exact arithmetic on integers and on fractions with a positive denominator. */

export const floorDiv = (a: bigint, b: bigint): bigint => (a < 0n && a % b !== 0n ? a / b - 1n : a / b);
export const ceilDiv = (a: bigint, b: bigint): bigint => -floorDiv(-a, b);
export const max = (...all: readonly bigint[]): bigint => all.reduce((a, b) => (a > b ? a : b), 0n);
export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const sum = (all: readonly bigint[]): bigint => all.reduce((a, b) => a + b, 0n);

export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export const fraction = (n: bigint, d = 1n): Fraction => ({ n, d });
export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.d === b.d ? fraction(a.n + b.n, a.d) : fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const total = (all: readonly Fraction[]): Fraction => all.reduce(plus, fraction(0n));
export const times = (a: Fraction, b: bigint): Fraction => fraction(a.n * b, a.d);
/** The numerators of both over one denominator: a ≤ b exactly if the first is at most the second. */
export const comparable = (a: Fraction, b: Fraction): [bigint, bigint] => [a.n * b.d, b.n * a.d];
