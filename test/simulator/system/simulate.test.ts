import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sporadicEvents, tokenBucket } from "../../../src/model/event-model.ts";
import { guest } from "../../../src/model/guest.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import {
  boundedDelay,
  edpResource,
  leftover,
  periodicResource,
  type Supply,
  server,
  table,
} from "../../../src/model/supply.ts";
import type { System, Vm, VmmPolicy } from "../../../src/model/system.ts";
import { type TaskSpecification, task } from "../../../src/model/task.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { compileSystem } from "../../../src/simulator/system/compile.ts";
import type { SimulationResult } from "../../../src/simulator/system/observation.ts";
import { type SimulationOptions, simulate } from "../../../src/simulator/system/simulate.ts";
import { simTrace } from "../../vectors/families/sim-trace.ts";
import type { VectorCase } from "../../vectors/family.ts";

const FREE = { vmSwitch: "0 ms", interruptEntry: "0 ms", hypercall: "0 ms", longestNonPreemptible: "0 ms" };

function vm(name: string, tasks: readonly TaskSpecification[], more: Partial<Vm> = {}): Vm {
  return {
    name,
    core: 0,
    guest: guest({ scheduling: "rate-monotonic", tasks: tasks.map(task) }),
    supply: null,
    priority: null,
    quantum: null,
    activationsPerPeriod: null,
    ...more,
  };
}

function system(
  vms: readonly Vm[],
  policy: VmmPolicy | null,
  costs: Partial<typeof FREE> = {},
  cores = 1,
): System {
  const { vmSwitch, interruptEntry, hypercall, longestNonPreemptible } = { ...FREE, ...costs };
  return {
    name: "test",
    timeUnit: "ms",
    processor: { cores, clock: null },
    vmm: policy && {
      policy,
      costs: {
        vmSwitch: work(vmSwitch),
        interruptEntry: work(interruptEntry),
        hypercall: work(hypercall),
        longestNonPreemptible: work(longestNonPreemptible),
      },
    },
    vms,
    interrupts: [],
  };
}

const simple = { name: "t", period: "10 ms", wcet: "3 ms" };
const hog: Vm = { ...vm("hog", []), guest: guest({ scheduling: "best-effort", tasks: [] }) };

/** The greatest response of each task, in milliseconds. */
function worst(result: SimulationResult): Record<string, string | null> {
  return Object.fromEntries(
    result.tasks.map(({ vm: name, task: each, response }) => [
      `${name}/${each}`,
      response === null ? null : response.greatest.per(duration("1 ms")).toString(),
    ]),
  );
}

const run = (of: System, options: Partial<SimulationOptions> = {}): SimulationResult =>
  simulate(of, { horizon: "1 s", ...options });

