/**
 * The least separation of a source with which every guest of its core meets its deadlines, by the closed forms of
 * ../analysis/interrupts/least-separation.ts: exact, on no grid. Only where these say all that `check` says: plain
 * preemptive guests without a VMM section or blocking on supplies that some legal pattern attains, and no interrupt with a
 * deadline on the core. The value is put through the full check, too; null where it cannot be had so.
 */
import { vmsOn } from "../analysis/host/placement.ts";
import { leastPeriod, leastRefill, leastSeparation } from "../analysis/interrupts/least-separation.ts";
import type { Limit } from "../analysis/interrupts/limit.ts";
import type { InterruptQuestion } from "../analysis/interrupts/question.ts";
import { type GuestProblem, unwrapped } from "../analysis/system/guest-problem.ts";
import { byPriority } from "../model/guest.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import type { Duration, Work } from "../numeric/quantity.ts";
import { loadsOf, plainProblem } from "./online/scope.ts";
import { isPlain } from "./online/slack-index.ts";
import type { Trial } from "./trial.ts";
import { withSeparation } from "./variants.ts";

export function exactSeparation(
  trial: Trial,
  source: InterruptSource,
  others: readonly InterruptSource[],
): Duration | null {
  const system = { ...trial.system, interrupts: [...trial.system.interrupts, ...others] };
  const beside = system.interrupts.filter(({ core }) => core === source.core);
  if (trial.before.verdict !== "proved") return null;
  if (![...beside, source].every((each) => each.deadline === null && isPlain(each, system))) return null;
  let strictest: Duration | null = null;
  for (const vm of vmsOn(system, source.core)) {
    if (vm.guest.tasks.length === 0) continue;
    const without = plainProblem(system, vm);
    const alone = plainProblem({ ...system, interrupts: [source] }, vm);
    if (without === null || alone === null) return null;
    const found = leastFor(without, loadsOf(alone, source), source);
    if (found?.kind === "unlimited") continue;
    if (found?.kind !== "limit" || found.basis !== "exact") return null;
    if (strictest === null || strictest.lessThan(found.value)) strictest = found.value;
  }
  const admitted = strictest !== null && trial.admits([...others, withSeparation(source, strictest)]);
  return admitted ? strictest : null;
}

/** Null for events that no closed form is known for. */
function leastFor(
  problem: GuestProblem,
  charged: readonly { readonly wcet: Work }[],
  { arrivals }: InterruptSource,
): Limit<Duration> | null {
  const question = questionOf(problem);
  const [first, ...rest] = charged;
  if (question === null || first === undefined) return null;
  const wcet = rest.reduce((sum, load) => sum.plus(load.wcet), first.wcet);
  if (arrivals.kind === "token-bucket") return leastRefill(question, wcet, arrivals.capacity);
  if (arrivals.minDistance.equals(arrivals.period)) return leastSeparation(question, wcet);
  return arrivals.minDistance.isZero() ? leastPeriod(question, wcet, arrivals.jitter) : null;
}

function questionOf({ guest, supply, loss }: GuestProblem): InterruptQuestion | null {
  const { base, load } = unwrapped(supply);
  if (!loss.isZero() || guest.scheduling === "best-effort") return null;
  if (base.kind !== "dedicated" && base.kind !== "periodic" && base.kind !== "edp") return null;
  const others = load.flatMap(({ arrivals, ...rest }) =>
    arrivals.kind === "periodic" || arrivals.kind === "token-bucket" ? [{ ...rest, arrivals }] : [],
  );
  if (others.length < load.length) return null;
  return guest.scheduling === "edf"
    ? { scheduling: "edf", tasks: guest.tasks, supply: base, others }
    : { scheduling: "fixed-priority", tasks: byPriority(guest), supply: base, others };
}
