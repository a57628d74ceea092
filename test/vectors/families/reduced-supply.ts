import { leftover } from "../../../src/model/supply.ts";
import { sbf } from "../../../src/supply/bounds.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readSupply, time, type VectorSupply, write } from "../read.ts";
import { readEvents, type VectorEvents } from "./pjd.ts";

interface Input {
  readonly supply: VectorSupply;
  readonly irq: VectorEvents & { readonly C: string };
  readonly t: readonly string[];
}

/** What a supply leaves below interrupt handlers. */
export const reducedSupply: VectorFamily = {
  name: "reduced_supply",
  run({ supply, irq, t }: Input, expected: unknown) {
    const load = { name: "irq", arrivals: readEvents(irq), wcet: amount(irq.C) };
    const given = leftover(readSupply(supply), [load]);
    return difference({ sbf: t.map((window) => write(sbf(given, time(window)))) }, expected);
  },
};
