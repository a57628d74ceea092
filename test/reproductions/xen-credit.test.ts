import { describe, expect, it } from "vitest";
import { type BuiltEngine, buildEngine } from "../../src/simulator/engine/build.ts";
import type { NodeSpec, TaskSpec } from "../../src/simulator/engine/specification.ts";
import type { CreditParameters, CreditSpec } from "../../src/simulator/policy/credit-spec.ts";
import type { GuestText } from "../support/naive-guest.ts";
import { guest, hog, ran } from "../support/vm-schedulers.ts";

// Xen's Credit scheduler on one core, by its rules (docs/reproductions/xen.md). A tick is 1 us.
const MS = 1000;

type Rules = Omit<CreditSpec, "kind" | "children" | "parameters">;

const MODERN: Rules = {
  timeslice: 30 * MS,
  tick: 10 * MS,
  accounting: 30 * MS,
  ratelimit: 1 * MS,
  sampled: false,
  boost: true,
};

/** As of March 2009. */
const SAMPLED: Rules = { ...MODERN, ratelimit: 0, sampled: true };

interface Vm extends Partial<CreditParameters> {
  readonly child: NodeSpec;
}

function credit(vms: readonly Vm[], rules: Rules = MODERN): BuiltEngine {
  const root: CreditSpec = {
    kind: "credit",
    children: vms.map(
      ({ child }): NodeSpec => (child.kind === "task" ? { kind: "vm", name: child.name, child } : child),
    ),
    parameters: vms.map(({ weight = 256, cap = 0 }) => ({ weight, cap })),
    ...rules,
  };
  return buildEngine({ cores: [root] });
}

function served({ engine }: BuiltEngine, vm: number, from: number, to: number): number {
  engine.run(from);
  const before = engine.vms.suppliedBy(vm, from);
  engine.run(to);
  return engine.vms.suppliedBy(vm, to) - before;
}

const light = (task: Omit<GuestText, "offset"> & { readonly offset?: number }): TaskSpec =>
  guest("light", { offset: 0, ...task });

function longestGap(ticks: readonly number[], who: number): number {
  let longest = 0;
  let last = -1;
  ticks.forEach((running, time) => {
    if (running !== who) return;
    if (last >= 0) longest = Math.max(longest, time - last - 1);
    last = time;
  });
  return longest;
}

describe("Xen Credit: shares", () => {
  it.each([
    ["exact", MODERN],
    ["sampled", SAMPLED],
  ])("are 1:2 within 2 % for weights 256:512 over 9 s (%s accounting)", (_, rules) => {
    const built = credit([{ child: hog("a") }, { child: hog("b"), weight: 512 }], rules);
    const a = served(built, 0, 0, 9000 * MS);
    const b = 9000 * MS - a;
    expect(b / a).toBeGreaterThan(2 * 0.98);
    expect(b / a).toBeLessThan(2 * 1.02);
  });

  it("are 1:2 over any 3.06 s, once both earn: a and b take turns of whole timeslices, 34 rounds of three", () => {
    for (const from of [600, 1000, 4321]) {
      const built = credit([{ child: hog("a") }, { child: hog("b"), weight: 512 }]);
      expect(served(built, 0, from * MS, (from + 3060) * MS)).toBe(1020 * MS);
    }
  });

  it("stay within a cap of 40 %, but for a burst of one accounting period", () => {
    const built = credit([{ child: hog("capped"), cap: 40 }]);
    for (let to = 30 * MS; to <= 3000 * MS; to += 30 * MS) {
      built.engine.run(to);
      expect(built.engine.vms.suppliedBy(0, to)).toBeLessThanOrEqual(0.4 * to + 30 * MS);
    }
    expect(built.engine.vms.suppliedBy(0, 3000 * MS)).toBeGreaterThan(0.37 * 3000 * MS);
  });

  it("leave nothing idle where no cap is set", () => {
    const built = credit([{ child: hog("a") }, { child: hog("b"), weight: 1 }]);
    expect(served(built, 0, 0, 1000 * MS) + built.engine.vms.suppliedBy(1, 1000 * MS)).toBe(1000 * MS);
  });
});

