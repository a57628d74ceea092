import type * as z from "zod";
import { integer, keys, list, type TimeText, text, time } from "./key.ts";

export interface CriticalSectionText {
  readonly resource: string;
  readonly length: TimeText;
}

export interface TaskText {
  readonly period?: TimeText | undefined;
  readonly minSeparation?: TimeText | undefined;
  readonly wcet: TimeText;
  readonly deadline?: TimeText | undefined;
  readonly jitter?: TimeText | undefined;
  readonly offset?: TimeText | undefined;
  readonly priority?: number | undefined;
  readonly blocking?: TimeText | undefined;
  readonly nonPreemptible?: TimeText | undefined;
  readonly hypercalls?: number | undefined;
  readonly criticalSections?: readonly CriticalSectionText[] | undefined;
}

/** A task in a list instead of a map. */
export interface NamedTaskText extends TaskText {
  readonly name: string;
}

const criticalSection = keys(
  {
    resource: text({ description: "What is held. The same name is the same resource.", example: "bus" }),
    length: time({ description: "How long it is held at most. Time, 0 or more.", example: "20 us" }),
  },
  { description: "A section in which a resource is held.", example: { resource: "bus", length: "20 us" } },
);

const taskKeys = {
  period: time({
    description: "Jobs arrive exactly this far apart. Time, greater than 0. Either this or minSeparation.",
    example: "40 ms",
  }).optional(),
  minSeparation: time({
    description: "A sporadic task: jobs arrive at least this far apart. Time, greater than 0.",
    example: "200 ms",
  }).optional(),
  wcet: time({
    description: "What a job takes at most on a dedicated processor. Time, 0 or more.",
    example: "3 ms + 2000 cycles",
  }),
  deadline: time({
    description: "A job ends within this time after its arrival. Time, greater than 0. Default: the period.",
    example: "30 ms",
  }).optional(),
  jitter: time({
    description: "A job is released at most this long after its arrival. Time, 0 or more.",
    example: "1 ms",
    default: "0 ms",
  }).optional(),
  offset: time({
    description:
      "When the first job arrives. Time, 0 or more; only with `period`. Left out: every phase must be survived.",
    example: "0 ms",
  }).optional(),
  priority: integer(1, {
    description:
      "Under fixed-priority scheduling: 1 is the highest. Left out for all tasks: their order here.",
    example: 1,
  }).optional(),
  blocking: time({
    description: "A bound on what lower-priority tasks delay this one by, beyond the sections described.",
    example: "10 us",
    default: "0 ms",
  }).optional(),
  nonPreemptible: time({
    description: "The longest section in which the guest's other tasks cannot preempt this one.",
    example: "5 us",
    default: "0 ms",
  }).optional(),
  hypercalls: integer(0, {
    description: "Hypercalls per job; each is charged the VMM's hypercall cost.",
    example: 2,
    default: 0,
  }).optional(),
  criticalSections: list(criticalSection, {
    description:
      "Sections with a shared resource, under the priority ceiling or the stack resource protocol.",
    example: [{ resource: "bus", length: "20 us" }],
  }).optional(),
};

const about = {
  description: "A recurring task.",
  example: { period: "40 ms", deadline: "30 ms", wcet: "3 ms" },
};

export const taskText: z.ZodType<TaskText> = keys(taskKeys, about);

export const namedTaskText: z.ZodType<NamedTaskText> = keys(
  { name: text({ description: "What the task is called, once per VM.", example: "control" }), ...taskKeys },
  { ...about, example: { name: "control", ...about.example } },
);
