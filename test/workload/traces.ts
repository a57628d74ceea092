import fc from "fast-check";
import type { EventModel } from "../../src/model/event-model.ts";
import type { Duration } from "../../src/numeric/quantity.ts";

/** A course of events of a model, in whole seconds and in order: drawn, then put off until it is legal. */
export interface Trace {
  readonly model: EventModel;
  readonly times: readonly number[];
}

const whole = ({ value }: Duration): number => Number(value.numerator);

/** Legal courses; with gaps of 0 as dense as the model allows. */
export function traces(models: fc.Arbitrary<EventModel>): fc.Arbitrary<Trace> {
  const gaps = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(12)), {
    minLength: 1,
    maxLength: 24,
  });
  return fc.tuple(models, gaps).map(([model, drawn]) => ({ model, times: legal(model, drawn) }));
}

function legal(model: EventModel, gaps: readonly number[]): number[] {
  const times: number[] = [];
  for (const gap of gaps) {
    let time = (times.at(-1) ?? 0) + gap;
    while (!isLegal(model, [...times, time])) time += 1;
    times.push(time);
  }
  return times;
}

/** Whether the last event of a course keeps its distance from all before it: straight from the definitions of the models. */
function isLegal(model: EventModel, times: readonly number[]): boolean {
  const last = times.at(-1) as number;
  return times.every((time, index) => {
    const steps = times.length - 1 - index;
    if (steps === 0) return true;
    if (model.kind === "token-bucket") {
      return last - time >= (steps + 1 - Number(model.capacity)) * whole(model.refill);
    }
    const { period, jitter, minDistance } = model;
    return last - time >= steps * whole(period) - whole(jitter) && last - time >= steps * whole(minDistance);
  });
}

/** A shaper second by second: `credit` in parts of a token, `refill` parts each. */
export interface NaiveShaper {
  readonly distance: number | null;
  readonly bucket: { readonly capacity: number; readonly refill: number } | null;
}

/** When each event is let through; null for one that is dropped. */
export function shaped(
  { distance, bucket }: NaiveShaper,
  times: readonly number[],
  excess: "drop" | "hold",
): (number | null)[] {
  const full = bucket === null ? 0 : bucket.capacity * bucket.refill;
  const passed: (number | null)[] = times.map(() => null);
  let credit = full;
  let latest = Number.NEGATIVE_INFINITY;
  let next = 0;
  for (let now = 0; next < times.length; now += 1) {
    credit = Math.min(full, credit + (now === 0 ? 0 : 1));
    while (next < times.length && (times[next] as number) <= now) {
      const conforms =
        (distance === null || now - latest >= distance) && (bucket === null || credit >= bucket.refill);
      if (!conforms && excess === "hold") break;
      if (conforms) {
        passed[next] = now;
        latest = now;
        credit -= bucket?.refill ?? 0;
      }
      next += 1;
    }
  }
  return passed;
}

/** The most times in a half-open window of the given length. */
export function mostIn(times: readonly number[], window: number): number {
  return Math.max(
    0,
    ...times.map((from) => times.filter((time) => time >= from && time < from + window).length),
  );
}
