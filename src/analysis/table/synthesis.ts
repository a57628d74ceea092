/**
 * From interfaces to a cyclic table (ARINC 653, TDMA): the windows that supply each VM its budget in each of its periods.
 *
 * Claims:
 *  - a table that is returned gives every VM its budget in each [kΠ, kΠ + Δ), switches paid; so it dominates each contract
 *    (proof.ts repeats the argument on the result).
 *  - "infeasible" is certain: the budgets alone ask for more than a processor in some window that starts with all periods,
 *    or no window fits into the frame.
 *  - without switch cost, minimum window and grid a table is found whenever there is one: the rule EDF alone is optimal.
 *    With them the question is NP-hard (already non-preemptive periodic scheduling is: Jeffay, Stanat and Martel, RTSS
 *    1991), and "undetermined" says that no rule found a table.
 *
 * The frame is the least common multiple of all periods and the grid. Each rule of unroll.ts that applies is tried, its
 * windows merged (merge.ts), and the table with the fewest windows is returned; of equal ones the earliest in the order
 * non-preemptive EDF, rate monotonic (harmonic periods only), EDF.
 *
 * Source: A. Easwaran, I. Lee, O. Sokolsky and S. Vestal, "A compositional scheduling framework for digital avionics
 * systems", RTCSA 2009; C. L. Liu and J. W. Layland 1973; T. P. Baker and A. Shaw, "The cyclic executive model and Ada",
 * RTSS 1988.
 */
import { assert } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import type { EdpResource, PeriodicResource } from "../../model/supply.ts";
import type { Slot } from "../../model/system.ts";
import { ceilDiv, larger, lcm } from "../../numeric/integer.ts";
import { Duration, nonNegative, positive, Work } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { duration, work } from "../../numeric/unit.ts";
import { measuresOf } from "../../supply/bound-of.ts";
import { dedicatedBound } from "../../supply/dedicated.ts";
import { decideDemand } from "../edf/demand.ts";
import { NO_BLOCKING } from "../edf/stretch.ts";
import { DEFAULT_EFFORT, Effort } from "../effort.ts";
import { keepsContracts, merge } from "./merge.ts";
import type { OwnedWindow } from "./owned-window.ts";
import type { TickContract } from "./tick-contract.ts";
import { type Rule, type TableProblem, type Unrolled, unroll } from "./unroll.ts";

/** What a VM is to get. */
export interface TableContract {
  readonly vm: string;
  readonly supply: PeriodicResource | EdpResource;
}

export interface TableRequest {
  readonly contracts: readonly TableContract[];
  /** Taken from the start of each window. */
  readonly switchCost?: string | Work;
  /** The longest section of the VMM that may hold up the start of a window, switched or not. */
  readonly longestSection?: string | Work;
  /** The least length of a window, switch included. */
  readonly leastWindow?: string | Duration;
  /** Starts and lengths of windows are multiples of it. */
  readonly grid?: string | Duration;
  /** The most windows per frame, against the explosion of the least common multiple of the periods. */
  readonly mostWindows?: number;
  /** The core that the slots are for. */
  readonly core?: number;
  readonly effort?: number;
}

export type TableOutcome =
  | { readonly kind: "table"; readonly frame: Duration; readonly slots: readonly Slot[] }
  /** No table exists. `window` is one in which too much is asked for; null where the whole load is too much. */
  | { readonly kind: "infeasible"; readonly why: string; readonly window: Duration | null }
  /** None was found within the limit; none is excluded. */
  | { readonly kind: "undetermined"; readonly reason: string; readonly limit: number };

/** As many windows as ARINC 653 configurations of a few hundred windows never need. */
export const DEFAULT_MOST_WINDOWS = 10_000;

/** Throws `InputError` for negative costs, a grid of zero, two contracts of one VM, or a limit that is no count. */
export function synthesizeTable(request: TableRequest): TableOutcome {
  const { contracts, effort = DEFAULT_EFFORT, mostWindows = DEFAULT_MOST_WINDOWS, core = 0 } = request;
  const { problem, toSeconds } = inTicks(request, mostWindows);

  const impossible = infeasibility(problem, new Effort(effort));
  if (impossible !== null) {
    const { why, window } = impossible;
    return { kind: "infeasible", why, window: window === null ? null : new Duration(toSeconds(window)) };
  }
  const results = rulesFor(problem.contracts).map((rule) => unroll(problem, rule, new Effort(effort)));
  const found = results.flatMap((result) => (result.kind === "windows" ? [result.windows] : []));
  const [best] = (found.length > 0 ? found : wholeFrame(problem, new Effort(effort)))
    .map((windows) => merge(problem, windows, new Effort(effort)))
    .sort((a, b) => a.length - b.length);
  if (best === undefined) return undetermined(results, request, problem.frame, toSeconds);
  assert(keepsContracts(problem, best, new Effort(Number.POSITIVE_INFINITY)), "a table keeps its contracts");
  return {
    kind: "table",
    frame: new Duration(toSeconds(problem.frame)),
    slots: best.map(({ vm, start, end }) => ({
      vm: (contracts[vm] as TableContract).vm,
      core,
      start: new Duration(toSeconds(start)),
      length: new Duration(toSeconds(end - start)),
    })),
  };
}

