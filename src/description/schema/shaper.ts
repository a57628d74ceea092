import type * as z from "zod";
import { EXCESSES, type Excess } from "../../model/interrupt.ts";
import { integer, keys, type TimeText, time, word } from "./key.ts";

export interface ShaperText {
  readonly minDistance?: TimeText | undefined;
  readonly capacity?: number | undefined;
  readonly refill?: TimeText | undefined;
  readonly excess?: Excess | undefined;
}

export const shaperText: z.ZodType<ShaperText> = keys(
  {
    minDistance: time({
      description:
        "An event is admitted once this has passed since the last one admitted. Time, greater than 0.",
      example: "2 ms",
    }).optional(),
    capacity: integer(1, {
      description: "How many events are admitted at once: a token bucket, which starts full; with `refill`.",
      example: 4,
    }).optional(),
    refill: time({
      description: "The bucket gains one token in this time. Time, greater than 0; with `capacity`.",
      example: "10 ms",
    }).optional(),
    excess: word(EXCESSES, {
      description: "What becomes of other events: they are lost (drop), or wait in order (hold).",
      example: "drop",
      default: "drop",
    }).optional(),
  },
  {
    description: "What the VMM lets through: `minDistance`, a token bucket, or both.",
    example: { minDistance: "2 ms", excess: "drop" },
  },
);

export interface CoalescingText {
  readonly delay: TimeText;
  readonly count?: number | undefined;
}

export const coalescingText: z.ZodType<CoalescingText> = keys(
  {
    delay: time({
      description: "The interrupt comes this long after the first event it stands for. Time, greater than 0.",
      example: "250 us",
    }),
    count: integer(1, {
      description: "Or at once, when so many events wait.",
      example: 16,
    }).optional(),
  },
  { description: "One interrupt for several events.", example: { delay: "250 us", count: 16 } },
);
