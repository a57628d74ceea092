import { assumption } from "../certificate/assumption.ts";
import type { Claim, WitnessValue } from "../certificate/claim.ts";
import type { Scenario } from "../certificate/scenario.ts";
import { theorem } from "../certificate/theorem.ts";
import { Duration, Instant, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { readable, withUnit } from "../numeric/unit-text.ts";

/** The argument for every claim of an answer, as text. */
export function explain(answer: { readonly claims: readonly Claim[]; readonly timeUnit: TimeUnit }): string {
  return answer.claims.map((claim) => explainClaim(claim, answer.timeUnit)).join("\n\n———\n\n");
}

/** The argument for a claim, step by step, from the claim alone: nothing is computed here. */
export function explainClaim(claim: Claim, unit: TimeUnit): string {
  const { title, statement, conditions, source } = theorem(claim.method);
  const sections = [
    [`Claim ${claim.id}: ${claim.statement}`, `Verdict: ${claim.verdict}`],
    [`Theorem (${title}): ${statement}`, `Conditions: ${conditions}`, `Source: ${source}`],
    ["The numbers that decide it:", ...witnessLines(claim, unit)],
    conclusion(claim, unit),
    claim.scenario === undefined ? [] : scenarioLines(claim.scenario, unit),
    claim.assumptions.length === 0
      ? []
      : ["Assuming:", ...claim.assumptions.map((id) => `  ${id}: ${assumption(id).text}`)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function witnessLines(claim: Claim, unit: TimeUnit): string[] {
  const { kind, ...numbers } = claim.witness;
  const width = Math.max(0, ...Object.keys(numbers).map((name) => name.length));
  return [
    `  (${kind})`,
    ...Object.entries(numbers).map(([name, value]) => `  ${name.padEnd(width)} = ${show(value, unit)}`),
  ];
}

function conclusion(claim: Claim, unit: TimeUnit): string[] {
  const lines: string[] = [];
  if (claim.bound !== undefined && claim.deadline !== undefined) {
    const holds = claim.bound.atMost(claim.deadline);
    const [bound, deadline] = [withUnit(unit, claim.bound), withUnit(unit, claim.deadline)];
    lines.push(`Hence: bound ${bound} ${holds ? "≤" : ">"} deadline ${deadline}.`);
  }
  if (claim.reason !== undefined) lines.push(`Reason: ${claim.reason}.`);
  if (claim.advice !== undefined) lines.push(`What would help: ${claim.advice}.`);
  return lines;
}

/** A counter-example as sentences that can be followed on paper. */
export function scenarioLines(scenario: Scenario, unit: TimeUnit): string[] {
  const time = (quantity: Duration | Work | Instant): string => withUnit(unit, quantity);
  const { supply, blocker, miss } = scenario;
  const windows = supply.windows.map(({ from, to }) => `[${time(from)}, ${time(to)})`).join(", ");
  return [
    "A legal course of events in which the deadline is missed:",
    ...(blocker === null
      ? []
      : [`  just before 0, ${blocker.task} enters a section of ${time(blocker.section)}`]),
    ...scenario.releases.map(
      ({ task, firstArrival, period, wcet }) =>
        `  ${task} arrives at ${time(firstArrival)} and every ${time(period)}, is released no earlier than 0, each job needs ${time(wcet)}`,
    ),
    ...scenario.interference.map(
      ({ name, wcet }) => `  ${name} arrives from 0 on as densely as it may, taking ${time(wcet)} each`,
    ),
    ...(scenario.interrupts ?? []).map(
      ({ source, first, period }) => `  ${source} interrupts at ${time(first)} and every ${time(period)}`,
    ),
    `  supply: none before ${time(supply.start)}, from there on ${windows} of every ${time(supply.cycle)}`,
    `  job ${miss.job} of ${miss.task} arrives at ${time(miss.arrival)} and is due at ${time(miss.deadline)}: ${
      miss.finish === null ? "it is unfinished then" : `it ends at ${time(miss.finish)}`
    }`,
  ];
}

function show(value: WitnessValue, unit: TimeUnit): string {
  if (value instanceof Duration || value instanceof Work || value instanceof Instant)
    return withUnit(unit, value);
  if (value instanceof Rational) return readable(value);
  if (typeof value === "string" || typeof value === "number") return String(value);
  return value.map((each) => show(each, unit)).join(", ");
}
