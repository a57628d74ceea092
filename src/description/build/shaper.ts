import { type EventModel, type TokenBucket, tokenBucket } from "../../model/event-model.ts";
import type { Notice, Shaper } from "../../model/interrupt.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { InterruptText } from "../schema/interrupt.ts";
import type { CoalescingText, ShaperText } from "../schema/shaper.ts";
import type { Told } from "../told.ts";

type Source = Told<InterruptText> & object;

/** The shaper of a source; undefined where there is none, null where something in it is wrong. */
export function buildShaper(text: Source, path: Path, reading: Reading): Shaper | null | undefined {
  const { shaper, delivery } = text;
  if (shaper === undefined && delivery === "monitored") {
    return reading.problem(
      "missing-key",
      path,
      "a monitored delivery needs a monitor: write what it admits, such as `shaper: { minDistance: 2 ms }`",
      "key",
    );
  }
  return shaper && readShaper(shaper, [...path, "shaper"], delivery === "monitored", reading);
}

function readShaper(
  text: Told<ShaperText> & object,
  path: Path,
  monitors: boolean,
  reading: Reading,
): Shaper | null {
  const minDistance = reading.duration(text, "minDistance", path, "positive", undefined);
  const bucket = readBucket(text, path, reading);
  if (text.minDistance === undefined && text.capacity === undefined && text.refill === undefined) {
    return reading.problem(
      "missing-key",
      path,
      "the shaper admits everything: write `minDistance: 2 ms`, or `capacity: 4` with `refill: 10 ms`",
      "key",
    );
  }
  if (monitors && text.excess !== undefined) {
    return reading.problem(
      "conflict",
      [...path, "excess"],
      "a monitored event that does not conform waits for its VM, so that none is dropped or held: delete `excess`",
      "key",
    );
  }
  if (minDistance === null || bucket === null || text.excess === null) return null;
  return { minDistance: minDistance ?? null, bucket: bucket ?? null, excess: text.excess ?? "drop" };
}

function readBucket(
  text: Told<ShaperText> & object,
  path: Path,
  reading: Reading,
): TokenBucket | null | undefined {
  const { capacity } = text;
  const refill = reading.duration(text, "refill", path, "positive", undefined);
  if (capacity === undefined && refill === undefined) return undefined;
  if (capacity === undefined) {
    return reading.problem(
      "missing-key",
      path,
      "`capacity` is missing: write how many events are admitted at once, such as `capacity: 4`",
      "key",
    );
  }
  if (refill === undefined) {
    return reading.problem(
      "missing-key",
      path,
      "`refill` is missing: write the time per token, such as `refill: 10 ms`",
      "key",
    );
  }
  return capacity === null || refill === null ? null : tokenBucket({ capacity, refill });
}

/** Warns of a shaper that does not do what its keys suggest. */
export function warnOfShaper(
  { minDistance, bucket, excess }: Shaper,
  arrivals: EventModel,
  text: Source,
  path: Path,
  reading: Reading,
): void {
  const at = [...path, "shaper"];
  if (minDistance !== null && bucket?.refill.atMost(minDistance)) {
    reading.warn(
      [...at, "refill"],
      "the bucket admits every event that `minDistance` admits: a token comes back sooner than that",
    );
  }
  const distance = arrivals.kind === "periodic" ? arrivals.period : arrivals.refill;
  const admitted = longer(minDistance, bucket?.refill ?? null);
  if (excess !== "hold" || text.delivery === "monitored" || !(admitted && distance.lessThan(admitted)))
    return;
  reading.warn(
    [...at, "excess"],
    "events may come faster than they are admitted for ever, so ever more of them wait: no bound exists; admit more, or write `excess: drop`",
  );
}

function longer(a: Duration | null, b: Duration | null): Duration | null {
  if (a === null || b === null) return a ?? b;
  return a.lessThan(b) ? b : a;
}

/** How the VMM learns of the events; undefined for an interrupt each, null where something is wrong. */
export function buildNotice(text: Source, path: Path, reading: Reading): Notice | null | undefined {
  const { coalescing } = text;
  const period = reading.duration(text, "polling", path, "positive", undefined);
  if (coalescing !== undefined && period !== undefined) {
    return reading.problem(
      "conflict",
      [...path, "polling"],
      "`polling` and `coalescing` exclude each other: a polled device raises no interrupts; delete one of them",
      "key",
    );
  }
  if (period === null || coalescing === null) return null;
  if (period !== undefined) return { kind: "polled", period };
  return coalescing && readCoalescing(coalescing, [...path, "coalescing"], reading);
}

function readCoalescing(text: Told<CoalescingText> & object, path: Path, reading: Reading): Notice | null {
  const delay = reading.duration(text, "delay", path, "positive", null);
  if (delay === null || text.count === null) return null;
  return { kind: "coalesced", delay, count: text.count ?? null };
}
