/**
 * Fewer windows: two windows of one VM with others between them become one, at the place of the first or of the second,
 * and the others move up by its length, as long as every contract is still kept. All lengths remain, so grid and minimum
 * window length do, too, and each merger leaves its VM one switch more of usable time. Greedy, from the left; stops when
 * no pair can be merged or the effort is spent.
 */
import type { Effort } from "../effort.ts";
import { alignedShortfall } from "./aligned.ts";
import { joined, type OwnedWindow, serviceOf } from "./owned-window.ts";
import type { TickContract } from "./tick-contract.ts";
import type { TableProblem } from "./unroll.ts";

export function merge(
  problem: TableProblem,
  windows: readonly OwnedWindow[],
  effort: Effort,
): readonly OwnedWindow[] {
  let current: readonly OwnedWindow[] = windows;
  for (let first = 0; first < current.length && effort.spent <= effort.limit; ) {
    const better = mergedWithNext(problem, current, first, effort);
    if (better === null) first += 1;
    else current = better;
  }
  return current;
}

/**
 * Whether the windows keep the contracts of the given VMs, by default of all. False, too, where the effort is spent before
 * that is known.
 */
export function keepsContracts(
  problem: TableProblem,
  windows: readonly OwnedWindow[],
  effort: Effort,
  vms: Iterable<number> = problem.contracts.keys(),
): boolean {
  for (const vm of vms) {
    if (!effort.spend(windows.length)) return false;
    const service = serviceOf(vm, windows, problem);
    if (alignedShortfall(service, problem.contracts[vm] as TickContract) !== null) return false;
  }
  return true;
}

function mergedWithNext(
  problem: TableProblem,
  windows: readonly OwnedWindow[],
  first: number,
  effort: Effort,
): readonly OwnedWindow[] | null {
  const one = windows[first] as OwnedWindow;
  const second = windows.findIndex(({ vm }, index) => index > first && vm === one.vm);
  const two = windows[second];
  if (two === undefined) return null;
  const between = windows.slice(first + 1, second);
  const touched = new Set([one.vm, ...between.map(({ vm }) => vm)]);
  const moved = (by: bigint): OwnedWindow[] =>
    between.map(({ vm, start, end }) => ({ vm, start: start + by, end: end + by }));
  const [lengthOne, lengthTwo] = [one.end - one.start, two.end - two.start];
  const attempts = [
    [{ ...one, end: one.end + lengthTwo }, ...moved(lengthTwo)],
    [...moved(-lengthOne), { ...two, start: two.start - lengthOne }],
  ];
  for (const attempt of attempts) {
    const tried = joined([...windows.slice(0, first), ...attempt, ...windows.slice(second + 1)]);
    if (keepsContracts(problem, tried, effort, touched)) return tried;
  }
  return null;
}
