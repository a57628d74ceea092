import { type PeriodicEvents, periodicEvents } from "../../../src/model/event-model.ts";
import { maxArrivals, maxDistance, minArrivals, minDistance } from "../../../src/workload/arrivals.ts";
import { difference, type VectorFamily } from "../family.ts";
import { time, write } from "../read.ts";

export interface VectorEvents {
  readonly P: string;
  readonly J: string;
  readonly dmin: string;
}

interface Input extends VectorEvents {
  readonly dt: readonly string[];
  readonly n: readonly string[];
}

export const readEvents = ({ P, J, dmin }: VectorEvents): PeriodicEvents =>
  periodicEvents({ period: time(P), jitter: time(J), minDistance: time(dmin) });

/** Event counts and distances of period, jitter and minimum distance. */
export const pjd: VectorFamily = {
  name: "pjd",
  run(input: Input, expected: unknown) {
    const events = readEvents(input);
    const windows = input.dt.map(time);
    const counts = input.n.map(BigInt);
    const answer = {
      etaPlus: windows.map((window) => maxArrivals(events, window).toString()),
      etaMinus: windows.map((window) => minArrivals(events, window).toString()),
      deltaMinus: counts.map((count) => write(minDistance(events, count))),
      deltaPlus: counts.map((count) => write(maxDistance(events, count))),
    };
    return difference(answer, expected);
  },
};
