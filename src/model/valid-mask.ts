import type { InterruptSource, Mask } from "./interrupt.ts";

/** What a mask needs of the rest of its source, and its own numbers: everything that contradicts itself in it. */
export function problemsOfMask({ name, mask, ring, notice }: InterruptSource): string[] {
  if (mask === undefined) return [];
  const combined = notice !== undefined && (notice.kind === "polled" || mask.kind !== "until-empty");
  return [
    ...(combined ? [`the interrupts of ${name} are masked, and ${notice.kind} as well`] : []),
    ...problemsOfNumbers(mask, ring).map((problem) => `the mask of interrupt ${name} ${problem}`),
  ];
}

function problemsOfNumbers(mask: Mask, ring: number | undefined): string[] {
  switch (mask.kind) {
    case "until-empty":
      return [];
    case "watermark":
      return [
        ...problemsOfHigh(mask.high, ring),
        ...(isWhole(mask.low, 0) && mask.low < mask.high
          ? []
          : [`ends at ${mask.low} events, which is not below its start at ${mask.high}`]),
      ];
    case "block":
      return [...problemsOfHigh(mask.high, ring), ...(mask.length.isPositive() ? [] : ["lasts for no time"])];
    case "rate":
      return [
        ...(isWhole(mask.count, 1) ? [] : [`lets ${mask.count} interrupts through`]),
        ...(mask.window.isPositive() ? [] : ["has a window of no length"]),
      ];
  }
}

function problemsOfHigh(high: number, ring: number | undefined): string[] {
  if (ring === undefined) return ["counts the events in a ring, and the source has none"];
  return isWhole(high, 2) && high <= ring ? [] : [`begins at ${high} events in a ring of ${ring}`];
}

function isWhole(value: number, least: number): boolean {
  return Number.isSafeInteger(value) && value >= least;
}