/** On one tick, and checked. */
function inTicks(
  request: TableRequest,
  mostWindows: number,
): { readonly problem: TableProblem; readonly toSeconds: (ticks: bigint) => Rational } {
  const { contracts } = request;
  const names = new Set(contracts.map(({ vm }) => vm));
  if (names.size < contracts.length) throw new InputError("two contracts are for the same VM: join them");
  if (!Number.isSafeInteger(mostWindows) || mostWindows < 1) {
    throw new InputError(`mostWindows is ${mostWindows}: write an integer from 1`);
  }
  const switchCost = nonNegative(work(request.switchCost ?? Work.zero), "the switch cost");
  const section = nonNegative(work(request.longestSection ?? Work.zero), "the longest section");
  const leastWindow = nonNegative(duration(request.leastWindow ?? Duration.zero), "the minimum window");
  const grid = request.grid === undefined ? null : positive(duration(request.grid), "the grid");
  const timebase = commonTick([
    ...contracts.flatMap(({ supply }) => measuresOf(supply).seconds),
    ...[switchCost.value, section.value, leastWindow.value, ...(grid === null ? [] : [grid.value])],
  ]);
  const ticks = ({ value }: Duration | Work): bigint => timebase.toTicks(value);
  const step = grid === null ? 1n : ticks(grid);
  const promised = contracts.map(({ supply }) => ({
    period: ticks(supply.period),
    budget: ticks(supply.budget),
    deadline: ticks(supply.kind === "edp" ? supply.deadline : supply.period),
  }));
  const cost = ticks(switchCost.plus(section));
  // A window that is all switch is of no use.
  const least = larger(ticks(leastWindow), cost > 0n ? cost + 1n : 0n);
  const problem = {
    contracts: promised,
    frame: promised.map(({ period }) => period).reduce(lcm, step),
    late: cost,
    section: ticks(section),
    grid: step,
    leastWindow: ceilDiv(least, step) * step,
    mostWindows: BigInt(mostWindows),
  };
  return { problem, toSeconds: (time) => timebase.toSeconds(time) };
}

/** What forbids every table; null where nothing certain is known. */
function infeasibility(
  { contracts, leastWindow, frame }: TableProblem,
  effort: Effort,
): { readonly why: string; readonly window: bigint | null } | null {
  if (leastWindow > frame && contracts.some(({ budget }) => budget > 0n)) {
    return { why: "the minimum window is longer than the frame", window: frame };
  }
  const servers = contracts.map(({ period, budget, deadline }) => ({
    wcet: budget,
    period,
    deadline,
    jitter: 0n,
    blocking: 0n,
  }));
  const outcome = decideDemand(servers, dedicatedBound, NO_BLOCKING, effort);
  switch (outcome.kind) {
    case "met":
    case "undetermined":
      return null;
    case "violated":
      return { why: "the budgets due in a window are more than its length", window: outcome.at };
    case "overloaded":
      return { why: "the budgets ask for more than one processor", window: outcome.firstFail?.at ?? null };
  }
}

function rulesFor(contracts: readonly TickContract[]): readonly Rule[] {
  const periods = contracts.map(({ period }) => period).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const harmonic = periods.every((period, index) => period % (periods[index - 1] ?? 1n) === 0n);
  return harmonic ? ["non-preemptive-edf", "rate-monotonic", "edf"] : ["non-preemptive-edf", "edf"];
}

/** A VM alone may have the whole frame, and then needs no switch; none where it needs even more. */
function wholeFrame(problem: TableProblem, effort: Effort): readonly (readonly OwnedWindow[])[] {
  const asking = problem.contracts.flatMap(({ budget }, vm) => (budget > 0n ? [vm] : []));
  const [vm] = asking;
  if (asking.length !== 1 || vm === undefined) return [];
  const whole = [{ vm, start: 0n, end: problem.frame }];
  return keepsContracts(problem, whole, effort) ? [whole] : [];
}

/** Says which limit was met, or whose budget the last rule could not serve. */
function undetermined(
  results: readonly Unrolled[],
  { contracts, effort = DEFAULT_EFFORT, mostWindows = DEFAULT_MOST_WINDOWS }: TableRequest,
  frame: bigint,
  toSeconds: (ticks: bigint) => Rational,
): TableOutcome {
  const whole = new Duration(toSeconds(frame));
  const kinds = results.map(({ kind }) => kind);
  if (kinds.includes("exhausted")) {
    const reason = `the frame of ${whole} was not filled within ${effort} steps`;
    return { kind: "undetermined", reason, limit: effort };
  }
  if (kinds.includes("too-many-windows")) {
    const reason = `the frame of ${whole} takes more than ${mostWindows} windows`;
    return { kind: "undetermined", reason, limit: mostWindows };
  }
  const last = results.at(-1);
  assert(last?.kind === "late", "a rule that finds no windows is late or limited");
  const name = (contracts[last.vm] as TableContract).vm;
  const reason = `with its switches and windows, the budget of ${name} due at ${new Duration(toSeconds(last.due))} is late under every rule tried`;
  return { kind: "undetermined", reason, limit: effort };
}
