/** Nanoseconds per task set, over all sets of a workload: each set counts with its fastest pass. */
export interface NsPerSet {
  readonly min: number;
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * Times two tests on the same inputs, in turns, so that whatever else the machine does meets both.
 *
 * A clock reading costs as much as the smallest tests. So each reading spans as many calls on one set as fill a
 * microsecond, at least one, and the cost of a reading itself is not part of the result.
 */
export function timeInTurns<Input>(
  inputs: readonly Input[],
  first: (input: Input) => unknown,
  second: (input: Input) => unknown,
  passes: number,
): [NsPerSet, NsPerSet] {
  const tests = [first, second].map((test) => ({
    test,
    best: new Float64Array(inputs.length).fill(Number.POSITIVE_INFINITY),
  }));
  for (const { test } of tests) warmUp(inputs, test);
  const clock = clockCost();
  const calls = tests.map(({ test }) => inputs.map((input) => callsPerReading(test, input)));
  for (let pass = 0; pass < passes; pass++) {
    tests.forEach(({ test, best }, which) => {
      inputs.forEach((input, i) => {
        const count = calls[which]![i]!;
        const perCall = Math.max(0, elapsed(test, input, count) - clock) / count;
        if (perCall < best[i]!) best[i] = perCall;
      });
    });
  }
  return [summarize(tests[0]!.best), summarize(tests[1]!.best)];
}

const READING_NS = 1000;
const WARM_UP_NS = 300e6;

/** Long enough for the optimizing compiler to have seen every path that the workload takes. */
function warmUp<Input>(inputs: readonly Input[], test: (input: Input) => unknown): void {
  const start = performance.now();
  do {
    for (const input of inputs) elapsed(test, input, 2);
  } while ((performance.now() - start) * 1e6 < WARM_UP_NS);
}

function callsPerReading<Input>(test: (input: Input) => unknown, input: Input): number {
  let count = 1;
  while (elapsed(test, input, count) < READING_NS) count *= 2;
  return count;
}

let kept: unknown;

function elapsed<Input>(test: (input: Input) => unknown, input: Input, calls: number): number {
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) kept = test(input);
  return Number(process.hrtime.bigint() - start);
}

function clockCost(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 10_000; i++) least = Math.min(least, elapsed(nothing, null, 0));
  return least;
}

function nothing(): unknown {
  return kept;
}

function summarize(best: Float64Array): NsPerSet {
  const sorted = Float64Array.from(best).sort();
  const at = (share: number): number => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    return Math.round(value * 10) / 10;
  };
  return { min: at(0), median: at(0.5), p99: at(0.99), max: at(1) };
}
