import {
  type Claimed,
  certificate,
  claim,
  DEDICATED,
  type Fields,
  model,
  PROMISED,
  task,
  vm,
} from "./hand-made.ts";

/** A course of events in which the job of a task is late; without more words all comes as densely as it may. */
export const course = (name: string, more: Fields = {}): Fields => ({
  ...{ kind: "scenario", task: name, job: 0, world: "worst", scale: 1, start: 0, cycle: 0, blocker: null },
  ...more,
});

/** One task of a guest is refuted so, under fixed priorities; the others are left alone. */
export function misses(
  tasks: readonly Fields[],
  proof: Fields,
  more: Fields = {},
  hypotheses: readonly string[] = [],
): string {
  const shared = tasks.some(({ sections }) => (sections as readonly unknown[]).length > 0);
  const shown: Partial<Claimed> = {
    theorem: "fp-response-time",
    hypotheses: [...PROMISED, ...(shared ? ["resource-protocol"] : []), ...hypotheses].sort(),
    proof,
  };
  const claims = tasks.map(({ name }) =>
    name === proof["task"]
      ? claim(`vm/g/task/${name}`, "refuted", shown)
      : claim(`vm/g/task/${name}`, "uncertified"),
  );
  return certificate({ model: model([vm("g", tasks, { supply: DEDICATED, ...more })]), claims });
}

/** The tasks of an EDF guest are refuted together. */
export function overrun(tasks: readonly Fields[], proof: Fields, more: Fields = {}): string {
  const shared = tasks.some(({ sections }) => (sections as readonly unknown[]).length > 0);
  const hypotheses = [...PROMISED, ...(shared ? ["resource-protocol"] : [])].sort();
  const shown: Partial<Claimed> = { theorem: "edf-demand", hypotheses, proof };
  const guest = vm("g", tasks, { scheduling: "edf", supply: DEDICATED, ...more });
  return certificate({ model: model([guest]), claims: [claim("vm/g/tasks", "refuted", shown)] });
}

export const refuted = "accepted refuted";

export const a: Fields = task("a", 2, 4);
export const b: Fields = task("b", 3, 6);

export const refusal = (what: string): string => `vm/g/task/b: it does not hold that ${what}`;

export const delayed = (numerator: number, denominator: number, delay: number): Fields => ({
  supply: { kind: "bounded-delay", numerator, denominator, delay },
});

export const table: Fields = {
  supply: {
    kind: "table",
    frame: 10,
    windows: [
      [2, 4],
      [7, 9],
    ],
  },
};

export const b8: Fields = task("b", 3, 20, { deadline: 8 });

export const oneIn: Fields = task("b", 1, 20, { deadline: 6 });

export const free: readonly string[] = ["guest-work-conserving", "tasks-keep-their-word", "vmm-costs"];

export const g: Fields = vm("g", [task("b", 5, 10, { deadline: 4 })]);

export const start = (at: number): Partial<Claimed> => ({
  theorem: "fp-response-time",
  hypotheses: free,
  proof: course("b", { start: at }),
});
