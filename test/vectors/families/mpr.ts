import {
  multiprocessorResource,
  multiprocessorSbf,
  multiprocessorSbfInteger,
} from "../../../src/analysis/multiprocessor/mpr.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, time, write } from "../read.ts";

interface Input {
  readonly Pi: string;
  readonly Theta: string;
  readonly m: string;
  readonly t: readonly string[];
}

/** Only cases on unscaled integers expect the supply in integer time. */
interface Expected {
  readonly sbfDense: readonly string[];
  readonly sbfDiscrete?: readonly string[];
}

export const mpr: VectorFamily = {
  name: "mpr",
  run({ Pi, Theta, m, t }: Input, expected: Expected): string | null {
    const resource = multiprocessorResource({ period: time(Pi), budget: amount(Theta), cores: Number(m) });
    const windows = t.map(time);
    const answer = {
      sbfDense: windows.map((window) => write(multiprocessorSbf(resource, window))),
      ...(expected.sbfDiscrete === undefined
        ? {}
        : {
            sbfDiscrete: windows.map((window) =>
              write(multiprocessorSbfInteger(resource, time("1"), window)),
            ),
          }),
    };
    return difference(answer, expected);
  },
};
