import { type GuestKernel, KERNEL_TASKS, type Sleeper, ticksOfSleep } from "../../model/kernel.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { KernelText, SleeperText } from "../schema/kernel.ts";
import type { VmText } from "../schema/vm.ts";
import type { Told } from "../told.ts";

/** The kernel of a guest with tasks of these names; undefined where none is written, null where something in it is wrong. */
export function buildKernel(
  { kernel: text }: Told<VmText> & object,
  tasks: readonly { readonly name: string; readonly path: Path }[],
  path: Path,
  reading: Reading,
): GuestKernel | null | undefined {
  if (text === undefined || text === null) return text;
  const at = [...path, "kernel"];
  const told = reading.problems.length;
  const taken = tasks.filter(({ name }) => KERNEL_TASKS.includes(name));
  for (const task of taken) {
    reading.problem(
      "conflict",
      task.path,
      `in a guest with a \`kernel\` the name ${task.name} stands for its own work: rename the task`,
      "key",
    );
  }
  const built = readKernel(text, new Set(tasks.map(({ name }) => name)), at, reading);
  return reading.problems.length > told ? null : built;
}

function readKernel(
  text: Told<KernelText> & object,
  names: ReadonlySet<string>,
  at: Path,
  reading: Reading,
): GuestKernel | null {
  const tick = reading.duration(text, "tick", at, "positive", null);
  const phase = reading.duration(text, "phase", at, "not-negative", Duration.zero);
  const tickCost = reading.work(text, "tickCost", at, Work.zero);
  const { missedTicks, idle, sleepers: written = {} } = text;
  const sleepers = Object.entries(written ?? {}).map(([name, each]) =>
    each === null ? null : readSleeper(name, each, [...at, "sleepers", name], { tick, names }, reading),
  );
  const sound = sleepers.filter((sleeper) => sleeper !== null);
  if (tick !== null && phase?.lessThan(tick) === false) {
    reading.problem(
      "out-of-range",
      [...at, "phase"],
      `the first tick would come at ${text.phase}, although they come every ${text.tick}: write less than that`,
    );
  }
  if (tick === null || phase === null || tickCost === null || missedTicks === null || idle === null)
    return null;
  if (written === null || sound.length < sleepers.length) return null;
  return { tick, phase, missedTicks, tickCost, idle, sleepers: sound };
}

interface Around {
  readonly tick: Duration | null;
  /** What the tasks of the guest are called. */
  readonly names: ReadonlySet<string>;
}

function readSleeper(
  name: string,
  text: Told<SleeperText> & object,
  at: Path,
  { tick, names }: Around,
  reading: Reading,
): Sleeper | null {
  const sleep = reading.duration(text, "sleep", at, "not-negative", null);
  const wakeCost = reading.work(text, "wakeCost", at, Work.zero);
  const work = reading.work(text, "work", at, Work.zero);
  const deadline = reading.duration(text, "deadline", at, "positive", undefined);
  const { extraTicks = 0 } = text;
  if (names.has(name) || KERNEL_TASKS.includes(name)) {
    reading.problem(
      "conflict",
      at,
      names.has(name)
        ? `a task of the guest is called ${name}, too: rename one of them`
        : `in a guest with a \`kernel\` the name ${name} stands for its own work: rename the sleeper`,
      "key",
    );
  }
  if (sleep === null || wakeCost === null || work === null || deadline === null || extraTicks === null)
    return null;
  const sleeper = { name, sleep, extraTicks, wakeCost, work, deadline: deadline ?? null };
  if (tick !== null && ticksOfSleep(sleeper, tick) < 1n) {
    return reading.problem(
      "out-of-range",
      [...at, "sleep"],
      "a sleep of 0 without extra ticks never waits for a tick, so the application would call for ever: write a longer one, or `extraTicks: 1`",
    );
  }
  return sleeper;
}
