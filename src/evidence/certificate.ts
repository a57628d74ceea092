/**
 * Writes the certificate of what `checkSystem` found. The witnesses are searched on the checker's own reading of the model,
 * and each is put before the checker's rule at once: a claim whose witness was not found, or does not show what was found,
 * is listed as uncertified.
 */

import type { Claim } from "../certificate/claim.ts";
import type { Findings } from "../certificate/findings.ts";
import { canonical, type Json, sha256 } from "../checker/canonical.ts";
import { shownBy } from "../checker/claims.ts";
import { topHalfBound } from "../checker/interrupt-claim.ts";
import { Ledger, Refusal } from "../checker/ledger.ts";
import { type Model, readModel } from "../checker/model.ts";
import { HYPOTHESES, THEOREMS } from "../checker/statements.ts";
import { readTick, SCHEMA } from "../checker/verify.ts";
import { Derivation } from "../checker/world.ts";
import { InputError } from "../contract/errors.ts";
import { VERSION } from "../contract/version.ts";
import type { System } from "../model/system.ts";
import { Duration } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { subjectOf } from "./canonical-model.ts";
import { guestCourses, lateBudget, starvingCourses } from "./courses.ts";
import {
  contractProofs,
  guestProofs,
  interruptProofs,
  serverProofs,
  serversProofs,
  topHalfWindows,
  windowsToJson,
} from "./proofs.ts";

/** A certificate in its canonical text, with a line end. */
export function certificateOf(system: System, findings: Findings): string {
  const { model: told, tick } = subjectOf(system);
  const model = readable(told, tick);
  const delays = new Map<string, bigint>();
  const derived = new Derivation(model, delays);
  const lemmas = model.beyond.length > 0 ? [] : lemmasOf(derived, delays);
  const claims = findings.claims.map((claim) => certified(claim, derived, delays, Rational.from(tick)));
  const used = (key: "hypotheses" | "theorem"): string[] =>
    [...new Set(claims.flatMap((claim) => claim[key] ?? []))].sort();
  const body = {
    schema: SCHEMA,
    tool: `hyperbound ${VERSION}`,
    tick,
    model: told,
    modelHash: sha256({ model: told, tick }),
    hypotheses: used("hypotheses").map((id) => ({ id, ...HYPOTHESES[id], status: "assumed", evidence: "" })),
    theorems: used("theorem").map((id) => ({ id, ...THEOREMS[id] })),
    lemmas,
    claims: claims as unknown as Json,
    verdict: worst(claims.map(({ verdict }) => verdict)),
  };
  return `${canonical({ ...body, id: sha256(body) })}\n`;
}

/** The model as the checker reads it. Throws `InputError` where its numbers are longer than any certificate may hold. */
function readable(told: Json, tick: string): Model {
  try {
    readTick(tick);
    return readModel(told);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new InputError(
      `no certificate can hold this system: ${error.at} ${error.message}; write times that have a longer common divisor`,
    );
  }
}

/** The subject of a system as `verify` compares it. */
export const subjectText = (system: System): string => canonical(subjectOf(system));

interface CertifiedClaim {
  readonly id: string;
  readonly verdict: string;
  readonly theorem: string | null;
  readonly hypotheses: readonly string[];
  readonly rests: readonly string[];
  readonly proof: Json;
  readonly reason: string;
}

const SEVERITY = ["proved", "uncertified", "not-proved", "no-bound", "refuted"];

function worst(verdicts: readonly string[]): string {
  return SEVERITY[Math.max(0, ...verdicts.map((verdict) => SEVERITY.indexOf(verdict)))] as string;
}

function lemmasOf(derived: Derivation, delays: Map<string, bigint>): Json[] {
  return derived.model.sources.flatMap((source) => {
    const windows = topHalfWindows(derived, source);
    if (windows === null) return [];
    const delay = attempt(() => topHalfBound(silentLedger(source.name), derived, source, windows));
    if (delay === null) return [];
    delays.set(source.name, delay);
    return [{ source: source.name, delay: String(delay), ...windowsToJson(windows) }];
  });
}

function certified(
  claim: Claim,
  derived: Derivation,
  delays: ReadonlyMap<string, bigint>,
  tick: Rational,
): CertifiedClaim {
  const { id, verdict, reason = "" } = claim;
  const nothing = { id, theorem: null, hypotheses: [], rests: [], proof: null };
  if (verdict !== "proved" && verdict !== "refuted") return { ...nothing, verdict, reason };
  const { model } = derived;
  for (const proof of model.beyond.length > 0 ? [] : candidates(claim, derived, delays, tick)) {
    const shown = attempt(() => shownBy(silentLedger(id), id, verdict, proof, derived, delays));
    if (shown === null || !agrees(claim, proof, tick)) continue;
    return {
      id,
      verdict,
      theorem: shown.theorem,
      hypotheses: [...new Set(shown.hypotheses)].sort(),
      rests: [...new Set(shown.rests)],
      proof,
      reason: verdict === "refuted" ? reason : "",
    };
  }
  return { ...nothing, verdict: "uncertified", reason: uncertifiedReason(verdict, model) };
}

function uncertifiedReason(verdict: string, { beyond }: Model): string {
  const why =
    beyond.length > 0
      ? `the checker has no rules for: ${beyond.join(", ")}`
      : "no witness was found that the checker accepts";
  return `the analysis says ${verdict}, but ${why}`;
}

/** Whether a proof bounds what the analysis bounded, where both give a bound: a difference would be a mistake of one of them. */
function agrees({ bound, verdict, method }: Claim, proof: Json, tick: Rational): boolean {
  if (verdict !== "proved" || bound === undefined || method === "edf-response-time") return true;
  const shown = proof !== null && typeof proof === "object" && "bound" in proof ? proof["bound"] : undefined;
  return typeof shown !== "string" || bound.value.equals(Rational.from(shown).times(tick));
}

function candidates(
  { id, verdict, scenario, subject, witness }: Claim,
  derived: Derivation,
  delays: ReadonlyMap<string, bigint>,
  tick: Rational,
): readonly Json[] {
  const { vms, sources } = derived.model;
  const vm = vms.find(({ name }) => name === subject.vm);
  if (verdict === "refuted") {
    if (scenario === undefined) return [];
    if (scenario.interrupts !== undefined) return starvingCourses(scenario.interrupts, tick);
    const ofHost = id.endsWith("/server") || id === `core/${subject.core}/servers`;
    return ofHost || vm === undefined
      ? lateBudget(scenario)
      : guestCourses(derived, vm, scenario, witness["at"] instanceof Duration ? witness["at"] : null, tick);
  }
  const source = sources.find(({ name }) => name === subject.source);
  if (source !== undefined) return interruptProofs(derived, source, delays.get(source.name));
  if (vm === undefined) return serversProofs(derived, BigInt(subject.core ?? 0));
  if (subject.task !== undefined) return guestProofs(derived, vm, subject.task);
  if (id === `vm/${vm.name}/server`) return serverProofs(derived, vm);
  return id === `vm/${vm.name}/contract` ? contractProofs(derived, vm) : guestProofs(derived, vm, null);
}

const silentLedger = (at: string): Ledger => new Ledger(at, () => {});

function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
