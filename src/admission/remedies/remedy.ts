import type { InterruptSource } from "../../model/interrupt.ts";
import type { System } from "../../model/system.ts";
import type { Rational } from "../../numeric/rational.ts";

export type RemedyKind = "delivery" | "device" | "priority" | "quantum" | "budget" | "shaper";

/** At equal cost the change that touches least comes first, in this order. */
export const REMEDY_KINDS: readonly RemedyKind[] = [
  "delivery",
  "device",
  "priority",
  "quantum",
  "budget",
  "shaper",
];

/** A time or a word to be written at a place of a description, or `null` for a key to be left out. */
export type RemedyValue = { readonly seconds: Rational } | { readonly word: string };

/** One change with which a refused source is admitted: full checks have said so. */
export interface Remedy {
  readonly kind: RemedyKind;
  /** Where: in the system, or, from `interrupts` on, in the file of the source. */
  readonly path: readonly string[];
  readonly value: RemedyValue;
  /**
   * What the change gives up: for a shaper the share of the source's events that it may drop; for a budget and a quantum
   * the share of the core that is reserved or spent on VM switches in addition; 0 for a word or a priority.
   */
  readonly cost: Rational;
}

/** What is changed: the system, the source, or both. */
export interface Variant {
  readonly system: System;
  readonly source: InterruptSource;
}

/** The cheapest first. */
export function byCost(a: Remedy, b: Remedy): number {
  return a.cost.compare(b.cost) || REMEDY_KINDS.indexOf(a.kind) - REMEDY_KINDS.indexOf(b.kind);
}
