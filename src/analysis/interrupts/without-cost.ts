import type { Effort } from "../effort.ts";
import type { Limit } from "./limit.ts";
import { basisOf, type InterruptQuestion, tickQuestion } from "./question.ts";
import { firstUnmet } from "./unmet.ts";

/** How far sources without cost may go: as far as they like, or not at all where deadlines are missed without them. */
export function withoutCost(question: InterruptQuestion, effort: Effort): Limit<never> {
  const unmet = firstUnmet(question, [], effort);
  if (unmet === "none") return { kind: "unlimited" };
  if (unmet === "exhausted") return { kind: "undetermined", atBest: null, limit: effort.limit };
  return { kind: "none", basis: basisOf(tickQuestion(question, [])) };
}
