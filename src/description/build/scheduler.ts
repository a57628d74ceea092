import {
  type BvtSettings,
  type CreditSettings,
  creditSettings,
  type SedfSettings,
  type VmShare,
  XEN_BVT,
  XEN_BVT_SHARE,
  XEN_CREDIT,
  XEN_CREDIT_SHARE,
  XEN_SEDF,
  xenSedfShare,
} from "../../model/scheduler.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { BvtText, CreditText, SedfText } from "../schema/scheduler.ts";
import type { VmText } from "../schema/vm.ts";
import type { VmmPolicyText, VmmText } from "../schema/vmm.ts";
import type { Told } from "../told.ts";

/** The policies that have a map of their own, here and in each VM. */
const SCHEDULERS = ["sedf", "credit", "bvt"] as const;

/** The parameters of the VMM's scheduler: undefined where none are given, null where they are wrong. */
export function buildSettings(
  text: Told<VmmText> & object,
  policy: VmmPolicyText,
  path: Path,
  reading: Reading,
): SedfSettings | CreditSettings | BvtSettings | null | undefined {
  refuseOthers(text, policy, path, reading);
  if (policy === "sedf" && text.sedf !== undefined)
    return text.sedf && sedf(text.sedf, [...path, "sedf"], reading);
  if (policy === "credit" && text.credit !== undefined) {
    return text.credit && credit(text.credit, [...path, "credit"], reading);
  }
  if (policy === "bvt" && text.bvt !== undefined) return text.bvt && bvt(text.bvt, [...path, "bvt"], reading);
  return undefined;
}

function sedf(text: Told<SedfText> & object, path: Path, reading: Reading): SedfSettings | null {
  const extraQuantum = reading.duration(text, "extraQuantum", path, "positive", XEN_SEDF.extraQuantum);
  const { blocking = "loses-slice" } = text;
  return extraQuantum && blocking && { kind: "sedf", keepsBudget: blocking === "keeps-slice", extraQuantum };
}

function credit(text: Told<CreditText> & object, path: Path, reading: Reading): CreditSettings | null {
  const timeslice = reading.duration(text, "timeslice", path, "positive", XEN_CREDIT.timeslice);
  const settings = creditSettings(timeslice ?? XEN_CREDIT.timeslice);
  const tick = reading.duration(text, "tick", path, "positive", settings.tick);
  const accounting = reading.duration(text, "accounting", path, "positive", settings.accounting);
  const ratelimit = reading.duration(text, "ratelimit", path, "not-negative", settings.ratelimit);
  const { charge = "exact", boost = "on" } = text;
  if (!timeslice || !tick || !accounting || !ratelimit || !charge || !boost) return null;
  const tooLong = Object.entries({ tick, ratelimit }).filter(([, length]) => timeslice.lessThan(length));
  for (const [key] of tooLong) {
    reading.problem(
      "out-of-range",
      [...path, key],
      `\`${key}\` is longer than the timeslice: write one that is not`,
    );
  }
  if (tooLong.length > 0) return null;
  const sampled = charge === "sampled";
  return { kind: "credit", timeslice, tick, accounting, ratelimit, sampled, boost: boost === "on" };
}

function bvt(text: Told<BvtText> & object, path: Path, reading: Reading): BvtSettings | null {
  const mcu = reading.duration(text, "mcu", path, "positive", XEN_BVT.mcu);
  const contextAllowance = reading.duration(
    text,
    "contextAllowance",
    path,
    "positive",
    XEN_BVT.contextAllowance,
  );
  return mcu && contextAllowance && { kind: "bvt", mcu, contextAllowance };
}

/** What the VM is given under its VMM's scheduler: undefined where nothing is said, null where it is wrong. */
export function buildShare(
  text: Told<VmText> & object,
  policy: VmmPolicyText | null | undefined,
  hasSlice: boolean,
  path: Path,
  reading: Reading,
): VmShare | null | undefined {
  if (policy !== null) refuseOthers(text, policy, path, reading);
  switch (policy) {
    case "sedf": {
      if (!text.sedf) return text.sedf;
      const byDefault = xenSedfShare(hasSlice);
      const { extratime = byDefault.extratime ? "on" : "off", weight = byDefault.weight } = text.sedf;
      const wrong = extratime === null || text.sedf.weight === null;
      return wrong ? null : { kind: "sedf", extratime: extratime === "on", weight };
    }
    case "credit": {
      if (!text.credit) return text.credit;
      const at = [...path, "credit"];
      const { weight = XEN_CREDIT_SHARE.weight, cap = XEN_CREDIT_SHARE.cap } = text.credit;
      const within = [inRange("weight", weight, 65535, at, reading), inRange("cap", cap, 100, at, reading)];
      return within.every(Boolean) && weight !== null && cap !== null
        ? { kind: "credit", weight, cap }
        : null;
    }
    case "bvt": {
      if (!text.bvt) return text.bvt;
      const at = [...path, "bvt"];
      const { advance = XEN_BVT_SHARE.advance, warp = XEN_BVT_SHARE.warp } = text.bvt;
      const warpLimit = reading.duration(text.bvt, "warpLimit", at, "positive", XEN_BVT_SHARE.warpLimit);
      const unwarp = reading.duration(text.bvt, "unwarp", at, "not-negative", XEN_BVT_SHARE.unwarp);
      if (!inRange("advance", advance, 2 ** 20, at, reading) || advance === null) return null;
      return warp === null || !warpLimit || !unwarp
        ? null
        : { kind: "bvt", advance, warp, warpLimit, unwarp };
    }
    default:
      return undefined;
  }
}

function inRange(key: string, value: number | null, most: number, path: Path, reading: Reading): boolean {
  if (value === null || value <= most) return true;
  reading.problem("out-of-range", [...path, key], `\`${key}\` is ${value}: write at most ${most}`);
  return false;
}

function refuseOthers(
  text: { readonly [scheduler in (typeof SCHEDULERS)[number]]?: unknown },
  policy: VmmPolicyText | undefined,
  path: Path,
  reading: Reading,
): void {
  for (const scheduler of SCHEDULERS) {
    if (scheduler === policy || text[scheduler] === undefined) continue;
    reading.problem(
      "conflict",
      [...path, scheduler],
      `\`${scheduler}\` belongs to a ${scheduler} VMM, and this one is ${policy ?? "not described"}: delete it, or write \`policy: ${scheduler}\``,
      "key",
    );
  }
}
