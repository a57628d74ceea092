import type { Mask } from "../../model/interrupt.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { InterruptText } from "../schema/interrupt.ts";
import type { MaskText } from "../schema/mask.ts";
import type { Told } from "../told.ts";

type Source = Told<InterruptText> & object;
type Text = Told<MaskText> & object;
type Key = Exclude<keyof MaskText, "kind">;

/** The keys of each kind of mask. */
const KEYS: Readonly<Record<MaskText["kind"], readonly Key[]>> = {
  "in-service": [],
  "until-empty": [],
  watermark: ["high", "low"],
  block: ["high", "length"],
  rate: ["count", "window"],
};

const EXAMPLES: Readonly<Record<Key, string>> = {
  high: "high: 16",
  low: "low: 4",
  length: "length: 10 ms",
  count: "count: 4",
  window: "window: 10 ms",
};

/** The mask of a source; undefined where it ends with each top half, null where something in it is wrong. */
export function buildMask(source: Source, path: Path, reading: Reading): Mask | null | undefined {
  const { mask: text } = source;
  if (text === undefined || text === null) return text;
  const at = [...path, "mask"];
  const { kind } = text;
  if (kind === null) return null;
  const told = reading.problems.length;
  for (const key of KEYS[kind]) {
    if (text[key] === undefined)
      reading.problem(
        "missing-key",
        at,
        `\`${key}\` is missing: a ${kind} mask needs it, such as \`${EXAMPLES[key]}\``,
        "key",
      );
  }
  const strangers = Object.keys(text).filter((key) => key !== "kind" && !KEYS[kind].includes(key as Key));
  for (const key of strangers) {
    reading.problem(
      "conflict",
      [...at, key],
      `\`${key}\` has no meaning for a mask of kind ${kind}: delete it`,
      "key",
    );
  }
  checkNotice(source, kind, path, reading);
  const mask = readMask(text, kind, source.ring, at, reading);
  return reading.problems.length > told ? null : mask;
}

/** A polled device raises nothing to mask, and coalesced interrupts only wait with the others. */
function checkNotice(
  { polling, coalescing }: Source,
  kind: MaskText["kind"],
  path: Path,
  reading: Reading,
): void {
  if (kind === "in-service") return;
  if (polling !== undefined) {
    reading.problem(
      "conflict",
      [...path, "mask"],
      "`mask` and `polling` exclude each other: a polled device raises no interrupts; delete one of them",
      "key",
    );
  }
  if (coalescing !== undefined && kind !== "until-empty") {
    reading.problem(
      "conflict",
      [...path, "mask"],
      `a mask of kind ${kind} needs an interrupt for each event: delete \`coalescing\`, or write \`kind: until-empty\``,
      "key",
    );
  }
}

function readMask(
  text: Text,
  kind: MaskText["kind"],
  ring: Source["ring"],
  at: Path,
  reading: Reading,
): Mask | null | undefined {
  const { high, low, count } = text;
  switch (kind) {
    case "in-service":
      return undefined;
    case "until-empty":
      return { kind };
    case "watermark": {
      checkHigh(high, ring, at, reading);
      if (typeof high !== "number" || typeof low !== "number") return null;
      if (low >= high) {
        return reading.problem(
          "out-of-range",
          [...at, "low"],
          `the mask would end at ${low} events, where it is to begin at ${high}: write less than ${high}`,
        );
      }
      return { kind, high, low };
    }
    case "block": {
      checkHigh(high, ring, at, reading);
      const length = reading.duration(text, "length", at, "positive", null);
      return typeof high === "number" && length !== null ? { kind, high, length } : null;
    }
    case "rate": {
      const window = reading.duration(text, "window", at, "positive", null);
      return typeof count === "number" && window !== null ? { kind, count, window } : null;
    }
  }
}

/** `high` counts events in a ring of a known size; the first of them has raised its interrupt. */
function checkHigh(high: Text["high"], ring: Source["ring"], at: Path, reading: Reading): void {
  if (typeof high !== "number") return;
  if (ring === undefined) {
    reading.problem(
      "missing-key",
      at,
      `the mask counts the events in a ring, and there is none: write its places beside \`mask\`, such as \`ring: ${4 * high}\``,
      "key",
    );
    return;
  }
  if (high < 2) {
    reading.problem(
      "out-of-range",
      [...at, "high"],
      `a mask from ${high} event on would hold back the interrupt that empties the ring: write at least 2`,
    );
  } else if (ring !== null && high > ring) {
    reading.problem(
      "out-of-range",
      [...at, "high"],
      `${high} events never are in a ring of ${ring}: write at most ${ring}`,
    );
  }
}
