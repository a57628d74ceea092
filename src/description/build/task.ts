import { type CriticalSection, type Task, task } from "../../model/task.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { TaskText } from "../schema/task.ts";
import type { Told } from "../told.ts";

/** The task that is described; null where something in it is wrong. */
export function buildTask(
  name: string,
  text: Told<TaskText> & object,
  path: Path,
  reading: Reading,
): Task | null {
  const separation = buildSeparation(name, text, path, reading);
  const wcet = reading.work(text, "wcet", path, null);
  const deadline = reading.duration(text, "deadline", path, "positive", undefined);
  const jitter = reading.duration(text, "jitter", path, "not-negative", Duration.zero);
  const offset = reading.duration(text, "offset", path, "not-negative", undefined);
  const blocking = reading.work(text, "blocking", path, Work.zero);
  const nonPreemptible = reading.work(text, "nonPreemptible", path, Work.zero);
  const criticalSections = buildSections(text, path, reading);
  const { priority, hypercalls } = text;
  if (offset !== undefined && text.minSeparation !== undefined) {
    return reading.problem(
      "conflict",
      [...path, "offset"],
      "a sporadic task has no offset: delete it, or write `period` instead of `minSeparation`",
      "key",
    );
  }
  if (separation === null || wcet === null || deadline === null || jitter === null || offset === null)
    return null;
  if (blocking === null || nonPreemptible === null || criticalSections === null) return null;
  if (priority === null || hypercalls === null) return null;
  return task({
    name,
    ...separation,
    wcet,
    jitter,
    blocking,
    nonPreemptible,
    criticalSections,
    ...(deadline === undefined ? {} : { deadline }),
    ...(offset === undefined ? {} : { offset }),
    ...(priority === undefined ? {} : { priority }),
    ...(hypercalls === undefined ? {} : { hypercalls }),
  });
}

function buildSeparation(
  name: string,
  text: Told<TaskText> & object,
  path: Path,
  reading: Reading,
): { period: Duration } | { minSeparation: Duration } | null {
  const period = reading.duration(text, "period", path, "positive", undefined);
  const minSeparation = reading.duration(text, "minSeparation", path, "positive", undefined);
  if (period !== undefined && minSeparation !== undefined) {
    return reading.problem(
      "conflict",
      [...path, "minSeparation"],
      "`period` and `minSeparation` exclude each other: keep `period` for a periodic task, `minSeparation` for a sporadic one",
      "key",
    );
  }
  if (period !== undefined) return period && { period };
  if (minSeparation === undefined) {
    return reading.problem(
      "missing-key",
      path,
      `${name} has neither \`period\` nor \`minSeparation\`: write one, such as \`period: 40 ms\``,
      "key",
    );
  }
  return minSeparation && { minSeparation };
}

function buildSections(
  text: Told<TaskText> & object,
  path: Path,
  reading: Reading,
): CriticalSection[] | null {
  const { criticalSections = [] } = text;
  if (criticalSections === null) return null;
  const built: CriticalSection[] = [];
  for (const [index, section] of criticalSections.entries()) {
    if (section === null) continue;
    const length = reading.work(section, "length", [...path, "criticalSections", index], null);
    if (length !== null && section.resource !== null) built.push({ resource: section.resource, length });
  }
  return built.length < criticalSections.length ? null : built;
}
