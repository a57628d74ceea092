/**
 * Semi-partitioned fixed priorities with task splitting, the scheme of RESCH (FP-PM, DM-PM).
 *
 * Tasks are placed first fit by decreasing utilization. One that fits on no core is split into shares: core after core
 * takes the largest share with which all tasks placed on it still meet their deadlines. A job runs its first share on
 * the first of these cores, moves on as soon as it has used it up, and so on. Shares run above all whole tasks of their
 * core; of two shares on a core the one placed earlier is above.
 *
 * Claim: where a placement is found, every deadline is met. Proof. Let a job of the split task arrive at a, and let
 * the shares before piece p add up to S_p. Piece p is released when they are used up: not before a + S_p, since a job runs
 * on one core at a time, and by induction not after a + F_{p−1}. So piece p is a sporadic task with wcet C_p, period T and
 * release jitter J_p = F_{p−1} − S_p, counted from its nominal arrival at a + S_p; a job that ends before it has used up
 * a share releases no further piece. The pieces above it were placed earlier and have bounds already. So its response R_p
 * among them, from the nominal arrival, follows from the exact analysis with jitter, and F_p = S_p + R_p. The last F_p is
 * at most D. Whole tasks are tested below all pieces of their core with the same jitter. A piece alone at the top of its
 * core has R_p = J_p + C_p: the jitter does not grow.
 * Sufficient: the heuristic may stop where another placement exists.
 * Assumes: D ≤ T, no blocking and no jitter of the tasks' own; migration at no cost (else part of the wcet); shares are
 * enforced on a grid.
 * Source: S. Kato and N. Yamasaki, "Semi-partitioned fixed-priority scheduling on multiprocessors", RTAS 2009; with the
 * jitter analysis of N. Audsley et al., Software Engineering Journal 8(5), 1993, and K. Tindell and J. Clark, 1994.
 */
import { InputError } from "../../contract/errors.ts";
import type { Task } from "../../model/task.ts";
import { Duration, positive, Work } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { duration } from "../../numeric/unit.ts";
import { dedicatedBound } from "../../supply/dedicated.ts";
import { inTicks, type TickTask } from "../../workload/tick-task.ts";
import { measuresOfTask } from "../compile.ts";
import type { Effort } from "../effort.ts";
import { responseTime } from "../fixed-priority/response-time.ts";
import { coreCount } from "./core-count.ts";
import { meetsByPriority } from "./core-test.ts";
import { EffortLedger } from "./effort-ledger.ts";
import { outsideConditions } from "./global/conditions.ts";
import { byDecreasingSize } from "./packing.ts";

/** Where a task runs. */
export type Placement =
  | { readonly kind: "whole"; readonly core: number }
  /** In the order in which a job runs them. */
  | { readonly kind: "split"; readonly pieces: readonly Piece<Duration, Work>[] };

/** A share of each job of a split task. */
export interface Piece<Time, Amount> {
  readonly core: number;
  readonly share: Amount;
  /** From the job's arrival: no earlier than this is the piece released, */
  readonly release: Time;
  /** and no later than this is it complete: its split deadline. */
  readonly finish: Time;
}

export type SemiPartitionOutcome =
  | { readonly kind: "placed"; readonly strength: "sufficient"; readonly placements: readonly Placement[] }
  | {
      readonly kind: "stopped";
      readonly strength: "sufficient";
      /** What was placed before; null for what was not. */
      readonly placements: readonly (Placement | null)[];
      /** The task that fits nowhere, not even in shares. */
      readonly at: number;
      /** Whether some core was given up only because a test of it did not come to an end. */
      readonly undecided: boolean;
    };

/**
 * Places the tasks on the cores, each core in deadline-monotonic order below its shares. Shares are multiples of `grid`
 * (by default of the greatest time that divides all of the tasks' times), but for the last one of a task. `effort` is
 * for each test of a task; one that needs more counts as failed. Throws `InputError` for tasks outside the assumptions.
 */
