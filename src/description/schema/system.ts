import type * as z from "zod";
import { TIME_UNITS, type TimeUnit } from "../../numeric/unit.ts";
import { type InterruptText, interruptText } from "./interrupt.ts";
import { byName, integer, keys, text, word } from "./key.ts";
import { type VmText, vmText } from "./vm.ts";
import { type VmmText, vmmText } from "./vmm.ts";

export interface ProcessorText {
  readonly cores?: number | undefined;
  readonly clock?: string | undefined;
}

/** A whole description as it is written, before any of it is checked against the rest. */
export interface SystemText {
  readonly system: string;
  readonly timeUnit?: TimeUnit | undefined;
  readonly processor?: ProcessorText | undefined;
  readonly vmm?: VmmText | undefined;
  readonly vms: Readonly<Record<string, VmText>>;
  readonly interrupts?: Readonly<Record<string, InterruptText>> | undefined;
}

const processor = keys(
  {
    cores: integer(1, { description: "How many cores there are.", example: 1, default: 1 }).optional(),
    clock: text({
      description: "The clock, in Hz, kHz, MHz or GHz: what makes `cycles` a unit of time.",
      example: "210 MHz",
    }).optional(),
  },
  { description: "The processor.", example: { cores: 1, clock: "210 MHz" } },
);

export const systemText: z.ZodType<SystemText> = keys(
  {
    system: text({ description: "What the system is called.", example: "Phone with two guests" }),
    timeUnit: word(TIME_UNITS, {
      description: "The unit of bare numbers, which are errors without it, and of the answers.",
      example: "us",
      default: "us",
    }).optional(),
    processor: processor.optional(),
    vmm: vmmText.optional(),
    vms: byName(vmText, {
      description: "The virtual machines by name.",
      example: { rtos: { scheduling: "edf", tasks: { control: { period: "40 ms", wcet: "3 ms" } } } },
    }),
    interrupts: byName(interruptText, {
      description: "The sources of interrupts by name.",
      example: { ethernet: { target: "linux", arrivals: { minSeparation: "2 ms" }, topHalf: "12 us" } },
    }).optional(),
  },
  {
    description: "A system of real-time guests under a hypervisor, for hyperbound.",
    example: { system: "One guest", vms: { rtos: { supply: "dedicated", scheduling: "edf" } } },
  },
);
