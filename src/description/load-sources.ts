import type { InterruptSource } from "../model/interrupt.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { buildInterrupt } from "./build/interrupt.ts";
import { DescriptionError, type DescriptionIssue, showIssue } from "./description-error.ts";
import { readDocument } from "./document.ts";
import { type Evaluate, loadEvaluator } from "./expression.ts";
import type { LoadedSystem } from "./load-system.ts";
import { showPath } from "./path.ts";
import { Reading, type ReadNamed, type Remark } from "./reading.ts";
import { type SourcesText, sourcesText } from "./schema/sources.ts";
import { checkForm } from "./schema-issues.ts";
import { Times } from "./times.ts";
import type { Told } from "./told.ts";

/** What of a system a file of sources rests on: its VMs, its units and the names that are taken. */
export type SourcesContext = Pick<LoadedSystem, "system"> & { readonly bareUnit: TimeUnit | null };

/**
 * Reads candidate sources in YAML or JSON: a map from names, each in the form of `interrupts` in a description, with
 * times in the units of the system. `file` is its name for messages; `files` reads the files that it names (recorded
 * arrivals), which are errors where it is left out.
 * Throws `DescriptionError` with every mistake at once.
 */
export async function loadSources(
  text: string,
  file: string,
  context: SourcesContext,
  files?: ReadNamed,
): Promise<readonly InterruptSource[]> {
  const document = readDocument(text);
  const issues = new Map<string, DescriptionIssue>();
  const tell = ({ code, path, message, place }: Remark, where: { line: number; column: number }): void => {
    const { line, column } = where;
    const issue = { code, path: showPath(path), message, ...(place ?? { file, line, column }) };
    issues.set(showIssue(issue), issue);
  };
  const end = (): never => {
    throw new DescriptionError([...issues.values()].sort((a, b) => a.line - b.line || a.column - b.column));
  };
  for (const mistake of document.mistakes) tell({ ...mistake, part: "value" }, mistake);
  if (document.tree === undefined) return end();
  const { form, mistakes } = checkForm(document.tree, sourcesText);
  for (const mistake of mistakes) tell(mistake, document.locate(mistake.path, mistake.part));
  if (form === null) return end();
  const { sources, reading } = await build(form, context, files ?? null);
  for (const problem of reading.problems) tell(problem, document.locate(problem.path, problem.part));
  return issues.size > 0 ? end() : sources;
}

interface Built {
  readonly sources: readonly InterruptSource[];
  readonly reading: Reading;
}

/** Builds the sources, a second time with the evaluator of expressions where the first time met one. */
async function build(
  form: Told<SourcesText> & object,
  context: SourcesContext,
  files: ReadNamed | null,
): Promise<Built> {
  const attempt = (evaluate: Evaluate | null): Built => {
    const times = new Times({ timeUnit: context.bareUnit, clock: context.system.processor.clock, evaluate });
    const reading = new Reading(times, null, files);
    return { sources: sourcesOf(form, context, reading), reading };
  };
  const first = attempt(null);
  return first.reading.times.needsEvaluator ? attempt(await loadEvaluator()) : first;
}

function sourcesOf(
  form: Told<SourcesText> & object,
  { system }: SourcesContext,
  reading: Reading,
): InterruptSource[] {
  const placement = {
    coreOf: new Map(system.vms.map(({ name, core }) => [name, core])),
    cores: system.processor.cores,
  };
  const taken = new Set(system.interrupts.map(({ name }) => name));
  const entries = Object.entries(form);
  if (entries.length === 0) {
    reading.problem("missing-key", [], "the file names no source: write `name: { … }` for each candidate");
  }
  return entries.flatMap(([name, text]) => {
    if (taken.has(name)) {
      const message = `the system has an interrupt \`${name}\` already: write another name`;
      reading.problem("conflict", [name], message, "key");
    }
    const source = text === null ? null : buildInterrupt(name, text, [name], placement, reading);
    return source === null ? [] : [source];
  });
}
