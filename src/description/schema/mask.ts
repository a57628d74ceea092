import type * as z from "zod";
import { integer, keys, type TimeText, time, word } from "./key.ts";

/** The words for a mask. `in-service` is what holds without one. */
export const MASKS = ["in-service", "until-empty", "watermark", "block", "rate"] as const;

export interface MaskText {
  readonly kind: (typeof MASKS)[number];
  readonly high?: number | undefined;
  readonly low?: number | undefined;
  readonly length?: TimeText | undefined;
  readonly count?: number | undefined;
  readonly window?: TimeText | undefined;
}

export const maskText: z.ZodType<MaskText> = keys(
  {
    kind: word(MASKS, {
      description:
        "When the interrupt is masked: to the end of its top half (in-service), until no event is left, from `high` to `low` events, for a time, or to the end of a window.",
      example: "until-empty",
      default: "in-service",
    }),
    high: integer(1, {
      description:
        "watermark, block: masked once so many events are in the ring. From 2 to the places of the ring.",
      example: 16,
    }).optional(),
    low: integer(0, {
      description: "watermark: until at most so many are. Below `high`.",
      example: 4,
    }).optional(),
    length: time({
      description: "block: for how long. Time, greater than 0.",
      example: "10 ms",
    }).optional(),
    count: integer(1, {
      description: "rate: masked from this interrupt of a window on.",
      example: 4,
    }).optional(),
    window: time({
      description:
        "rate: to the end of the window, which began with its first interrupt. Time, greater than 0.",
      example: "10 ms",
    }).optional(),
  },
  {
    description: "How long the interrupt stays masked while events wait.",
    example: { kind: "watermark", high: 16, low: 4 },
  },
);
