import { describe, expect, it } from "vitest";
import { canonical, type Json, sha256 } from "../../src/checker/canonical.ts";
import { HYPOTHESES, THEOREMS } from "../../src/checker/statements.ts";
import { SCHEMA, verify } from "../../src/checker/verify.ts";
import { HAS_PYTHON, secondOpinions } from "../support/second-checker.ts";

/** What a certificate is written from: JSON with numbers, which become strings of digits. */
export type Told = null | boolean | string | number | readonly Told[] | Fields;
/** A key without a value is left out. */
export type Fields = { readonly [key: string]: Told | undefined };

export interface Claimed {
  readonly id: string;
  readonly verdict: string;
  readonly theorem: string | null;
  readonly proof: Told;
  readonly hypotheses: readonly string[];
  readonly rests: readonly string[];
}

const written = (value: Told | undefined): Json => {
  if (typeof value === "number") return String(value);
  if (value === undefined) return null;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(written);
  const kept = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(kept.map(([key, each]) => [key, written(each)]));
};

/** A task without anything special, due at its period. */
export const task = (name: string, wcet: number, period: number, more: Fields = {}): Fields => ({
  ...{ name, wcet, period, deadline: period, jitter: 0, offset: null, priority: null },
  ...{ blocking: 0, nonPreemptible: 0, sections: [], hypercalls: 0 },
  ...more,
});

export const DEDICATED: Fields = { kind: "dedicated" };

export const server = (kind: string, budget: number, period: number, deadline: number = period): Fields =>
  kind === "periodic" || kind === "edp"
    ? { kind, budget, period, deadline }
    : { kind: "server", server: kind, budget, period, deadline };

/** A preemptive guest on core 0 with rates as priorities. */
export const vm = (name: string, tasks: readonly Told[], more: Fields = {}): Fields => ({
  ...{ name, tasks, core: 0, scheduling: "rate-monotonic", preemptive: true, supply: null, above: [] },
  ...{ priority: null, quantum: null, activations: null },
  ...more,
});

/** A VM that may always run, and of which nothing is asked. */
export const hog = (name: string, more: Fields = {}): Fields =>
  vm(name, [], { scheduling: "best-effort", ...more });

/** An interrupt source that is handled at once, without shaper, coalescing or ring. */
export const source = (name: string, period: number, top: number, more: Fields = {}): Fields => ({
  ...{
    name,
    core: 0,
    device: "dedicated",
    delivery: "immediate",
    target: null,
    bottomHalf: 0,
    deadline: null,
  },
  ...{
    arrivals: { period, jitter: 0, minDistance: 0 },
    shaper: null,
    notice: null,
    ring: null,
    topHalf: top,
  },
  ...more,
});

const FREE: Fields = {
  cacheRefill: 0,
  hypercall: 0,
  interruptEntry: 0,
  longestNonPreemptible: 0,
  vmSwitch: 0,
};

/** A system on one core; without more words nothing is known of a VMM, and it costs nothing. */
export const model = (vms: readonly Told[], more: Fields = {}, costs: Fields = {}): Fields => ({
  ...{ policy: "none", vms, cores: 1, costs: { ...FREE, ...costs }, frame: null, slots: [], clockTick: null },
  ...{ interrupts: [], beyond: [], system: "by hand", timeUnit: "ms" },
  ...more,
});

export const claim = (id: string, verdict: string, more: Partial<Claimed> = {}): Claimed => ({
  ...{ id, verdict, theorem: null, proof: null, hypotheses: [], rests: [] },
  ...more,
});

/** What guests on a supply that is promised to them rest on. */
export const PROMISED: readonly string[] = [
  "contract-honoured",
  "guest-work-conserving",
  "tasks-keep-their-word",
  "vmm-costs",
];

const ORDER = ["proved", "uncertified", "not-proved", "no-bound", "refuted"];

export interface Body {
  readonly model: Told;
  readonly claims: readonly Claimed[];
  readonly lemmas?: readonly Told[];
}

/** The certificate of these claims, with all that follows from them filled in; `more` replaces what it names. */
export function certificate({ model: told, claims, lemmas = [] }: Body, more: Fields = {}): string {
  const used = (known: Readonly<Record<string, object>>, ids: readonly string[], extra: Fields): Told =>
    [...new Set(ids)].sort().map((id) => ({ id, ...(known[id] as Fields), ...extra }));
  const { tick = "1/1000" } = more;
  const verdicts = claims.map(({ verdict }) => ORDER.indexOf(verdict));
  const body = written({
    ...{ schema: SCHEMA, tool: "by hand", tick, model: told, lemmas },
    claims: claims.map((each) => ({ reason: "", ...each })),
    hypotheses: used(
      HYPOTHESES,
      claims.flatMap(({ hypotheses }) => hypotheses),
      { evidence: "", status: "assumed" },
    ),
    theorems: used(
      THEOREMS,
      claims.flatMap(({ theorem }) => theorem ?? []),
      {},
    ),
    modelHash: sha256(written({ model: told, tick })),
    verdict: ORDER[Math.max(0, ...verdicts)] ?? "",
    ...more,
  }) as { readonly [key: string]: Json };
  return canonical({ id: sha256(body), ...body });
}

/** `accepted VERDICT`, or where a certificate is refused and why. */
export function said(text: string): string {
  const outcome = verify(text);
  if (outcome.kind === "accepted") return `accepted ${outcome.verdict}`;
  return outcome.kind === "refused" ? `${outcome.at}: ${outcome.reason}` : outcome.reason;
}

/** A name, a certificate, and what the checker has to say of it. */
export type Case = readonly [string, string, string];

const asked: (readonly [string, string])[] = [];

/** Asks both checkers about each certificate: the second one, which has words of its own, about all of a file at once. */
export function judged(what: string, cases: readonly Case[]): void {
  if (asked.length === 0) it.skipIf(!HAS_PYTHON)("the second checker says so, too", agreed);
  asked.push(...cases.map(([name, text]) => [`${what} ${name}`, text] as const));
  describe(what, () => {
    it.each(cases)("%s", (_, text, expected) => expect(said(text)).toBe(expected));
  });
}

function agreed(): void {
  const opinions = secondOpinions(asked.map(([, text]) => text));
  const verdict = (line: string): string => (line.startsWith("accepted ") ? line : "refused");
  expect(asked.map(([name], index) => `${name}: ${verdict(opinions[index] ?? "")}`)).toEqual(
    asked.map(([name, text]) => `${name}: ${verdict(said(text))}`),
  );
}
