import { Rational } from "../../../src/numeric/rational.ts";
import { rateOf } from "../../../src/supply/bounds.ts";
import { delayAtRate } from "../../../src/supply/delay-at-rate.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readSupply, type VectorSupply, write } from "../read.ts";

interface Input {
  readonly supply: VectorSupply;
  readonly alpha: string;
}

/** The bounded-delay abstraction at any rate up to the supply's own. */
export const boundedDelay: VectorFamily = {
  name: "bounded_delay",
  run(input: Input, expected: unknown) {
    const given = readSupply(input.supply);
    const delay = delayAtRate(given, Rational.from(input.alpha));
    return difference({ delay: write(delay), rate: rateOf(given).toString() }, expected);
  },
};
