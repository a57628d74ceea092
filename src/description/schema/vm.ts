import * as z from "zod";
import { GUEST_POLICIES, type GuestPolicy } from "../../model/guest.ts";
import { type KernelText, kernelText } from "./kernel.ts";
import { byName, integer, keys, list, type TimeText, time, word } from "./key.ts";
import {
  type BvtShareText,
  bvtShareText,
  type CreditShareText,
  creditShareText,
  type SedfShareText,
  sedfShareText,
} from "./scheduler.ts";
import { type SupplyText, supplyText } from "./supply.ts";
import { type NamedTaskText, namedTaskText, type TaskText, taskText } from "./task.ts";

export interface VmText {
  readonly core?: number | undefined;
  readonly priority?: number | undefined;
  readonly quantum?: TimeText | undefined;
  readonly activationsPerPeriod?: number | undefined;
  readonly supply?: SupplyText | undefined;
  readonly sedf?: SedfShareText | undefined;
  readonly credit?: CreditShareText | undefined;
  readonly bvt?: BvtShareText | undefined;
  readonly scheduling: GuestPolicy;
  readonly preemption?: "preemptive" | "non-preemptive" | undefined;
  readonly kernel?: KernelText | undefined;
  readonly tasks?: Readonly<Record<string, TaskText>> | readonly NamedTaskText[] | undefined;
}

const tasks = z
  .union(
    [
      byName(taskText, {
        description: "The tasks by name.",
        example: { control: { period: "40 ms", wcet: "3 ms" } },
      }),
      list(namedTaskText, {
        description: "The tasks as a list.",
        example: [{ name: "control", period: "40 ms", wcet: "3 ms" }],
      }),
    ],
    { error: () => "a map from names to tasks, such as `control: { period: 40 ms, wcet: 3 ms }`" },
  )
  .meta({
    description:
      "The guest's tasks: a map by name, or a list of tasks with a `name`. Their order breaks ties.",
    examples: [{ control: { period: "40 ms", deadline: "30 ms", wcet: "3 ms" } }],
  });

export const vmText: z.ZodType<VmText> = keys(
  {
    core: integer(0, {
      description: "The core that the VM runs on, from 0.",
      example: 0,
      default: 0,
    }).optional(),
    priority: integer(1, {
      description:
        "Under a fixed-priority VMM: 1 is the highest. Left out for all VMs of a core: shorter server periods first.",
      example: 1,
    }).optional(),
    quantum: time({
      description: "Under round robin: the VM's turn. Time, greater than 0. Default: the VMM's quantum.",
      example: "20 ms",
    }).optional(),
    activationsPerPeriod: integer(1, {
      description:
        "How often the VMM switches the VM in within one period of its server, fresh budget included, where it enforces a limit.",
      example: 3,
    }).optional(),
    supply: supplyText.optional(),
    sedf: sedfShareText.optional(),
    credit: creditShareText.optional(),
    bvt: bvtShareText.optional(),
    scheduling: word(GUEST_POLICIES, {
      description: "How the guest orders its tasks; for `best-effort` no bound exists.",
      example: "deadline-monotonic",
    }),
    preemption: word(["preemptive", "non-preemptive"], {
      description: "Whether a job of higher priority interrupts one that has started.",
      example: "non-preemptive",
      default: "preemptive",
    }).optional(),
    kernel: kernelText.optional(),
    tasks: tasks.optional(),
  },
  {
    description: "A virtual machine with its guest.",
    example: { scheduling: "edf", tasks: { control: { period: "40 ms", wcet: "3 ms" } } },
  },
);
