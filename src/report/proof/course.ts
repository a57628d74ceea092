/**
 * Plays the course of events of a refutation once more, apart from the checker, and writes down who ran when: what a Gantt
 * chart needs, and a second opinion on the miss.
 */
import { distance, type Events } from "../../checker/events.ts";
import type { Supplied } from "../../checker/replay.ts";
import { assert } from "../../contract/assert.ts";

/** Jobs 0, 1, … that share one row of the chart. Less rank goes first; ties by the order of the rows. */
export interface Row {
  readonly name: string;
  readonly kind: "task" | "load" | "section";
  readonly cost: bigint;
  readonly release: (job: bigint) => bigint;
  readonly rank: (job: bigint) => bigint;
}

/** Whether the processor is there from `now` on, and until when that stays so (null: for ever). */
export type Presence = Supplied;

export interface Piece {
  /** Index of the row that runs; null where the processor is there and nothing is to be done. */
  readonly row: number | null;
  readonly from: bigint;
  readonly to: bigint;
}

export interface Course {
  readonly rows: readonly Row[];
  /** Where the processor was there, in order. */
  readonly pieces: readonly Piece[];
  /** Jobs of each row that had ended at the deadline. */
  readonly ended: readonly bigint[];
  readonly due: bigint;
}

/** Steps of one course, far above what the checker accepts for a certificate of ordinary size. */
const MOST_STEPS = 5_000_000;

export const load = (name: string, events: Events, cost: bigint, scale: bigint): Row => ({
  name,
  kind: "load",
  cost: cost * scale,
  release: (job) => distance(events, job + 1n) * scale,
  rank: () => -1n,
});

export function play(rows: readonly Row[], presence: Presence, due: bigint): Course {
  const state = rows.map((row) => ({ done: 0n, left: row.cost }));
  const pieces: Piece[] = [];
  let now = 0n;
  for (let step = 0; now < due; step += 1) {
    assert(step < MOST_STEPS, "the course ends");
    const pending = rows.map((row, index) => row.release(state[index]?.done ?? 0n) <= now);
    const next = rows
      .map((row, index) => releaseAfter(row, state[index]?.done ?? 0n, now))
      .reduce(least, due);
    const { on, until } = presence(now);
    let to = until === null ? next : least(next, until);
    let chosen: number | null = null;
    for (const [index, row] of rows.entries()) {
      if (!pending[index]) continue;
      const mine = row.rank(state[index]?.done ?? 0n);
      const best = chosen === null ? null : (rows[chosen] as Row).rank(state[chosen]?.done ?? 0n);
      if (best === null || mine < best) chosen = index;
    }
    if (on && chosen !== null) {
      const running = state[chosen] as { done: bigint; left: bigint };
      to = least(to, now + running.left);
      running.left -= to - now;
      if (running.left === 0n) {
        running.done += 1n;
        running.left = (rows[chosen] as Row).cost;
      }
    }
    if (on) append(pieces, { row: chosen, from: now, to });
    now = to;
  }
  return { rows, pieces, ended: state.map(({ done }) => done), due };
}

/** The first release after `now` of the jobs from `job` on. */
function releaseAfter(row: Row, job: bigint, now: bigint): bigint {
  let [step, at] = [1n, job];
  while (row.release(at + step) <= now) {
    at += step;
    step *= 2n;
  }
  if (row.release(at) > now) return row.release(at);
  while (step > 0n) {
    if (row.release(at + step) <= now) at += step;
    else step /= 2n;
  }
  return row.release(at + 1n);
}

function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last !== undefined && last.row === piece.row && last.to === piece.from)
    pieces[pieces.length - 1] = { ...last, to: piece.to };
  else if (piece.from < piece.to) pieces.push(piece);
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
