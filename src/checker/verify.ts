/**
 * Is a certificate true? Everything that it says is derived again from the model that it embeds; what cannot be shown is
 * refused. The checker knows no analysis: it evaluates the inequalities of a witness, it does not search for one.
 */
import { canonical, type Json, readCanonical, sha256 } from "./canonical.ts";
import { shownBy } from "./claims.ts";
import { topHalfBound } from "./interrupt-claim.ts";
import { Ledger, Refusal } from "./ledger.ts";
import { type Model, readModel } from "./model.ts";
import { kindOf, readWindows } from "./proof.ts";
import { list, natural, oneOf, record, text } from "./shape.ts";
import { HYPOTHESES, THEOREMS } from "./statements.ts";
import { Derivation } from "./world.ts";

export const SCHEMA = "hyperbound-certificate/1";

const VERDICTS = ["proved", "uncertified", "not-proved", "no-bound", "refuted"] as const;
/** From best to worst. An uncertified claim has been decided, but nothing here shows it. */
export type CertifiedVerdict = (typeof VERDICTS)[number];

export type Outcome =
  /** All that the certificate shows is true under `hypotheses`; what it does not show it does not claim. */
  | {
      readonly kind: "accepted";
      readonly verdict: CertifiedVerdict;
      readonly claims: readonly { readonly id: string; readonly verdict: CertifiedVerdict }[];
      readonly hypotheses: readonly { readonly id: string; readonly text: string; readonly owner: string }[];
    }
  | { readonly kind: "refused"; readonly at: string; readonly reason: string }
  /** Not a certificate at all: no JSON, or JSON of something else. */
  | { readonly kind: "unreadable"; readonly reason: string };

export interface VerifyOptions {
  /** The canonical JSON of { model, tick } of the system that the certificate should speak of. */
  readonly subject?: string;
  /** Is told each inequality that was evaluated. */
  readonly explain?: (line: string) => void;
}

/** Checks the text of a certificate. Never throws. */
export function verify(text: string, options: VerifyOptions = {}): Outcome {
  try {
    const value = readCanonical(text);
    if (value === null || typeof value !== "object" || Array.isArray(value))
      return { kind: "unreadable", reason: "this is no JSON object" };
    const { schema } = value as { readonly schema?: Json };
    if (typeof schema !== "string" || !schema.startsWith("hyperbound-certificate/"))
      return { kind: "unreadable", reason: "this is no certificate of hyperbound" };
    if (schema !== SCHEMA)
      throw new Refusal("schema", `is ${schema.slice(0, 60)}: this checker knows ${SCHEMA} only`);
    return accepted(value, options);
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", at: error.at, reason: error.message };
    return { kind: "refused", at: "the checker", reason: `failed with ${error}: nothing was shown` };
  }
}

interface Claim {
  readonly id: string;
  readonly verdict: CertifiedVerdict;
  readonly theorem: string | null;
  readonly hypotheses: readonly string[];
  readonly rests: readonly string[];
  readonly proof: Json;
}

