import {
  type Claimed,
  certificate,
  claim,
  DEDICATED,
  type Fields,
  model,
  PROMISED,
  type Told,
  task,
  vm,
} from "./hand-made.ts";

/** The windows of the jobs of one task, and the bound that they show. */
export const windows = (all: readonly number[], bound: number, cycle: number | null = null): Fields => ({
  ...{ kind: "fp-windows", windows: all, bound, cycle },
});

/** A guest of which the last task is proved so, and the others are left alone. */
export function last(tasks: readonly Fields[], proof: Told, more: Fields = {}): string {
  const shared = tasks.some(({ sections }) => (sections as readonly unknown[]).length > 0);
  const kind = (proof as Fields)["kind"];
  const supplied = more["preemptive"] === false ? "fp-non-preemptive-on-supply" : "fp-response-time";
  const others: Readonly<Record<string, string>> = {
    "fp-starts": "fp-non-preemptive",
    "fp-phases": "fp-table-phases",
  };
  const shown: Partial<Claimed> = {
    theorem: others[String(kind)] ?? supplied,
    hypotheses: [...PROMISED, ...(shared ? ["resource-protocol"] : [])].sort(),
    proof,
  };
  const claims = tasks.map(({ name }, index) =>
    index === tasks.length - 1
      ? claim(`vm/g/task/${name}`, "proved", shown)
      : claim(`vm/g/task/${name}`, "uncertified"),
  );
  return certificate({ model: model([vm("g", tasks, { supply: DEDICATED, ...more })]), claims });
}

export const ok = "accepted uncertified";

export const proved = "accepted proved";

export const a: Fields = task("a", 1, 4);
export const b: Fields = task("b", 2, 6);

export const uneven: Fields = {
  supply: {
    kind: "table",
    frame: 20,
    windows: [
      [4, 5],
      [9, 20],
    ],
  },
};
