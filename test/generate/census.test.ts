import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DELIVERIES, DEVICE_CLASSES } from "../../src/model/interrupt.ts";
import { SERVER_KINDS, type Supply } from "../../src/model/supply.ts";
import type { System } from "../../src/model/system.ts";
import { gcd } from "../../src/numeric/integer.ts";
import { Rational } from "../../src/numeric/rational.ts";
import type { TickTask } from "../../src/workload/tick-task.ts";
import { tickUtilization, utilization } from "../../src/workload/utilization.ts";
import { suppliedGuests } from "./arbitrary/supplied-guest.ts";
import { inTicks, supplies } from "./arbitrary/supply.ts";
import { systems } from "./arbitrary/system.ts";
import { taskSets, tinyTaskSets } from "./arbitrary/task-set.ts";
import { withAnyDevices } from "./devices.ts";
import { drawn } from "./drawn.ts";
import { HOSTS } from "./host.ts";
import { drawSystem } from "./system.ts";

/** The corners of a kind of case, each with what tells that a case lies in it. */
type Corners<Case> = Readonly<Record<string, (drawn: Case) => boolean>>;

/** The corners in which fewer cases lie than there should, of 2,000 drawn from a fixed seed. */
function missing<Case>(cases: fc.Arbitrary<Case>, corners: Corners<Case>, least = 5): string[] {
  const all = fc.sample(cases, { numRuns: 2_000, seed: 1 });
  return Object.entries(corners).flatMap(([name, isThere]) => {
    const count = all.filter(isThere).length;
    return count < least ? [`${name}: ${count}`] : [];
  });
}

const named = <Name extends string, Case>(
  names: readonly Name[],
  isThere: (drawn: Case, name: Name) => boolean,
): Corners<Case> => Object.fromEntries(names.map((name) => [name, (drawn: Case) => isThere(drawn, name)]));

/** Less than, equal to or greater than 1. */
function load(tasks: readonly TickTask[]): -1 | 0 | 1 {
  const { numerator, denominator } = tickUtilization(tasks);
  return numerator < denominator ? -1 : numerator === denominator ? 0 : 1;
}

const pairs = (tasks: readonly TickTask[]): (readonly [bigint, bigint])[] =>
  tasks.flatMap(({ period: a }, index) => tasks.slice(index + 1).map(({ period: b }) => [a, b] as const));

const ofTasks: Corners<TickTask[]> = {
  "U = 1": (tasks) => tasks.length > 1 && load(tasks) === 0,
  "U < 1": (tasks) => load(tasks) < 0,
  "U > 1": (tasks) => load(tasks) > 0,
  "D < T": (tasks) => tasks.some(({ deadline, period }) => deadline < period),
  "D = T for all": (tasks) => tasks.every(({ deadline, period }) => deadline === period),
  "D > T": (tasks) => tasks.some(({ deadline, period }) => deadline > period),
  "D = C": (tasks) => tasks.some(({ deadline, wcet }) => deadline === wcet),
  "J > T": (tasks) => tasks.some(({ jitter, period }) => jitter > period),
  "no jitter and no blocking": (tasks) => tasks.every(({ jitter, blocking }) => jitter + blocking === 0n),
  blocking: (tasks) => tasks.some(({ blocking }) => blocking > 0n),
  "no work": (tasks) => tasks.some(({ wcet }) => wcet === 0n),
  "one task": (tasks) => tasks.length === 1,
  "harmonic periods": (tasks) =>
    tasks.length > 2 && pairs(tasks).every(([a, b]) => a % b === 0n || b % a === 0n),
};