function accepted(value: Json, { subject, explain = () => {} }: VerifyOptions): Outcome {
  const fields = record(
    value,
    "the certificate",
    "claims hypotheses id lemmas model modelHash schema theorems tick tool verdict",
  );
  const { id: _, ...body } = fields;
  if (sha256(body) !== fields["id"]) throw new Refusal("id", "is not the hash of the rest");
  const told = { model: fields["model"], tick: fields["tick"] };
  if (sha256(told) !== fields["modelHash"])
    throw new Refusal("modelHash", "is not the hash of model and tick");
  if (subject !== undefined && canonical(told) !== subject)
    throw new Refusal(
      "model",
      "is not that of the given system: certify that system, or verify with the right one",
    );
  text(fields["tool"], "tool");
  readTick(fields["tick"]);
  const model = readModel(fields["model"]);
  const claims = list(fields["claims"], "claims", readClaim);
  requireCoverage(model, claims);
  const verdicts = new Map(claims.map((claim) => [claim.id, claim.verdict]));
  const delays = new Map<string, bigint>();
  const derived = new Derivation(model, delays);
  for (const lemma of list(fields["lemmas"], "lemmas", (each, at) =>
    record(each, at, "cycle delay source windows"),
  )) {
    const name = text(lemma["source"], "lemmas.source");
    const ledger: Ledger = new Ledger(`lemma on ${name}`, explain);
    const source = model.sources.find((each) => each.name === name);
    if (source === undefined || delays.has(name))
      return ledger.refuse("there is no such source, or it has two lemmas");
    const delay = topHalfBound(ledger, derived, source, readWindows(lemma, ledger.at));
    ledger.require(
      delay === natural(lemma["delay"], "lemmas.delay"),
      `the delay is the longest shown, ${delay}`,
    );
    delays.set(name, delay);
  }
  for (const claim of claims) checkClaim(claim, verdicts, derived, delays, explain);
  const used = [...new Set(claims.flatMap(({ hypotheses }) => hypotheses))].sort();
  const theorems = [...new Set(claims.flatMap(({ theorem }) => theorem ?? []))].sort();
  requireTexts("hypotheses", fields["hypotheses"], used, ["owner", "text"], HYPOTHESES);
  requireTexts("theorems", fields["theorems"], theorems, ["source", "statement"], THEOREMS);
  const verdict = worst(claims);
  if (fields["verdict"] !== verdict)
    throw new Refusal("verdict", `is not the worst of the claims, ${verdict}`);
  return {
    kind: "accepted",
    verdict,
    claims: claims.map((claim) => ({ id: claim.id, verdict: claim.verdict })),
    hypotheses: used.map((name) => ({ id: name, ...(HYPOTHESES[name] as { text: string; owner: string }) })),
  };
}

function readClaim(value: Json, at: string): Claim {
  const fields = record(value, at, "hypotheses id proof reason rests theorem verdict");
  text(fields["reason"], `${at}.reason`);
  return {
    id: text(fields["id"], `${at}.id`),
    verdict: oneOf(fields["verdict"], `${at}.verdict`, VERDICTS),
    theorem: fields["theorem"] === null ? null : text(fields["theorem"], `${at}.theorem`),
    hypotheses: list(fields["hypotheses"], `${at}.hypotheses`, text),
    rests: list(fields["rests"], `${at}.rests`, text),
    proof: fields["proof"] ?? null,
  };
}

const worst = (claims: readonly Claim[]): CertifiedVerdict =>
  VERDICTS[Math.max(0, ...claims.map(({ verdict }) => VERDICTS.indexOf(verdict)))] as CertifiedVerdict;

function checkClaim(
  claim: Claim,
  verdicts: ReadonlyMap<string, CertifiedVerdict>,
  derived: Derivation,
  delays: ReadonlyMap<string, bigint>,
  explain: (line: string) => void,
): void {
  const ledger: Ledger = new Ledger(claim.id, explain);
  const { verdict, proof } = claim;
  if (verdict !== "proved" && verdict !== "refuted") {
    const empty =
      proof === null && claim.theorem === null && claim.hypotheses.length + claim.rests.length === 0;
    ledger.require(empty, `a claim that is ${verdict} brings no proof`);
    explain(`${claim.id}: claims nothing (${verdict})`);
    return;
  }
  const { beyond } = derived.model;
  ledger.require(
    beyond.length === 0,
    `the checker has rules for all of the system (not for ${beyond.join(", ")})`,
  );
  const shown = shownBy(ledger, claim.id, verdict, proof, derived, delays);
  const sorted = (all: readonly string[]): string => [...new Set(all)].sort().join(" ");
  ledger.require(claim.theorem === shown.theorem, `this is an instance of ${shown.theorem}`);
  ledger.require(
    claim.hypotheses.join(" ") === sorted(shown.hypotheses),
    `the hypotheses are ${sorted(shown.hypotheses)}`,
  );
  ledger.require(
    claim.rests.join("\n") === [...new Set(shown.rests)].join("\n"),
    `the claim rests on ${shown.rests.join(", ")}`,
  );
  // Where a server of a core is beyond judgement, coverage has seen to it that its own claim says so.
  for (const id of shown.rests)
    ledger.require(verdicts.has(id) || id.startsWith("core/"), `${id}, on which the claim rests, is a claim`);
  if (kindOf(proof) === "by-demand")
    ledger.require(verdicts.get(shown.rests[0] ?? "") === "proved", "the tasks together are proved");
  explain(`${claim.id}: ${verdict} by ${shown.theorem}`);
}

