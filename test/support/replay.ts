import type { Scenario } from "../../src/certificate/scenario.ts";
import type { EventModel } from "../../src/model/event-model.ts";
import type { Rational } from "../../src/numeric/rational.ts";

/** How the jobs of a scenario are ordered: by the place of their task in a list, or by their deadlines, then that place. */
export type ReplayPolicy =
  | { readonly kind: "fixed-priority"; readonly order: readonly string[] }
  | {
      readonly kind: "edf";
      readonly order: readonly string[];
      /** The relative deadline of each task, in seconds. */
      readonly deadlines: ReadonlyMap<string, Rational>;
    };

/** What became of the job that the scenario calls late. */
export interface Replayed {
  readonly unfinished: boolean;
  /** What was left of it at its deadline, in seconds. */
  readonly left: number;
}

/**
 * Plays a scenario, event by event, and looks at the named job at its deadline. It knows no scheduling theory and shares
 * no code with the analyses: integer ticks, one loop.
 *
 * A blocker has executed one tick of its section before instant 0 and runs the rest of it above all jobs of the guest. A
 * tick is 2⁻²⁰ of the coarsest one that fits, so this is a concrete course of events and no limit is taken.
 */
export function replay(scenario: Scenario, policy: ReplayPolicy): Replayed {
  const perSecond = ticksPerSecond(scenario, policy);
  const ticks = ({ value }: { readonly value: Rational }): bigint =>
    (value.numerator * perSecond) / value.denominator;
  const end = ticks(scenario.miss.deadline);

  const jobs = scenario.releases.flatMap((pattern) => {
    const place = policy.order.indexOf(pattern.task);
    if (place < 0) throw new Error(`${pattern.task} has no place in the order`);
    const first = ticks(pattern.firstArrival);
    const period = ticks(pattern.period);
    const released: Job[] = [];
    for (
      let number = 0, arrival = first;
      arrival < end || number <= scenario.miss.job;
      number += 1, arrival += period
    ) {
      const due =
        policy.kind === "edf"
          ? arrival + ticks({ value: policy.deadlines.get(pattern.task) as Rational })
          : 0n;
      const release = arrival > 0n ? arrival : 0n;
      released.push({ task: pattern.task, number, place, due, release, left: ticks(pattern.wcet) });
    }
    return released;
  });
  const urgency = (a: Job, b: Job): number =>
    a.due !== b.due
      ? a.due < b.due
        ? -1
        : 1
      : a.place !== b.place
        ? a.place - b.place
        : a.number - b.number;
  jobs.sort(urgency);
  const named = jobs.find(({ task, number }) => task === scenario.miss.task && number === scenario.miss.job);
  if (named === undefined)
    throw new Error(`the scenario never releases job ${scenario.miss.job} of ${scenario.miss.task}`);

  const section = scenario.blocker === null ? 0n : ticks(scenario.blocker.section);
  const blocker: Job = {
    task: "",
    number: 0,
    place: -1,
    due: 0n,
    release: 0n,
    left: section > 0n ? section - 1n : 0n,
  };
  const above = scenario.interference.flatMap(({ arrivals, wcet }) =>
    densest(arrivals, end, ticks).map((release): Job => ({ ...blocker, release, left: ticks(wcet) })),
  );
  // From the most urgent to the least; the first that is released and unfinished runs.
  const ranked = [...above, blocker, ...jobs];
  const instants = new Set([...ranked.map(({ release }) => release), ...edges(scenario, end, ticks), end]);
  const times = [...instants].filter((time) => time <= end).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

  for (const [index, from] of times.entries()) {
    const to = times[index + 1];
    if (to === undefined) break;
    let supplied = isSupplied(scenario, from, ticks) ? to - from : 0n;
    for (const job of ranked) {
      if (supplied === 0n) break;
      if (job.release > from) continue;
      const executed = job.left < supplied ? job.left : supplied;
      job.left -= executed;
      supplied -= executed;
    }
  }
  return { unfinished: named.left > 0n, left: Number(named.left) / Number(perSecond) };
}

interface Job {
  readonly task: string;
  readonly number: number;
  readonly place: number;
  readonly due: bigint;
  readonly release: bigint;
  left: bigint;
}

type InTicks = (quantity: { readonly value: Rational }) => bigint;

/** The arrivals of a source in [0, end), each as early as its model allows. */
function densest(model: EventModel, end: bigint, ticks: InTicks): bigint[] {
  const found: bigint[] = [];
  for (let n = 0n; ; n += 1n) {
    const at =
      model.kind === "token-bucket"
        ? bucketArrival(model.capacity, ticks(model.refill), n)
        : jitteredArrival(n);
    if (at >= end) return found;
    found.push(at);
  }

  function jitteredArrival(n: bigint): bigint {
    if (model.kind === "token-bucket") return 0n;
    const apart = n * ticks(model.minDistance);
    const bunched = n * ticks(model.period) - ticks(model.jitter);
    return bunched > apart ? bunched : apart;
  }
}

function bucketArrival(capacity: bigint, refill: bigint, n: bigint): bigint {
  return n < capacity ? 0n : (n - capacity + 1n) * refill;
}

/** The instants in [0, end] at which the supply starts or stops. */
function edges({ supply }: Scenario, end: bigint, ticks: InTicks): bigint[] {
  const found: bigint[] = [0n, ticks(supply.start)];
  // Without a pause, or without any supply, nothing changes after the start, however short the cycle is written.
  const [only] = supply.windows;
  const uniform = only === undefined || (ticks(only.from) === 0n && ticks(only.to) === ticks(supply.cycle));
  if (uniform) return found;
  for (let cycle = ticks(supply.start); cycle < end; cycle += ticks(supply.cycle)) {
    for (const { from, to } of supply.windows) found.push(cycle + ticks(from), cycle + ticks(to));
  }
  // A window may reach over the end of its cycle.
  return found;
}

function isSupplied({ supply }: Scenario, at: bigint, ticks: InTicks): boolean {
  const since = at - ticks(supply.start);
  if (since < 0n) return false;
  const cycle = ticks(supply.cycle);
  const within = since % cycle;
  return supply.windows.some(({ from, to }) => {
    const begun = (point: bigint): boolean => point >= ticks(from) && point < ticks(to);
    return begun(within) || (since >= cycle && begun(within + cycle));
  });
}

function ticksPerSecond(scenario: Scenario, policy: ReplayPolicy): bigint {
  const { supply, releases, interference, blocker, miss } = scenario;
  const quantities = [
    supply.start,
    supply.cycle,
    ...supply.windows.flatMap(({ from, to }) => [from, to]),
    ...releases.flatMap(({ firstArrival, period, wcet }) => [firstArrival, period, wcet]),
    ...interference.flatMap(({ arrivals, wcet }) =>
      arrivals.kind === "token-bucket"
        ? [arrivals.refill, wcet]
        : [arrivals.period, arrivals.jitter, arrivals.minDistance, wcet],
    ),
    ...(blocker === null ? [] : [blocker.section]),
    miss.arrival,
    miss.deadline,
  ].map(({ value }) => value);
  const all = policy.kind === "edf" ? [...quantities, ...policy.deadlines.values()] : quantities;
  const common = all.reduce((multiple, { denominator }) => leastCommonMultiple(multiple, denominator), 1n);
  return common << 20n;
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
