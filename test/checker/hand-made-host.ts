import { type Claimed, certificate, claim, type Fields, hog, model, server, source } from "./hand-made.ts";

export const VMM: readonly string[] = ["interrupts-keep-their-word", "vmm-costs", "vmm-enforces-budgets"];

export const under =
  (theorem: string): ((proof: Fields) => Partial<Claimed>) =>
  (proof: Fields): Partial<Claimed> => ({ theorem, hypotheses: VMM, proof });

export const byPriority: (proof: Fields) => Partial<Claimed> = under("server-response-time");

/** Two VMs below fixed priorities: `g` above `h`, of which `h` is told of; what else there is stays open. */
export function second(
  shown: Partial<Claimed>,
  g: Fields,
  h: Fields,
  more: Fields = {},
  costs: Fields = {},
): string {
  const told = model([g, h], { policy: "fixed-priority", ...more }, costs);
  const open = [g, h].flatMap((each) =>
    (each["tasks"] as readonly Fields[]).map(({ name }) => `vm/${each["name"]}/task/${name}`),
  );
  const verdict = (shown.proof as Fields)["kind"] === "late-budget" ? "refuted" : "proved";
  return certificate({
    model: told,
    claims: [
      ...(g["supply"] === null ? [] : [claim("vm/g/server", "uncertified")]),
      claim("vm/h/server", verdict, shown),
      ...open.map((id) => claim(id, "uncertified")),
    ],
  });
}

export const g = (kind: string, more: Fields = {}): Fields =>
  hog("g", { priority: 1, supply: server(kind, 2, 5), ...more });

export const h = (more: Fields = {}): Fields =>
  hog("h", { priority: 2, supply: server("polling", 3, 10), ...more });

export const irq = (more: Fields = {}): Fields => ({ interrupts: [source("irq", 20, 1, more)] });

export const not = "vm/h/server: the late server is not the claim's, or may not use its whole budget";

export const of = (name: string, kind: string, budget: number, period: number, more: Fields = {}): Fields =>
  hog(name, { supply: server(kind, budget, period), ...more });

export const core = (what: string): string => `core/0/servers: ${what}`;