describe("2,000 drawn cases hold each corner", () => {
  it("of small task sets", () => {
    expect(missing(tinyTaskSets(), ofTasks)).toEqual([]);
  });

  it("of large task sets", () => {
    const corners: Corners<TickTask[]> = {
      ...ofTasks,
      "coprime periods": (tasks) => tasks.length > 2 && pairs(tasks).every(([a, b]) => gcd(a, b) === 1n),
      "the periods of an engine controller": (tasks) =>
        tasks.length > 3 &&
        tasks.every(({ period }) =>
          [10n, 20n, 50n, 100n, 200n, 500n, 1000n, 2000n, 10_000n].includes(period),
        ),
      "periods far apart": (tasks) => pairs(tasks).some(([a, b]) => a > 1000n * b || b > 1000n * a),
      "eight tasks": (tasks) => tasks.length === 8,
    };
    expect(missing(taskSets(), corners)).toEqual([]);
  });

  it("of supplies", () => {
    const kinds = ["dedicated", "periodic", "edp", "bounded-delay", "table", "server", "leftover"] as const;
    const budget = (supply: Supply): Rational | null => ("budget" in supply ? supply.budget.value : null);
    const corners: Corners<Supply> = {
      ...named(kinds, (supply: Supply, kind) => supply.kind === kind),
      ...named(SERVER_KINDS, (supply: Supply, kind) => supply.kind === "server" && supply.server === kind),
      "no budget": (supply) => budget(supply)?.sign() === 0,
      "the whole period": (supply) =>
        "period" in supply && budget(supply)?.equals(supply.period.value) === true,
      "due before the period ends": (supply) =>
        supply.kind === "edp" && supply.deadline.lessThan(supply.period),
      "an empty table": (supply) => supply.kind === "table" && supply.windows.length === 0,
      "windows that touch": (supply) =>
        supply.kind === "table" &&
        supply.windows.some(({ end }) => supply.windows.some(({ start }) => start.equals(end))),
    };
    expect(missing(supplies(), corners)).toEqual([]);
  });

  it("of guests on supplies", () => {
    const numbers = ({ vms }: System): Rational[] =>
      vms.flatMap(({ guest }) => guest.tasks.map(({ period }) => period.value));
    const only = ({ vms }: System) => vms[0] as System["vms"][0];
    const asMuch = (system: System): boolean => {
      const { guest, supply } = only(system);
      if (supply === null) return false;
      const { numerator, denominator } = inTicks(supply).rate;
      const rate = Rational.of(numerator, denominator);
      return rate.sign() > 0 && utilization(guest.tasks).equals(rate);
    };
    const corners: Corners<System> = {
      "as much demand as supply": asMuch,
      "as much demand as a part of a processor": (system) =>
        asMuch(system) &&
        only(system).supply?.kind !== "dedicated" &&
        !utilization(only(system).guest.tasks).equals(Rational.one),
      "beyond 2^53": (system) => numbers(system).some(({ numerator }) => numerator > 2n ** 53n),
      "ugly denominators": (system) => numbers(system).some(({ denominator }) => denominator > 10_000n),
    };
    expect(missing(suppliedGuests(), corners)).toEqual([]);
  });

  it("of systems", () => {
    const tasks = ({ vms }: System) => vms.flatMap(({ guest }) => guest.tasks);
    const policies = HOSTS.filter((host) => host !== "promised");
    const corners: Corners<System> = {
      ...named(policies, ({ vmm }: System, host) => vmm?.policy.kind === host),
      ...named(SERVER_KINDS, ({ vms }: System, kind) =>
        vms.some(({ supply }) => supply?.kind === "server" && supply.server === kind),
      ),
      ...named(
        ["vmSwitch", "interruptEntry", "hypercall", "longestNonPreemptible"],
        ({ vmm }: System, cost) => vmm?.costs[cost].isPositive() ?? false,
      ),
      "no costs": ({ vmm }) => vmm !== null && Object.values(vmm.costs).every((cost) => !cost.isPositive()),
      "cold caches": ({ vmm }) => vmm?.costs.cacheRefill !== undefined,
      "turns at ticks": ({ vmm }) => vmm?.policy.kind === "round-robin" && vmm.policy.tick !== undefined,
      "no interrupts": ({ interrupts }) => interrupts.length === 0,
      "a guest of which nothing is known": ({ vms }) => vms.some(({ guest }) => guest.tasks.length === 0),
      "a guest that preempts nothing": ({ vms }) => vms.some(({ guest }) => !guest.preemptive),
      "a server due early": ({ vms }) =>
        vms.some(({ supply }) => supply?.kind === "server" && supply.deadline.lessThan(supply.period)),
      "D > T": (system) => tasks(system).some(({ deadline, period }) => period.lessThan(deadline)),
      "J > T": (system) => tasks(system).some(({ jitter, period }) => period.lessThan(jitter)),
      offsets: (system) => tasks(system).some(({ offset }) => offset !== null),
      sections: (system) => tasks(system).some(({ nonPreemptible }) => nonPreemptible.isPositive()),
    };
    const costs = fc.boolean().chain((on) => systems({ costs: on, refill: on }));
    expect(missing(fc.oneof(systems(), costs), corners)).toEqual([]);
  });

  it("of promises without a VMM", () => {
    const kinds = ["periodic", "edp", "bounded-delay", "table", "server"] as const;
    const corners = named(kinds, ({ vms }: System, kind) => vms.some(({ supply }) => supply?.kind === kind));
    expect(missing(systems({ policies: ["promised"] }), corners)).toEqual([]);
  });

  it("of devices", () => {
    const any = ({ interrupts }: System, has: (source: System["interrupts"][0]) => boolean): boolean =>
      interrupts.some(has);
    const corners: Corners<System> = {
      ...named(DEVICE_CLASSES, (system: System, kind) => any(system, ({ device }) => device === kind)),
      ...named(DELIVERIES, (system: System, kind) => any(system, ({ delivery }) => delivery === kind)),
      ...named(["polled", "coalesced"], (system: System, kind) =>
        any(system, ({ notice }) => notice?.kind === kind),
      ),
      ...named(["drop", "hold"], (system: System, excess) =>
        any(system, ({ shaper }) => shaper?.excess === excess),
      ),
      "a distance and a bucket": (system) =>
        any(system, ({ shaper }) => shaper?.minDistance != null && shaper.bucket !== null),
      bursts: (system) => any(system, ({ arrivals }) => arrivals.kind === "token-bucket"),
      "jitter beyond the period": (system) =>
        any(
          system,
          ({ arrivals }) => arrivals.kind === "periodic" && arrivals.period.lessThan(arrivals.jitter),
        ),
      "plain devices": (system) =>
        any(system, ({ shaper, notice }) => shaper === undefined && notice === undefined),
    };
    const hosts = HOSTS.filter((host) => host !== "promised");
    const devices = drawn((random) => withAnyDevices(random, drawSystem(random, random.pick(hosts), true)));
    expect(missing(devices, corners)).toEqual([]);
  });
});
