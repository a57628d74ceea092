import type { Vm, VmmPolicy } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { secondsIn, type TimeUnit } from "../../numeric/unit.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { SystemText } from "../schema/system.ts";
import type { Told } from "../told.ts";

/** A VMM that schedules at its ticks cannot end a turn between two of them: every quantum is a multiple of the tick. */
export function checkTurns(
  text: Told<SystemText> & object,
  policy: VmmPolicy | undefined,
  vms: readonly Vm[],
  reading: Reading,
): void {
  if (policy?.kind !== "round-robin" || policy.tick === undefined) return;
  const { tick } = policy;
  for (const { name, quantum } of vms) {
    if (quantum === null || quantum.per(tick).isInteger()) continue;
    const path: Path =
      text.vms?.[name]?.quantum === undefined ? ["vmm", "quantum"] : ["vms", name, "quantum"];
    reading.problem(
      "conflict",
      path,
      `the VMM schedules at its ticks, and ${written(quantum, text)} is no multiple of ${written(tick, text)}: write ${nextMultiple(quantum, tick, text)}, or change \`vmm.tick\``,
    );
  }
}

function nextMultiple(quantum: Duration, tick: Duration, text: Told<SystemText> & object): string {
  return written(tick.times(Rational.of(quantum.per(tick).ceil())), text);
}

function written(time: Duration, { timeUnit }: Told<SystemText> & object): string {
  const unit: TimeUnit = timeUnit ?? "ms";
  return `${secondsIn(unit, time.value)} ${unit}`;
}
