import type { NodeSpec } from "../../src/simulator/engine/specification.ts";
import { TraceRing } from "../../src/simulator/engine/trace-ring.ts";
import { buildMachine } from "../../src/simulator/guest/machine.ts";

/** One place that every event passes: a VM, or a bus, that works for it. All times are microseconds. */
export interface Stage {
  /** What each event takes. */
  readonly work: number;
  /** An event is noticed so much after it came; at once where left out. */
  readonly notice?: number;
  /** Work ahead of that of the events, from `offset` on. */
  readonly above?: { readonly work: number; readonly period: number; readonly offset: number };
  /** Frames on their way that nothing interrupts. */
  readonly below?: { readonly work: number; readonly period: number; readonly offset: number };
  /** When the place is there; always where left out. */
  readonly windows?: {
    readonly cycle: number;
    readonly windows: readonly { readonly from: number; readonly to: number }[];
  };
}

const LONGEST = 1_000_000;

/**
 * When the events leave the last stage. Stages follow each other and share nothing, so each is a run of the simulator of
 * its own: what leaves one comes to the next as recorded arrivals.
 */
export function passStages(arrivals: readonly number[], stages: readonly Stage[]): readonly number[] {
  return stages.reduce<readonly number[]>(leave, arrivals);
}

function leave(arrivals: readonly number[], stage: Stage): readonly number[] {
  const { work, notice, above, below, windows } = stage;
  const ring = new TraceRing(1 << 14);
  const device = {
    core: 0,
    routing: { kind: "dedicated", vm: "stage" },
    delivery: { kind: "when-scheduled" },
    topHalf: 0,
  } as const;
  const { engine } = buildMachine(
    { cores: [windows === undefined ? vm(below) : within(windows, vm(below))] },
    {
      devices: [
        ...(above === undefined
          ? []
          : [
              {
                ...device,
                name: "above",
                arrivals: { kind: "periodic", period: above.period, offset: above.offset } as const,
                bottomHalf: above.work,
              },
            ]),
        {
          ...device,
          name: "events",
          arrivals: { kind: "trace", times: arrivals },
          ...(notice === undefined ? {} : { notice: { kind: "batch", delay: notice } as const }),
          bottomHalf: work,
        },
      ],
    },
    { trace: ring },
  );
  engine.run((arrivals.at(-1) ?? 0) + LONGEST);
  const own = above === undefined ? 0 : 1;
  const ends: number[] = [];
  for (const { kind, subject, time } of ring.records()) {
    if (kind === "irq-bottom-end" && subject === own) ends.push(time);
  }
  if (ends.length !== arrivals.length)
    throw new Error(`${ends.length} of ${arrivals.length} events got through`);
  return ends;
}

function vm(below: Stage["below"]): NodeSpec {
  const children: NodeSpec[] =
    below === undefined
      ? []
      : [
          {
            kind: "task",
            name: "below",
            period: below.period,
            offset: below.offset,
            deadline: below.period,
            wcet: below.work,
            sections: [{ length: below.work, ceiling: 0 }],
          },
        ];
  return { kind: "vm", name: "stage", child: { kind: "fixed-priority", children } };
}

function within({ cycle, windows }: NonNullable<Stage["windows"]>, child: NodeSpec): NodeSpec {
  return { kind: "supply", pattern: { kind: "cyclic", start: 0, cycle, windows }, child };
}
