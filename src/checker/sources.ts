/** The interrupts and loads of a model, read strictly. */
import type { Json } from "./canonical.ts";
import type { Events, Limit, Load } from "./events.ts";
import { limitsOf } from "./events.ts";
import { Refusal } from "./ledger.ts";
import type { Notice, Shaper, Signal } from "./notice.ts";
import { natural, oneOf, optional, positive, record, text } from "./shape.ts";

export interface Source extends Signal {
  readonly name: string;
  readonly core: bigint;
  readonly device: "dedicated" | "active" | "running" | "dynamic";
  readonly delivery: "when-scheduled" | "immediate" | "rest-of-quantum" | "monitored";
  readonly target: string | null;
  readonly top: bigint;
  readonly bottom: bigint;
  readonly deadline: bigint | null;
}

const DELIVERIES = ["when-scheduled", "immediate", "rest-of-quantum", "monitored"] as const;

export function readSource(value: Json, at: string): Source {
  const keys = "arrivals bottomHalf core deadline delivery device name notice ring shaper target topHalf";
  const fields = record(value, at, keys);
  const source: Source = {
    name: text(fields["name"], `${at}.name`),
    core: natural(fields["core"], `${at}.core`),
    device: oneOf(fields["device"], `${at}.device`, ["dedicated", "active", "running", "dynamic"]),
    delivery: oneOf(fields["delivery"], `${at}.delivery`, DELIVERIES),
    target: optional(fields["target"], `${at}.target`, text),
    events: readEvents(fields["arrivals"], `${at}.arrivals`),
    shaper: optional(fields["shaper"], `${at}.shaper`, readShaper),
    notice: optional(fields["notice"], `${at}.notice`, readNotice),
    ring: optional(fields["ring"], `${at}.ring`, positive),
    top: natural(fields["topHalf"], `${at}.topHalf`),
    bottom: natural(fields["bottomHalf"], `${at}.bottomHalf`),
    deadline: optional(fields["deadline"], `${at}.deadline`, positive),
  };
  if (source.delivery === "monitored" && (source.shaper === null || source.device === "running"))
    throw new Refusal(at, "is monitored without a monitor, or for whoever is running");
  return source;
}

export function readEvents(value: Json | undefined, at: string): Events {
  if (value !== null && typeof value === "object" && "refill" in value) return readBucket(value, at);
  const fields = record(value, at, "jitter minDistance period");
  const events = {
    period: positive(fields["period"], at),
    jitter: natural(fields["jitter"], at),
    distance: natural(fields["minDistance"], at),
  };
  if (events.distance > events.period) throw new Refusal(at, "has events further apart than their period");
  return events;
}

function readBucket(value: Json | undefined, at: string): Events {
  const { capacity, refill } = record(value, at, "capacity refill");
  return { capacity: positive(capacity, at), refill: positive(refill, at) };
}

function readShaper(value: Json | undefined, at: string): Shaper {
  const { bucket, excess, minDistance } = record(value, at, "bucket excess minDistance");
  const apart = optional(minDistance, at, positive);
  const tokens = optional(bucket, at, readBucket);
  const limits: Limit[] = [
    ...(apart === null ? [] : [{ period: apart, jitter: 0n }]),
    ...(tokens === null ? [] : limitsOf(tokens)),
  ];
  if (limits.length === 0) throw new Refusal(at, "admits everything");
  return { limits, excess: oneOf(excess, at, ["drop", "hold"]) };
}

function readNotice(value: Json | undefined, at: string): Notice {
  const all = record(value, at, "count? delay? kind period?");
  const kind = oneOf(all["kind"], at, ["coalesced", "polled"]);
  if (kind === "polled") return { kind, period: positive(record(value, at, "kind period")["period"], at) };
  const { count, delay } = record(value, at, "count delay kind");
  return { kind, delay: positive(delay, at), count: optional(count, at, positive) };
}

export function readLoad(value: Json, at: string): Load {
  const { name, arrivals, cost } = record(value, at, "arrivals cost name");
  return { name: text(name, at), events: readEvents(arrivals, at), cost: natural(cost, at) };
}
