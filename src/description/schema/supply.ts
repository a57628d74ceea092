import * as z from "zod";
import { SERVER_KINDS, type ServerKind } from "../../model/supply.ts";
import { type ArrivalsText, arrivalsText } from "./arrivals.ts";
import { byName, keys, list, share, suggestion, type TimeText, time, word } from "./key.ts";

export interface WindowText {
  readonly start: TimeText;
  readonly length: TimeText;
}

export interface LoadText {
  readonly arrivals: ArrivalsText;
  readonly wcet: TimeText;
}

export interface PeriodicText {
  readonly kind: "periodic";
  readonly period: TimeText;
  readonly budget: TimeText;
}

export interface EdpText {
  readonly kind: "edp";
  readonly period: TimeText;
  readonly budget: TimeText;
  readonly deadline: TimeText;
}

export interface BoundedDelayText {
  readonly kind: "bounded-delay";
  readonly rate: TimeText;
  readonly delay: TimeText;
}

export interface TableText {
  readonly kind: "table" | "arinc653";
  readonly frame: TimeText;
  readonly windows: readonly WindowText[];
}

export interface ServerText {
  readonly kind: "server";
  readonly server: ServerKind;
  readonly period: TimeText;
  readonly budget: TimeText;
  readonly deadline?: TimeText | undefined;
  readonly extratime?: "on" | "off" | undefined;
}

export interface LeftoverText {
  readonly kind: "leftover";
  readonly of: SupplyText;
  readonly load: Readonly<Record<string, LoadText>>;
}

/** What a VM is promised, as written. The word `leftover` alone is what the VMM's higher-priority load leaves. */
export type SupplyText =
  | "dedicated"
  | "leftover"
  | PeriodicText
  | EdpText
  | BoundedDelayText
  | TableText
  | ServerText
  | LeftoverText;

const period = time({ description: "The period of the budget. Time, greater than 0.", example: "10 ms" });

const budget = time({
  description: "What is supplied in every period, in time of a dedicated processor. From 0 to the deadline.",
  example: "3 ms",
});

const kind = <K extends string>(name: K, description: string): z.ZodLiteral<K> =>
  z.literal(name).meta({ description, examples: [name] });

const periodic = keys(
  {
    kind: kind(
      "periodic",
      "At least `budget` in every period, nobody knows where in it (Shin and Lee 2003).",
    ),
    period,
    budget,
  },
  {
    description: "A periodic resource.",
    example: { kind: "periodic", period: "10 ms", budget: "3 ms" },
  },
);

const edp = keys(
  {
    kind: kind("edp", "At least `budget` before `deadline` in every period (Easwaran, Anand and Lee 2007)."),
    period,
    budget,
    deadline: time({
      description:
        "How long after the start of its period the budget is supplied at the latest. At most the period.",
      example: "8 ms",
    }),
  },
  {
    description: "An explicit-deadline periodic resource.",
    example: { kind: "edp", period: "10 ms", budget: "3 ms", deadline: "8 ms" },
  },
);

const boundedDelay = keys(
  {
    kind: kind("bounded-delay", "At least rate·(t − delay) in every window t (Mok, Feng and Chen 2001)."),
    rate: share({
      description: "The long-run share of the processor, an exact number from 0 to 1.",
      example: "1/2",
    }),
    delay: time({ description: "The longest time without supply. Time, 0 or more.", example: "4 ms" }),
  },
  {
    description: "A bounded-delay resource.",
    example: { kind: "bounded-delay", rate: "1/2", delay: "4 ms" },
  },
);

const windows = list(
  keys(
    {
      start: time({ description: "From the start of the frame. Time, 0 or more.", example: "0 ms" }),
      length: time({
        description: "The window ends within the frame. Time, greater than 0.",
        example: "12 ms",
      }),
    },
    { description: "A window of the frame.", example: { start: "0 ms", length: "12 ms" } },
  ),
  {
    description: "The windows that the VM has in every frame; they may touch but not overlap.",
    example: [{ start: "0 ms", length: "12 ms" }],
  },
);

const table = keys(
  {
    kind: z.enum(["table", "arinc653"]).meta({
      description: "Windows of a frame that repeats for ever. Two words for the same.",
      examples: ["table"],
    }),
    frame: time({ description: "How long the table is. Time, greater than 0.", example: "40 ms" }),
    windows,
  },
  {
    description: "The windows of a cyclic table.",
    example: { kind: "table", frame: "40 ms", windows: [{ start: "0 ms", length: "12 ms" }] },
  },
);

const server = keys(
  {
    kind: kind("server", "A server that the VMM schedules among the others."),
    server: word(SERVER_KINDS, {
      description: "How the server treats its budget while the guest idles, and when it gets it back.",
      example: "deferrable",
    }),
    period,
    budget,
    deadline: time({
      description:
        "How long after its replenishment the budget is due. At most the period, which is the default.",
      example: "10 ms",
    }).optional(),
    extratime: word(["on", "off"], {
      description:
        "xen-rtds: whether the VM goes on in time that all servers leave, once its budget is used up.",
      example: "on",
      default: "off",
    }).optional(),
  },
  {
    description: "A server of the VMM.",
    example: { kind: "server", server: "deferrable", period: "10 ms", budget: "3 ms" },
  },
);

const load = keys(
  {
    arrivals: arrivalsText,
    wcet: time({ description: "What one event takes at most. Time, 0 or more.", example: "10 us" }),
  },
  {
    description: "Load of higher priority.",
    example: { arrivals: { minSeparation: "1 ms" }, wcet: "10 us" },
  },
);

const leftover = keys(
  {
    kind: kind("leftover", "What load of higher priority leaves of a supply."),
    of: z
      .lazy(() => supplyText)
      .meta({ description: "The supply that the load takes from.", examples: ["dedicated"] }),
    load: byName(load, {
      description: "The load, by name.",
      example: { isr: { arrivals: { minSeparation: "1 ms" }, wcet: "10 us" } },
    }),
  },
  {
    description: "What higher-priority load leaves.",
    example: {
      kind: "leftover",
      of: "dedicated",
      load: { isr: { arrivals: { minSeparation: "1 ms" }, wcet: "10 us" } },
    },
  },
);

export const supplyText: z.ZodType<SupplyText> = z
  .union(
    [
      z.enum(["dedicated", "leftover"]),
      z.discriminatedUnion("kind", [periodic, edp, boundedDelay, table, server, leftover]),
    ],
    {
      error: ({ input }) =>
        suggestion(input, ["dedicated", "leftover"]) ??
        "`dedicated`, `leftover` or a map such as `{ kind: periodic, period: 10 ms, budget: 3 ms }`",
    },
  )
  .meta({
    id: "Supply",
    description:
      "What the VM is promised: `dedicated`, `leftover` (what the VMM's other load leaves), or a map with a `kind`.",
    examples: [{ kind: "periodic", period: "10 ms", budget: "3 ms" }],
  });
