import {
  type Claimed,
  certificate,
  claim,
  DEDICATED,
  type Fields,
  model,
  PROMISED,
  vm,
} from "./hand-made.ts";

export type Tail = Fields;

export const linear: Tail = { kind: "linear" };

/** A cover of an EDF guest; each task then follows from all of them together. */
export function covered(
  tasks: readonly Fields[],
  cover: readonly (readonly number[])[],
  tail: Tail,
  more: Fields = {},
): string {
  const preemptive = more["preemptive"] !== false;
  const theorem = preemptive ? "edf-demand" : "edf-non-preemptive";
  const shared = tasks.some(({ sections }) => (sections as readonly unknown[]).length > 0);
  const hypotheses = [...PROMISED, ...(shared ? ["resource-protocol"] : [])].sort();
  const shown: Partial<Claimed> = { theorem, hypotheses };
  const claims = [
    claim("vm/g/tasks", "proved", { ...shown, proof: { kind: "edf-cover", cover, tail } }),
    ...tasks.map(({ name }) =>
      claim(`vm/g/task/${name}`, "proved", { ...shown, proof: { kind: "by-demand" }, rests: ["vm/g/tasks"] }),
    ),
  ];
  return certificate({
    model: model([vm("g", tasks, { scheduling: "edf", supply: DEDICATED, ...more })]),
    claims,
  });
}
