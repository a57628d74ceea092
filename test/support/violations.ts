import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { Claim } from "../../src/certificate/claim.ts";
import type { System } from "../../src/model/system.ts";
import type { Duration } from "../../src/numeric/quantity.ts";
import { secondsIn } from "../../src/numeric/unit.ts";
import { stepVmm } from "./step-vmm.ts";

/** Steps per claim in these tests: enough for small systems, and soon over where a claim cannot be decided. */
export const EFFORT = 20_000;

/**
 * What contradicts the findings about a system in simulated runs of it, one per seed: a late job, budget or interrupt in
 * a proved system, a late budget of a proved server, and any response that exceeds its bound. None, if all is well.
 */
export function violationsOf(system: System, seeds: readonly number[], length = 300): string[] {
  const { verdict, claims } = checkSystem(system, { effort: EFFORT });
  const bounded = claims.filter((claim) => claim.bound !== undefined && premisesHold(claim, claims));
  const servers = new Set(claims.filter(isOfHost).filter(({ verdict: of }) => of === "proved"));
  if (verdict !== "proved" && bounded.length === 0 && servers.size === 0) return [];
  return seeds.flatMap((seed) => {
    const { responses, late } = stepVmm(system, seed, length);
    const exceeded = bounded.filter(({ id, bound }) => {
      const seen = responses.get(id);
      return seen !== undefined && bound !== undefined && seen > ticksWithin(bound);
    });
    const unserved = [...servers].filter(({ id, subject }) =>
      late.some(
        (name) => name.startsWith("server of ") && (subject.vm === undefined || id === serverId(name)),
      ),
    );
    return [
      ...(verdict === "proved" ? late.map((name) => `seed ${seed}: ${name} is late in a proved system`) : []),
      ...exceeded.map(({ id }) => `seed ${seed}: ${id} takes ${responses.get(id)}, more than its bound`),
      ...unserved.map(({ id }) => `seed ${seed}: a budget is late against ${id}`),
    ];
  });
}

const serverId = (name: string): string => `vm/${name.slice("server of ".length)}/server`;

/** Claims about what the VMM gives, which those about guests rest on. */
function isOfHost({ id }: Claim): boolean {
  return id.endsWith("/server") || id.endsWith("/servers") || id.endsWith("/contract");
}

/** Bounds of guests hold if the VMM keeps its word; what a server of another VM gets does not matter to a contract. */
export function premisesHold(claim: Claim, claims: readonly Claim[]): boolean {
  return (
    isOfHost(claim) === false &&
    claims
      .filter(isOfHost)
      .filter(({ id, subject }) => !id.endsWith("/contract") || subject.vm === claim.subject.vm)
      .every(({ verdict }) => verdict === "proved")
  );
}

/** The longest whole number of ticks within a bound: runs show nothing between ticks. */
function ticksWithin({ value }: Duration): number {
  return Number(secondsIn("ms", value).floor());
}