describe("simulate", () => {
  it("gives the concrete schedules of the vectors", () => {
    const { cases }: { cases: VectorCase[] } = JSON.parse(
      readFileSync(new URL("../../../fixtures/vectors/sim_trace.json", import.meta.url), "utf8"),
    );
    expect(cases).toHaveLength(100);
    for (const { id, input, expect: expected } of cases) {
      expect([id, simTrace.run(input as never, expected as never)]).toEqual([id, null]);
    }
  });

  it("reports the same figures with and without a trace", () => {
    const tasks = [
      simple,
      { name: "u", period: "14 ms", wcet: "4 ms" },
      { name: "v", period: "35 ms", wcet: "10 ms" },
    ];
    const alone = system([vm("a", tasks)], { kind: "static" });
    const { trace, ...traced } = run(alone, { trace: 64 });
    expect(trace?.ring.lost).toBeGreaterThan(0);
    expect({ ...run(alone), trace: undefined }).toEqual({ ...traced, trace: undefined });
    expect(worst(run(alone))).toEqual({ "a/t": "3", "a/u": "7", "a/v": "27" });
  });

  it("counts what is unfinished past its deadline at the end", () => {
    const late = vm("a", [{ name: "t", period: "10 ms", deadline: "4 ms", wcet: "5 ms" }]);
    const { misses, tasks } = run(system([late], { kind: "static" }), { horizon: "24 ms" });
    expect(misses).toBe(3);
    expect(tasks[0]).toMatchObject({ released: 3, completed: 2, missed: 3 });
  });

  it("lets fixed priorities, also those of servers' periods, decide between VMs", () => {
    const low = vm("low", [simple], { priority: 2 });
    const high = vm("high", [simple], { priority: 1 });
    expect(worst(run(system([low, high], { kind: "fixed-priority" })))).toEqual({
      "low/t": "6",
      "high/t": "3",
    });
    const slow = vm("slow", [simple], {
      supply: server({ server: "deferrable", period: "20 ms", budget: "9 ms" }),
    });
    const fast = vm("fast", [simple], {
      supply: server({ server: "deferrable", period: "10 ms", budget: "3 ms" }),
    });
    expect(worst(run(system([slow, fast, hog], { kind: "fixed-priority" })))).toEqual({
      "slow/t": "6",
      "fast/t": "3",
      "hog/load": null,
    });
  });

  it("runs servers by their deadlines, and VMs without one in the background", () => {
    const contract = vm("served", [simple], {
      supply: periodicResource({ period: "10 ms", budget: "3 ms" }),
    });
    const sooner = vm("sooner", [simple], {
      supply: edpResource({ period: "10 ms", budget: "3 ms", deadline: "5 ms" }),
    });
    const result = run(system([hog, vm("rest", [simple]), contract, sooner], { kind: "edf" }));
    expect(worst(result)).toMatchObject({ "served/t": "6", "sooner/t": "3", "rest/t": null });
    expect(
      result.vms.map(({ vm: name, supplied }) => [name, supplied.per(duration("1 ms")).toString()]),
    ).toEqual([
      ["hog", "400"],
      ["rest", "0"],
      ["served", "300"],
      ["sooner", "300"],
    ]);
  });

  it("takes turns", () => {
    const quantum = duration("5 ms");
    const vms = [vm("a", [{ name: "t", period: "50 ms", wcet: "7 ms" }], { quantum }), { ...hog, quantum }];
    expect(worst(run(system(vms, { kind: "round-robin" })))).toMatchObject({ "a/t": "17" });
  });

  it("gives each VM its windows, and nobody else", () => {
    const slot = (name: string, start: string, length: string) => ({
      vm: name,
      core: 0,
      start: duration(start),
      length: duration(length),
    });
    const slots = [slot("b", "6 ms", "4 ms"), slot("a", "0 ms", "2 ms"), slot("a", "5 ms", "1 ms")];
    const result = run(
      system([vm("a", [simple]), { ...hog, name: "b" }], { kind: "table", frame: duration("10 ms"), slots }),
    );
    expect(worst(result)).toMatchObject({ "a/t": "6" });
    expect(result.vms[1]?.supplied.per(duration("1 ms")).toString()).toBe("400");
    expect(result.vms[0]?.longestWait.per(duration("1 ms")).toString()).toBe("3");
  });

  it("knows Xen's schedulers, and says which others it does not", () => {
    const vms = [
      vm("a", [simple], { supply: server({ server: "deferrable", period: "10 ms", budget: "4 ms" }) }),
      { ...hog, name: "b" },
      { ...hog, name: "c" },
    ];
    expect(worst(run(system(vms, { kind: "sedf" })))).toMatchObject({ "a/t": "3" });
    const share = (scheduler: "credit" | "bvt"): string[] =>
      run(system(vms.slice(1), { kind: "best-effort", scheduler }), { horizon: "6 s" }).vms.map(
        ({ supplied }) => supplied.per(duration("1 s")).approximate().toFixed(1),
      );
    expect(share("credit")).toEqual(["3.0", "3.0"]);
    expect(share("bvt")).toEqual(["3.0", "3.0"]);
    for (const scheduler of ["credit2", "cfs"] as const) {
      expect(() => run(system(vms, { kind: "best-effort", scheduler }))).toThrow(
        `the scheduler ${scheduler} is not simulated`,
      );
    }
  });

  it("charges switches to the core and hypercalls to the job", () => {
    const a = vm("a", [{ ...simple, hypercalls: 2 }], { priority: 1 });
    const b = vm("b", [{ name: "t", period: "40 ms", wcet: "4 ms" }], { priority: 2 });
    const costs = { vmSwitch: "1 ms", hypercall: "1/2 ms" };
    const result = run(system([a, b], { kind: "fixed-priority" }, costs));
    expect(worst(result)).toEqual({ "a/t": "5", "b/t": "9" });
    expect(result.vms[0]?.overhead.isPositive()).toBe(true);
  });

  it("charges no switch to the first VM of all, and so none to a VM that is alone", () => {
    const result = run(system([vm("a", [simple])], { kind: "static" }, { vmSwitch: "1 ms" }));
    expect(result.vms[0]?.overhead.isZero()).toBe(true);
    expect(worst(result)).toEqual({ "a/t": simple.wcet.replace(" ms", "") });
  });

  it("switches at the start of a window, whether its VM has work by then or not", () => {
    const slot = (name: string, start: number) => ({
      vm: name,
      core: 0,
      start: duration(`${start} ms`),
      length: duration("5 ms"),
    });
    const slots = [slot("a", 0), slot("b", 5)];
    const policy: VmmPolicy = { kind: "table", frame: duration("10 ms"), slots };
    const late = { name: "t", period: "20 ms", wcet: "1 ms", offset: "13 ms" };
    const other = { name: "t", period: "20 ms", wcet: "1 ms" };
    const result = run(system([vm("a", [late]), vm("b", [other])], policy, { vmSwitch: "2 ms" }));
    expect(worst(result)).toEqual({ "a/t": "1", "b/t": "8" });
    // The first window of all needs no switch.
    expect(result.vms[0]?.supplied.per(duration("1 ms")).toString()).toBe(String(100 * 3 + 2));
  });

  it("schedules at ticks where the round robin has one", () => {
    const turns = (tick: string | null) => {
      const policy: VmmPolicy = { kind: "round-robin", ...(tick === null ? {} : { tick: duration(tick) }) };
      const quantum = duration("10 ms");
      const load = [{ name: "t", period: "100 ms", wcet: "12 ms" }];
      return worst(run(system([vm("a", load, { quantum }), vm("b", load, { quantum })], policy)));
    };
    expect(turns(null)).toEqual({ "a/t": "22", "b/t": "24" });
    // The tick at 100 finds a, just released, on the core and charges it: a whole turn of one tick, or half a turn of two.
    expect(turns("10 ms")).toEqual({ "a/t": "24", "b/t": "24" });
    expect(turns("5 ms")).toEqual({ "a/t": "22", "b/t": "24" });
  });

  it("says what came of interrupts: shaped, and lost", () => {
    const source: InterruptSource = {
      name: "irq",
      device: "dedicated",
      delivery: "when-scheduled",
      target: "a",
      core: 0,
      arrivals: sporadicEvents("2 ms"),
      shaper: { minDistance: duration("3 ms"), bucket: null, excess: "drop" },
      topHalf: work("1/10 ms"),
      bottomHalf: work("1/5 ms"),
      deadline: null,
    };
    const described = { ...system([vm("a", [])], { kind: "static" }), interrupts: [source] };
    const [seen] = simulate(described, { horizon: "20 ms" }).sources;
    // Events at 0, 2, 4 …; admitted at 0, 4, 8 …
    expect([seen?.source, seen?.raised, seen?.refused, seen?.lost, seen?.interrupts]).toEqual([
      "irq",
      10,
      5,
      0,
      5,
    ]);
    expect(seen?.latency?.greatest.value.toString()).toBe("3/10000");
    expect(seen?.latency?.mean.value.toString()).toBe("3/10000");
  });

  it("holds a VM up by the VMM's section, unless told not to", () => {
    const a = vm("a", [{ ...simple, offset: "1 ms" }], { priority: 1 });
    const b = vm("b", [{ name: "t", period: "40 ms", wcet: "9 ms" }], { priority: 2 });
    const both = system([a, b], { kind: "fixed-priority" }, { longestNonPreemptible: "2 ms" });
    expect(worst(run(both))).toMatchObject({ "a/t": "5" });
    expect(worst(run(both, { vmmSections: "never" }))).toMatchObject({ "a/t": "3" });
  });

  it("keeps cores apart", () => {
    const result = run(
      system([vm("a", [simple]), vm("b", [simple], { core: 1 })], { kind: "static" }, {}, 2),
    );
    expect(worst(result)).toEqual({ "a/t": "3", "b/t": "3" });
  });
});

