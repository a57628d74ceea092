import type { Claim } from "../../certificate/claim.ts";
import { ticksOfSleep } from "../../model/kernel.ts";
import type { System, Vm } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { type SleepBound, sleepBoundOf } from "./sleep-bound.ts";
import { boundExceeds } from "./words.ts";

/** One claim per sleeper that has a deadline: the longest time from a call to its return. */
export function sleepClaims(system: System, vm: Vm, effort: number): Claim[] {
  const { kernel } = vm.guest;
  if (kernel === undefined) return [];
  return kernel.sleepers.flatMap((sleeper, index) =>
    sleeper.deadline === null
      ? []
      : [
          sleepClaim(system.timeUnit, vm.name, {
            name: sleeper.name,
            ticks: ticksOfSleep(sleeper, kernel.tick),
            deadline: sleeper.deadline,
            found: sleepBoundOf(system, vm, kernel, index, effort),
          }),
        ],
  );
}

interface Sleep {
  readonly name: string;
  readonly ticks: bigint;
  readonly deadline: Duration;
  readonly found: SleepBound;
}

function sleepClaim(timeUnit: TimeUnit, vm: string, { name, ticks, deadline, found }: Sleep): Claim {
  const base: Omit<Claim, "verdict" | "witness"> = {
    id: `vm/${vm}/sleeper/${name}`,
    subject: { vm, sleeper: name },
    statement: `every sleep of ${name} ends within its deadline`,
    method: "guest-sleep",
    assumptions: found.kind === "bounded" ? found.assumptions : [],
    deadline,
  };
  if (found.kind === "nothing") {
    const { reason, advice } = found;
    const witness = { kind: "no-guarantee" };
    return { ...base, method: "no-guarantee", verdict: "no-bound", witness, reason, advice };
  }
  if (found.kind === "unknown")
    return { ...base, verdict: "not-proved", witness: { kind: "unknown" }, reason: found.reason };
  const { asleep, return: wake } = found;
  const bound = asleep.plus(wake);
  const proved = bound.atMost(deadline);
  return {
    ...base,
    verdict: proved ? "proved" : "not-proved",
    bound,
    margin: deadline.minus(bound),
    witness: { kind: "sleep", ticks: Number(ticks), asleep, return: wake },
    ...(proved ? {} : { reason: boundExceeds(timeUnit, bound, deadline) }),
  };
}
