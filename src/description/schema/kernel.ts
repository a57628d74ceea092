import type * as z from "zod";
import { IDLES, type Idle, MISSED_TICKS, type MissedTicks } from "../../model/kernel.ts";
import { byName, integer, keys, type TimeText, time, word } from "./key.ts";

export interface SleeperText {
  readonly sleep: TimeText;
  readonly extraTicks?: number | undefined;
  readonly wakeCost?: TimeText | undefined;
  readonly work?: TimeText | undefined;
  readonly deadline?: TimeText | undefined;
}

export interface KernelText {
  readonly tick: TimeText;
  readonly phase?: TimeText | undefined;
  readonly missedTicks: MissedTicks;
  readonly tickCost?: TimeText | undefined;
  readonly idle: Idle;
  readonly sleepers?: Readonly<Record<string, SleeperText>> | undefined;
}

const sleeperText: z.ZodType<SleeperText> = keys(
  {
    sleep: time({
      description: "How long it asks to sleep, rounded up to whole ticks. Time, 0 or more.",
      example: "10 ms",
    }),
    extraTicks: integer(0, {
      description: "Ticks beyond those: 1 where the tick under way does not count (Linux before 2.6.16).",
      example: 1,
      default: 0,
    }).optional(),
    wakeCost: time({
      description:
        "What the guest does between the tick that ends the sleep and the return of the call. Time, 0 or more.",
      example: "50 us",
      default: "0 ms",
    }).optional(),
    work: time({
      description: "What the application does between two calls. Time, 0 or more.",
      example: "2.4 ms",
      default: "0 ms",
    }).optional(),
    deadline: time({
      description: "The longest allowed time from the call to its return. Time, greater than 0.",
      example: "40 ms",
    }).optional(),
  },
  {
    description: "An application in a loop of work and sleep, above the tasks of the guest.",
    example: { sleep: "10 ms", extraTicks: 1, work: "2.4 ms" },
  },
);

export const kernelText: z.ZodType<KernelText> = keys(
  {
    tick: time({
      description: "From tick to tick: 1/HZ. Time, greater than 0.",
      example: "10 ms",
    }),
    phase: time({
      description: "When the first tick comes. Time, less than the tick.",
      example: "3 ms",
      default: "0 ms",
    }).optional(),
    missedTicks: word(MISSED_TICKS, {
      description:
        "What becomes of ticks while the guest waits for its core: they are lost, make one on its return (coalesced), or all come then (caught-up).",
      example: "lost",
    }),
    tickCost: time({
      description: "What the guest does per tick, above everything else in it. Time, 0 or more.",
      example: "20 us",
      default: "0 ms",
    }).optional(),
    idle: word(IDLES, {
      description: "Whether a guest with nothing to do keeps its core (spins) or gives it back (yields).",
      example: "yields",
    }),
    sleepers: byName(sleeperText, {
      description: "Applications that sleep by ticks, by name, from the highest priority to the lowest.",
      example: { player: { sleep: "10 ms", extraTicks: 1, work: "2.4 ms" } },
    }).optional(),
  },
  {
    description: "A guest kernel that tells the time by periodic ticks.",
    example: { tick: "10 ms", missedTicks: "lost", idle: "yields" },
  },
);
