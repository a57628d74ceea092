import { leastRate } from "../../../src/analysis/interface/least-rate.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, time, type VectorTask } from "../read.ts";
import { readScheduling } from "./min-theta.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly Delta: string;
  readonly alg: "edf" | "fp";
}

/**
 * Least rates. The ground truth of some cases was divided in doubles before it was written as a fraction (its denominator
 * is then a power of two beyond 2^50, where every true rate has a small one): such a case holds if it is the double
 * nearest to our exact rate.
 */
export const bdmMin: VectorFamily = {
  name: "bdm_min",
  run({ tasks, Delta, alg }: Input, expected: unknown): string | null {
    const least = leastRate({
      tasks: tasks.map(readTask),
      scheduling: readScheduling(alg),
      delay: time(Delta),
    });
    const answer =
      least.kind === "least"
        ? { alpha: asExpected(least.rate, (expected as Expected).alpha), feasible: least.feasible }
        : { alpha: least.kind === "infeasible" ? null : least.kind, feasible: false };
    return difference(answer, expected);
  },
};

interface Expected {
  readonly alpha: string | null;
}

/** The rate as it is, or as expected where that is the nearest double to it. */
function asExpected(rate: Rational, expected: string | null): string {
  if (expected === null) return rate.toString();
  const { denominator } = Rational.from(expected);
  const isDouble = denominator > 2n ** 50n && (denominator & (denominator - 1n)) === 0n;
  return isDouble && nearestDouble(rate).equals(Rational.from(expected)) ? expected : rate.toString();
}

/** The double nearest to a rational whose parts are doubles, as an exact rational: one correctly rounded division. */
function nearestDouble({ numerator, denominator }: Rational): Rational {
  let value = Number(numerator) / Number(denominator);
  let scale = 1n;
  while (!Number.isSafeInteger(value)) {
    value *= 2;
    scale *= 2n;
  }
  return Rational.of(BigInt(value), scale);
}
