import type { Guest } from "../../model/guest.ts";
import type { Task } from "../../model/task.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { NamedTaskText, TaskText } from "../schema/task.ts";
import type { VmText } from "../schema/vm.ts";
import type { Told } from "../told.ts";
import { buildKernel } from "./kernel.ts";
import { checkPriorities, type Prioritized } from "./priorities.ts";
import { buildTask } from "./task.ts";

interface Entry {
  readonly name: string;
  readonly text: Told<TaskText> & object;
  readonly path: Path;
}

/** The guest of a VM; null where something in it is wrong. */
export function buildGuest(text: Told<VmText> & object, path: Path, reading: Reading): Guest | null {
  const { scheduling, preemption, tasks: written = {} } = text;
  if (written === null) return null;
  const count = Array.isArray(written) ? written.length : Object.keys(written).length;
  const entries = named(written, [...path, "tasks"], reading);
  const tasks = entries
    .map((entry) => buildTask(entry.name, entry.text, entry.path, reading))
    .filter((task): task is Task => task !== null);
  const kernel = buildKernel(text, entries, path, reading);
  if (scheduling === null) return null;
  const prioritized = entries.flatMap(({ name, text: { priority }, path: at }): Prioritized[] =>
    priority === null ? [] : [{ name, priority, path: at }],
  );
  if (scheduling === "fixed-priority") {
    checkPriorities(prioritized, "task", "or none of them, which takes the order of the file", reading);
  } else {
    for (const each of prioritized) {
      if (each.priority === undefined) continue;
      reading.warn([...each.path, "priority"], `${scheduling} scheduling ignores this priority`);
    }
  }
  if (scheduling === "best-effort" && count > 0) {
    reading.warn(
      [...path, "tasks"],
      "no response-time bound exists under best-effort scheduling: choose another scheduling to get one",
    );
  }
  if (scheduling !== "best-effort" && count === 0 && text.kernel === undefined) {
    reading.warn(path, "this VM has no tasks: nothing is claimed about it");
  }
  if (preemption === null || kernel === null || tasks.length < count) return null;
  const guest = { scheduling, preemptive: preemption !== "non-preemptive", tasks };
  return kernel === undefined ? guest : { ...guest, kernel };
}

/** The tasks of a map or of a list, with their names. */
function named(
  written: Told<Readonly<Record<string, TaskText>> | readonly NamedTaskText[]> & object,
  path: Path,
  reading: Reading,
): Entry[] {
  if (!isList(written)) {
    return Object.entries(written).flatMap(([name, text]) =>
      text === null ? [] : [{ name, text, path: [...path, name] }],
    );
  }
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const [index, text] of written.entries()) {
    const at = [...path, index];
    if (text === null || text.name === null) continue;
    if (seen.has(text.name)) {
      reading.problem("conflict", [...at, "name"], `two tasks are called ${text.name}: rename one of them`);
      continue;
    }
    seen.add(text.name);
    entries.push({ name: text.name, text, path: at });
  }
  return entries;
}

function isList(
  written: Told<Readonly<Record<string, TaskText>> | readonly NamedTaskText[]> & object,
): written is readonly Told<NamedTaskText>[] {
  return Array.isArray(written);
}
