/** Readers of what a claim brings as its proof, and what a rule says that it has shown. */
import type { Json } from "./canonical.ts";
import type { Cover } from "./edf.ts";
import type { Windows } from "./fixed-priority.ts";
import type { Scenario } from "./scenario.ts";
import { list, natural, oneOf, optional, positive, record, text, tuple } from "./shape.ts";

/** What a claim turned out to be: the theorem that shows it, its hypotheses and the claims it rests on. */
export interface Shown {
  readonly theorem: string;
  readonly hypotheses: readonly string[];
  readonly rests: readonly string[];
}

export type Kind = "proved" | "refuted";
/** What every claim about the VMM rests on. */
export const VMM: readonly string[] = ["vmm-costs", "interrupts-keep-their-word"];

/** What rule a proof asks for; undefined where it says nothing of the sort. */
export const kindOf = (proof: Json): Json | undefined =>
  proof !== null && typeof proof === "object" && "kind" in proof ? proof["kind"] : undefined;

export function readWindows(fields: { readonly [key: string]: Json }, at: string): Windows {
  return {
    windows: list(fields["windows"], `${at}.windows`, natural),
    cycle: optional(fields["cycle"], `${at}.cycle`, positive),
  };
}

export function readCover(proof: Json): Cover {
  const { cover, tail, kind } = record(proof, "proof", "cover kind tail");
  oneOf(kind, "proof.kind", ["edf-cover"]);
  const points = list(cover, "proof.cover", (each, at): [bigint, bigint] => {
    const [b = 0n, a = 0n] = tuple(each, at, 2);
    return [b, a];
  });
  const all = record(tail, "proof.tail", "cycle? kind length?");
  const how = oneOf(all["kind"], "proof.tail.kind", ["none", "linear", "busy-period", "periodic"]);
  if (how === "busy-period") {
    const { length } = record(tail, "proof.tail", "kind length");
    return { points, tail: { kind: how, length: positive(length, "proof.tail.length") } };
  }
  if (how === "periodic") {
    const { cycle } = record(tail, "proof.tail", "cycle kind");
    return { points, tail: { kind: how, cycle: positive(cycle, "proof.tail.cycle") } };
  }
  record(tail, "proof.tail", "kind");
  return { points, tail: { kind: how } };
}

export function readScenario(proof: Json): Scenario {
  const fields = record(proof, "proof", "blocker cycle job kind scale start task world");
  oneOf(fields["kind"], "proof.kind", ["scenario"]);
  return {
    world: oneOf(fields["world"], "proof.world", ["worst", "best"]),
    scale: positive(fields["scale"], "proof.scale"),
    start: natural(fields["start"], "proof.start"),
    cycle: natural(fields["cycle"], "proof.cycle"),
    blocker: optional(fields["blocker"], "proof.blocker", (value, at) => {
      const { task, section } = record(value, at, "section task");
      return { task: text(task, at), section: natural(section, at) };
    }),
    late: { task: text(fields["task"], "proof.task"), job: natural(fields["job"], "proof.job") },
  };
}

export function readLate(proof: Json): Scenario["late"] {
  const { kind, task, job } = record(proof, "proof", "job kind task");
  oneOf(kind, "proof.kind", ["late-budget"]);
  return { task: text(task, "proof.task"), job: natural(job, "proof.job") };
}
