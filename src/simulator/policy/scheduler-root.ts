import { InputError } from "../../contract/errors.ts";
import {
  type BvtSettings,
  type BvtShare,
  type CreditSettings,
  type CreditShare,
  type SedfSettings,
  XEN_BVT,
  XEN_BVT_SHARE,
  XEN_CREDIT,
  XEN_CREDIT_SHARE,
  XEN_SEDF,
  xenSedfShare,
} from "../../model/scheduler.ts";
import type { Vm, VmmPolicy } from "../../model/system.ts";
import { Duration } from "../../numeric/quantity.ts";
import { duration } from "../../numeric/unit.ts";
import type { NodeSpec } from "../engine/specification.ts";
import type { BvtSpec } from "./bvt-spec.ts";
import type { CreditSpec } from "./credit-spec.ts";
import type { SedfSpec } from "./sedf-spec.ts";

/** The policies of Xen and its kind that share a core without a table or priorities. */
export type SchedulerPolicy = Extract<VmmPolicy, { readonly kind: "sedf" | "best-effort" }>;

/** A VM with what runs in it. */
export interface PlacedVm {
  readonly vm: Vm;
  readonly child: NodeSpec;
}

/** In Xen, a domain without a slice. */
const BEST_EFFORT_PERIOD = duration("100 ms");

/**
 * The root of a core whose VMs share it under SEDF, Credit or BVT. `ticks` turns a time into ticks.
 * @throws InputError for a scheduler that is not simulated, and for a VM under SEDF whose supply is no slice per period.
 */
export function schedulerRoot(
  policy: SchedulerPolicy,
  vms: readonly PlacedVm[],
  ticks: (time: Duration) => number,
): SedfSpec | CreditSpec | BvtSpec {
  if (policy.kind === "sedf") return sedfRoot(policy.settings ?? XEN_SEDF, vms, ticks);
  const { scheduler, settings } = policy;
  switch (scheduler) {
    case "credit":
      return creditRoot(settings?.kind === "credit" ? settings : XEN_CREDIT, vms, ticks);
    case "bvt":
      return bvtRoot(settings?.kind === "bvt" ? settings : XEN_BVT, vms, ticks);
    case "credit2":
    case "cfs":
      throw new InputError(
        `the scheduler ${scheduler} is not simulated: the simulator knows credit, bvt and sedf among those that promise nothing`,
      );
  }
}

/** Every time that `schedulerRoot` turns into ticks: whoever chooses the tick has to divide them all. */
export function schedulerTimes(policy: SchedulerPolicy, vms: readonly Vm[]): Duration[] {
  const times: Duration[] = [];
  const note = (time: Duration): number => {
    times.push(time);
    return 1;
  };
  const idle: NodeSpec = { kind: "fixed-priority", children: [] };
  schedulerRoot(
    policy,
    vms.map((vm) => ({ vm, child: idle })),
    note,
  );
  return times;
}

function sedfRoot(
  { keepsBudget, extraQuantum }: SedfSettings,
  vms: readonly PlacedVm[],
  ticks: (time: Duration) => number,
): SedfSpec {
  const parameters = vms.map(({ vm }) => {
    const { period, slice } = sliceOf(vm);
    const share = vm.share?.kind === "sedf" ? vm.share : xenSedfShare(slice.isPositive());
    const extraWeight = share.weight ?? (slice.isPositive() ? null : 1);
    return {
      period: ticks(period),
      slice: ticks(slice),
      extratime: share.extratime,
      ...(extraWeight === null ? {} : { extraWeight }),
    };
  });
  return {
    kind: "sedf",
    children: childrenOf(vms),
    parameters,
    extraQuantum: ticks(extraQuantum),
    keepsBudget,
  };
}

/** The VM's supply as a slice per period; its kind of server is of no account, since SEDF has its own rules. */
function sliceOf({ name, supply }: Vm): { readonly period: Duration; readonly slice: Duration } {
  if (supply === null) return { period: BEST_EFFORT_PERIOD, slice: Duration.zero };
  if (supply.kind !== "server" && supply.kind !== "periodic") {
    throw new InputError(
      `${name}: SEDF gives a slice per period, and its supply is of kind ${supply.kind}: write a periodic one`,
    );
  }
  return { period: supply.period, slice: supply.budget.asDuration() };
}

function creditRoot(
  settings: CreditSettings,
  vms: readonly PlacedVm[],
  ticks: (time: Duration) => number,
): CreditSpec {
  return {
    kind: "credit",
    children: childrenOf(vms),
    parameters: vms.map(({ vm: { share } }) => {
      const { weight, cap }: CreditShare = share?.kind === "credit" ? share : XEN_CREDIT_SHARE;
      return { weight, cap };
    }),
    timeslice: ticks(settings.timeslice),
    tick: ticks(settings.tick),
    accounting: ticks(settings.accounting),
    ratelimit: ticks(settings.ratelimit),
    sampled: settings.sampled,
    boost: settings.boost,
  };
}

function bvtRoot(
  { mcu, contextAllowance }: BvtSettings,
  vms: readonly PlacedVm[],
  ticks: (time: Duration) => number,
): BvtSpec {
  return {
    kind: "bvt",
    children: childrenOf(vms),
    parameters: vms.map(({ vm: { share } }) => {
      const { advance, warp, warpLimit, unwarp }: BvtShare = share?.kind === "bvt" ? share : XEN_BVT_SHARE;
      return { advance, warp, warpLimit: ticks(warpLimit), unwarp: ticks(unwarp) };
    }),
    mcu: ticks(mcu),
    contextAllowance: ticks(contextAllowance),
  };
}

function childrenOf(vms: readonly PlacedVm[]): NodeSpec[] {
  return vms.map(({ child }) => child);
}
