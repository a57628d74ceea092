import {
  hyperbolic,
  hyperbolicProduct,
  isHarmonic,
  liuLayland,
  utilization,
} from "../../../src/analysis/fixed-priority/utilization-bounds.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, type VectorTask } from "../read.ts";

export const fpBounds: VectorFamily = {
  name: "fp_bounds",
  run(input: { readonly tasks: readonly VectorTask[] }, expected: unknown): string | null {
    const tasks = input.tasks.map(readTask);
    const total = utilization(tasks);
    const fits = total.atMost(Rational.one);
    const harmonicPeriods = isHarmonic(tasks);
    const actual = {
      U: total.toString(),
      liuLayland: liuLayland(tasks),
      hyperbolic: hyperbolic(tasks),
      hyperbolicProduct: hyperbolicProduct(tasks).toString(),
      harmonicPeriods,
      harmonicSchedulable: harmonicPeriods ? fits : null,
      edfUtil: fits,
    };
    return difference(actual, expected);
  },
};
