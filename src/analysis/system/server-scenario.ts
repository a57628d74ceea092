import type { Scenario } from "../../certificate/scenario.ts";
import type { Load } from "../../model/supply.ts";
import { dedicated } from "../../model/supply.ts";
import { type Duration, Instant } from "../../numeric/quantity.ts";
import { bestPattern } from "../../supply/best-case.ts";
import type { HostServer } from "../host/server-load.ts";

/**
 * All servers replenished together at instant 0 with guests that use up every budget, below the densest interrupts: the
 * budget due at `at` that is not supplied in time. Null where none is due then.
 */
export function serverScenario(
  servers: readonly HostServer[],
  interference: readonly Load[],
  at: Duration,
): Scenario | null {
  // Of several budgets due at that instant the last one of the list is served last.
  const late = servers.findLast(({ server }) => {
    const sinceFirst = at.minus(server.deadline);
    return sinceFirst.value.sign() >= 0 && sinceFirst.per(server.period).isInteger();
  });
  if (late === undefined) return null;
  const job = at.minus(late.server.deadline).per(late.server.period);
  const arrival = Instant.origin.after(late.server.period.times(job));
  return {
    releases: servers.map(({ vm, server }) => ({
      task: vm.name,
      firstArrival: Instant.origin,
      period: server.period,
      wcet: server.budget,
    })),
    interference,
    supply: bestPattern(dedicated()),
    blocker: null,
    miss: {
      task: late.vm.name,
      job: Number(job.numerator),
      arrival,
      deadline: Instant.origin.after(at),
      finish: null,
    },
  };
}
