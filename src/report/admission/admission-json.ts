import type { Claim } from "../../certificate/claim.ts";
import type { Duration, Work } from "../../numeric/quantity.ts";
import { secondsIn, type TimeUnit } from "../../numeric/unit.ts";
import { exactIn } from "../../numeric/unit-text.ts";
import { type Json, scenarioToJson } from "../json.ts";
import type { AdmissionData, JudgementData, LimitsData, RemedyData } from "./admission-data.ts";

/** The answer as one JSON document; every quantity is an exact string in the document's time unit. */
export function admissionToJson(data: AdmissionData, version: string): Json {
  const { timeUnit: unit } = data;
  return {
    hyperbound: version,
    system: data.system,
    timeUnit: unit,
    verdict: data.verdict,
    before: data.before,
    open: data.open.map(({ id, verdict, reason }) => ({ id, verdict, reason: reason ?? null })),
    sources: data.sources.map(({ name, judgement, limits, remedies }) => ({
      name,
      ...judgementToJson(judgement, unit),
      limits: limits && limitsToJson(limits, unit),
      remedies: remedies.map((remedy) => remedyToJson(remedy, unit)),
    })),
    together: judgementToJson(data.together, unit),
    subsets: data.subsets && {
      greedy: [...data.subsets.greedy],
      largest: data.subsets.largest?.map((names) => [...names]) ?? null,
    },
    stretch: data.stretch?.toString() ?? null,
    stretchGrid: data.stretchGrid?.toString() ?? null,
  };
}

function judgementToJson(
  { verdict, reason, decisive, changes }: JudgementData,
  unit: TimeUnit,
): { readonly [key: string]: Json } {
  const scenario = decisive?.scenario;
  return {
    verdict,
    reason,
    decisive: decisive?.id ?? null,
    claims: changes.map(({ id, before, after }) => ({
      id,
      before: before && standing(before, unit),
      after: after && standing(after, unit),
    })),
    ...(scenario === undefined ? {} : { scenario: scenarioToJson(scenario, unit) }),
  };
}

function standing({ verdict, bound, margin }: Claim, unit: TimeUnit): Json {
  return { verdict, bound: exact(bound ?? null, unit), margin: exact(margin ?? null, unit) };
}

function limitsToJson(limits: LimitsData, unit: TimeUnit): Json {
  return {
    separation: exact(limits.separation, unit),
    separationGrid: exact(limits.separationGrid, unit),
    cost: exact(limits.cost, unit),
    costHalf: limits.costHalf,
    costGrid: exact(limits.costGrid, unit),
    costUnlimited: limits.costUnlimited,
    burst: limits.burst?.toString() ?? null,
    burstUnlimited: limits.burstUnlimited,
  };
}

function remedyToJson({ kind, path, value, cost }: RemedyData, unit: TimeUnit): Json {
  const written = "word" in value ? value.word : secondsIn(unit, value.seconds).toString();
  return { kind, path: path.join("."), value: written, cost: cost.toString() };
}

function exact(quantity: Duration | Work | null, unit: TimeUnit): string | null {
  return quantity && exactIn(unit, quantity);
}
