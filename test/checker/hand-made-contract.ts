import { certificate, claim, type Fields, hog, source } from "./hand-made.ts";

/** That what a VMM gives `g` is at least its contract. */
export function kept(told: Fields, horizon: number, cycle: number | null = null): string {
  const table = told["policy"] === "table";
  return certificate({
    model: told,
    claims: [
      claim("vm/g/contract", "proved", {
        theorem: table ? "table-dominates-contract" : "supply-dominates-contract",
        hypotheses: ["interrupts-keep-their-word", "vmm-costs"],
        proof: { kind: "dominance", horizon, cycle },
      }),
    ],
  });
}

export const promised = (supply: Fields): Fields => hog("g", { supply });

export const rate = (numerator: number, denominator: number, delay: number): Fields => ({
  ...{ kind: "bounded-delay", numerator, denominator, delay },
});

export const ok = "accepted proved";

export const at = (what: string): string => `vm/g/contract: ${what}`;

export const nothing: string = at("it does not hold that there are a contract and a supply");

export const dma = (period: number, more: Fields = {}): Fields => source("dma", period, 1, more);
