import { InputError } from "../../contract/errors.ts";
import type { NodeSpec } from "../engine/specification.ts";

export interface PikeosSystem {
  /** The cycle of the time partitions. */
  readonly frame: number;
  /** When each time partition, by its name, is the active one. */
  readonly windows: readonly { readonly partition: string; readonly start: number; readonly end: number }[];
  /** A greater priority goes first; at a tie, the one that stands first. */
  readonly vms: readonly PikeosVm[];
}

export interface PikeosVm {
  readonly child: NodeSpec;
  readonly priority: number;
  /** Null for the time partition that is always active (TP0). */
  readonly partition: string | null;
}

/**
 * PikeOS's scheduling (R. Kaiser and S. Wagner 2007): of the VMs in the active time partition and those in TP0, the one
 * of the highest priority runs. So a VM in TP0 may be above a time-driven VM (an event-driven one that interrupts
 * foreign windows) or below all (the background, which takes what time-driven VMs leave). It is a composition: fixed
 * priorities over VMs, each time-driven one within a table of its own windows.
 * @throws InputError for a partition without a window.
 */
export function pikeosTree({ frame, windows, vms }: PikeosSystem): NodeSpec {
  const ranked = vms.map((vm, index) => ({ ...vm, index }));
  ranked.sort((a, b) => b.priority - a.priority || a.index - b.index);
  const children = ranked.map(({ child, partition }): NodeSpec => {
    if (partition === null) return child;
    const own = windows.filter((window) => window.partition === partition);
    if (own.length === 0) throw new InputError(`time partition ${partition} has no window`);
    return {
      kind: "table",
      frame,
      windows: own.map(({ start, end }) => ({ start, end, child: 0 })),
      children: [child],
    };
  });
  return { kind: "fixed-priority", children };
}