describe("what a description leaves open", () => {
  const promised = (supply: Supply, options: Partial<SimulationOptions> = {}): string | null | undefined =>
    worst(run(system([vm("a", [{ name: "t", period: "40 ms", wcet: "3 ms" }], { supply })], null), options))[
      "a/t"
    ];

  it("is how a promised supply comes", () => {
    const periodic = periodicResource({ period: "5 ms", budget: "2 ms" });
    expect(promised(periodic)).toBe("6");
    expect(promised(periodic, { supply: "worst" })).toBe("12");
    const polling = server({ server: "polling", period: "5 ms", budget: "2 ms" });
    expect(promised(polling)).toBe("6");
    expect(promised(polling, { supply: "worst" })).toBe("14");
    const cyclic = table({
      frame: "10 ms",
      windows: [
        { start: "1 ms", end: "3 ms" },
        { start: "6 ms", end: "7 ms" },
      ],
    });
    expect(promised(cyclic)).toBe("7");
    expect(promised(cyclic, { supply: "worst" })).toBe("10");
    expect(promised(boundedDelay({ rate: "1/2", delay: "4 ms" }), { supply: "worst" })).toBe("7");
    const load = [{ name: "load", arrivals: sporadicEvents("10 ms"), wcet: work("2 ms") }];
    expect(promised(leftover(periodic, load))).toBe("16");
    const burst = [
      { name: "load", arrivals: tokenBucket({ capacity: 3, refill: "20 ms" }), wcet: work("1 ms") },
    ];
    expect(promised(leftover(periodic, burst))).toBe("12");
    for (const supply of [periodic, polling, cyclic]) {
      const drawn = [1, 2, 3, 4].map((seed) =>
        Number(promised(supply, { supply: "random", seed })?.split("/")[0]),
      );
      expect(drawn.every(Number.isFinite)).toBe(true);
    }
  });

  it("is a concrete supply of a counterexample", () => {
    const from = duration("0 ms");
    const pattern = {
      start: duration("7 ms"),
      cycle: duration("2 ms"),
      windows: [{ from, to: duration("1 ms") }],
    };
    const supply = periodicResource({ period: "5 ms", budget: "2 ms" });
    expect(promised(supply, { patterns: new Map([["a", pattern]]) })).toBe("12");
  });

  it("is when tasks arrive and how long they take", () => {
    const loose = vm("a", [
      { name: "first", minSeparation: "10 ms", wcet: "3 ms", jitter: "4 ms" },
      { name: "second", period: "20 ms", wcet: "5 ms" },
    ]);
    const of = system([loose], { kind: "static" });
    expect(worst(run(of))).toEqual({ "a/first": "7", "a/second": "11" });
    const drawn = run(of, { execution: "random", arrivals: "random", phases: "random", seed: 4 });
    const [first] = drawn.tasks;
    expect(first?.released).toBeLessThan(100);
    expect(first?.response?.least.lessThan(duration("3 ms"))).toBe(true);
    expect(first?.response?.greatest.lessThan(duration("12 ms"))).toBe(true);
    expect(run(of, { execution: "random", seed: 4 })).not.toEqual(run(of, { execution: "random", seed: 5 }));
  });

  it("is nothing that a critical section would not allow", () => {
    const share = [{ resource: "bus", length: "2 ms" }];
    const tasks = [
      { name: "high", period: "20 ms", offset: "1 ms", wcet: "1 ms" },
      { name: "middle", period: "30 ms", offset: "1 ms", wcet: "1 ms", criticalSections: share },
      { name: "low", period: "60 ms", wcet: "4 ms", criticalSections: share },
    ];
    expect(worst(run(system([vm("a", tasks)], { kind: "static" }), { horizon: "20 ms" }))).toEqual({
      "a/high": "1",
      "a/middle": "3",
      "a/low": "6",
    });
  });
});

describe("what cannot be simulated", () => {
  it("is refused with the reason", () => {
    const alone = system([vm("a", [simple])], { kind: "static" });
    expect(() => run(alone, { horizon: "1 h", trace: 1000 })).toThrow(/power of two/);
    expect(() => run(alone, { horizon: "1/3 ns" })).not.toThrow();
    const ugly = system(
      [vm("a", [simple, { name: "u", period: "1000000007/1000000009 ms", wcet: "1 ns" }])],
      {
        kind: "static",
      },
    );
    expect(() => run(ugly, { horizon: "1 h" })).toThrow(/s cannot be simulated: .* 2\^53/);
    expect(() => compileSystem(system([vm("a", [simple])], null))).toThrow(
      /a has no supply, and no VMM is described/,
    );
  });
});
