/** The model that a certificate embeds: a system in integer ticks, read strictly and refused where it contradicts itself. */
import { fraction } from "./arithmetic.ts";
import type { Json } from "./canonical.ts";
import type { Load } from "./events.ts";
import { Refusal } from "./ledger.ts";
import { flag, integer, list, natural, oneOf, optional, positive, record, text, tuple } from "./shape.ts";
import { readLoad, readSource, type Source } from "./sources.ts";
import type { Supply, Window } from "./supply.ts";

export type { Source } from "./sources.ts";

export interface Task {
  readonly name: string;
  readonly wcet: bigint;
  readonly period: bigint;
  readonly deadline: bigint;
  readonly jitter: bigint;
  readonly offset: bigint | null;
  readonly priority: bigint | null;
  readonly blocking: bigint;
  readonly nonPreemptible: bigint;
  readonly sections: readonly { readonly resource: string; readonly length: bigint }[];
  readonly hypercalls: bigint;
}

export interface Vm {
  readonly name: string;
  readonly core: bigint;
  readonly scheduling: "rate-monotonic" | "deadline-monotonic" | "fixed-priority" | "edf" | "best-effort";
  readonly preemptive: boolean;
  readonly tasks: readonly Task[];
  readonly supply: Supply | null;
  /** What runs above the VM on a supply that is promised to it. */
  readonly above: readonly Load[];
  readonly priority: bigint | null;
  readonly quantum: bigint | null;
  readonly activations: bigint | null;
}

export interface Slot {
  readonly vm: string;
  readonly core: bigint;
  readonly start: bigint;
  readonly length: bigint;
}

const POLICIES = [
  "none",
  "static",
  "table",
  "fixed-priority",
  "edf",
  "round-robin",
  "sedf",
  "best-effort",
] as const;
const SERVERS = [
  "periodic-idling",
  "polling",
  "deferrable",
  "sporadic",
  "hard-cbs",
  "xen-rtds",
  "sched-deadline",
] as const;
const SCHEDULERS = ["rate-monotonic", "deadline-monotonic", "fixed-priority", "edf", "best-effort"] as const;

export interface Model {
  readonly policy: (typeof POLICIES)[number];
  readonly frame: bigint;
  readonly slots: readonly Slot[];
  /** At whose multiples a round robin takes its turns; null where quanta are metered. */
  readonly clockTick: bigint | null;
  readonly costs: {
    readonly vmSwitch: bigint;
    readonly entry: bigint;
    readonly hypercall: bigint;
    readonly section: bigint;
    /** What a guest spends on its caches after each switch to its VM from another one. */
    readonly refill: bigint;
  };
  readonly vms: readonly Vm[];
  readonly sources: readonly Source[];
  /** What the system has that no rule of this checker covers; nothing can be proved where there is such a thing. */
  readonly beyond: readonly string[];
}

export function readModel(value: Json | undefined): Model {
  const at = "model";
  const fields = record(
    value,
    at,
    "beyond clockTick cores costs frame interrupts policy slots system timeUnit vms",
  );
  text(fields["system"], `${at}.system`);
  oneOf(fields["timeUnit"], `${at}.timeUnit`, ["h", "min", "s", "ms", "us", "ns"]);
  const costs = record(
    fields["costs"],
    `${at}.costs`,
    "cacheRefill hypercall interruptEntry longestNonPreemptible vmSwitch",
  );
  const cost = (key: string): bigint => natural(costs[key], `${at}.costs.${key}`);
  const model: Model = {
    policy: oneOf(fields["policy"], `${at}.policy`, POLICIES),
    frame: optional(fields["frame"], `${at}.frame`, positive) ?? 0n,
    slots: list(fields["slots"], `${at}.slots`, readSlot),
    clockTick: optional(fields["clockTick"], `${at}.clockTick`, positive),
    costs: {
      vmSwitch: cost("vmSwitch"),
      entry: cost("interruptEntry"),
      hypercall: cost("hypercall"),
      section: cost("longestNonPreemptible"),
      refill: cost("cacheRefill"),
    },
    vms: list(fields["vms"], `${at}.vms`, readVm),
    sources: list(fields["interrupts"], `${at}.interrupts`, readSource),
    beyond: list(fields["beyond"], `${at}.beyond`, text),
  };
  refuseContradictions(model, natural(fields["cores"], `${at}.cores`));
  return model;
}

function readSlot(value: Json, at: string): Slot {
  const { vm, core, start, length } = record(value, at, "core length start vm");
  return {
    vm: text(vm, `${at}.vm`),
    core: natural(core, `${at}.core`),
    start: natural(start, `${at}.start`),
    length: positive(length, `${at}.length`),
  };
}

function readVm(value: Json, at: string): Vm {
  const keys = "above activations core name preemptive priority quantum scheduling supply tasks";
  const fields = record(value, at, keys);
  return {
    name: text(fields["name"], `${at}.name`),
    core: natural(fields["core"], `${at}.core`),
    scheduling: oneOf(fields["scheduling"], `${at}.scheduling`, SCHEDULERS),
    preemptive: flag(fields["preemptive"], `${at}.preemptive`),
    tasks: list(fields["tasks"], `${at}.tasks`, readTask),
    supply: optional(fields["supply"], `${at}.supply`, readSupply),
    above: list(fields["above"], `${at}.above`, readLoad),
    priority: optional(fields["priority"], `${at}.priority`, integer),
    quantum: optional(fields["quantum"], `${at}.quantum`, positive),
    activations: optional(fields["activations"], `${at}.activations`, natural),
  };
}

