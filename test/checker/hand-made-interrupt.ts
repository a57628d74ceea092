import { type Claimed, certificate, claim, type Fields, hog, model, source } from "./hand-made.ts";

export const VMM: readonly string[] = ["interrupts-keep-their-word", "vmm-costs"];

export const lemma = (
  name: string,
  windows: readonly number[],
  delay: number,
  cycle: number | null = null,
): Fields => ({
  ...{ source: name, windows, delay, cycle },
});

export const shown = (windows: readonly number[], cycle: number | null = null): Fields => ({
  windows,
  cycle,
});

export const owner = (name: string, windows: readonly number[], cycle: number | null = null): Fields => ({
  vm: name,
  windows,
  cycle,
});

export const latency = (
  bound: number,
  owners: readonly Fields[] = [],
  atOnce: Fields | null = null,
): Fields => ({
  ...{ kind: "latency", atOnce, bound, owners },
});

/** The latency of `irq`, on lemmas, in a system of these VMs; what else there is stays open. */
export function handled(
  told: Fields,
  proof: Fields,
  lemmas: readonly Fields[] = [],
  more: Partial<Claimed> = {},
): string {
  const vms = told["vms"] as readonly Fields[];
  const open = vms.flatMap((each) =>
    (each["tasks"] as readonly Fields[]).map(({ name }) =>
      claim(`vm/${each["name"]}/task/${name}`, "uncertified"),
    ),
  );
  const claims = [
    claim("interrupt/irq", "proved", { theorem: "interrupt-latency", hypotheses: VMM, proof, ...more }),
    ...open,
  ];
  return certificate({ model: told, claims, lemmas });
}

export const g: Fields = hog("g");

export const system = (interrupts: readonly Fields[], costs: Fields = {}, more: Fields = {}): Fields =>
  model([g], { policy: "static", interrupts, ...more }, costs);

export const irq = (more: Fields = {}): Fields => source("irq", 10, 2, { deadline: 5, ...more });

export const other: Fields = source("bus", 20, 1);

export const proved = "accepted proved";

export const of = (what: string): string => `interrupt/irq: ${what}`;

export const off = (what: string): string => of(`it does not hold that ${what}`);

export const not = (what: string): string => `vm/g/task/b: it does not hold that ${what}`;
