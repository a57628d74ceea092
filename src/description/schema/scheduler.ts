import type * as z from "zod";
import { integer, keys, type TimeText, time, word } from "./key.ts";

type Switch = "on" | "off";

export interface SedfText {
  readonly blocking?: "loses-slice" | "keeps-slice" | undefined;
  readonly extraQuantum?: TimeText | undefined;
}

export interface CreditText {
  readonly timeslice?: TimeText | undefined;
  readonly tick?: TimeText | undefined;
  readonly accounting?: TimeText | undefined;
  readonly ratelimit?: TimeText | undefined;
  readonly charge?: "exact" | "sampled" | undefined;
  readonly boost?: Switch | undefined;
}

export interface BvtText {
  readonly mcu?: TimeText | undefined;
  readonly contextAllowance?: TimeText | undefined;
}

export interface SedfShareText {
  readonly extratime?: Switch | undefined;
  readonly weight?: number | undefined;
}

export interface CreditShareText {
  readonly weight?: number | undefined;
  readonly cap?: number | undefined;
}

export interface BvtShareText {
  readonly advance?: number | undefined;
  readonly warp?: number | undefined;
  readonly warpLimit?: TimeText | undefined;
  readonly unwarp?: TimeText | undefined;
}

const optional = (description: string, byDefault: string): z.ZodOptional<z.ZodType<TimeText>> =>
  time({ description, example: byDefault, default: byDefault }).optional();

export const sedfText: z.ZodType<SedfText> = keys(
  {
    blocking: word(["loses-slice", "keeps-slice"], {
      description: "What becomes of the slice of a VM that blocks and wakes within its period.",
      example: "keeps-slice",
      default: "loses-slice",
    }).optional(),
    extraQuantum: optional(
      "Extratime is handed out for this long at a time. Time, greater than 0.",
      "500 us",
    ),
  },
  { description: "sedf: the scheduler, for the simulator.", example: { blocking: "keeps-slice" } },
);

export const creditText: z.ZodType<CreditText> = keys(
  {
    timeslice: optional(
      "How long a VM runs before its equals have their turn. Time, greater than 0.",
      "30 ms",
    ),
    tick: time({
      description:
        "How often the VM that runs loses its boost. Default: a third of the timeslice, which it is at most.",
      example: "10 ms",
    }).optional(),
    accounting: time({
      description: "How often credit is handed out. Time, greater than 0. Default: the timeslice.",
      example: "30 ms",
    }).optional(),
    ratelimit: time({
      description: "A VM that has run for less is not preempted. Default: 1 ms, at most the timeslice.",
      example: "0 ms",
    }).optional(),
    charge: word(["exact", "sampled"], {
      description: "Whether VMs pay for what they use, or for the ticks that find them running.",
      example: "sampled",
      default: "exact",
    }).optional(),
    boost: word(["on", "off"], {
      description: "Whether a VM with credit that wakes goes first.",
      example: "off",
      default: "on",
    }).optional(),
  },
  { description: "credit: the scheduler, for the simulator.", example: { timeslice: "5 ms", tick: "1 ms" } },
);

export const bvtText: z.ZodType<BvtText> = keys(
  {
    mcu: optional("The unit that time is charged in, rounded up. Time, greater than 0.", "100 us"),
    contextAllowance: optional(
      "How long a VM runs on beyond the virtual time of the next. Time, greater than 0.",
      "5 ms",
    ),
  },
  { description: "bvt: the scheduler, for the simulator.", example: { contextAllowance: "1 ms" } },
);

export const sedfShareText: z.ZodType<SedfShareText> = keys(
  {
    extratime: word(["on", "off"], {
      description:
        "Whether the VM takes time that no slice claims. Left out: only a VM without a slice does.",
      example: "on",
    }).optional(),
    weight: integer(1, {
      description:
        "Among those that take extratime. Left out: the utilization counts, 128 being a whole core.",
      example: 64,
    }).optional(),
  },
  {
    description: "Under a sedf VMM: extratime. The slice is the budget of `supply`.",
    example: { extratime: "on" },
  },
);

export const creditShareText: z.ZodType<CreditShareText> = keys(
  {
    weight: integer(1, {
      description: "Credit is handed out in proportion to weights. From 1 to 65535.",
      example: 512,
      default: 256,
    }).optional(),
    cap: integer(0, {
      description: "At most this many percent of the core; 0 for no limit.",
      example: 40,
      default: 0,
    }).optional(),
  },
  { description: "Under a credit VMM: the VM's share.", example: { weight: 512, cap: 40 } },
);

export const bvtShareText: z.ZodType<BvtShareText> = keys(
  {
    advance: integer(1, {
      description: "How much virtual time advances per unit: the inverse of a weight. At most 1048576.",
      example: 5,
      default: 10,
    }).optional(),
    warp: integer(0, {
      description: "By how much virtual time is held to be earlier; 0 for no warp.",
      example: 1000,
      default: 0,
    }).optional(),
    warpLimit: optional("For how long the VM may run warped. Time, greater than 0.", "2000 ms"),
    unwarp: optional("For how long it is not warped after that; 0 for ever.", "1000 ms"),
  },
  { description: "Under a bvt VMM: the VM's share.", example: { advance: 5, warp: 1000 } },
);
