import type * as z from "zod";
import { DELIVERIES, DEVICE_CLASSES, type Delivery, type DeviceClass } from "../../model/interrupt.ts";
import { type ArrivalsText, arrivalsText } from "./arrivals.ts";
import { integer, keys, listOrFile, type TimeText, text, time, word } from "./key.ts";
import { type MaskText, maskText } from "./mask.ts";
import { type CoalescingText, coalescingText, type ShaperText, shaperText } from "./shaper.ts";

export interface InterruptText {
  readonly device?: DeviceClass | undefined;
  readonly target?: string | undefined;
  readonly core?: number | undefined;
  readonly delivery?: Delivery | undefined;
  readonly arrivals: ArrivalsText;
  readonly trace?: readonly TimeText[] | string | undefined;
  readonly shaper?: ShaperText | undefined;
  readonly coalescing?: CoalescingText | undefined;
  readonly polling?: TimeText | undefined;
  readonly ring?: number | undefined;
  readonly mask?: MaskText | undefined;
  readonly topHalf: TimeText;
  readonly bottomHalf?: TimeText | undefined;
  readonly deadline?: TimeText | undefined;
}

export const interruptText: z.ZodType<InterruptText> = keys(
  {
    device: word(DEVICE_CLASSES, {
      description:
        "Who owns the device: one VM (dedicated), the foreground VM (active), whoever runs (running), the VMM (dynamic).",
      example: "dedicated",
      default: "dedicated",
    }).optional(),
    target: text({
      description:
        "The VM that the bottom half runs for: a key of `vms`. Required, except for a running device.",
      example: "linux",
    }).optional(),
    core: integer(0, {
      description: "The core that takes the interrupt, from 0. Default: the core of the target.",
      example: 0,
    }).optional(),
    delivery: word(DELIVERIES, {
      description:
        "When the bottom half runs: with the VM's own turn, at once, at once for the rest of the quantum, or at once while the shaper admits it.",
      example: "when-scheduled",
      default: "when-scheduled",
    }).optional(),
    arrivals: arrivalsText,
    trace: listOrFile(time({ description: "When an event came. Time, 0 or more.", example: "3 ms" }), {
      description:
        "When events came, for the simulator to repeat: times that do not go back and that the arrivals allow, or a file with one per line.",
      example: ["0 ms", "3 ms", "7.5 ms"],
    }).optional(),
    shaper: shaperText.optional(),
    coalescing: coalescingText.optional(),
    polling: time({
      description:
        "The VMM takes no interrupts, but looks this often. Time, greater than 0; not with `coalescing`.",
      example: "1 ms",
    }).optional(),
    ring: integer(1, {
      description:
        "How many events can wait, the one that is handled included; others are lost. Left out: no limit (256 in the simulator).",
      example: 64,
    }).optional(),
    mask: maskText.optional(),
    topHalf: time({
      description: "What the VMM does at once, above everything. Time, 0 or more.",
      example: "12 us",
    }),
    bottomHalf: time({
      description: "What the target VM does for it. Time, 0 or more.",
      example: "80 us",
      default: "0 ms",
    }).optional(),
    deadline: time({
      description:
        "The longest allowed time from arrival to the end of the bottom half. Time, greater than 0.",
      example: "5 ms",
    }).optional(),
  },
  {
    description: "A source of interrupts.",
    example: { target: "linux", arrivals: { minSeparation: "2 ms" }, topHalf: "12 us" },
  },
);
