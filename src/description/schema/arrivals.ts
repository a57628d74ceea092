import type * as z from "zod";
import { integer, keys, type TimeText, time } from "./key.ts";

/** When events arrive, as written: a period, a minimum separation, or a bucket. */
export interface ArrivalsText {
  readonly period?: TimeText | undefined;
  readonly jitter?: TimeText | undefined;
  readonly minDistance?: TimeText | undefined;
  readonly minSeparation?: TimeText | undefined;
  readonly capacity?: number | undefined;
  readonly refill?: TimeText | undefined;
}

export const arrivalsText: z.ZodType<ArrivalsText> = keys(
  {
    period: time({
      description: "The n-th event arrives within `jitter` after n periods. Time, greater than 0.",
      example: "2 ms",
    }).optional(),
    jitter: time({
      description: "How late an event may be. Time; only with `period`.",
      example: "4 ms",
      default: "0 ms",
    }).optional(),
    minDistance: time({
      description: "No two events are closer than this. Time, at most the period; only with `period`.",
      example: "100 us",
      default: "0 ms",
    }).optional(),
    minSeparation: time({
      description:
        "Sporadic events: at least this far apart, and nothing else is known. Time, greater than 0.",
      example: "2 ms",
    }).optional(),
    capacity: integer(1, {
      description:
        "A token bucket: how many events may come at once. An integer from 1; together with `refill`.",
      example: 8,
    }).optional(),
    refill: time({
      description: "A token bucket gains one token in this time. Time, greater than 0; with `capacity`.",
      example: "1 ms",
    }).optional(),
  },
  {
    description:
      "When events arrive: `period` (with jitter and minDistance), `minSeparation`, or a token bucket.",
    example: { period: "2 ms", jitter: "4 ms", minDistance: "100 us" },
  },
);
