import { type EventModel, firstTooSoon } from "../../model/event-model.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import { type Duration, Work } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { InterruptText } from "../schema/interrupt.ts";
import type { TimeText } from "../schema/key.ts";
import type { Told } from "../told.ts";
import { buildArrivals } from "./arrivals.ts";
import { isCore, isVm, type Placement } from "./names.ts";

/** One source of interrupts; null where something in it is wrong. */
export function buildInterrupt(
  name: string,
  text: Told<InterruptText> & object,
  path: Path,
  placement: Placement,
  reading: Reading,
): InterruptSource | null {
  const arrivals = buildArrivals(text.arrivals, [...path, "arrivals"], reading);
  const topHalf = reading.work(text, "topHalf", path, null);
  const bottomHalf = reading.work(text, "bottomHalf", path, Work.zero);
  const deadline = reading.duration(text, "deadline", path, "positive", undefined);
  const trace = text.trace === undefined ? undefined : buildTrace(text.trace, arrivals, path, reading);
  const { device = "dedicated", delivery = "when-scheduled" } = text;
  const target = targetOf(name, text, path, placement, reading);
  const core = text.core === undefined ? (target ? placement.coreOf.get(target) : 0) : text.core;
  if (typeof text.core === "number" && !isCore(text.core, placement.cores, [...path, "core"], reading))
    return null;
  if (arrivals === null || trace === null || topHalf === null || bottomHalf === null || deadline === null)
    return null;
  if (device === null || delivery === null || target === undefined || core === null || core === undefined)
    return null;
  const home = target === null ? core : placement.coreOf.get(target);
  if (delivery !== "when-scheduled" && typeof home === "number" && home !== core) {
    return reading.problem(
      "conflict",
      [...path, "delivery"],
      `${name} arrives on core ${core} and ${target} runs on core ${home}, so it cannot be handled at once: write \`delivery: when-scheduled\`, or route it to core ${home}`,
    );
  }
  return {
    name,
    device,
    delivery,
    target,
    core,
    arrivals,
    topHalf,
    bottomHalf,
    deadline: deadline ?? null,
    ...(trace === undefined ? {} : { trace }),
  };
}

/** Recorded arrivals, which neither go back in time nor come sooner than the event model allows. */
function buildTrace(
  written: Told<readonly TimeText[]>,
  arrivals: EventModel | null,
  path: Path,
  reading: Reading,
): Duration[] | null {
  const times = reading.durations(written, "trace", path);
  if (times === null || written === null || arrivals === null) return null;
  const back = times.findIndex((time, index) => index > 0 && time.lessThan(times[index - 1]!));
  if (back >= 0) {
    return reading.problem(
      "out-of-range",
      [...path, "trace", back],
      `the trace goes back in time, from ${written[back - 1]} to ${written[back]}: write the times in order`,
    );
  }
  const soon = firstTooSoon(arrivals, times);
  if (soon === null) return times;
  return reading.problem(
    "conflict",
    [...path, "trace", soon],
    `the event at ${written[soon]} comes sooner than the arrivals allow: correct the trace, or the arrivals, which every bound rests on`,
  );
}

/** Null for a running device; undefined where the target is wrong. */
function targetOf(
  name: string,
  text: Told<InterruptText> & object,
  path: Path,
  placement: Placement,
  reading: Reading,
): string | null | undefined {
  const { device = "dedicated", target } = text;
  if (target === null || device === null) return undefined;
  if (device === "running") {
    if (target === undefined) return null;
    reading.problem(
      "conflict",
      [...path, "target"],
      "a running device serves whichever VM runs: delete the target, or write `device: dedicated`",
      "key",
    );
    return undefined;
  }
  if (target !== undefined) return isVm(target, placement, [...path, "target"], reading) ? target : undefined;
  reading.problem(
    "missing-key",
    path,
    `${name} has no target: write the VM that its bottom half runs for, such as \`target: ${[...placement.coreOf.keys()][0] ?? "linux"}\``,
    "key",
  );
  return undefined;
}
