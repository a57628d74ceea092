import type { Claim } from "../../certificate/claim.ts";
import { present } from "../../contract/assert.ts";
import { periodicEvents } from "../../model/event-model.ts";
import { dedicated } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { leftOf } from "../../supply/derived-supply.ts";
import { hold } from "../host/costs.ts";
import {
  interruptLoad,
  quantumTakers,
  sureInterruptLoad,
  unboundedInterrupts,
} from "../host/interrupt-load.ts";
import { vmsByPriority, vmsOn } from "../host/placement.ts";
import { loadAbove, robbed, starvation } from "../host/provision.ts";
import { type HostServer, hostServer, usesAllItsBudget } from "../host/server-load.ts";
import { serverScenario } from "./server-scenario.ts";
import { boundExceeds, demandExceeds } from "./words.ts";

/**
 * Under a fixed-priority VMM: does each server of a core supply its budget by its deadline in every period?
 *
 * The budget of a period, its switches included, is complete by the least w with
 *   w ≥ b + Q + (what interrupts, servers and VMs above ask for in a window of w),
 * where b is a section of the VMM under way. Only the one budget counts: between the last instant before the
 * replenishment at which nothing above was pending and the replenishment itself, the server cannot have run, and what it
 * had left is lost at the replenishment (Davis and Burns 2005 for servers that keep their budget).
 */
export function serverClaims(system: System, core: number): Claim[] {
  return vmsOn(system, core).flatMap((vm) => {
    const server = hostServer(system, vm);
    return server === null ? [] : [serverClaim(system, server)];
  });
}

function serverClaim(system: System, hosted: HostServer): Claim {
  const { vm, server, load } = hosted;
  const base = serverClaimBase(vm, hosted);
  const [taker] = quantumTakers(system, vm);
  if (taker !== undefined)
    return { ...base, verdict: "no-bound", witness: { kind: "quantum-taker" }, ...robbed(vm, taker) };
  const unbounded = unboundedInterrupts(system, vm.core);
  if (unbounded !== null)
    return { ...base, verdict: "no-bound", witness: { kind: "unbounded-interrupts" }, ...unbounded };
  if (load === null) return { ...base, ...unlimitedSwitches(vm) };
  const above = loadAbove(system, vm);
  if (above.unlimited !== null) {
    const { name } = above.unlimited;
    const witness = { kind: "unlimited-load", by: name };
    return { ...base, verdict: "no-bound", witness, ...starvation(vm, above.unlimited) };
  }
  const interrupts = present(interruptLoad(system, vm.core), "a bound, which was asked for first");
  const everything = leftOf(dedicated(), [...interrupts, ...above.load]);
  const need = load.wcet.plus(hold(system));
  const timebase = commonTick([...measuresOf(everything).seconds, need.value]);
  const finish = boundOf(everything, timebase).timeToSupply(timebase.toTicks(need.value));
  if (finish === null) {
    const reason = `interrupts and VMs above ${vm.name} take the whole processor`;
    const claim: Claim = { ...base, verdict: "not-proved", witness: { kind: "overload" }, reason };
    return refutation(system, claim, hosted) ?? claim;
  }
  const bound = new Duration(timebase.toSeconds(finish));
  const margin = server.deadline.minus(bound);
  const ahead = bound.asWork().minus(need);
  const witness = {
    kind: "server-fixed-point",
    window: bound,
    budget: load.wcet,
    blocking: hold(system),
    above: ahead,
  };
  const claim: Claim = { ...base, verdict: "proved", bound, margin, witness };
  if (bound.atMost(server.deadline)) return claim;
  const reason = boundExceeds(system.timeUnit, bound, server.deadline);
  return refutation(system, claim, hosted) ?? { ...claim, verdict: "not-proved", reason };
}

/**
 * The same question with only what must really come above the server: interrupts, and servers that use up their budgets,
 * at no cost of the VMM. A budget that is late below these is late in truth, if the guest asks for all of it: one that
 * never does may meet every deadline on what it gets.
 */
function refutation(system: System, claim: Claim, hosted: HostServer): Claim | null {
  if (!usesAllItsBudget(hosted)) return null;
  const { vm, server } = hosted;
  const order = vmsByPriority(system, vm.core);
  const above = order
    .slice(0, order.indexOf(vm))
    .map((each) => hostServer(system, each))
    .filter((each) => each !== null)
    .filter(usesAllItsBudget);
  const load = above.map(({ vm: { name }, server: { period, budget } }) => ({
    name,
    arrivals: periodicEvents({ period }),
    wcet: budget,
  }));
  const interrupts = sureInterruptLoad(system, vm.core);
  const everything = leftOf(dedicated(), [...interrupts, ...load]);
  const { seconds } = measuresOf(everything);
  const timebase = commonTick([...seconds, server.budget.value, server.deadline.value]);
  const bound = boundOf(everything, timebase);
  const due = timebase.toTicks(server.deadline.value);
  const budget = timebase.toTicks(server.budget.value);
  if (!bound.attained || bound.sbf(due) >= budget) return null;
  const scenario = serverScenario([...above, hosted], interrupts, server.deadline);
  const supply = new Work(timebase.toSeconds(bound.sbf(due)));
  return scenario === null
    ? null
    : {
        ...claim,
        verdict: "refuted",
        witness: { kind: "server-miss", at: server.deadline, demand: server.budget, supply },
        reason: demandExceeds(system.timeUnit, server.deadline, server.budget, supply),
        scenario,
      };
}

/** What the claims about a server have in common. */
export function serverClaimBase(
  vm: Vm,
  { server }: HostServer,
): Omit<Claim, "verdict" | "witness"> & { readonly deadline: Duration } {
  return {
    id: `vm/${vm.name}/server`,
    subject: { core: vm.core, vm: vm.name },
    statement: `the server of ${vm.name} supplies its budget by its deadline in every period`,
    method: "server-response-time",
    assumptions: ["vmm-costs", "interrupts-keep-their-word", "vmm-enforces-budgets"],
    deadline: server.deadline,
  };
}

/** The verdict on a server whose guest may wake, and so cost switches, without limit. */
export function unlimitedSwitches(vm: Vm): Pick<Claim, "verdict" | "witness" | "reason" | "advice"> {
  return {
    verdict: "not-proved",
    witness: { kind: "unlimited-switches" },
    reason: `each wake-up of ${vm.name} costs a pair of VM switches, and nothing limits its wake-ups`,
    advice: `declare activationsPerPeriod for ${vm.name}, or use a periodic-idling server`,
  };
}
