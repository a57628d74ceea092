import type * as z from "zod";
import { type InterruptText, interruptText } from "./interrupt.ts";
import { byName } from "./key.ts";

/** Candidate sources as they are written: the form of `interrupts` in a description, as a file of its own. */
export type SourcesText = Readonly<Record<string, InterruptText>>;

export const sourcesText: z.ZodType<SourcesText> = byName(interruptText, {
  description: "The candidate sources by name.",
  example: { camera: { target: "linux", arrivals: { minSeparation: "33 ms" }, topHalf: "20 us" } },
});
