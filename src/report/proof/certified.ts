/** An accepted certificate as the report tells it: what it says, and every inequality that the checker evaluated for it. */
import type { Json } from "../../checker/canonical.ts";
import { type Model, readModel, type Vm } from "../../checker/model.ts";
import { list, natural, optional, record, text } from "../../checker/shape.ts";
import { type CertifiedVerdict, verify } from "../../checker/verify.ts";
import { Derivation } from "../../checker/world.ts";
import { InputError } from "../../contract/errors.ts";
import { Rational } from "../../numeric/rational.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { type Inequality, LedgerBook, type LedgerLines } from "./inequality.ts";
import { TimeScale } from "./time-scale.ts";

export interface CertifiedClaim {
  readonly id: string;
  readonly verdict: CertifiedVerdict;
  readonly theorem: string | null;
  readonly hypotheses: readonly string[];
  readonly rests: readonly string[];
  readonly proof: { readonly [key: string]: Json } | null;
  readonly reason: string;
  readonly ledger: LedgerLines;
}

export interface Lemma {
  readonly source: string;
  readonly delay: bigint;
  readonly windows: readonly bigint[];
  readonly ledger: LedgerLines;
}

export interface Certified {
  readonly id: string;
  readonly modelHash: string;
  readonly tool: string;
  readonly tick: string;
  readonly system: string;
  readonly cores: bigint;
  readonly verdict: CertifiedVerdict;
  readonly scale: TimeScale;
  readonly model: Model;
  readonly derived: Derivation;
  readonly delays: ReadonlyMap<string, bigint>;
  readonly claims: readonly CertifiedClaim[];
  readonly lemmas: readonly Lemma[];
  readonly hypotheses: readonly Readonly<Record<"id" | "text" | "owner" | "status" | "evidence", string>>[];
  readonly theorems: readonly Readonly<Record<"id" | "statement" | "source", string>>[];
}

/**
 * Puts a certificate before the checker and reads it. A certificate that is refused has no report.
 * @throws InputError with the place and the reason of the refusal.
 */
export function readCertified(certificate: string): Certified {
  const outcome = verify(certificate);
  if (outcome.kind === "unreadable") throw new InputError(outcome.reason);
  if (outcome.kind === "refused")
    throw new InputError(`the checker refuses the certificate at ${outcome.at}: ${outcome.reason}`);
  const all = JSON.parse(certificate) as { readonly [key: string]: Json };
  const model = readModel(all["model"]);
  const book = new LedgerBook([
    ...list(all["lemmas"], "lemmas", (each) => `lemma on ${(each as { source: string }).source}`),
    ...list(all["claims"], "claims", (each) => (each as { id: string }).id),
  ]);
  // Once more, now that it is known of whom each line speaks.
  verify(certificate, { explain: (line) => book.hear(line) });
  const told = all["model"] as { readonly [key: string]: Json };
  const lemmas = list(all["lemmas"], "lemmas", (value, at): Lemma => {
    const fields = record(value, at, "cycle delay source windows");
    const source = text(fields["source"], at);
    return {
      source,
      delay: natural(fields["delay"], at),
      windows: list(fields["windows"], at, natural),
      ledger: book.of(`lemma on ${source}`),
    };
  });
  const delays = new Map(lemmas.map(({ source, delay }) => [source, delay]));
  const tick = text(all["tick"], "tick");
  return {
    id: text(all["id"], "id"),
    modelHash: text(all["modelHash"], "modelHash"),
    tool: text(all["tool"], "tool"),
    tick,
    system: text(told["system"], "model.system"),
    cores: natural(told["cores"], "model.cores"),
    verdict: outcome.verdict,
    scale: new TimeScale(Rational.from(tick), text(told["timeUnit"], "model.timeUnit") as TimeUnit),
    model,
    derived: new Derivation(model, delays),
    delays,
    claims: list(all["claims"], "claims", (value, at) => readClaim(value, at, book)),
    lemmas,
    hypotheses: list(all["hypotheses"], "hypotheses", texts) as unknown as Certified["hypotheses"],
    theorems: list(all["theorems"], "theorems", texts) as unknown as Certified["theorems"],
  };
}

function readClaim(value: Json, at: string, book: LedgerBook): CertifiedClaim {
  const fields = record(value, at, "hypotheses id proof reason rests theorem verdict");
  const id = text(fields["id"], at);
  return {
    id,
    verdict: text(fields["verdict"], at) as CertifiedVerdict,
    theorem: optional(fields["theorem"], at, text),
    hypotheses: list(fields["hypotheses"], at, text),
    rests: list(fields["rests"], at, text),
    proof: fields["proof"] as CertifiedClaim["proof"],
    reason: text(fields["reason"], at),
    ledger: book.of(id),
  };
}

const texts = (value: Json): Json => value;

/** The part of a claim's proof that holds whole numbers, such as its windows. */
export const naturals = (proof: CertifiedClaim["proof"], key: string): readonly bigint[] =>
  list(proof?.[key], key, natural);

/** A whole number of a claim's proof; null where it is left out or null. */
export const numberOf = (proof: CertifiedClaim["proof"], key: string): bigint | null =>
  proof?.[key] === undefined ? null : optional(proof[key], key, natural);

/** The VM that a claim is about; names may hold slashes, so that one VM's claims can begin like another's. */
export const vmOfClaim = ({ vms }: Model, id: string): Vm | undefined =>
  vms.find(
    ({ name, tasks }) =>
      ["tasks", "server", "contract"].some((what) => id === `vm/${name}/${what}`) ||
      tasks.some((task) => id === `vm/${name}/task/${task.name}`),
  );

/** Whether the claim says anything that the checker has verified. */
export const isShown = ({ verdict }: CertifiedClaim): boolean =>
  verdict === "proved" || verdict === "refuted";

/** The inequality that left the least room, of those in ticks. */
export const tightest = ({ ledger }: CertifiedClaim): Inequality | null => ledger.tightest;