/** Refuses unless the claims are exactly those that the model demands; beside them some may say that they show nothing. */
function requireCoverage(model: Model, claims: readonly Claim[]): void {
  const derived = new Derivation(model, new Map());
  const verdicts = new Map(claims.map(({ id, verdict }) => [id, verdict]));
  const told = (id: string, verdict: CertifiedVerdict): boolean => verdicts.get(id) === verdict;
  const silent = (id: string): boolean => told(id, "not-proved") || told(id, "no-bound");
  const demanded: string[] = model.sources
    .filter(({ deadline }) => deadline !== null)
    .map(({ name }) => `interrupt/${name}`);
  for (const core of new Set(model.vms.map((vm) => vm.core))) {
    const servers = derived.vmsOn(core).filter((vm) => derived.server(vm) !== null);
    const each = servers.map(({ name }) => `vm/${name}/server`);
    const hopeless = each.filter(silent);
    if (model.policy === "fixed-priority") demanded.push(...each);
    else if (servers.length > 0)
      demanded.push(...(hopeless.length > 0 ? hopeless : [`core/${core}/servers`]));
  }
  for (const vm of model.vms) {
    if (derived.contract(vm) !== null) demanded.push(`vm/${vm.name}/contract`);
    const each = vm.tasks.map(({ name }) => `vm/${vm.name}/task/${name}`);
    const together = `vm/${vm.name}/tasks`;
    // Of an EDF guest that can count on nothing each task is told of alone, and some may starve.
    const hopeless = each.every((id) => silent(id) || told(id, "refuted") || told(id, "uncertified"));
    const apart = vm.scheduling !== "edf" || (each.length > 0 && !verdicts.has(together) && hopeless);
    if (!apart && each.length > 0) demanded.push(together);
    const shown = verdicts.get(together);
    if (apart || shown === "proved" || (shown === "uncertified" && each.some((id) => verdicts.has(id))))
      demanded.push(...each);
  }
  const wanted = new Set(demanded);
  const missing = demanded.find((id) => !verdicts.has(id));
  if (missing !== undefined) throw new Refusal("claims", `leave out ${missing}, which the model demands`);
  const seen = new Set<string>();
  // Claims about what is beyond all rules are not demanded; nothing is shown where there is such a thing.
  const beside = ({ verdict }: Claim): boolean =>
    model.beyond.length > 0 && verdict !== "proved" && verdict !== "refuted";
  const surplus = claims.find(
    (claim) => (!wanted.has(claim.id) && !beside(claim)) || seen.size === seen.add(claim.id).size,
  );
  if (surplus !== undefined)
    throw new Refusal(
      "claims",
      `hold ${surplus.id.slice(0, 80)}, which the model does not demand, or hold it twice`,
    );
}

/** Refuses unless a list of statements is exactly the one that the checker knows for these ids. */
function requireTexts(
  at: string,
  value: Json | undefined,
  ids: readonly string[],
  keys: readonly string[],
  known: Readonly<Record<string, object>>,
): void {
  const extra = at === "hypotheses" ? " evidence status" : "";
  const found = list(value, at, (each, place) => record(each, place, `id ${keys.join(" ")}${extra}`));
  if (found.map(({ id }) => id).join(" ") !== ids.join(" "))
    throw new Refusal(at, `are not exactly ${ids.join(", ")}`);
  for (const statement of found) {
    const { id, evidence, status, ...said } = statement;
    if (canonical(said) !== canonical(known[String(id)]))
      throw new Refusal(`${at}.${id}`, "does not say what the checker has rules for");
    if (extra !== "") {
      oneOf(status, `${at}.${id}.status`, ["assumed", "measured", "proved"]);
      text(evidence, `${at}.${id}.evidence`);
    }
  }
}

/** The length of a tick in seconds, of at most 100 digits above and below the line. */
export function readTick(value: Json | undefined): string {
  const tick = text(value, "tick");
  if (!/^[1-9][0-9]{0,99}(\/[1-9][0-9]{0,99})?$/.test(tick))
    throw new Refusal(
      "tick",
      "is no positive fraction of seconds, of at most 100 digits above and below the line",
    );
  return tick;
}
