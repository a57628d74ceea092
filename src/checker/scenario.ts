/**
 * Refutations: a legal course of events in which a job is late, replayed. All tasks are released together at instant 0,
 * the first jobs after their full jitter, and every job takes its wcet. In the `worst` world all loads above the guest
 * come as densely as they may and the supply is a legal one that the certificate picks; in the `best` world there is
 * nothing above and the supply is the most that any legal one gives. There, under
 * EDF more must be due by some instant than is supplied. Under fixed priorities only jobs that may go before the late one
 * are looked at, and they must have use for all of the supply up to its deadline: no legal supply can then have served more
 * of them. (What is late on some favourable supply that was wasted at times may be in time on another.)
 */
import { floorDiv, max, sum } from "./arithmetic.ts";
import { ordered } from "./fixed-priority.ts";
import type { Ledger } from "./ledger.ts";
import type { Task, Vm } from "./model.ts";
import { interference, type Stream, type Supplied, unfinishedAt } from "./replay.ts";
import { baseOf, type Supply, serviceOf } from "./supply.ts";
import { type Derivation, type Server, usesAll, type World } from "./world.ts";

export interface Scenario {
  readonly world: "worst" | "best";
  /** Into how many parts a tick is divided; `start`, `cycle` and the section are in such parts. */
  readonly scale: bigint;
  /** Of a table, the phase that it is in at instant 0; of a contract, when its first budget comes; else 0. */
  readonly start: bigint;
  /** How often a bounded-delay supply comes; else 0. */
  readonly cycle: bigint;
  /** A job of lower priority that entered a section a moment before instant 0. */
  readonly blocker: { readonly task: string; readonly section: bigint } | null;
  readonly late: { readonly task: string; readonly job: bigint };
}

/** Refuses unless some job of `subject`, or of any task where that is null, is late. */
export function guestIsLate(
  ledger: Ledger,
  world: World,
  vm: Vm,
  tasks: readonly Task[],
  subject: string | null,
  scenario: Scenario,
): void {
  const { scale, blocker, late } = scenario;
  const { free } = world;
  ledger.require(free !== null, "the supply is known well enough for a miss to be real");
  ledger.require(vm.preemptive && scale > 0n, "the guest preempts");
  ledger.require(
    tasks.every(({ offset }) => offset === null),
    "all tasks may be released together",
  );
  const inOrder = vm.scheduling === "edf" ? tasks : ordered(vm, tasks);
  const index = inOrder.findIndex(({ name }) => name === late.task);
  const task = inOrder[index];
  if (task === undefined || (subject !== null && subject !== late.task))
    ledger.refuse("the late task is not the claim's");
  ledger.require(task.wcet > 0n, "the late task has work");
  const arrival = late.job * task.period - task.jitter;
  const due = arrival + task.deadline;
  const latest = max(...inOrder.map(({ jitter }) => jitter)) + 1n;
  const best = scenario.world === "best";
  const streams: Stream[] = inOrder.map(({ wcet, period, jitter, deadline }, place) => ({
    release: (job) => (best && place > index ? max(due) : max(job * period - jitter)) * scale,
    cost: wcet * scale,
    rank: (job) => [vm.scheduling === "edf" ? job * period - jitter + deadline + latest : 1n, BigInt(place)],
  }));
  const working = streams.filter(({ cost }) => cost > 0n);
  const position = working.indexOf(streams[index] as Stream);
  const held = blocker === null ? [] : [blockerStream(ledger, vm, inOrder, index, due, scenario)];
  ledger.require(best || world.real !== null, "the loads above may really come together");
  const above = best ? [] : (world.real ?? []).filter(({ cost }) => cost > 0n);
  const dense = above.map(({ events, cost }) => scaled(interference(events, cost), scale));
  if (best) ledger.require(scenario.start === 0n && scenario.cycle === 0n, "the best supply is not picked");
  if (best && vm.scheduling === "edf") {
    // Whoever is served: what is due by then is more than there ever is.
    const asked = sum(
      inOrder.map(
        ({ wcet, period, deadline, jitter }) => max(floorDiv(due + jitter - deadline, period) + 1n) * wcet,
      ),
    );
    const blocked = sum(held.map(({ cost }) => cost));
    ledger.atMost(
      baseOf(free).greatest(max(due)) * scale + 1n,
      asked * scale + blocked,
      `most supply in ${due} < work due by then`,
    );
    return;
  }
  const supplied = best ? mostOf(free, scale) : legalCourse(ledger, free, scenario);
  const all = [...working, ...dense, ...held];
  const isLate = due <= 0n || unfinishedAt(ledger, all, supplied, position, late.job, due * scale, best);
  ledger.require(isLate, `job ${late.job} of ${late.task} is unfinished at ${due}`);
  ledger.tell(`job ${late.job} of ${late.task} is unfinished at its deadline ${due}`);
}

