import { sporadicEvents } from "../../src/model/event-model.ts";
import type { Load } from "../../src/model/supply.ts";
import type { Rational } from "../../src/numeric/rational.ts";
import { amount, time } from "./read.ts";

/** An interrupt source: cost per event and least separation. */
export interface VectorSource {
  readonly C: string;
  readonly T: string;
}

export const readSource = ({ C, T }: VectorSource, index: number): Load => ({
  name: `irq${index}`,
  arrivals: sporadicEvents(time(T)),
  wcet: amount(C),
});

/** A limit as the vectors write it: null where no value will do. */
export function writeLimit(
  found: { readonly kind: "limit"; readonly value: Rational } | { readonly kind: string },
): string | null {
  if (found.kind === "none") return null;
  return "value" in found ? found.value.toString() : found.kind;
}
