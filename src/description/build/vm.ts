import type { Supply } from "../../model/supply.ts";
import type { Vm } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { VmText } from "../schema/vm.ts";
import type { VmmPolicyText } from "../schema/vmm.ts";
import type { Told } from "../told.ts";
import { buildGuest } from "./guest.ts";
import { isCore } from "./names.ts";
import { buildShare } from "./scheduler.ts";
import { buildSupply } from "./supply.ts";

/** What a VM must know of the system around it; null where that is wrong, and told. */
export interface Surroundings {
  /** Undefined without a VMM. */
  readonly policy: VmmPolicyText | null | undefined;
  /** The quantum of VMs without one of their own; undefined where there is none. */
  readonly quantum: Duration | null | undefined;
  readonly cores: number | null;
}

/** Policies that schedule servers. */
const WITH_SERVERS: readonly VmmPolicyText[] = ["fixed-priority", "edf", "sedf"];

/** One VM; null where something in it is wrong. */
export function buildVm(
  name: string,
  text: Told<VmText> & object,
  path: Path,
  around: Surroundings,
  reading: Reading,
): Vm | null {
  const guest = buildGuest(text, path, reading);
  const supply = supplyOf(name, text, path, around, reading);
  const quantum = quantumOf(name, text, path, around, reading);
  const share = buildShare(text, around.policy, Boolean(supply), path, reading);
  const { core = 0, priority = null, activationsPerPeriod = null } = text;
  if (core !== null) isCore(core, around.cores, [...path, "core"], reading);
  if (priority !== null && around.policy !== "fixed-priority" && around.policy !== null) {
    reading.warn(
      [...path, "priority"],
      around.policy === undefined
        ? "without a `vmm` this priority means nothing"
        : `a ${around.policy} VMM ignores this priority`,
    );
  }
  if (activationsPerPeriod !== null && supply !== undefined && !(supply !== null && "period" in supply)) {
    reading.warn([...path, "activationsPerPeriod"], "this VM has no server, so it has no period to count in");
  }
  if (guest === null || supply === undefined || quantum === undefined || core === null) return null;
  if (share === null) return null;
  const given = share === undefined ? {} : { share };
  return { name, core, guest, supply, priority, quantum, activationsPerPeriod, ...given };
}

/** Undefined where the supply is wrong. */
function supplyOf(
  name: string,
  text: Told<VmText> & object,
  path: Path,
  around: Surroundings,
  reading: Reading,
): Supply | null | undefined {
  const { supply: written } = text;
  const at = [...path, "supply"];
  if (written === undefined || written === "leftover") {
    if (around.policy !== undefined) return null;
    reading.problem(
      "missing-key",
      written === undefined ? path : at,
      `nothing says what ${name} is supplied with: write its \`supply\`, such as \`supply: dedicated\`, or describe the \`vmm\``,
      written === undefined ? "key" : "value",
    );
    return undefined;
  }
  const { policy } = around;
  const supply = buildSupply(written, at, reading);
  if (supply && policy && restsOnServer(supply) && !WITH_SERVERS.includes(policy)) {
    reading.problem(
      "conflict",
      at,
      `a ${policy} VMM has no servers: write another supply, such as \`kind: periodic\`, or one of the policies ${WITH_SERVERS.join(", ")}`,
    );
    return undefined;
  }
  const extratime = supply && extratimeAt(supply, at);
  if (extratime && policy !== null && (supply.kind === "leftover" || policy !== "edf")) {
    reading.problem(
      "conflict",
      extratime,
      supply.kind === "leftover"
        ? "`extratime` is for a server that stands alone, not below load: delete it"
        : `\`extratime\` is what the servers of an edf VMM leave, and ${policy === undefined ? "no `vmm` is described" : `this VMM is ${policy}`}: delete it, or write \`policy: edf\``,
      "key",
    );
    return undefined;
  }
  return supply ?? undefined;
}

/** Where extratime is written, if it is switched on. */
function extratimeAt(supply: Supply, at: Path): Path | null {
  if (supply.kind === "leftover") return extratimeAt(supply.of, [...at, "of"]);
  return supply.kind === "server" && supply.extratime === true ? [...at, "extratime"] : null;
}

function restsOnServer(supply: Supply): boolean {
  return supply.kind === "server" || (supply.kind === "leftover" && restsOnServer(supply.of));
}

/** Null outside round robin; undefined where the quantum is wrong. */
function quantumOf(
  name: string,
  text: Told<VmText> & object,
  path: Path,
  around: Surroundings,
  reading: Reading,
): Duration | null | undefined {
  const own = reading.duration(text, "quantum", path, "positive", undefined);
  if (around.policy === null) return undefined;
  if (around.policy === "round-robin") {
    if (own !== undefined) return own ?? undefined;
    if (around.quantum !== undefined) return around.quantum ?? undefined;
    reading.problem(
      "missing-key",
      path,
      `${name} has no quantum: write one here, or \`vmm.quantum\` for every VM, such as \`quantum: 20 ms\``,
      "key",
    );
    return undefined;
  }
  if (own === undefined) return null;
  reading.problem(
    "conflict",
    [...path, "quantum"],
    `\`quantum\` belongs to a round-robin VMM, and this one is ${around.policy ?? "not described"}: delete it, or write \`policy: round-robin\``,
    "key",
  );
  return undefined;
}
