import {
  boundedDelay,
  dedicated,
  edpResource,
  periodicResource,
  type Supply,
  table,
} from "../../src/model/supply.ts";
import { type Task, task } from "../../src/model/task.ts";
import { Duration, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";

/** A vector's numbers carry no unit: one is read as one second. */
export const time = (text: string): Duration => new Duration(Rational.from(text));
export const amount = (text: string): Work => new Work(Rational.from(text));

export interface VectorTask {
  readonly C: string;
  readonly T: string;
  readonly D?: string;
  readonly J?: string;
  readonly B?: string;
}

/** In FP families `B` is the blocking that the task suffers. */
export function readTask({ C, T, D = T, J = "0", B = "0" }: VectorTask, index: number): Task {
  return task({
    name: `task${index}`,
    wcet: amount(C),
    minSeparation: time(T),
    deadline: time(D),
    jitter: time(J),
    blocking: amount(B),
  });
}

export type VectorSupply =
  | { readonly kind: "full" }
  | { readonly kind: "prm"; readonly Pi: string; readonly Theta: string }
  | { readonly kind: "edp"; readonly Pi: string; readonly Theta: string; readonly Delta: string }
  | { readonly kind: "tdma"; readonly cycle: string; readonly slots: readonly (readonly [string, string])[] };

export function readSupply(supply: VectorSupply): Supply {
  switch (supply.kind) {
    case "full":
      return dedicated();
    case "prm":
      return periodicResource({ period: time(supply.Pi), budget: amount(supply.Theta) });
    case "edp":
      return edpResource({
        period: time(supply.Pi),
        budget: amount(supply.Theta),
        deadline: time(supply.Delta),
      });
    case "tdma":
      return table({
        frame: time(supply.cycle),
        windows: supply.slots.map(([start, end]) => ({ start: time(start), end: time(end) })),
      });
  }
}

export const readBoundedDelay = (alpha: string, delta: string): Supply =>
  boundedDelay({ rate: alpha, delay: time(delta) });

/** Seconds as the vectors write them; null stays null. */
export const write = (quantity: { readonly value: Rational } | null): string | null =>
  quantity === null ? null : quantity.value.toString();