export function semiPartition(given: {
  readonly tasks: readonly Task[];
  readonly cores: number;
  readonly grid?: string | Duration;
  readonly effort?: number;
}): SemiPartitionOutcome {
  const { tasks, effort } = given;
  const outside = outsideConditions(tasks, "constrained");
  if (outside !== null)
    throw new InputError(`a semi-partition needs D ≤ T without jitter and blocking: ${outside}`);
  const grid = given.grid === undefined ? null : positive(duration(given.grid), "the grid");
  const timebase = commonTick([...tasks.flatMap(measuresOfTask), ...(grid === null ? [] : [grid.value])]);
  // Equal cores beyond the number of tasks would stay empty.
  const useful = coreCount(given.cores) < BigInt(tasks.length) ? given.cores : tasks.length;
  const ledger = new EffortLedger(effort);
  const cores = Array.from({ length: useful }, () => new Core(ledger.next));
  const step = grid === null ? 1n : timebase.toTicks(grid.value);

  const placements: (Placement | null)[] = tasks.map(() => null);
  for (const index of byDecreasingSize(tasks.map(({ wcet, period }) => wcet.over(period)))) {
    const task = inTicks(tasks[index] as Task, timebase);
    const core = cores.findIndex((candidate) => candidate.takes(task));
    const pieces = core < 0 ? split(task, cores, step) : null;
    if (core < 0 && pieces === null) {
      const undecided = ledger.reached !== null;
      return { kind: "stopped", strength: "sufficient", placements, at: index, undecided };
    }
    placements[index] =
      pieces === null
        ? { kind: "whole", core }
        : {
            kind: "split",
            pieces: pieces.map(({ core, share, release, finish }) => ({
              core,
              share: new Work(timebase.toSeconds(share)),
              release: new Duration(timebase.toSeconds(release)),
              finish: new Duration(timebase.toSeconds(finish)),
            })),
          };
  }
  return { kind: "placed", strength: "sufficient", placements: placements.filter((each) => each !== null) };
}

/** What is placed on one core: pieces in the order of placement, above whole tasks in deadline-monotonic order. */
class Core {
  readonly #effort: () => Effort;
  #pieces: readonly TickTask[] = [];
  #whole: readonly TickTask[] = [];

  constructor(effort: () => Effort) {
    this.#effort = effort;
  }

  /** Places a whole task, if all whole tasks then still meet their deadlines. */
  takes(task: TickTask): boolean {
    const whole = [...this.#whole, task].sort((a, b) =>
      a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : 0,
    );
    const fits = meetsByPriority([...this.#pieces, ...whole], this.#pieces.length, this.#effort) === "fits";
    if (fits) this.#whole = whole;
    return fits;
  }

  /** The response time of a new piece below the others, if all whole tasks meet their deadlines below it; else null. */
  responseWith(piece: TickTask): bigint | null {
    const pieces = [...this.#pieces, piece];
    const response = responseTime(pieces, pieces.length - 1, dedicatedBound, this.#effort());
    if (response.kind !== "bounded") return null;
    const fits = meetsByPriority([...pieces, ...this.#whole], pieces.length, this.#effort) === "fits";
    return fits ? response.response : null;
  }

  place(piece: TickTask): void {
    this.#pieces = [...this.#pieces, piece];
  }
}

/** Splits a task over the cores in order; null, and nothing placed, where they do not take all of it. */
function split(task: TickTask, cores: readonly Core[], step: bigint): Piece<bigint, bigint>[] | null {
  const pieces: Piece<bigint, bigint>[] = [];
  const placed: { core: Core; piece: TickTask }[] = [];
  let release = 0n;
  let finish = 0n;
  for (const [index, core] of cores.entries()) {
    const nominal = release;
    const asPiece = (share: bigint): TickTask => ({ ...task, wcet: share, jitter: finish - nominal });
    const finishWith = (share: bigint): bigint | null => {
      const response = core.responseWith(asPiece(share));
      if (response === null) return null;
      const end = nominal + response;
      // The rest needs at least its own length.
      return end + (task.wcet - nominal - share) <= task.deadline ? end : null;
    };
    const share = largestShare(task.wcet - nominal, step, (tried) => finishWith(tried) !== null);
    if (share === 0n) continue;
    const end = finishWith(share) as bigint;
    pieces.push({ core: index, share, release, finish: end });
    placed.push({ core, piece: asPiece(share) });
    release += share;
    finish = end;
    if (release < task.wcet) continue;
    for (const { core: chosen, piece } of placed) chosen.place(piece);
    return pieces;
  }
  return null;
}

/** The largest share that passes: all of the rest, or a multiple of the step; smaller shares pass where larger ones do. */
function largestShare(rest: bigint, step: bigint, passes: (share: bigint) => boolean): bigint {
  if (passes(rest)) return rest;
  let low = 0n;
  let high = (rest + step - 1n) / step;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (passes(middle * step)) low = middle;
    else high = middle;
  }
  return low * step;
}
