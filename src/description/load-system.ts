import type { System } from "../model/system.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { readClock } from "./build/processor.ts";
import { buildSystem } from "./build/system.ts";
import {
  DescriptionError,
  type DescriptionIssue,
  type DescriptionWarning,
  showIssue,
} from "./description-error.ts";
import { type Position, type ReadDocument, readDocument } from "./document.ts";
import { type Evaluate, loadEvaluator } from "./expression.ts";
import { type Path, showPath } from "./path.ts";
import { Reading, type ReadNamed, type Remark } from "./reading.ts";
import { type SystemText, systemText } from "./schema/system.ts";
import { checkForm } from "./schema-issues.ts";
import { BARE, Times } from "./times.ts";
import type { Told } from "./told.ts";

/** A system together with what is remarkable about its description. */
export interface LoadedSystem {
  readonly system: System;
  readonly warnings: readonly DescriptionWarning[];
  /** Where a value stands in the file, such as `["vms", "rtos", "tasks", "control", "deadline"]`; from 1. */
  readonly locate: (path: Path) => Position;
  /** The declared unit of bare numbers; null where they are errors. */
  readonly bareUnit: TimeUnit | null;
}

/**
 * Reads a description in YAML or JSON. `file` is its name for messages; `files` reads the files that it names (recorded
 * arrivals), which are errors where it is left out.
 * Throws `DescriptionError` with every mistake at once.
 */
export async function loadSystem(text: string, file: string, files?: ReadNamed): Promise<LoadedSystem> {
  const result = await readSystem(text, file, files);
  if ("issues" in result) throw new DescriptionError(result.issues);
  return result;
}

/** As `loadSystem`, with the mistakes as a value. */
export async function readSystem(
  text: string,
  file: string,
  files?: ReadNamed,
): Promise<LoadedSystem | { readonly issues: readonly DescriptionIssue[] }> {
  const document = readDocument(text);
  const issues = new Map<string, DescriptionIssue>();
  const tell = (remark: Remark, position: Position): void => {
    const { code, path, message } = remark;
    const place = remark.place ?? { file, line: position.line, column: position.column };
    const issue = { code, path: showPath(path), message, ...place };
    issues.set(showIssue(issue), issue);
  };
  for (const mistake of document.mistakes) tell({ ...mistake, part: "value" }, mistake);
  if (document.tree === undefined) return { issues: inOrder(issues) };

  const { form, mistakes } = checkForm(document.tree, systemText);
  for (const mistake of mistakes) tell(mistake, document.locate(mistake.path, mistake.part));
  if (form === null) return { issues: inOrder(issues) };
  const { system, reading } = await build(form, files ?? null);
  for (const problem of reading.problems) tell(problem, document.locate(problem.path, problem.part));
  if (system === null || issues.size > 0) return { issues: inOrder(issues) };
  return {
    system,
    warnings: warningsOf(reading, document),
    locate: (path) => document.locate(path),
    bareUnit: form.timeUnit ?? null,
  };
}

/** Builds the system, a second time with the evaluator of expressions where the first time met one. */
async function build(
  form: Told<SystemText> & object,
  files: ReadNamed | null,
): Promise<{ system: System | null; reading: Reading }> {
  const attempt = (evaluate: Evaluate | null): { system: System | null; reading: Reading } => {
    const clock = readClock(form.processor);
    const timeUnit = form.timeUnit ?? null;
    const times = new Times({ timeUnit, clock, evaluate });
    const reading = new Reading(times, unreadable(form, clock !== null), files);
    return { system: buildSystem(form, reading), reading };
  };
  const first = attempt(null);
  return first.reading.times.needsEvaluator ? attempt(await loadEvaluator()) : first;
}

/** Times that cannot be read because the declaration that they rest on is wrong, which is told there. */
function unreadable(form: Told<SystemText> & object, hasClock: boolean): RegExp | null {
  const clockIsWrong = !hasClock && (form.processor === null || form.processor?.clock !== undefined);
  const unitIsWrong = form.timeUnit === null;
  const patterns = [...(clockIsWrong ? ["cycle"] : []), ...(unitIsWrong ? [BARE.source] : [])];
  return patterns.length === 0 ? null : new RegExp(patterns.join("|"));
}

function inOrder(issues: ReadonlyMap<string, DescriptionIssue>): readonly DescriptionIssue[] {
  return [...issues.values()].sort((a, b) => byFile(a, b) || a.line - b.line || a.column - b.column);
}

function byFile(a: DescriptionIssue, b: DescriptionIssue): number {
  return a.file === b.file ? 0 : a.file < b.file ? -1 : 1;
}

function warningsOf({ warnings }: Reading, document: ReadDocument): readonly DescriptionWarning[] {
  return warnings
    .map(({ path, message, part }) => ({ path: showPath(path), message, ...document.locate(path, part) }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}
