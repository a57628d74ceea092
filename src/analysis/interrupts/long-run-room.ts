import { Rational } from "../../numeric/rational.ts";
import type { TickQuestion } from "./question.ts";

/** The share of the processor that tasks and present sources leave in the long run; not positive where they leave none. */
export function longRunRoom({ tasks, supply }: TickQuestion): Rational {
  const { numerator, denominator } = supply.rate;
  return tasks.reduce(
    (room, { wcet, period }) => room.minus(Rational.of(wcet, period)),
    Rational.of(numerator, denominator),
  );
}
