import type { Claim } from "../../certificate/claim.ts";
import { present } from "../../contract/assert.ts";
import { dedicated, type Server, type ServerKind } from "../../model/supply.ts";
import type { System } from "../../model/system.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { commonTick, type Timebase } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { type DerivedSupply, leftOf } from "../../supply/derived-supply.ts";
import { eventsInTicks, measuresOfEvents } from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { hold } from "../host/costs.ts";
import {
  interruptLoad,
  quantumTakers,
  sureInterruptLoad,
  unboundedInterrupts,
} from "../host/interrupt-load.ts";
import { vmsOn } from "../host/placement.ts";
import { robbed } from "../host/provision.ts";
import {
  decidePlainServers,
  decideServerDemand,
  type EdfServer,
  type IdleBudget,
} from "../host/server-demand.ts";
import { type HostServer, hostServer, testsWakeUps, usesAllItsBudget } from "../host/server-load.ts";
import { serverClaimBase, unlimitedSwitches } from "./server-claims.ts";
import { serverScenario } from "./server-scenario.ts";
import { demandExceeds } from "./words.ts";

/**
 * Under an EDF (or SEDF) VMM: does every server of a core supply its budget by its deadline in every period? One claim
 * for each server that cannot be judged at all, and one for all the others together.
 */
export function edfHostClaims(system: System, core: number, effort: number): Claim[] {
  const servers = vmsOn(system, core)
    .map((vm) => hostServer(system, vm))
    .filter((server) => server !== null);
  if (servers.length === 0) return [];
  const hopeless = servers.flatMap((hosted) => {
    const obstacle =
      takenQuantum(system, hosted) ??
      unboundedLoad(system, hosted) ??
      unlimited(hosted) ??
      wakeUpRule(hosted);
    return obstacle === null
      ? []
      : [{ ...serverClaimBase(hosted.vm, hosted), method: "server-demand" as const, ...obstacle }];
  });
  return hopeless.length > 0 ? hopeless : [togetherClaim(system, core, servers, effort)];
}

type Obstacle = Pick<Claim, "verdict" | "witness" | "reason" | "advice">;

/** An interrupt that gives another VM the rest of a quantum may keep a server from its budget. */
function takenQuantum(system: System, { vm }: HostServer): Obstacle | null {
  const [taker] = quantumTakers(system, vm);
  return taker === undefined
    ? null
    : { verdict: "no-bound", witness: { kind: "quantum-taker" }, ...robbed(vm, taker) };
}

function unboundedLoad(system: System, { vm }: HostServer): Obstacle | null {
  const unbounded = unboundedInterrupts(system, vm.core);
  return unbounded && { verdict: "no-bound", witness: { kind: "unbounded-interrupts" }, ...unbounded };
}

function unlimited({ vm, load }: HostServer): Obstacle | null {
  return load === null ? unlimitedSwitches(vm) : null;
}

/** With a deadline before the period's end, the CBS wake-up test no longer bounds the demand by budget per period. */
function wakeUpRule({ vm, server }: HostServer): Obstacle | null {
  const keeps = testsWakeUps(server) || isKeeping(server.server);
  if (!keeps || server.deadline.equals(server.period)) return null;
  return {
    verdict: "not-proved",
    witness: { kind: "constrained-server-deadline" },
    reason: `the ${server.server} server of ${vm.name} has a deadline before its period's end, for which no demand bound is established`,
    advice: `give ${vm.name} a server deadline equal to its period, or a periodic-idling server`,
  };
}

/** Whether the server keeps budget and deadline while its guest idles, without the CBS wake-up test. */
function isKeeping(kind: ServerKind): boolean {
  return kind === "deferrable" || kind === "xen-rtds";
}

function togetherClaim(system: System, core: number, servers: readonly HostServer[], effort: number): Claim {
  const supply = leftOf(
    dedicated(),
    present(interruptLoad(system, core), "a bound, without which each server is told of alone"),
  );
  const base: Omit<Claim, "verdict" | "witness"> = {
    id: `core/${core}/servers`,
    subject: { core },
    statement: `every server of core ${core} supplies its budget by its deadline in every period`,
    method: "server-demand",
    assumptions: ["vmm-costs", "interrupts-keep-their-word", "vmm-enforces-budgets"],
  };
  const found = decide(servers, supply, hold(system), effort);
  const bandwidth = bandwidthOf(servers);
  if (found.kind === "undetermined") {
    const witness = { kind: "undetermined", bandwidth };
    return (
      refutation(system, base, servers, core, effort) ?? {
        ...base,
        verdict: "not-proved",
        witness,
        reason: found.reason,
      }
    );
  }
  const { at, demand, supplied } = found;
  const witness = { kind: "server-demand", at, demand, supply: supplied, bandwidth };
  if (found.kind === "met") return { ...base, verdict: "proved", witness };
  const reason = demandExceeds(system.timeUnit, at, demand, supplied);
  return (
    refutation(system, base, servers, core, effort) ?? { ...base, verdict: "not-proved", witness, reason }
  );
}