const scaled = ({ release, cost, rank }: Stream, scale: bigint): Stream => ({
  release: (job) => release(job) * scale,
  cost: cost * scale,
  rank,
});

/** The rest of the section: one part of a tick less, for it began before instant 0. */
function blockerStream(
  ledger: Ledger,
  vm: Vm,
  tasks: readonly Task[],
  index: number,
  due: bigint,
  { blocker, scale }: Scenario,
): Stream {
  const holder = tasks.find(({ name }) => name === blocker?.task);
  if (holder === undefined || blocker === null) return ledger.refuse("the blocker is none of the tasks");
  const edf = vm.scheduling === "edf";
  ledger.require(
    edf ? holder.deadline - holder.jitter > due : tasks.indexOf(holder) > index,
    "the blocker is due later, or has lower priority",
  );
  ledger.require(holder.wcet > 0n, "the blocker has work");
  const reached = edf
    ? tasks.filter(({ deadline, jitter }) => deadline - jitter <= due)
    : tasks.slice(0, index + 1);
  const used = new Set(reached.flatMap(({ sections }) => sections.map(({ resource }) => resource)));
  const longest = max(
    holder.nonPreemptible,
    ...holder.sections.filter(({ resource }) => used.has(resource)).map(({ length }) => length),
  );
  ledger.atMost(
    blocker.section,
    longest * scale,
    `section of the blocker ${holder.name} ≤ its longest that counts`,
  );
  return {
    release: (job) => (job === 0n ? 0n : due * scale),
    cost: max(blocker.section - 1n),
    rank: () => [0n, 0n],
  };
}

/** A course that a supply may legally take. */
function legalCourse(ledger: Ledger, supply: Supply, { start, cycle, scale }: Scenario): Supplied {
  if (supply.kind === "table") {
    ledger.require(cycle === 0n, "a table has its own cycle");
    const service = serviceOf(supply.frame, supply.windows);
    const edges = [...service.ends, ...service.starts].map((at) => at * scale);
    const frame = supply.frame * scale;
    return (now) => {
      const phase = (now + start) % frame;
      const until = edges.map((edge) => (edge > phase ? edge - phase : edge + frame - phase));
      const at = (now + start) / scale;
      return {
        on: service.between(at, at + 1n) > 0n,
        until: until.length === 0 ? null : now + until.reduce((a, b) => (a < b ? a : b)),
      };
    };
  }
  if (supply.kind === "dedicated") {
    ledger.require(start === 0n && cycle === 0n, "a processor of its own is always there");
    return () => ({ on: true, until: null });
  }
  if (supply.kind === "bounded-delay") {
    const { rate, delay } = supply;
    if (rate.n === 0n) return () => ({ on: false, until: null });
    ledger.atMost(start, delay * scale, "first supply ≤ the delay");
    ledger.require(cycle > 0n && (cycle * rate.n) % rate.d === 0n, "the cycle is divided exactly");
    const share = (cycle * rate.n) / rate.d;
    ledger.atMost(cycle - share, delay * scale, "each pause ≤ the delay");
    return course(start, cycle, share);
  }
  if (supply.kind === "interrupted") return ledger.refuse("turns that are cut short have no course");
  const { period, budget, deadline } = supply;
  ledger.require(supply.kind !== "server" && cycle === 0n, "a contract has its own cycle");
  ledger.atMost(start, (period + deadline - 2n * budget) * scale, "first budget ≤ the longest wait");
  return course(start, period * scale, budget * scale);
}

