import type { Claim, WitnessValue } from "../certificate/claim.ts";
import type { Findings, SourceLatency } from "../certificate/findings.ts";
import type { Scenario } from "../certificate/scenario.ts";
import type { Load } from "../model/supply.ts";
import { Duration, Instant, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { exactIn } from "../numeric/unit-text.ts";

/** Plain JSON; every quantity is an exact string in the document's time unit. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The findings as one JSON document, in a fixed order of keys: the same findings give the same bytes. */
export function findingsToJson(findings: Findings, version: string): Json {
  const unit = findings.timeUnit;
  return {
    hyperbound: version,
    system: findings.system,
    timeUnit: unit,
    verdict: findings.verdict,
    claims: findings.claims.map((claim) => claimToJson(claim, unit)),
    ...(findings.latencies === undefined
      ? {}
      : { latencies: findings.latencies.map((latency) => latencyToJson(latency, unit)) }),
    assumptions: findings.assumptions.map(({ id, text }) => ({ id, text })),
    warnings: findings.warnings.map(({ path, message }) => ({ path, message })),
  };
}

function claimToJson(claim: Claim, unit: TimeUnit): Json {
  return {
    id: claim.id,
    subject: { ...claim.subject },
    statement: claim.statement,
    verdict: claim.verdict,
    method: claim.method,
    assumptions: [...claim.assumptions],
    ...present("bound", claim.bound, unit),
    ...present("deadline", claim.deadline, unit),
    ...present("margin", claim.margin, unit),
    witness: Object.fromEntries(
      Object.entries(claim.witness).map(([name, value]) => [name, valueToJson(value, unit)]),
    ),
    ...(claim.reason === undefined ? {} : { reason: claim.reason }),
    ...(claim.advice === undefined ? {} : { advice: claim.advice }),
    ...(claim.scenario === undefined ? {} : { scenario: scenarioToJson(claim.scenario, unit) }),
  };
}

function latencyToJson({ start, end, ...told }: SourceLatency, unit: TimeUnit): Json {
  const { source, core, vm, admittedOnly, reason } = told;
  const bounds = { start: start && exactIn(unit, start), end: end && exactIn(unit, end) };
  return { source, core, vm, admittedOnly, ...bounds, reason };
}

function present(name: string, quantity: Duration | undefined, unit: TimeUnit): { [key: string]: Json } {
  return quantity === undefined ? {} : { [name]: exactIn(unit, quantity) };
}

function valueToJson(value: WitnessValue, unit: TimeUnit): Json {
  if (value instanceof Duration || value instanceof Work || value instanceof Instant)
    return exactIn(unit, value);
  if (value instanceof Rational) return value.toString();
  if (typeof value === "string" || typeof value === "number") return value;
  return value.map((each) => valueToJson(each, unit));
}

/** A scenario with exact strings in the given unit. */
export function scenarioToJson(scenario: Scenario, unit: TimeUnit): Json {
  const exact = (quantity: Duration | Work | Instant): string => exactIn(unit, quantity);
  const { supply, blocker, miss } = scenario;
  return {
    releases: scenario.releases.map(({ task, firstArrival, period, wcet }) => ({
      task,
      firstArrival: exact(firstArrival),
      period: exact(period),
      wcet: exact(wcet),
    })),
    interference: scenario.interference.map((load) => loadToJson(load, unit)),
    supply: {
      start: exact(supply.start),
      cycle: exact(supply.cycle),
      windows: supply.windows.map(({ from, to }) => [exact(from), exact(to)]),
    },
    blocker: blocker === null ? null : { task: blocker.task, section: exact(blocker.section) },
    ...(scenario.interrupts === undefined
      ? {}
      : {
          interrupts: scenario.interrupts.map(({ source, first, period }) => ({
            source,
            first: exact(first),
            period: exact(period),
          })),
        }),
    miss: {
      task: miss.task,
      job: miss.job,
      arrival: exact(miss.arrival),
      deadline: exact(miss.deadline),
      finish: miss.finish === null ? null : exact(miss.finish),
    },
  };
}

function loadToJson({ name, arrivals, wcet }: Load, unit: TimeUnit): Json {
  const model: Json =
    arrivals.kind === "token-bucket"
      ? { capacity: arrivals.capacity.toString(), refill: exactIn(unit, arrivals.refill) }
      : {
          period: exactIn(unit, arrivals.period),
          jitter: exactIn(unit, arrivals.jitter),
          minDistance: exactIn(unit, arrivals.minDistance),
        };
  return { name, arrivals: model, wcet: exactIn(unit, wcet) };
}
