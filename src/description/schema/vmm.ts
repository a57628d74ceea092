import type * as z from "zod";
import { integer, keys, list, type TimeText, text, time, word } from "./key.ts";
import { type BvtText, bvtText, type CreditText, creditText, type SedfText, sedfText } from "./scheduler.ts";

/** The words for a VMM's policy. `arinc653` is another word for `tdma`. */
export const VMM_POLICIES = [
  "static",
  "tdma",
  "arinc653",
  "fixed-priority",
  "edf",
  "round-robin",
  "sedf",
  "credit",
  "credit2",
  "bvt",
  "cfs",
] as const;

export type VmmPolicyText = (typeof VMM_POLICIES)[number];

export interface SlotText {
  readonly vm: string;
  readonly start: TimeText;
  readonly length: TimeText;
  readonly core?: number | undefined;
}

export interface CostsText {
  readonly vmSwitch?: TimeText | undefined;
  readonly interruptEntry?: TimeText | undefined;
  readonly hypercall?: TimeText | undefined;
  readonly longestNonPreemptible?: TimeText | undefined;
  readonly cacheRefill?: TimeText | undefined;
}

export interface VmmText {
  readonly policy: VmmPolicyText;
  readonly frame?: TimeText | undefined;
  readonly windows?: readonly SlotText[] | undefined;
  readonly quantum?: TimeText | undefined;
  readonly tick?: TimeText | undefined;
  readonly sedf?: SedfText | undefined;
  readonly credit?: CreditText | undefined;
  readonly bvt?: BvtText | undefined;
  readonly costs?: CostsText | undefined;
}

const slot = keys(
  {
    vm: text({ description: "The VM that has the window: a key of `vms`.", example: "rtos" }),
    start: time({ description: "From the start of the frame. Time, 0 or more.", example: "0 ms" }),
    length: time({
      description: "The window ends within the frame. Time, greater than 0.",
      example: "12 ms",
    }),
    core: integer(0, {
      description: "The core of the window, from 0. Default: the core of the VM.",
      example: 0,
    }).optional(),
  },
  { description: "A window of the table.", example: { vm: "rtos", start: "0 ms", length: "12 ms" } },
);

const cost = (description: string, example: string): z.ZodOptional<z.ZodType<TimeText>> =>
  time({ description: `${description} Time, 0 or more.`, example, default: "0 ms" }).optional();

const costs = keys(
  {
    vmSwitch: cost("One switch from a VM to another.", "8 us"),
    interruptEntry: cost("Added to the top half of every interrupt.", "900 cycles"),
    hypercall: cost("One hypercall of a task.", "2 us"),
    longestNonPreemptible: cost("The longest section of the VMM that nothing preempts.", "15 us"),
    cacheRefill: cost(
      "What a guest spends to refill its caches each time its VM is switched in, within its own turn, window or budget.",
      "20 us",
    ),
  },
  {
    description: "What the VMM's own work costs.",
    example: { vmSwitch: "8 us", interruptEntry: "900 cycles" },
  },
);

export const vmmText: z.ZodType<VmmText> = keys(
  {
    policy: word(VMM_POLICIES, {
      description: "How the VMM shares each core among its VMs. `arinc653` is the same as `tdma`.",
      example: "tdma",
    }),
    frame: time({
      description: "tdma: the length of the table. Time, greater than 0.",
      example: "40 ms",
    }).optional(),
    windows: list(slot, {
      description: "tdma: who has which core when; several windows per VM are fine.",
      example: [{ vm: "rtos", start: "0 ms", length: "12 ms" }],
    }).optional(),
    quantum: time({
      description: "round-robin: the quantum of every VM without one of its own. Time, greater than 0.",
      example: "20 ms",
    }).optional(),
    tick: time({
      description:
        "round-robin: the VMM schedules at multiples of this only, unless a VM blocks; it divides the quanta. Time, greater than 0.",
      example: "10 ms",
    }).optional(),
    sedf: sedfText.optional(),
    credit: creditText.optional(),
    bvt: bvtText.optional(),
    costs: costs.optional(),
  },
  {
    description: "The virtual machine monitor. Left out: each VM's contract is taken as an assumption.",
    example: { policy: "static" },
  },
);
