import fc, { type Arbitrary } from "fast-check";
import { type EventModel, tokenBucket } from "../../src/model/event-model.ts";
import {
  DELIVERIES,
  DEVICE_CLASSES,
  EXCESSES,
  type InterruptSource,
  type Mask,
  type Notice,
  type Shaper,
} from "../../src/model/interrupt.ts";
import type { Vm } from "../../src/model/system.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { amount, events, length, names, share } from "./arbitrary-parts.ts";

/** Sources of every class, shaped, monitored, coalesced and polled, for VMs on so many cores. */
export function interrupts(vms: readonly Vm[], cores: number): Arbitrary<InterruptSource[]> {
  return fc.oneof(fc.constant<string[]>([]), names(3)).chain((all) =>
    fc.tuple(
      ...all.map((name) =>
        fc
          .record({
            name: fc.constant(name),
            device: fc.constantFrom(...DEVICE_CLASSES),
            delivery: fc.constantFrom(...DELIVERIES),
            target: fc.constantFrom(...vms.map((each) => each.name)),
            core: fc.nat(cores - 1),
            arrivals: events(),
            topHalf: amount(),
            bottomHalf: amount(),
            deadline: fc.option(length()),
            shaper: shaper(),
            shaped: fc.boolean(),
            notice: fc.option(notice(), { nil: undefined }),
            places: fc.option(fc.integer({ min: 1, max: 65_536 }), { nil: undefined }),
            mask: fc.option(mask(), { nil: undefined }),
            gaps: fc.option(fc.array(share(), { maxLength: 3 }), { nil: undefined }),
          })
          .map(
            ({
              shaper: gate,
              shaped,
              notice: shown,
              places,
              mask: held,
              gaps,
              ...source
            }): InterruptSource => {
              const running = source.device === "running";
              const delivery = running && source.delivery === "monitored" ? "immediate" : source.delivery;
              const monitored = delivery === "monitored";
              // What is handled at once is handled where its VM is.
              const home = vms.find((each) => each.name === source.target)?.core ?? source.core;
              return {
                ...source,
                delivery,
                target: running ? null : source.target,
                core: running || delivery === "when-scheduled" ? source.core : home,
                ...(shaped || monitored ? { shaper: monitored ? { ...gate, excess: "drop" } : gate } : {}),
                ...(shown === undefined ? {} : { notice: shown }),
                ...(places === undefined ? {} : { ring: places }),
                ...(held === undefined || !fits(held, shown, places) ? {} : { mask: held }),
                ...(gaps === undefined ? {} : { trace: traceWith(gaps, source.arrivals) }),
              };
            },
          ),
      ),
    ),
  );
}

/** A mask counts in a ring of a known size, and most masks need an interrupt per event. */
function fits(mask: Mask, shown: Notice | undefined, ring: number | undefined): boolean {
  if (shown !== undefined && (shown.kind === "polled" || mask.kind !== "until-empty")) return false;
  return !("high" in mask) || (ring !== undefined && mask.high <= ring);
}

function mask(): Arbitrary<Mask> {
  const high = fc.integer({ min: 2, max: 100 });
  return fc.oneof(
    fc.constant<Mask>({ kind: "until-empty" }),
    high.chain((from) => fc.nat(from - 1).map((low): Mask => ({ kind: "watermark", high: from, low }))),
    fc.record({ kind: fc.constant("block" as const), high, length: length() }),
    fc.record({ kind: fc.constant("rate" as const), count: fc.integer({ min: 1 }), window: length() }),
  );
}

/** Events that come a period apart, or by these parts of it later, are no denser than the model allows. */
function traceWith(gaps: readonly Rational[], model: EventModel): Duration[] {
  const distance = model.kind === "periodic" ? model.period : model.refill;
  let now = Duration.zero;
  return gaps.map((gap) => {
    now = now.plus(distance.times(Rational.one.plus(gap)));
    return now;
  });
}

function shaper(): Arbitrary<Shaper> {
  return fc
    .record({
      minDistance: length(),
      bucket: fc.record({ capacity: fc.integer({ min: 1, max: 2 ** 40 }), refill: length() }),
      parts: fc.constantFrom("distance", "bucket", "both"),
      excess: fc.constantFrom(...EXCESSES),
    })
    .map(({ minDistance, bucket, parts, excess }) => ({
      minDistance: parts === "bucket" ? null : minDistance,
      bucket: parts === "distance" ? null : tokenBucket(bucket),
      excess,
    }));
}

function notice(): Arbitrary<Notice> {
  return fc.oneof(
    fc.record({
      kind: fc.constant("coalesced" as const),
      delay: length(),
      count: fc.option(fc.integer({ min: 1 })),
    }),
    length().map((period): Notice => ({ kind: "polled", period })),
  );
}
