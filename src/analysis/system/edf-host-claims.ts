import type { Claim } from "../../certificate/claim.ts";
import { dedicated, leftover, type Server, type ServerKind, type Supply } from "../../model/supply.ts";
import type { System } from "../../model/system.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { commonTick, type Timebase } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { Effort } from "../effort.ts";
import { hold } from "../host/costs.ts";
import { interruptLoad } from "../host/interrupt-load.ts";
import { vmsOn } from "../host/placement.ts";
import {
  decidePlainServers,
  decideServerDemand,
  type EdfServer,
  type IdleBudget,
} from "../host/server-demand.ts";
import { type HostServer, hostServer, usesAllItsBudget } from "../host/server-load.ts";
import { unwrapped } from "./guest-problem.ts";
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
    const obstacle = hosted.load === null ? unlimitedSwitches(hosted.vm) : wakeUpRule(hosted);
    return obstacle === null
      ? []
      : [{ ...serverClaimBase(hosted.vm, hosted), method: "server-demand" as const, ...obstacle }];
  });
  return hopeless.length > 0 ? hopeless : [togetherClaim(system, core, servers, effort)];
}

/** With a deadline before the period's end, the CBS wake-up test no longer bounds the demand by budget per period. */
function wakeUpRule({
  vm,
  server,
}: HostServer): Pick<Claim, "verdict" | "witness" | "reason" | "advice"> | null {
  const keeps = testsWakeUps(server.server) || isKeeping(server.server);
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

function testsWakeUps(kind: ServerKind): boolean {
  return kind === "hard-cbs" || kind === "sched-deadline";
}

function togetherClaim(system: System, core: number, servers: readonly HostServer[], effort: number): Claim {
  const supply = leftover(dedicated(), interruptLoad(system, core));
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
      refutation(system, base, servers, supply, effort) ?? {
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
    refutation(system, base, servers, supply, effort) ?? { ...base, verdict: "not-proved", witness, reason }
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
function decide(servers: readonly HostServer[], supply: Supply, blocking: Work, effort: number): Decision {
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

/** The servers that surely use their budgets, at no cost of the VMM: what they miss is missed in truth. */
function refutation(
  system: System,
  base: Omit<Claim, "verdict" | "witness">,
  servers: readonly HostServer[],
  supply: Supply,
  effort: number,
): Claim | null {
  const greedy = servers.filter(usesAllItsBudget).map((hosted) => ({
    ...hosted,
    server: { ...hosted.server, server: "periodic-idling" as const },
    load: null,
  }));
  const found = decide(greedy, supply, Work.zero, effort);
  if (found.kind !== "violated") return null;
  const { at, demand, supplied } = found;
  const scenario = serverScenario(greedy, unwrapped(supply).load, at);
  if (scenario === null) return null;
  return {
    ...base,
    verdict: "refuted",
    witness: { kind: "server-demand", at, demand, supply: supplied, bandwidth: bandwidthOf(servers) },
    reason: demandExceeds(system.timeUnit, at, demand, supplied),
    scenario,
  };
}

function inTicks({ server, load }: HostServer, timebase: Timebase): EdfServer {
  return {
    budget: timebase.toTicks((load?.wcet ?? server.budget).value),
    period: timebase.toTicks(server.period.value),
    deadline: timebase.toTicks(server.deadline.value),
    idle: idleBudget(server, load?.wcet ?? server.budget),
  };
}

/** A wake-up test knows nothing of VM switches: where they cost something the server counts as one that keeps all. */
function idleBudget({ server, budget }: Server, withSwitches: Work): IdleBudget {
  if (isKeeping(server)) return "keeps";
  if (!testsWakeUps(server)) return "loses";
  return withSwitches.equals(budget) ? "wake-up-test" : "keeps";
}

function timebaseFor(servers: readonly HostServer[], supply: Supply, blocking: Work): Timebase {
  const times = servers.flatMap(({ server, load }) => [
    server.budget.value,
    server.period.value,
    server.deadline.value,
    ...(load === null ? [] : [load.wcet.value]),
  ]);
  const bandwidths = servers
    .filter(({ server }) => testsWakeUps(server.server))
    .map(({ server }) => server.budget.over(server.period));
  return commonTick([...times, ...measuresOf(supply).seconds, blocking.value], bandwidths);
}

function bandwidthOf(servers: readonly HostServer[]): Rational {
  return servers.reduce(
    (sum, { server, load }) => sum.plus((load?.wcet ?? server.budget).over(server.period)),
    Rational.zero,
  );
}
