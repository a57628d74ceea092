import { InputError } from "../../contract/errors.ts";
import { type EventModel, periodicEvents, tokenBucket } from "../../model/event-model.ts";
import {
  DELIVERIES,
  DEVICE_CLASSES,
  EXCESSES,
  type InterruptSource,
  type Mask,
  type Notice,
  type Shaper,
} from "../../model/interrupt.ts";
import { Duration, nonNegative, positive, type Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";

/** Plain JSON of an interrupt source; times are exact strings in seconds. */
export function sourceToRecord(source: InterruptSource): object {
  return JSON.parse(
    JSON.stringify(source, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
  );
}

/** Reads what `sourceToRecord` wrote. Throws `InputError` for anything else. */
export function sourceFromRecord(record: unknown): InterruptSource {
  const map = mapOf(record, [
    ..."name device delivery target core arrivals topHalf bottomHalf deadline".split(" "),
    ..."trace shaper notice ring mask".split(" "),
  ]);
  const { trace, shaper, notice, ring, mask, target, deadline } = map;
  return {
    name: textOf(map["name"]),
    device: wordOf(map["device"], DEVICE_CLASSES),
    delivery: wordOf(map["delivery"], DELIVERIES),
    target: target === null ? null : textOf(target),
    core: indexOf(map["core"]),
    arrivals: arrivalsOf(map["arrivals"]),
    topHalf: workOf(map["topHalf"]),
    bottomHalf: workOf(map["bottomHalf"]),
    deadline: deadline === null ? null : positive(timeOf(deadline), "deadline"),
    ...(trace === undefined ? {} : { trace: listOf(trace).map(timeOf) }),
    ...(shaper === undefined ? {} : { shaper: shaperOf(shaper) }),
    ...(notice === undefined ? {} : { notice: noticeOf(notice) }),
    ...(ring === undefined ? {} : { ring: indexOf(ring) }),
    ...(mask === undefined ? {} : { mask: maskOf(mask) }),
  };
}

function arrivalsOf(record: unknown): EventModel {
  const map = mapOf(record, ["kind", "period", "jitter", "minDistance", "capacity", "refill"]);
  switch (map["kind"]) {
    case "periodic":
      return periodicEvents({
        period: timeOf(map["period"]),
        jitter: timeOf(map["jitter"]),
        minDistance: timeOf(map["minDistance"]),
      });
    case "token-bucket":
      return tokenBucket({ capacity: wholeOf(map["capacity"]), refill: timeOf(map["refill"]) });
    default:
      throw new InputError(`${JSON.stringify(map["kind"])} is no kind of arrivals`);
  }
}

function shaperOf(record: unknown): Shaper {
  const map = mapOf(record, ["minDistance", "bucket", "excess"]);
  const { minDistance, bucket } = map;
  const events = bucket === null ? null : arrivalsOf(bucket);
  if (events !== null && events.kind !== "token-bucket")
    throw new InputError("a shaper holds a token bucket");
  return {
    minDistance: minDistance === null ? null : positive(timeOf(minDistance), "minDistance"),
    bucket: events,
    excess: wordOf(map["excess"], EXCESSES),
  };
}

function noticeOf(record: unknown): Notice {
  const map = mapOf(record, ["kind", "delay", "count", "period"]);
  if (map["kind"] === "polled") return { kind: "polled", period: positive(timeOf(map["period"]), "period") };
  if (map["kind"] !== "coalesced")
    throw new InputError(`${JSON.stringify(map["kind"])} is no kind of notice`);
  const { count } = map;
  return {
    kind: "coalesced",
    delay: positive(timeOf(map["delay"]), "delay"),
    count: count === null ? null : indexOf(count),
  };
}

function maskOf(record: unknown): Mask {
  const map = mapOf(record, ["kind", "high", "low", "length", "count", "window"]);
  switch (map["kind"]) {
    case "until-empty":
      return { kind: "until-empty" };
    case "watermark":
      return { kind: "watermark", high: indexOf(map["high"]), low: indexOf(map["low"]) };
    case "block":
      return {
        kind: "block",
        high: indexOf(map["high"]),
        length: positive(timeOf(map["length"]), "length"),
      };
    case "rate":
      return {
        kind: "rate",
        count: indexOf(map["count"]),
        window: positive(timeOf(map["window"]), "window"),
      };
    default:
      throw new InputError(`${JSON.stringify(map["kind"])} is no kind of mask`);
  }
}

/** A map with no other keys than these: another version may have meant something by them. */
export function mapOf(record: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof record !== "object" || record === null || Array.isArray(record)) {
    throw new InputError(`${JSON.stringify(record)} is no map`);
  }
  const stranger = Object.keys(record).find((key) => !keys.includes(key));
  if (stranger !== undefined) throw new InputError(`the key ${stranger} is not known to this version`);
  return record as Readonly<Record<string, unknown>>;
}

export function textOf(value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  throw new InputError(`${JSON.stringify(value)} is no text`);
}

function wordOf<W extends string>(value: unknown, words: readonly W[]): W {
  const word = words.find((each) => each === value);
  if (word !== undefined) return word;
  throw new InputError(`${JSON.stringify(value)} is none of ${words.join(", ")}`);
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new InputError(`${JSON.stringify(value)} is no list`);
}

function indexOf(value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InputError(`${JSON.stringify(value)} is no whole number`);
}

function wholeOf(value: unknown): bigint {
  const text = textOf(value);
  if (/^\d+$/.test(text)) return BigInt(text);
  throw new InputError(`${text} is no whole number`);
}

function timeOf(value: unknown): Duration {
  return nonNegative(new Duration(Rational.from(textOf(value))), "a time");
}

function workOf(value: unknown): Work {
  return timeOf(value).asWork();
}