type Decision =
  | {
      readonly kind: "met" | "violated";
      readonly at: Duration;
      readonly demand: Work;
      readonly supplied: Work;
    }
  | { readonly kind: "undetermined"; readonly reason: string };

/** The processor demand test, in the form that servers which keep their budget need where there is one. */
function decide(
  servers: readonly HostServer[],
  supply: DerivedSupply,
  blocking: Work,
  effort: number,
): Decision {
  const timebase = timebaseFor(servers, supply, blocking);
  const ticks = servers.map((server) => inTicks(server, timebase));
  const bound = boundOf(supply, timebase);
  const held = timebase.toTicks(blocking.value);
  const outcome = ticks.every(({ idle }) => idle === "loses")
    ? decidePlainServers(ticks, bound, held, new Effort(effort))
    : decideServerDemand(ticks, bound, held, new Effort(effort));
  if (outcome.kind === "undetermined") return outcome;
  return {
    kind: outcome.kind,
    at: new Duration(timebase.toSeconds(outcome.at)),
    demand: new Work(timebase.toSeconds(outcome.demand)),
    supplied: new Work(timebase.toSeconds(outcome.supplied)),
  };
}

/** The servers that surely use their budgets, below interrupts and at no cost of the VMM: what they miss is missed in truth. */
function refutation(
  system: System,
  base: Omit<Claim, "verdict" | "witness">,
  servers: readonly HostServer[],
  core: number,
  effort: number,
): Claim | null {
  const greedy = servers.filter(usesAllItsBudget).map((hosted) => ({
    ...hosted,
    server: { ...hosted.server, server: "periodic-idling" as const },
    load: null,
    switches: [],
  }));
  const interrupts = sureInterruptLoad(system, core);
  const found = decide(greedy, leftOf(dedicated(), interrupts), Work.zero, effort);
  if (found.kind !== "violated") return null;
  const { at, demand, supplied } = found;
  const scenario = serverScenario(greedy, interrupts, at);
  if (scenario === null) return null;
  return {
    ...base,
    verdict: "refuted",
    witness: { kind: "server-demand", at, demand, supply: supplied, bandwidth: bandwidthOf(servers) },
    reason: demandExceeds(system.timeUnit, at, demand, supplied),
    scenario,
  };
}

/** A wake-up test knows nothing of VM switches: they come on top of the bandwidth, with the events that cause them. */
function inTicks(hosted: HostServer, timebase: Timebase): EdfServer {
  const { server, switches } = hosted;
  return {
    budget: timebase.toTicks(costOf(hosted).value),
    period: timebase.toTicks(server.period.value),
    deadline: timebase.toTicks(server.deadline.value),
    idle: idleBudget(server),
    switches: switches.map(({ arrivals, wcet }) => ({
      arrivals: eventsInTicks(arrivals, timebase),
      wcet: timebase.toTicks(wcet.value),
    })),
  };
}

/** What a period of a server costs the host, apart from the switches that are counted by event. */
function costOf({ server, load }: HostServer): Work {
  return load === null || testsWakeUps(server) ? server.budget : load.wcet;
}

function idleBudget(server: Server): IdleBudget {
  if (isKeeping(server.server)) return "keeps";
  return testsWakeUps(server) ? "wake-up-test" : "loses";
}

function timebaseFor(servers: readonly HostServer[], supply: DerivedSupply, blocking: Work): Timebase {
  const times = servers.flatMap((hosted) => [
    hosted.server.budget.value,
    hosted.server.period.value,
    hosted.server.deadline.value,
    costOf(hosted).value,
    ...hosted.switches.flatMap(({ arrivals, wcet }) => [...measuresOfEvents(arrivals), wcet.value]),
  ]);
  const bandwidths = servers
    .filter(({ server }) => testsWakeUps(server))
    .map(({ server }) => server.budget.over(server.period));
  return commonTick([...times, ...measuresOf(supply).seconds, blocking.value], bandwidths);
}

function bandwidthOf(servers: readonly HostServer[]): Rational {
  return servers.reduce(
    (sum, { server, load }) => sum.plus((load?.wcet ?? server.budget).over(server.period)),
    Rational.zero,
  );
}
