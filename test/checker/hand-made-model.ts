import { certificate, claim, DEDICATED, type Fields, hog, model, source, vm } from "./hand-made.ts";

/** A certificate that claims nothing: only its model is looked at. */
export function speaksOf(told: Fields): string {
  const { vms } = told as unknown as {
    readonly vms: readonly { readonly name: string; readonly tasks: readonly Fields[] }[];
  };
  const ids = vms.flatMap(({ name, tasks }) => tasks.map((each) => `vm/${name}/task/${each["name"]}`));
  return certificate({ model: told, claims: ids.map((id) => claim(id, "uncertified")) });
}

export const alone = (more: Fields, ofModel: Fields = {}): string =>
  speaksOf(model([vm("g", [], { supply: DEDICATED, ...more })], ofModel));

export const interrupted = (...interrupts: readonly Fields[]): string =>
  speaksOf(model([hog("g")], { policy: "static", interrupts }));

export const contradiction = (what: string): string => `model: contradicts itself: ${what}`;

export const bucket = (capacity: number, refill: number): Fields => ({ capacity, refill });

export const told = (notice: Fields): string => interrupted(source("irq", 10, 1, { notice }));
