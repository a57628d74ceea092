import { createHash } from "node:crypto";
import type { System } from "../../model/system.ts";

/** SHA-256 of a system as canonical JSON: every quantity exact, keys in the order of the alphabet. */
export function systemDigest(system: System): string {
  return createHash("sha256").update(canonical(system)).digest("hex");
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return `${each}`;
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
