import fc, { type Arbitrary } from "fast-check";
import { type EventModel, periodicEvents, sporadicEvents, tokenBucket } from "../../src/model/event-model.ts";
import { GUEST_POLICIES, type Guest, type GuestPolicy } from "../../src/model/guest.ts";
import { DELIVERIES, DEVICE_CLASSES, type InterruptSource } from "../../src/model/interrupt.ts";
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
      costs: fc.record({
        vmSwitch: amount(),
        interruptEntry: amount(),
        hypercall: amount(),
        longestNonPreemptible: amount(),
      }),
      names: names(4),
      spare: fc.nat(2),
    })
    .chain(({ policy, scheduler, names: vmNames, spare, clock, costs, ...rest }) => {
      const cores = policy === "static" ? vmNames.length + spare : 1 + spare;
      return fc.tuple(...vmNames.map((name, index) => vm(name, index, policy, cores))).chain((vms) =>
        fc.record({ policy: vmmPolicy(policy, vms, scheduler), interrupts: interrupts(vms, cores) }).map(
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

const ODD_NAMES = [
  "rtos",
  "linux",
  "a b",
  "x.y",
  "true",
  "tasks",
  "constructor",
  "toString",
  "ümlaut",
  "a: b",
  '"',
  "[0]",
  "#",
] as const;

function names(most: number): Arbitrary<string[]> {
  return fc.shuffledSubarray([...ODD_NAMES], { minLength: 1, maxLength: most });
}

const DENOMINATORS = [1n, 1_000n, 1_000_000n, 1_000_000_000n, 3n, 7n, 3_486_784_401n, 210_000_000n];

function positiveRational(): Arbitrary<Rational> {
  return fc
    .tuple(fc.oneof(fc.bigInt(1n, 100n), fc.bigInt(1n, 2n ** 70n)), fc.constantFrom(...DENOMINATORS))
    .map(([numerator, denominator]) => Rational.of(numerator, denominator));
}

const length = (): Arbitrary<Duration> => positiveRational().map((value) => new Duration(value));

const anyLength = (): Arbitrary<Duration> => fc.oneof(fc.constant(Duration.zero), length());

const amount = (): Arbitrary<Work> => anyLength().map((duration) => duration.asWork());

/** A share from 0 to 1, both ends among them. */
function share(): Arbitrary<Rational> {
  return fc.bigInt(0n, 12n).map((twelfths) => Rational.of(twelfths, 12n));
}

function events(): Arbitrary<EventModel> {
  return fc.oneof(
    fc
      .record({ period: length(), jitter: anyLength(), part: share() })
      .map(({ period, jitter, part }) => periodicEvents({ period, jitter, minDistance: period.times(part) })),
    length().map(sporadicEvents),
    fc.record({ capacity: fc.integer({ min: 1, max: 2 ** 40 }), refill: length() }).map(tokenBucket),
  );
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
    })
    .chain(({ scheduling, preemptive, taskNames, prioritized }) =>
      fc
        .tuple(
          ...taskNames.map((name, index) => guestTask(name, prioritized ? taskNames.length - index : null)),
        )
        .map((tasks) => ({ scheduling, preemptive, tasks: tasks })),
    );
}

function vm(name: string, index: number, policy: string, cores: number): Arbitrary<Vm> {
  const servers = ["none", "fixed-priority", "edf", "sedf"].includes(policy);
  return fc.record({
    name: fc.constant(name),
    core: policy === "static" ? fc.constant(index) : fc.nat(cores - 1),
    guest: guest(),
    supply: policy === "none" ? supply(servers, 2) : fc.option(supply(servers, 1)),
    priority: policy === "fixed-priority" ? fc.constant(2 * index + 1) : fc.constant(null),
    quantum: policy === "round-robin" ? length() : fc.constant(null),
    activationsPerPeriod: fc.option(fc.integer({ min: 1, max: 9 })),
  });
}

function vmmPolicy(
  policy: string,
  vms: readonly Vm[],
  scheduler: (typeof BEST_EFFORT_SCHEDULERS)[number],
): Arbitrary<VmmPolicy | null> {
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
    case "best-effort":
      return fc.constant({ kind: "best-effort", scheduler });
    default:
      return fc.constant({ kind: policy as "static" | "fixed-priority" | "edf" | "round-robin" | "sedf" });
  }
}

function interrupts(vms: readonly Vm[], cores: number): Arbitrary<InterruptSource[]> {
  return fc.oneof(fc.constant<string[]>([]), names(3)).chain((all) =>
    fc.tuple(
      ...all.map((name) =>
        fc
          .record({
            name: fc.constant(name),
            device: fc.constantFrom(...DEVICE_CLASSES),
            delivery: fc.constantFrom(...DELIVERIES),
            target: fc.constantFrom(...vms.map((each) => each.name)),
            core: fc.nat(cores - 1),
            arrivals: events(),
            topHalf: amount(),
            bottomHalf: amount(),
            deadline: fc.option(length()),
          })
          .map((source) => {
            if (source.device === "running") return { ...source, target: null };
            // What is handled at once is handled where its VM is.
            const home = vms.find((each) => each.name === source.target)?.core ?? source.core;
            return source.delivery === "when-scheduled" ? source : { ...source, core: home };
          }),
      ),
    ),
  );
}
