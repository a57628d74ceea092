import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import type { InterruptCourse } from "../../../src/certificate/scenario.ts";
import { firstTooSoon } from "../../../src/model/event-model.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import type { System } from "../../../src/model/system.ts";
import { type Duration, Instant, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { simulate } from "../../../src/simulator/system/simulate.ts";
import { hungry } from "../../generate/arbitrary/starved.ts";

const EVENTS = 40;

/** The same system at no cost, its source repeating the interrupts of the course. */
function inCourse(system: System, { source, first, period }: InterruptCourse): System {
  const times: Duration[] = [];
  for (let k = 0; k < EVENTS; k++) {
    times.push(first.since(Instant.origin).plus(period.times(Rational.of(BigInt(k)))));
  }
  return {
    ...system,
    vmm: system.vmm && { ...system.vmm, costs: { ...system.vmm.costs, vmSwitch: Work.zero } },
    interrupts: system.interrupts.map((each) =>
      each.name === source ? { ...each, trace: times, topHalf: Work.zero } : each,
    ),
  };
}

const coursesOf = (system: System): InterruptCourse[] =>
  checkSystem(system).claims.flatMap(({ scenario }) => scenario?.interrupts ?? []);

describe("a guest whose turns one source can take", () => {
  it("is refuted with a course of interrupts that is legal and under which the simulator gives it nothing", () => {
    let starved = 0;
    let fed = 0;
    fc.assert(
      fc.property(hungry, (system) => {
        const { claims } = checkSystem(system);
        const courses = claims.flatMap(({ scenario }) => scenario?.interrupts ?? []);
        if (courses.length === 0) {
          fed++;
          return;
        }
        starved++;
        expect(claims.filter(({ verdict }) => verdict !== "refuted")).toEqual([]);
        for (const course of courses.slice(0, 1)) {
          const played = inCourse(system, course);
          const { arrivals, trace = [] } = played.interrupts[0]!;
          expect(firstTooSoon(arrivals, trace)).toBeNull();
          const horizon = course.period.times(Rational.of(BigInt(EVENTS)));
          const seen = simulate(played, { horizon });
          const rtos = seen.tasks.filter(({ vm }) => vm === "rtos");
          expect(rtos.map(({ completed }) => completed)).toEqual(rtos.map(() => 0));
          expect(rtos.every(({ missed }) => missed > 0)).toBe(true);
          expect(seen.sources[0]?.refused).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(starved, fed)).toBeGreaterThan(100);
  });

  it("is not refuted where the interrupts are too rare by however little, or its neighbours may be idle", () => {
    fc.assert(
      fc.property(hungry, (system) => {
        const [course] = coursesOf(system);
        if (course === undefined) return;
        const rarer = {
          ...system,
          interrupts: system.interrupts.map((source) => ({
            ...source,
            shaper: {
              minDistance: course.period.plus(duration("1 ns")),
              bucket: null,
              excess: "drop" as const,
            },
          })),
        };
        expect(coursesOf(rarer)).toEqual([]);
        const idle = {
          ...system,
          vms: system.vms.map((vm) =>
            vm.name === "rtos" ? vm : { ...vm, guest: { ...vm.guest, scheduling: "edf" as const } },
          ),
        };
        expect(coursesOf(idle)).toEqual([]);
        for (const less of LESS_SURE) {
          const unsure = { ...system, interrupts: system.interrupts.map((each) => ({ ...each, ...less })) };
          expect(coursesOf(unsure)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves a task without work alone: it is never late, though nothing is promised to it", () => {
    let starved = 0;
    fc.assert(
      fc.property(hungry, (system) => {
        if (coursesOf(system).length === 0) return;
        starved++;
        const vms = system.vms.map((vm) => {
          const tasks = vm.guest.tasks.map((each, at) => (at === 0 ? { ...each, wcet: Work.zero } : each));
          return { ...vm, guest: { ...vm.guest, tasks } };
        });
        const [first, ...others] = checkSystem({ ...system, vms }).claims;
        expect([first?.verdict, first?.scenario]).toEqual(["no-bound", undefined]);
        expect(others.every(({ verdict }) => verdict === "refuted")).toBe(true);
      }),
      { numRuns: 100 },
    );
    expect(starved).toBeGreaterThan(20);
  });
});

/** What makes it uncertain whose turn an interrupt takes, or whether and when it comes to be one. */
const LESS_SURE: readonly Partial<InterruptSource>[] = [
  { device: "active" },
  { notice: { kind: "polled", period: duration("1 ms") } },
  { ring: 1 },
  { shaper: { minDistance: duration("1 ms"), bucket: null, excess: "hold" } },
];
