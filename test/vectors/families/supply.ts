import { blackout, lsbf, rateOf, sbf, timeToSupply, usbf } from "../../../src/supply/bounds.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readSupply, time, type VectorSupply, write } from "../read.ts";

interface Input {
  readonly supply: VectorSupply;
  readonly t: readonly string[];
  readonly y: readonly string[];
}

/** Bounds, pseudo-inverse and blackout of every kind of supply. */
export const supply: VectorFamily = {
  name: "supply",
  run(input: Input, expected: unknown) {
    const given = readSupply(input.supply);
    const windows = input.t.map(time);
    const answer = {
      rate: rateOf(given).toString(),
      sbf: windows.map((window) => write(sbf(given, window))),
      usbf: windows.map((window) => write(usbf(given, window))),
      lsbf: windows.map((window) => write(lsbf(given, window))),
      psinv: input.y.map((work) => write(timeToSupply(given, amount(work)))),
      blackout: write(blackout(given)),
    };
    return difference(answer, expected);
  },
};
