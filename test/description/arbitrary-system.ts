import fc, { type Arbitrary } from "fast-check";
import { GUEST_POLICIES, type Guest, type GuestPolicy } from "../../src/model/guest.ts";
import {
  boundedDelay,
  dedicated,
  edpResource,
  leftover,
  periodicResource,
  SERVER_KINDS,
  type Supply,
  server,
  table,
} from "../../src/model/supply.ts";
import {
  BEST_EFFORT_SCHEDULERS,
  type Slot,
  type System,
  type Vm,
  type VmmPolicy,
} from "../../src/model/system.ts";
import { type Task, task } from "../../src/model/task.ts";
import { Duration, type Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { TIME_UNITS } from "../../src/numeric/unit.ts";
import { interrupts } from "./arbitrary-interrupt.ts";
import { kernel } from "./arbitrary-kernel.ts";
import { amount, anyLength, events, length, names, positiveRational, share } from "./arbitrary-parts.ts";
import { settings, vmShare } from "./arbitrary-scheduler.ts";

/** Systems that a description can say, far beyond what anyone would build: odd names, huge and ugly numbers, every kind. */
export function arbitrarySystem(): Arbitrary<System> {
  return fc
    .record({
      name: fc.constantFrom("Phone", "A: # system", "null", " x ", "日本"),
      timeUnit: fc.constantFrom(...TIME_UNITS),
      clock: fc.option(positiveRational()),
      policy: fc.constantFrom(
        "none",
        "static",
        "table",
        "fixed-priority",
        "edf",
        "round-robin",
        "sedf",
        "best-effort",
      ),
      scheduler: fc.constantFrom(...BEST_EFFORT_SCHEDULERS),
      costs: fc.record(
        {
          vmSwitch: amount(),
          interruptEntry: amount(),
          hypercall: amount(),
          longestNonPreemptible: amount(),
          cacheRefill: length().map((time) => time.asWork()),
        },
        { requiredKeys: ["vmSwitch", "interruptEntry", "hypercall", "longestNonPreemptible"] },
      ),
      tick: fc.option(length(), { nil: undefined }),
      names: names(4),
      spare: fc.nat(2),
    })
    .chain(({ policy, scheduler: drawn, tick, names: vmNames, spare, clock, costs, ...rest }) => {
      const cores = policy === "static" ? vmNames.length + spare : 1 + spare;
      const scheduler = policy === "best-effort" ? drawn : policy;
      const host: Host = { policy, scheduler, tick, cores };
      return fc.tuple(...vmNames.map((name, index) => vm(name, index, host))).chain((vms) =>
        fc.record({ policy: vmmPolicy(host, vms), interrupts: interrupts(vms, cores) }).map(
          ({ policy: built, interrupts: sources }): System => ({
            ...rest,
            processor: { cores, clock },
            vmm: built === null ? null : { policy: built, costs },
            vms,
            interrupts: sources,
          }),
        ),
      );
    });
}

function resource(): Arbitrary<{ period: Duration; deadline: Duration; budget: Work }> {
  return fc.record({ period: length(), due: share(), part: share() }).map(({ period, due, part }) => {
    const deadline = due.sign() === 0 ? period : period.times(due);
    return { period, deadline, budget: deadline.times(part).asWork() };
  });
}

/** Gaps (perhaps none) and windows (never empty) in turn. */
function windows(): Arbitrary<{
  frame: Duration;
  windows: { start: Duration; length: Duration; end: Duration }[];
}> {
  return fc
    .record({
      parts: fc.array(fc.record({ gap: anyLength(), length: length() }), { minLength: 1, maxLength: 4 }),
      rest: anyLength(),
    })
    .map(({ parts, rest }) => {
      let now = Duration.zero;
      const built = parts.map(({ gap, length: long }) => {
        const start = now.plus(gap);
        now = start.plus(long);
        return { start, length: long, end: now };
      });
      return { frame: now.plus(rest), windows: built };
    });
}

function supply(servers: boolean, depth: number): Arbitrary<Supply> {
  const kinds: Arbitrary<Supply>[] = [
    fc.constant(dedicated()),
    resource().map(periodicResource),
    resource().map(edpResource),
    fc.record({ rate: share(), delay: anyLength() }).map(boundedDelay),
    windows().map(table),
  ];
  if (servers) {
    kinds.push(
      fc
        .tuple(fc.constantFrom(...SERVER_KINDS), resource())
        .map(([kind, given]) => server({ server: kind, ...given })),
    );
  }
  if (depth > 0) {
    kinds.push(
      fc
        .tuple(
          supply(servers, depth - 1),
          names(2).chain((all) =>
            fc.tuple(
              ...all.map((name) =>
                fc.record({ name: fc.constant(name), arrivals: events(), wcet: amount() }),
              ),
            ),
          ),
        )
        .map(([of, load]) => leftover(of, load)),
    );
  }
  return fc.oneof(...kinds);
}

function guestTask(name: string, priority: number | null): Arbitrary<Task> {
  return fc
    .record({
      period: length(),
      sporadic: fc.boolean(),
      wcet: amount(),
      deadline: length(),
      jitter: anyLength(),
      offset: fc.option(anyLength()),
      blocking: amount(),
      nonPreemptible: amount(),
      hypercalls: fc.nat(),
      criticalSections: fc.array(fc.record({ resource: fc.constantFrom("bus", "a b"), length: amount() }), {
        maxLength: 2,
      }),
    })
    .map(({ period, sporadic, offset, ...rest }) =>
      task({
        name,
        ...rest,
        ...(sporadic ? { minSeparation: period } : { period }),
        ...(offset === null || sporadic ? {} : { offset }),
        ...(priority === null ? {} : { priority }),
      }),
    );
}

function guest(): Arbitrary<Guest> {
  return fc
    .record({
      scheduling: fc.constantFrom<GuestPolicy>(...GUEST_POLICIES),
      preemptive: fc.boolean(),
      taskNames: fc.oneof(fc.constant<string[]>([]), names(4)),
      prioritized: fc.boolean(),
      clock: fc.option(kernel(), { nil: undefined }),
    })
    .chain(({ scheduling, preemptive, taskNames, prioritized, clock }) =>
      fc
        .tuple(
          ...taskNames.map((name, index) => guestTask(name, prioritized ? taskNames.length - index : null)),
        )
        .map((tasks) => ({
          ...{ scheduling, preemptive, tasks },
          ...(clock === undefined ? {} : { kernel: clock }),
        })),
    );
}

interface Host {
  readonly policy: string;
  /** The policy, or which of those without a promise. */
  readonly scheduler: string;
  /** Of a round robin, where it has one. */
  readonly tick: Duration | undefined;
  readonly cores: number;
}

function vm(name: string, index: number, { policy, scheduler, tick, cores }: Host): Arbitrary<Vm> {
  const servers = ["none", "fixed-priority", "edf", "sedf"].includes(policy);
  return fc
    .record({
      name: fc.constant(name),
      core: policy === "static" ? fc.constant(index) : fc.nat(cores - 1),
      guest: guest(),
      supply:
        policy === "none"
          ? supply(servers, 2)
          : fc.option(policy === "edf" ? withExtratime(supply(true, 1)) : supply(servers, 1)),
      priority: policy === "fixed-priority" ? fc.constant(2 * index + 1) : fc.constant(null),
      quantum: policy === "round-robin" ? quantum(tick) : fc.constant(null),
      activationsPerPeriod: fc.option(fc.integer({ min: 1, max: 9 })),
    })
    .chain((built) =>
      fc
        .option(vmShare(scheduler, built.supply !== null), { nil: undefined })
        .map((given): Vm => (given === undefined ? built : { ...built, share: given })),
    );
}

/** Servers of RTDS, some with extratime. */
function withExtratime(supplies: Arbitrary<Supply>): Arbitrary<Supply> {
  return fc
    .tuple(supplies, fc.boolean())
    .map(([each, extratime]) =>
      extratime && each.kind === "server" && each.server === "xen-rtds" ? { ...each, extratime } : each,
    );
}

/** Whole ticks, where there are any. */
function quantum(tick: Duration | undefined): Arbitrary<Duration> {
  return tick === undefined ? length() : fc.bigInt(1n, 9n).map((ticks) => tick.times(Rational.of(ticks)));
}

function vmmPolicy({ policy, scheduler, tick }: Host, vms: readonly Vm[]): Arbitrary<VmmPolicy | null> {
  switch (policy) {
    case "none":
      return fc.constant(null);
    case "table":
      return windows().map(({ frame, windows: all }) => ({
        kind: "table",
        frame,
        slots: all.map(({ start, length: long }, index): Slot => {
          const holder = vms[index % vms.length] as Vm;
          return { vm: holder.name, core: holder.core, start, length: long };
        }),
      }));
    case "round-robin":
      return fc.constant({ kind: "round-robin", ...(tick === undefined ? {} : { tick }) });
    case "sedf":
    case "best-effort":
      return fc.option(settings(scheduler), { nil: undefined }).map((given) => {
        const kind = policy === "sedf" ? { kind: "sedf" } : { kind: "best-effort", scheduler };
        return { ...kind, ...(given === undefined ? {} : { settings: given }) } as VmmPolicy;
      });
    default:
      return fc.constant({ kind: policy as "static" | "fixed-priority" | "edf" });
  }
}
