import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { Findings } from "../../src/certificate/findings.ts";
import { type Outcome, verify } from "../../src/checker/verify.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { certificateOf, subjectText } from "../../src/evidence/certificate.ts";
import type { System } from "../../src/model/system.ts";
import { filesBelow, ROOT } from "./source-tree.ts";

/** A system with what check says of it, its certificate, and what the checker says of that. */
export interface Certified {
  readonly system: System;
  readonly findings: Findings;
  readonly text: string;
  readonly outcome: Outcome;
}

export function certified(system: System, effort?: number): Certified {
  const findings = checkSystem(system, effort === undefined ? {} : { effort });
  const text = certificateOf(system, findings);
  return { system, findings, text, outcome: verify(text, { subject: subjectText(system) }) };
}

/**
 * What is wrong with a certificate, in words; empty if the checker accepts it with every verdict of check. Every claim that
 * check decides has to be shown unless `uncertified` is allowed.
 */
export function complaints({ findings, outcome }: Certified): string[] {
  if (outcome.kind !== "accepted") return [JSON.stringify(outcome)];
  const told = new Map(outcome.claims.map(({ id, verdict }) => [id, verdict]));
  return findings.claims
    .filter(({ id, verdict }) => told.get(id) !== verdict)
    .map(({ id, verdict }) => `${id}: ${verdict} by check, ${told.get(id)} by the certificate`);
}

/** The names of the systems in fixtures. */
export const FIXTURES: readonly string[] = filesBelow("fixtures/systems", ".yaml");

export async function fixture(path: string): Promise<System> {
  const { system } = await loadSystem(readFileSync(join(ROOT, path), "utf8"), path);
  return system;
}
