import { globalEdfDensityTest } from "../../../src/analysis/multiprocessor/global/edf-density.ts";
import { globalEdfInterferenceTest } from "../../../src/analysis/multiprocessor/global/edf-interference.ts";
import { limitedCarryInResponses } from "../../../src/analysis/multiprocessor/global/limited-carry-in.ts";
import { fpUsTest } from "../../../src/analysis/multiprocessor/global/utilization-separation.ts";
import { globalResponses } from "../../../src/analysis/multiprocessor/global/workload-responses.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, time, type VectorTask, write } from "../read.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly m: string;
}

/** Only cases with D = T expect the utilization bound, only those on unscaled integers the analyses in integer time. */
interface Expected {
  readonly gfbDensity: boolean;
  readonly bclEdf: boolean;
  readonly fpUsUtil?: boolean;
  readonly rtaBC_fp?: readonly (string | null)[];
  readonly rtaLC_fp?: readonly (string | null)[];
}

export const mpTests: VectorFamily = {
  name: "mp_tests",
  run({ tasks: given, m }: Input, expected: Expected): string | null {
    const set = { tasks: given.map(readTask), cores: Number(m) };
    const quanta = { ...set, quantum: time("1") };
    const separated = fpUsTest(set);
    const answer = {
      gfbDensity: globalEdfDensityTest(set).kind === "schedulable",
      bclEdf: globalEdfInterferenceTest(set).kind === "schedulable",
      // The bare inequality: on one core it holds for sets that RM-US does not schedule, and the test says so.
      ...(expected.fpUsUtil === undefined ? {} : { fpUsUtil: separated.utilization.atMost(separated.bound) }),
      ...(expected.rtaBC_fp === undefined ? {} : { rtaBC_fp: globalResponses(quanta).responses.map(write) }),
      ...(expected.rtaLC_fp === undefined
        ? {}
        : { rtaLC_fp: limitedCarryInResponses(quanta).responses.map(write) }),
    };
    return difference(answer, expected);
  },
};