describe("Xen Credit: how long a VM waits", () => {
  it.each([2, 3, 4, 5])("is up to (k − 1)·30 ms among %i that all want the core", (k) => {
    // In milliseconds, once all are active and earn.
    const hogs = Array.from({ length: k }, (_, index) => hog(`hog${index}`));
    const root: CreditSpec = {
      kind: "credit",
      children: hogs,
      parameters: hogs.map(() => ({ weight: 256, cap: 0 })),
      ...{ timeslice: 30, tick: 10, accounting: 30, ratelimit: 1, sampled: false, boost: true },
    };
    const ticks = ran(root, 3000).slice(600);
    hogs.forEach((_, who) => {
      expect(longestGap(ticks, who)).toBe((k - 1) * 30);
    });
  });

  /** Of a VM that takes 0.3 ms every 41.7 ms, beside VMs that all want the core. */
  const longestWait = (rules: Rules, horizon = 2000 * MS): number => {
    // The others have woken at 0, boosted; by now they are not.
    const child = light({ offset: 503_333, period: 41_700, wcet: 300 });
    const { engine } = credit([{ child }, { child: hog("a") }, { child: hog("b") }], rules);
    engine.run(horizon);
    return (engine.tasks.mostResponse[0] as number) - 300;
  };

  it("is nothing for a boosted VM, if the one that runs is not boosted", () => {
    expect(longestWait({ ...MODERN, ratelimit: 0 })).toBe(0);
  });

  it("is what is left of the rate limit, if the one that runs has only just begun", () => {
    const { engine } = credit([
      { child: light({ offset: 503_000, period: 1000 * MS, wcet: 300 }) },
      { child: light({ offset: 503_500, period: 1000 * MS, wcet: 300 }) },
      { child: hog("a") },
      { child: hog("b") },
    ]);
    engine.run(600 * MS);
    // The second wakes when a hog has run for 200 us of the 1000 that it may.
    expect([...engine.tasks.mostResponse].slice(0, 2)).toEqual([300, 1100]);
  });

  it("is up to the timeslices of all others without the boost", () => {
    const wait = longestWait({ ...MODERN, boost: false });
    expect(wait).toBeGreaterThan(30 * MS);
    expect(wait).toBeLessThanOrEqual(60 * MS);
  });

  it("is once some 20 ms even for a boosted VM: whom no tick has found running earns nothing, and is then in debt", () => {
    // At 2.38 s a tick finds it running for the first time; the accounting after it finds 138 credits used and 100 earned.
    expect(longestWait({ ...MODERN, ratelimit: 0 }, 3000 * MS)).toBe(18_600);
  });

  it("is up to the rest of a timeslice behind another boosted VM, since the tick demotes it but forces no decision", () => {
    const { engine } = credit([
      { child: light({ offset: 12 * MS, period: 200 * MS, wcet: 300 }) },
      { child: guest("long", { offset: 11 * MS, period: 200 * MS, wcet: 60 * MS }) },
      { child: hog("hog") },
    ]);
    engine.run(200 * MS);
    // The long one has run boosted since 11 ms, and goes on to 41 ms.
    expect(engine.tasks.mostResponse[0]).toBe(29 * MS + 300);
  });
});

describe("Xen Credit: a guest that sleeps at ticks", () => {
  const share = (rules: Rules, { caught }: { readonly caught: "never" | "each second" }): number => {
    const dodge = guest("dodge", { offset: 500 * MS + 50, period: 10 * MS, wcet: 9850 });
    // Runs through a tick each second.
    const slip = guest("slip", { offset: 1000 * MS - 50, period: 1000 * MS, wcet: 100 });
    const dodger: NodeSpec = {
      kind: "vm",
      name: "dodger",
      child: { kind: "fixed-priority", children: caught === "never" ? [dodge] : [slip, dodge] },
    };
    const built = credit([{ child: dodger }, { child: hog("honest") }], rules);
    return served(built, 0, 1100 * MS, 5100 * MS) / (4000 * MS);
  };
  const exact: Rules = { ...SAMPLED, sampled: false };

  it("steals nearly the whole core where a tick charges whoever it finds", () => {
    expect(share(SAMPLED, { caught: "never" })).toBeGreaterThan(0.95);
    expect(share(SAMPLED, { caught: "each second" })).toBeGreaterThan(0.95);
  });

  it("gets no more than its fair half where VMs pay for what they use, once a tick has found it", () => {
    expect(share(exact, { caught: "each second" })).toBeLessThan(0.52);
    expect(share(MODERN, { caught: "each second" })).toBeLessThan(0.52);
  });

  it("steals it even then, if no tick ever finds it: accounting looks only at VMs that one has found", () => {
    expect(share(exact, { caught: "never" })).toBeGreaterThan(0.95);
  });

  it("cannot avoid all ticks once a rate limit delays it", () => {
    expect(share(MODERN, { caught: "never" })).toBeLessThan(0.52);
  });
});
