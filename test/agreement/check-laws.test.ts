import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { Findings } from "../../src/certificate/findings.ts";
import { type Verdict, worstOf } from "../../src/certificate/verdict.ts";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import { periodicEvents } from "../../src/model/event-model.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import { BEST_EFFORT_SCHEDULERS, type BestEffortScheduler, type System } from "../../src/model/system.ts";
import type { Task } from "../../src/model/task.ts";
import { type Duration, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { findingsToJson } from "../../src/report/json.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { described } from "../generate/described.ts";
import { scaleSystem } from "../support/scale-system.ts";
import { EFFORT } from "../support/violations.ts";

const check = (system: System): Findings => checkSystem(system, { effort: EFFORT });

/** Runs a law over drawn systems; what breaks it is printed as a description. */
function holds(law: (system: System) => void, numRuns = 600): void {
  fc.assert(fc.property(systems(), described(law)), { numRuns });
}

function withTasks(system: System, change: (task: Task) => Task): System {
  const vms = system.vms.map((vm) => ({ ...vm, guest: { ...vm.guest, tasks: vm.guest.tasks.map(change) } }));
  return { ...system, vms };
}

const HALF = Rational.of(1n, 2n);
const TWO = Rational.of(2n);

describe("checkSystem", () => {
  it("keeps a proved system proved when every job needs less", () => {
    holds((system) => {
      if (check(system).verdict !== "proved") return;
      const lighter = withTasks(system, (task) => ({ ...task, wcet: task.wcet.times(HALF) }));
      expect(check(lighter).verdict).toBe("proved");
    });
  });

  it("keeps a proved system proved when every job comes half as often", () => {
    holds((system) => {
      if (check(system).verdict !== "proved") return;
      const rarer = withTasks(system, (task) => ({ ...task, period: task.period.times(TWO) }));
      expect(check(rarer).verdict).toBe("proved");
    });
  });

  it("keeps a proved system proved when the VMM costs nothing", () => {
    holds((system) => {
      const { vmm } = system;
      if (vmm === null || check(system).verdict !== "proved") return;
      const costs = {
        vmSwitch: Work.zero,
        interruptEntry: Work.zero,
        hypercall: Work.zero,
        longestNonPreemptible: Work.zero,
      };
      expect(check({ ...system, vmm: { ...vmm, costs } }).verdict).toBe("proved");
    });
  });

  it("does not care how many hypercalls are made that cost nothing", () => {
    holds((system) => {
      const { vmm } = system;
      if (vmm === null) return;
      const free = { ...system, vmm: { ...vmm, costs: { ...vmm.costs, hypercall: Work.zero } } };
      const silent = withTasks(free, (task) => ({ ...task, hypercalls: 0 }));
      expect(findingsToJson(check(free), "0")).toEqual(findingsToJson(check(silent), "0"));
    });
  });

  it("finds no margin improved by a further interrupt", () => {
    const source = fc.record({
      period: fc.integer({ min: 5, max: 60 }),
      top: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(
        systems(),
        source,
        described((system, { period, top }: { period: number; top: number }) => {
          const more: InterruptSource = {
            name: "one more",
            device: "running",
            delivery: "immediate",
            target: null,
            core: 0,
            arrivals: periodicEvents({ period: `${period} ms` }),
            topHalf: new Work(Rational.of(BigInt(top), 1000n)),
            bottomHalf: Work.zero,
            deadline: null,
          };
          const before = new Map(check(system).claims.map((claim) => [claim.id, claim]));
          for (const claim of check({ ...system, interrupts: [...system.interrupts, more] }).claims) {
            const margin = before.get(claim.id)?.margin;
            if (margin === undefined || claim.margin === undefined) continue;
            expect(claim.margin.atMost(margin), claim.id).toBe(true);
          }
        }),
      ),
      { numRuns: 600 },
    );
  });

  it("never proves a task under a policy that promises nothing", () => {
    const scheduler = fc.constantFrom(...BEST_EFFORT_SCHEDULERS);
    fc.assert(
      fc.property(
        systems(),
        scheduler,
        described((system, name: BestEffortScheduler) => {
          const { vmm } = system;
          if (vmm === null) return;
          const policy = { kind: "best-effort", scheduler: name } as const;
          const tasks = system.vms.reduce((sum, vm) => sum + vm.guest.tasks.length, 0);
          const { claims, verdict } = check({
            ...system,
            vmm: { ...vmm, policy },
            vms: system.vms.map((vm) => ({ ...vm, supply: null })),
          });
          expect(
            claims.filter((claim) => claim.subject.task !== undefined && claim.verdict === "proved"),
          ).toEqual([]);
          if (tasks > 0) expect(verdict).toBe("no-bound");
        }),
      ),
      { numRuns: 300 },
    );
  });

  it("scales with time", () => {
    const factors = fc.constantFrom("7/3", "1/1000", "9007199254740993", "123456789/98765");
    fc.assert(
      fc.property(
        systems(),
        factors,
        described((system, text: string) => {
          const factor = Rational.from(text);
          const scaled = check(scaleSystem(system, factor)).claims;
          const plain = check(system).claims;
          expect(scaled.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(
            plain.map(({ id, verdict }) => `${id} ${verdict}`),
          );
          const bound = ({ bound }: { bound?: Duration }): string => String(bound?.value);
          expect(scaled.map(bound)).toEqual(plain.map((claim) => String(claim.bound?.value.times(factor))));
        }),
      ),
      { numRuns: 600 },
    );
  });

  it("gives the worst verdict of its claims, in that order of severity, and an exit code for each", () => {
    holds((system) => {
      const { verdict, claims } = check(system);
      const order: readonly Verdict[] = ["refuted", "no-bound", "not-proved", "proved"];
      const worst = order.find((each) => claims.some((claim) => claim.verdict === each)) ?? "proved";
      expect(verdict).toBe(worst);
      expect(worstOf(claims.map((claim) => claim.verdict))).toBe(worst);
    }, 200);
    const order: readonly Verdict[] = ["proved", "refuted", "not-proved", "no-bound"];
    expect(order.map(exitCodeOf)).toEqual([0, 1, 2, 2]);
  });

  it("says why wherever it does not prove, and shows a scenario wherever it refutes", () => {
    holds((system) => {
      for (const claim of check(system).claims) {
        expect(claim.reason === undefined, claim.id).toBe(claim.verdict === "proved");
        expect(claim.scenario !== undefined, claim.id).toBe(claim.verdict === "refuted");
        if (claim.bound === undefined || claim.deadline === undefined) continue;
        expect(claim.margin?.equals(claim.deadline.minus(claim.bound)), claim.id).toBe(true);
        if (claim.verdict === "proved") expect(claim.bound.atMost(claim.deadline), claim.id).toBe(true);
      }
    });
  });

  it("gives every claim its own name, and lists each assumption once", () => {
    holds((system) => {
      const { claims, assumptions } = check(system);
      expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
      expect(new Set(assumptions.map(({ id }) => id)).size).toBe(assumptions.length);
      expect(new Set(claims.flatMap((claim) => claim.assumptions))).toEqual(
        new Set(assumptions.map(({ id }) => id)),
      );
    }, 200);
  });
});
