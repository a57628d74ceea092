/**
 * Unrolls a schedule of servers over one frame, in which every contract is a server released at each multiple of its
 * period with its budget to be served by its deadline. Each switch to a VM takes its cost first. Decisions fall on
 * multiples of the grid; a VM stays for the minimum window length at least, whether or not it has budget left to serve.
 *
 * The rules, by whom they serve first:
 *  - EDF: the earliest deadline. Without costs, and on a grid that divides all times, it finds a table whenever there is
 *    one (Liu and Layland 1973; Dertouzos 1974).
 *  - non-preemptive EDF: a budget once begun is served to its end: few windows, if it works.
 *  - rate monotonic: the shortest period. Harmonic periods get the same windows in each cycle of theirs.
 * On ties a VM that is running stays.
 */
import { ceilDiv, larger, smaller } from "../../numeric/integer.ts";
import type { Effort } from "../effort.ts";
import type { OwnedWindow, TableTiming } from "./owned-window.ts";
import type { TickContract } from "./tick-contract.ts";

export type Rule = "edf" | "non-preemptive-edf" | "rate-monotonic";

/** What a table must look like, in ticks; the frame is a multiple of every period and of the grid. */
export interface TableProblem extends TableTiming {
  readonly contracts: readonly TickContract[];
  readonly grid: bigint;
  /** A multiple of the grid. */
  readonly leastWindow: bigint;
  readonly mostWindows: bigint;
}

export type Unrolled =
  | { readonly kind: "windows"; readonly windows: readonly OwnedWindow[] }
  /** The budget of a VM due at `due` is not served by then, or its window reaches beyond the frame. */
  | { readonly kind: "late"; readonly vm: number; readonly due: bigint }
  | { readonly kind: "too-many-windows" }
  | { readonly kind: "exhausted" };

/** Unrolls the contracts over one frame by the given rule. */
export function unroll(problem: TableProblem, rule: Rule, effort: Effort): Unrolled {
  const { frame, grid, leastWindow, mostWindows } = problem;
  const budgets = problem.contracts.flatMap((contract, vm) =>
    contract.budget > 0n ? [new PendingBudget(vm, contract)] : [],
  );
  const windows: OwnedWindow[] = [];
  let open: OpenWindow | null = null;
  let now = 0n;
  while (now < frame) {
    if (!effort.spend(budgets.length + 1)) return { kind: "exhausted" };
    const bound: boolean = open !== null && now < open.start + leastWindow;
    const chosen: PendingBudget | null = bound && open ? open.owner : choose(budgets, now, open, rule);
    if (open !== null && open.owner !== chosen) {
      windows.push({ vm: open.owner.vm, start: open.start, end: now });
      if (BigInt(windows.length) > mostWindows) return { kind: "too-many-windows" };
      open = null;
    }
    if (chosen === null) {
      now = onGrid(budgets.map(({ release }) => release).reduce(smaller, frame), grid);
      continue;
    }
    open ??= { owner: chosen, start: now, overhead: problem.late };
    const next: bigint = onGrid(nextDecision(budgets, open, now, leastWindow, rule), grid);
    const switched: bigint = smaller(open.overhead, next - now);
    open = { ...open, overhead: open.overhead - switched };
    const { due } = chosen;
    if (!chosen.serve(now + switched, next)) return { kind: "late", vm: chosen.vm, due };
    now = next;
  }
  const unserved = budgets.find(({ release }) => release < frame);
  if (unserved !== undefined) return { kind: "late", vm: unserved.vm, due: unserved.due };
  if (open === null) return { kind: "windows", windows };
  const { owner, start } = open;
  if (start + leastWindow > frame) return { kind: "late", vm: owner.vm, due: frame };
  return { kind: "windows", windows: [...windows, { vm: owner.vm, start, end: frame }] };
}

interface OpenWindow {
  readonly owner: PendingBudget;
  readonly start: bigint;
  /** What is left of the switch. */
  readonly overhead: bigint;
}

/** Whom to serve: the most urgent budget that is released; null where there is none. */
function choose(
  budgets: readonly PendingBudget[],
  now: bigint,
  open: OpenWindow | null,
  rule: Rule,
): PendingBudget | null {
  const running = open?.owner ?? null;
  if (rule === "non-preemptive-edf" && running?.isBegun === true) return running;
  const urgency = ({ due, period }: PendingBudget): bigint => (rule === "rate-monotonic" ? period : due);
  let best: PendingBudget | null = null;
  for (const budget of budgets) {
    if (budget.release > now) continue;
    const gain = best === null ? -1n : urgency(budget) - urgency(best);
    if (gain < 0n || (gain === 0n && budget === running)) best = budget;
  }
  return best;
}

/** When to choose again: once the budget is served, or another is released, but not within the least window. */
function nextDecision(
  budgets: readonly PendingBudget[],
  { owner, start, overhead }: OpenWindow,
  now: bigint,
  leastWindow: bigint,
  rule: Rule,
): bigint {
  const free = start + leastWindow;
  if (owner.release > now) return smaller(owner.release, free);
  const served = now + overhead + owner.remaining;
  if (rule === "non-preemptive-edf") return served;
  return budgets
    .filter((budget) => budget !== owner && budget.release > now)
    .map(({ release }) => larger(release, free))
    .reduce(smaller, served);
}

function onGrid(time: bigint, grid: bigint): bigint {
  return ceilDiv(time, grid) * grid;
}

/** The budget of a VM that is to be served next. */
class PendingBudget {
  readonly vm: number;
  readonly period: bigint;
  readonly #budget: bigint;
  release = 0n;
  due: bigint;
  remaining: bigint;

  constructor(vm: number, { period, budget, deadline }: TickContract) {
    this.vm = vm;
    this.period = period;
    this.#budget = budget;
    this.due = deadline;
    this.remaining = budget;
  }

  get isBegun(): boolean {
    return this.remaining < this.#budget;
  }

  /** Serves it in [from, to), if it is released by then; false if that completes it after its deadline. */
  serve(from: bigint, to: bigint): boolean {
    if (this.release > from || from >= to) return true;
    if (this.remaining > to - from) {
      this.remaining -= to - from;
      return true;
    }
    if (from + this.remaining > this.due) return false;
    this.release += this.period;
    this.due += this.period;
    this.remaining = this.#budget;
    return true;
  }
}