function readTask(value: Json, at: string): Task {
  const keys = "blocking deadline hypercalls jitter name nonPreemptible offset period priority sections wcet";
  const fields = record(value, at, keys);
  const number = (key: string): bigint => natural(fields[key], `${at}.${key}`);
  return {
    name: text(fields["name"], `${at}.name`),
    wcet: number("wcet"),
    period: positive(fields["period"], `${at}.period`),
    deadline: positive(fields["deadline"], `${at}.deadline`),
    jitter: number("jitter"),
    offset: optional(fields["offset"], `${at}.offset`, natural),
    priority: optional(fields["priority"], `${at}.priority`, integer),
    blocking: number("blocking"),
    nonPreemptible: number("nonPreemptible"),
    sections: list(fields["sections"], `${at}.sections`, (each, place) => {
      const { resource, length } = record(each, place, "length resource");
      return { resource: text(resource, place), length: natural(length, place) };
    }),
    hypercalls: number("hypercalls"),
  };
}

export function readWindow(value: Json, at: string): Window {
  const [start = 0n, end = 0n] = tuple(value, at, 2);
  if (start >= end) throw new Refusal(at, "is a window without length");
  return { start, end };
}

function readSupply(value: Json | undefined, at: string): Supply {
  const kinds = ["dedicated", "bounded-delay", "table", "periodic", "edp", "server"] as const;
  const all = record(
    value,
    at,
    "budget? deadline? delay? denominator? frame? kind numerator? period? server? windows?",
  );
  const kind = oneOf(all["kind"], `${at}.kind`, kinds);
  switch (kind) {
    case "dedicated":
      record(value, at, "kind");
      return { kind };
    case "bounded-delay": {
      const { numerator, denominator, delay } = record(value, at, "delay denominator kind numerator");
      const rate = fraction(natural(numerator, at), positive(denominator, at));
      if (rate.n > rate.d) throw new Refusal(at, "has a rate above 1");
      return { kind, rate, delay: natural(delay, at) };
    }
    case "table": {
      const fields = record(value, at, "frame kind windows");
      const frame = positive(fields["frame"], at);
      const windows = list(fields["windows"], `${at}.windows`, readWindow);
      if (windows.some(({ end }, index) => end > (windows[index + 1]?.start ?? frame)))
        throw new Refusal(at, "has windows that overlap, are not in order or leave the frame");
      return { kind, frame, windows };
    }
    default: {
      const fields = record(value, at, `budget deadline kind period${kind === "server" ? " server" : ""}`);
      const period = positive(fields["period"], at);
      const [budget, deadline] = [natural(fields["budget"], at), positive(fields["deadline"], at)];
      if (budget > deadline || deadline > period || (kind === "periodic" && deadline !== period))
        throw new Refusal(at, "does not keep budget ≤ deadline ≤ period");
      return kind === "server"
        ? { kind, server: oneOf(fields["server"], at, SERVERS), period, budget, deadline }
        : { kind, period, budget, deadline };
    }
  }
}

function refuseContradictions({ policy, frame, slots, clockTick, vms, sources }: Model, cores: bigint): void {
  const unique = (names: readonly string[]): boolean => new Set(names).size === names.length;
  const home = (name: string | null): bigint | undefined => vms.find((vm) => vm.name === name)?.core;
  const ordered = [...slots].sort((a, b) =>
    a.core === b.core ? (a.start < b.start ? -1 : 1) : a.core < b.core ? -1 : 1,
  );
  const rules: readonly (readonly [boolean, string])[] = [
    [unique(vms.map(({ name }) => name)), "two VMs have one name"],
    [unique(sources.map(({ name }) => name)), "two interrupts have one name"],
    [vms.every(({ tasks }) => unique(tasks.map(({ name }) => name))), "two tasks of a VM have one name"],
    [[...vms, ...sources].every(({ core }) => core < cores), "something is on a core that is not there"],
    [
      sources.every(({ target }) => target === null || home(target) !== undefined),
      "an interrupt has no target",
    ],
    [
      sources.every(
        ({ delivery, target, core }) => delivery === "when-scheduled" || (home(target) ?? core) === core,
      ),
      "an interrupt is delivered at once to another core",
    ],
    [policy !== "none" || vms.every(({ supply }) => supply !== null), "a VM has neither VMM nor supply"],
    [policy === "none" || vms.every(({ above }) => above.length === 0), "loads are above what is no promise"],
    [
      policy !== "static" || unique(vms.map(({ core }) => String(core))),
      "two VMs share a core without a scheduler",
    ],
    [policy !== "round-robin" || vms.every(({ quantum }) => quantum !== null), "a VM has no quantum"],
    [
      clockTick === null ||
        (policy === "round-robin" && vms.every(({ quantum }) => (quantum ?? 0n) % clockTick === 0n)),
      "there are ticks without turns, or a quantum is no multiple of the tick",
    ],
    [
      policy === "table" ? frame > 0n : frame === 0n && slots.length === 0,
      "there are slots without a table, or a table without a frame",
    ],
    [slots.every(({ vm, core }) => home(vm) === core), "a slot belongs to no VM of its core"],
    [
      ordered.every(({ core, start, length }, index) => {
        const next = ordered[index + 1];
        return start + length <= (next !== undefined && next.core === core ? next.start : frame);
      }),
      "slots overlap or leave the frame",
    ],
    [
      policy !== "fixed-priority" ||
        vms.every((a) =>
          vms.every(
            (b) =>
              a === b ||
              a.core !== b.core ||
              (a.priority === null ? b.priority === null : a.priority !== b.priority),
          ),
        ),
      "the priorities of the VMs of a core do not order them",
    ],
  ];
  const broken = rules.find(([holds]) => !holds);
  if (broken !== undefined) throw new Refusal("model", `contradicts itself: ${broken[1]}`);
}