/** Nothing before `start`, then `share` at the head of each cycle. */
function course(start: bigint, cycle: bigint, share: bigint): Supplied {
  return (now) => {
    if (share === 0n) return { on: false, until: null };
    if (now < start) return { on: false, until: start };
    if (share === cycle) return { on: true, until: null };
    const [phase, base] = [(now - start) % cycle, now - ((now - start) % cycle)];
    return phase < share ? { on: true, until: base + share } : { on: false, until: base + cycle };
  };
}

/** The most favourable supply: as much in [0, t) as a legal one can give in any window of length t. */
export function mostOf(supply: Supply, scale: bigint): Supplied {
  const { greatest } = baseOf(supply);
  const endless = endlessRun(supply);
  return (now) => {
    const tick = now / scale;
    const on = greatest(tick + 1n) > greatest(tick);
    const lasts = (run: bigint): boolean => greatest(tick + run) - greatest(tick) === (on ? run : 0n);
    // The run of equal ticks, all or nothing: doubled while it lasts, and then made as long as it is by halves.
    let run = 1n;
    while (run < endless && lasts(2n * run)) run *= 2n;
    if (run >= endless) return { on, until: null };
    for (let more = run / 2n; more > 0n; more /= 2n) if (lasts(run + more)) run += more;
    return { on, until: (tick + run) * scale };
  };
}

/** A run of equal ticks of the most favourable supply that is as long as this never ends: a whole repetition lies in it. */
function endlessRun(supply: Supply): bigint {
  switch (supply.kind) {
    case "dedicated":
    case "bounded-delay":
      return 1n;
    case "table":
      return supply.frame;
    case "interrupted":
      return supply.of.frame;
    default:
      // One budget and the slack before the next come first, together a period at most.
      return 2n * supply.period;
  }
}

/**
 * A budget that is late: all servers that surely use their whole budget are replenished together at instant 0, below the
 * densest interrupts, and the VMM takes no time for itself.
 */
export function serverIsLate(
  ledger: Ledger,
  derived: Derivation,
  core: bigint,
  subject: Vm | null,
  late: Scenario["late"],
): void {
  const edf = derived.model.policy !== "fixed-priority";
  const candidates = edf || subject === null ? derived.vmsOn(core) : [...derived.above(subject), subject];
  const greedy = candidates.flatMap((vm): { vm: Vm; server: Server }[] => {
    const server = derived.server(vm);
    return server !== null && usesAll(vm, server) ? [{ vm, server }] : [];
  });
  const index = greedy.findIndex(({ vm }) => vm.name === late.task);
  const found = greedy[index];
  if (found === undefined || (subject !== null && found.vm !== subject))
    ledger.refuse("the late server is not the claim's, or may not use its whole budget");
  const streams = greedy.map(
    ({ server: { period, deadline, budget } }, place): Stream => ({
      release: (job) => job * period,
      cost: budget,
      rank: (job) => [edf ? job * period + deadline + 1n : 1n, BigInt(place)],
    }),
  );
  const above = derived.sureInterrupts(core).map(({ events, cost }) => interference(events, cost));
  const due = late.job * found.server.period + found.server.deadline;
  ledger.require(found.server.budget > 0n, "the late server has a budget");
  const working = streams.filter(({ cost }) => cost > 0n);
  const position = working.indexOf(streams[index] as Stream);
  const isLate = unfinishedAt(
    ledger,
    [...working, ...above],
    () => ({ on: true, until: null }),
    position,
    late.job,
    due,
  );
  ledger.require(isLate, `budget ${late.job} of ${late.task} is unfinished at ${due}`);
  ledger.tell(`budget ${late.job} of ${late.task} is unfinished at its deadline ${due}`);
}
