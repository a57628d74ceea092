import { type InterruptSource, LARGEST_RING } from "../../model/interrupt.ts";
import { Work } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { InterruptText } from "../schema/interrupt.ts";
import type { Told } from "../told.ts";
import { buildArrivals } from "./arrivals.ts";
import { buildMask } from "./mask.ts";
import { isCore, isVm, type Placement } from "./names.ts";
import { buildNotice, buildShaper, warnOfShaper } from "./shaper.ts";
import { buildTrace } from "./trace.ts";

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
  const shaper = buildShaper(text, path, reading);
  const notice = buildNotice(text, path, reading);
  const mask = buildMask(text, path, reading);
  const { device = "dedicated", delivery = "when-scheduled", ring } = text;
  if (typeof ring === "number" && ring > LARGEST_RING) {
    return reading.problem(
      "out-of-range",
      [...path, "ring"],
      `a ring of ${ring} places is longer than any: write at most ${LARGEST_RING}`,
    );
  }
  const target = targetOf(name, text, path, placement, reading);
  const core = text.core === undefined ? (target ? placement.coreOf.get(target) : 0) : text.core;
  if (typeof text.core === "number" && !isCore(text.core, placement.cores, [...path, "core"], reading))
    return null;
  if (arrivals === null || trace === null || topHalf === null || bottomHalf === null || deadline === null)
    return null;
  if (shaper === null || notice === null || ring === null || mask === null) return null;
  if (shaper) warnOfShaper(shaper, arrivals, text, path, reading);
  if (device === null || delivery === null || target === undefined || core === null || core === undefined)
    return null;
  if (device === "running" && delivery === "monitored") {
    return reading.problem(
      "conflict",
      [...path, "delivery"],
      "a running device is handled at once, in whichever VM runs, so nothing is left to a monitor: delete `delivery`; with `excess` the shaper drops or holds",
    );
  }
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
    ...(shaper === undefined ? {} : { shaper }),
    ...(notice === undefined ? {} : { notice }),
    ...(ring === undefined ? {} : { ring }),
    ...(mask === undefined ? {} : { mask }),
  };
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
