import { unreachable } from "../../contract/assert.ts";
import { drawBetween, streamOf } from "../engine/random.ts";
import { NEVER } from "../engine/time.ts";
import { Drain } from "./drain.ts";
import { Sent } from "./sent.ts";
import type { ArrivalSpec } from "./specification.ts";

/** When the events of a device come: one call per event, never going back, NEVER once there are no more. */
export interface Arrivals {
  next(): number;
}

/** A random integer of the device from `least` to `most`; a function of the number of the event. */
export type Draw = (event: number, least: number, most: number) => number;

/** Keeps the draws of devices apart from those of tasks (engine/task-table.ts). */
const ARRIVAL = 16;

/** The arrivals of the device with this number. */
export function arrivalsOf(spec: ArrivalSpec, device: number, seed: number): Arrivals {
  const stream = streamOf(device, ARRIVAL);
  const draw: Draw = (event, least, most) => drawBetween(seed, stream, event, least, most);
  switch (spec.kind) {
    case "periodic":
      return counted((event) => spec.offset + event * spec.period);
    case "sporadic":
      return spaced(spec.offset, (event) => spec.separation + draw(event, 0, spec.slack));
    case "random":
      return spaced(spec.offset, (event) => draw(event, spec.least, spec.most));
    case "pjd":
      return spec.play === "densest" ? densestPjd(spec) : randomPjd(spec, draw);
    case "burst":
      return counted(
        (event) =>
          spec.offset + Math.floor(event / spec.count) * spec.period + (event % spec.count) * spec.spacing,
      );
    case "token-bucket":
      return spec.play === "densest" ? densestBucket(spec) : randomBucket(spec, draw);
    case "trace":
      return counted((event) => spec.times[event] ?? NEVER);
    case "aligned":
      return aligned(spec);
    case "drain":
      return new Drain(spec);
    case "sent":
      return new Sent();
    default:
      return unreachable(spec);
  }
}

/** Event by event. */
function counted(time: (event: number) => number): Arrivals {
  let event = 0;
  return { next: () => time(event++) };
}

/** The first at `offset`, then gap by gap. */
function spaced(offset: number, gap: (event: number) => number): Arrivals {
  let event = 0;
  let time = offset;
  return {
    next: () => {
      if (event > 0) time += gap(event);
      event++;
      return time;
    },
  };
}

type Pjd = Extract<ArrivalSpec, { kind: "pjd" }>;

/** The first event is as late as can be, the others as early: n events take (n − 1)·max(distance, period) − jitter. */
function densestPjd({ period, jitter, minDistance, offset }: Pjd): Arrivals {
  return counted((event) => offset + Math.max(event * period - jitter, event * minDistance, 0));
}

/** Each up to `jitter` after its nominal time, in order and at a distance, which keeps it within its jitter. */
function randomPjd({ period, jitter, minDistance, offset }: Pjd, draw: Draw): Arrivals {
  let last = -NEVER;
  return counted((event) => {
    last = Math.max(offset + event * period + draw(event, 0, jitter), last + minDistance);
    return last;
  });
}

type Bucket = Extract<ArrivalSpec, { kind: "token-bucket" }>;

function densestBucket({ capacity, refill, offset }: Bucket): Arrivals {
  return counted((event) => offset + Math.max(0, event + 1 - capacity) * refill);
}

/** Gaps of up to twice the refill; where the bucket is empty, as soon as it is not. */
function randomBucket({ capacity, refill, offset }: Bucket, draw: Draw): Arrivals {
  let time = offset;
  /** When the bucket would be full again. */
  let full = offset;
  return counted((event) => {
    if (event > 0) time += draw(event, 0, 2 * refill);
    time = Math.max(time, full - (capacity - 1) * refill);
    full = Math.max(full, time) + refill;
    return time;
  });
}

function aligned({ cycle, instants, separation }: Extract<ArrivalSpec, { kind: "aligned" }>): Arrivals {
  let base = 0;
  let index = 0;
  let earliest = 0;
  return {
    next: () => {
      for (;;) {
        const time = base + instants[index]!;
        if (++index === instants.length) {
          index = 0;
          base += cycle;
        }
        if (time < earliest) continue;
        earliest = time + separation;
        return time;
      }
    },
  };
}
