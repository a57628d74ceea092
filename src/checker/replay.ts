/** Plays a course of events, event by event at integer instants, and looks whether a job is finished at its deadline. */
import { min } from "./arithmetic.ts";
import { distance, type Events } from "./events.ts";
import type { Ledger } from "./ledger.ts";

/** Events of one course, beyond which the certificate is refused. */
const LONGEST_COURSE = 300_000;

/** Jobs 0, 1, … of one stream: when each is released, how long it runs, and what decides among them (less goes first). */
export interface Stream {
  readonly release: (job: bigint) => bigint;
  readonly cost: bigint;
  readonly rank: (job: bigint) => readonly [bigint, bigint];
}

/** Whether the processor is there from an instant on, and until when that stays so. */
export type Supplied = (now: bigint) => { readonly on: boolean; readonly until: bigint | null };

/** A stream of events as dense as they may come from instant 0 on, above everything of the guest. */
export const interference = (events: Events, cost: bigint): Stream => ({
  release: (job) => distance(events, job + 1n),
  cost,
  rank: () => [-1n, 0n],
});

/** The first job that is released after `now`, which that of `from` is not. Releases never go back: a long jitter lets off many at once. */
function firstAfter(now: bigint, { release }: Stream, from: bigint): bigint {
  let step = 1n;
  while (release(from + step) <= now) step *= 2n;
  let [before, after] = [from + step / 2n, from + step];
  while (after - before > 1n) {
    const middle = (before + after) / 2n;
    if (release(middle) <= now) before = middle;
    else after = middle;
  }
  return after;
}

/** Whether job `job` of `streams[late]` is unfinished at `due`; refused if it should be `wasteless` and supply finds no job. */
export function unfinishedAt(
  ledger: Ledger,
  streams: readonly Stream[],
  supplied: Supplied,
  late: number,
  job: bigint,
  due: bigint,
  wasteless = false,
): boolean {
  const queues = streams.map(({ cost, release }) => ({ job: 0n, left: cost, next: 0n, at: release(0n) }));
  for (let now = 0n, steps = 0; now < due; steps += 1) {
    ledger.require(steps < LONGEST_COURSE, `the course has at most ${LONGEST_COURSE} events`);
    let [to, first]: [bigint, number | null] = [due, null];
    for (const [index, queue] of queues.entries()) {
      const stream = streams[index] as Stream;
      if (queue.at <= now) {
        queue.next = firstAfter(now, stream, queue.next);
        queue.at = stream.release(queue.next);
      }
      to = min(to, queue.at);
      if (queue.job < queue.next && (first === null || before(index, first))) first = index;
    }
    const { on, until } = supplied(now);
    if (until !== null) to = min(to, until);
    const running = on && first !== null ? queues[first] : undefined;
    ledger.require(
      !wasteless || !on || running !== undefined,
      "there is work for all of the supply up to the deadline",
    );
    if (running === undefined) {
      now = to;
      continue;
    }
    const ran = min(running.left, to - now);
    running.left -= ran;
    now += ran;
    if (running.left === 0n) {
      running.job += 1n;
      running.left = streams[first as number]?.cost ?? 0n;
    }
  }
  return (queues[late]?.job ?? 0n) <= job;

  function before(a: number, b: number): boolean {
    const [x, y] = [rankOf(a), rankOf(b)];
    return x[0] === y[0] ? x[1] < y[1] : x[0] < y[0];
  }
  function rankOf(index: number): readonly [bigint, bigint] {
    return (streams[index] as Stream).rank(queues[index]?.job ?? 0n);
  }
}
