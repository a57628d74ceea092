/**
 * What each guest of a core asks of a source there, in the words of the closed forms of ../analysis/interrupts: exact, on no
 * grid. Only where these say all that `check` says of the guest: preemptive, without a VMM section or blocking, on a
 * supply that some legal pattern attains, below interrupts that ask for nothing but their time. A limit of a guest is
 * necessary then; that it is enough, for interrupt deadlines and all else, too, is left to a full check.
 */
import { vmsOn } from "../analysis/host/placement.ts";
import type { Limit } from "../analysis/interrupts/limit.ts";
import type { InterruptQuestion } from "../analysis/interrupts/question.ts";
import { type GuestProblem, unwrapped } from "../analysis/system/guest-problem.ts";
import { byPriority } from "../model/guest.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import type { System, Vm } from "../model/system.ts";
import { Work } from "../numeric/quantity.ts";
import { loadsOf, plainProblem } from "./online/scope.ts";
import { isPlain } from "./online/slack-index.ts";
import type { Trial } from "./trial.ts";

/** A guest and what it has without the sources in question. */
export interface ExactQuestion {
  readonly vm: Vm;
  readonly question: InterruptQuestion;
}

/**
 * The questions of all guests with tasks on the cores of `sources`, which come on top of the system and `others`; null
 * where the closed forms do not say all.
 */
export function exactQuestions(
  trial: Trial,
  sources: readonly InterruptSource[],
  others: readonly InterruptSource[],
): readonly ExactQuestion[] | null {
  const system = { ...trial.system, interrupts: [...trial.system.interrupts, ...others] };
  const cores = new Set(sources.map(({ core }) => core));
  const beside = system.interrupts.filter(({ core }) => cores.has(core));
  if (trial.before.verdict !== "proved") return null;
  if (![...beside, ...sources].every((each) => isPlain(each, system))) return null;
  const questions: ExactQuestion[] = [];
  for (const vm of [...cores].flatMap((core) => [...vmsOn(system, core)])) {
    if (vm.guest.tasks.length === 0 && vm.guest.kernel === undefined) continue;
    const problem = plainProblem(system, vm);
    const question = problem && questionOf(problem);
    if (question === null) return null;
    questions.push({ vm, question });
  }
  return questions;
}

/** What a guest is charged per event of a plain source on its core; null where that cannot be told by itself. */
export function chargeOf(system: System, vm: Vm, source: InterruptSource): Work | null {
  const alone = plainProblem({ ...system, interrupts: [source] }, vm);
  return alone && loadsOf(alone, source).reduce((sum, { wcet }) => sum.plus(wcet), Work.zero);
}

/** The strictest of the guests' answers: a value, that none limits it, that one has no room, or null if one is not exact. */
export function strictest<Q>(
  found: readonly (Limit<Q> | null)[],
  isStricter: (a: Q, b: Q) => boolean,
): { readonly value: Q } | "unlimited" | "none" | null {
  let value: Q | null = null;
  let none = false;
  for (const limit of found) {
    if (limit === null || limit.kind === "undetermined") return null;
    if (limit.kind === "unlimited") continue;
    if (limit.basis !== "exact") return null;
    if (limit.kind === "none") none = true;
    else if (value === null || isStricter(limit.value, value)) value = limit.value;
  }
  return none ? "none" : value === null ? "unlimited" : { value };
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
