import type { NodeSpec } from "../engine/specification.ts";
import type { BvtSpec } from "./bvt-spec.ts";
import type { SedfSpec } from "./sedf-spec.ts";

export interface ParfaitSystem {
  /** Domain 0 and the real-time VMs. */
  readonly realTime: readonly { readonly child: NodeSpec; readonly period: number; readonly slice: number }[];
  /** The share of all other VMs together. */
  readonly abstractVm: { readonly period: number; readonly slice: number };
  /** The other VMs, and how they divide that share. */
  readonly others: BvtSpec;
  readonly extraQuantum: number;
  readonly keepsBudget?: boolean;
}

/**
 * PARFAIT (J.-W. Jeong, S. Yoo and C. Yoo, CCNC 2011): SEDF gives Domain 0 and the real-time VMs their slices, and one
 * abstract VM too, whose slice BVT divides among all VMs that are not real-time. So what a real-time VM gets does not
 * depend on how many others there are. Nobody takes extratime.
 */
export function parfaitTree({
  realTime,
  abstractVm,
  others,
  extraQuantum,
  keepsBudget,
}: ParfaitSystem): SedfSpec {
  const slices = [...realTime, abstractVm].map(({ period, slice }) => ({ period, slice }));
  return {
    kind: "sedf",
    children: [...realTime.map(({ child }) => child), others],
    parameters: slices,
    extraQuantum,
    ...(keepsBudget === undefined ? {} : { keepsBudget }),
  };
}
