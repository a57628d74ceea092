/**
 * Which tests have to notice a mutant of a file: those nearest to it, without what lies above. A mutant that only the
 * command line or a law across folders would notice counts as not noticed.
 */
const LOWER = ["numeric", "workload", "supply"];

/** As patterns of vitest, from the root of the project. */
export function noticing(file: string): readonly string[] {
  const [, folder = "", part = ""] = file.split("/");
  if (LOWER.includes(folder)) return LOWER.map((each) => `test/${each}/**/*.test.ts`);
  if (folder === "analysis")
    return [`test/analysis/${part.endsWith(".ts") ? "*" : part}/**/!(*-laws).test.ts`];
  // The mutants of certificates play for minutes and would be played again for each mutant of the code; what is drawn for
  // the checker in Python says little of this one.
  return [`test/${folder}/**/!(mutants|second-checker).test.ts`];
}

/** The sampled blocks by the tests that have to notice them: each group is one run. */
export function byTests(blocks: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const block of blocks) {
    const tests = noticing(block).join(" ");
    groups.set(tests, [...(groups.get(tests) ?? []), block]);
  }
  return groups;
}
