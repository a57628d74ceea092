import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limitedCarryInResponses } from "../../../../src/analysis/multiprocessor/global/limited-carry-in.ts";
import { globalResponses } from "../../../../src/analysis/multiprocessor/global/workload-responses.ts";
import { InputError } from "../../../../src/contract/errors.ts";
import { task } from "../../../../src/model/task.ts";
import { duration, secondsIn } from "../../../../src/numeric/unit.ts";
import { asModel, drawnSets } from "../sets.ts";
import { jobsOf, type StepTask } from "../step-simulation.ts";

const quantum = duration("1 ms");
const constrained = drawnSets({ deadlines: "constrained", cores: [2, 3, 4], percent: { min: 20, max: 80 } });

describe("global response times in integer time", () => {
  it("limited carry-in is never worse where the plain analysis proves the set", () => {
    let better = 0;
    fc.assert(
      fc.property(constrained, ({ tasks, cores }) => {
        const set = { tasks: asModel(tasks), cores, quantum };
        const [plain, limited] = [globalResponses(set), limitedCarryInResponses(set)];
        if (plain.kind === "schedulable") {
          expect(limited.kind).toBe("schedulable");
          for (const [index, response] of plain.responses.entries()) {
            expect(limited.responses[index]?.atMost(response!)).toBe(true);
          }
        } else better += limited.kind === "schedulable" ? 1 : 0;
      }),
      { numRuns: 2000 },
    );
    expect(better).toBeGreaterThan(10);
  });

  it("bounds every response that a simulation shows", () => {
    fc.assert(
      fc.property(constrained, ({ tasks, cores, offsets, gaps }) => {
        const set = { tasks: asModel(tasks), cores, quantum };
        for (const outcome of [globalResponses(set), limitedCarryInResponses(set)]) {
          if (outcome.kind !== "schedulable") continue;
          const bounds = outcome.responses.map((each) => secondsIn("ms", each!.value).approximate());
          const worst = observed(tasks, cores, offsets, gaps);
          expect(worst.every((response, index) => response <= bounds[index]!)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("equals the published formulas, evaluated naively", () => {
    fc.assert(
      fc.property(constrained, ({ tasks, cores }) => {
        const set = { tasks: asModel(tasks), cores, quantum };
        const inUnits = (responses: ReturnType<typeof globalResponses>["responses"]) =>
          responses.map((each) => (each === null ? null : secondsIn("ms", each.value).approximate()));
        expect(inUnits(globalResponses(set).responses)).toEqual(naivePlain(tasks, cores));
        expect(inUnits(limitedCarryInResponses(set).responses)).toEqual(naiveLimited(tasks, cores));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the m highest tasks their wcet", () => {
    const set = {
      tasks: asModel([0, 1, 2].map(() => ({ wcet: 3, period: 9, deadline: 9 }))),
      cores: 3,
      quantum,
    };
    for (const analysis of [globalResponses, limitedCarryInResponses]) {
      expect(analysis(set).responses.map((each) => `${each}`)).toEqual(Array(3).fill("3/1000 s"));
    }
  });

  it("refuses times off the quantum, says what lies outside, and stops at its effort", () => {
    const odd = task({ name: "odd", wcet: "3/2 ms", period: "4 ms" });
    const late = task({ name: "late", wcet: "1 ms", period: "4 ms", deadline: "5 ms" });
    for (const analysis of [globalResponses, limitedCarryInResponses]) {
      expect(() => analysis({ tasks: [odd], cores: 2, quantum })).toThrow(/odd: wcet/);
      expect(() => analysis({ tasks: [], cores: 2, quantum: duration("0 ms") })).toThrow(InputError);
      expect(analysis({ tasks: [late], cores: 2, quantum })).toMatchObject({
        kind: "inconclusive",
        outside: "late has a deadline beyond its period",
      });
      const set = { tasks: asModel([{ wcet: 1, period: 3, deadline: 3 }]), cores: 1, quantum };
      const cut = analysis({ ...set, effort: 0 });
      expect([cut.kind, cut.responses, cut.cutShort]).toEqual(["inconclusive", [null], 0]);
      expect(analysis(set).cutShort).toBe(null);
      const full = {
        tasks: asModel([
          { wcet: 2, period: 3, deadline: 3 },
          { wcet: 2, period: 3, deadline: 3 },
        ]),
        cores: 1,
        quantum,
      };
      expect(analysis(full)).toMatchObject({ kind: "inconclusive", cutShort: null });
    }
  });
});

/** The longest response of each task under global fixed priorities by index, unit by unit. */
function observed(
  tasks: readonly StepTask[],
  cores: number,
  offsets: readonly number[],
  gaps: readonly number[],
): number[] {
  const worst = tasks.map(() => 0);
  let pending = jobsOf(tasks, offsets, gaps, 60);
  for (let now = 0; pending.length > 0; now++) {
    const ready = pending.filter(({ arrival }) => arrival <= now);
    for (const job of ready.sort((a, b) => a.task - b.task || a.arrival - b.arrival).slice(0, cores)) {
      const [stage] = job.stages;
      if (stage === undefined || --stage.remaining > 0) continue;
      worst[job.task] = Math.max(worst[job.task]!, now + 1 - job.arrival);
      pending = pending.filter((other) => other !== job);
    }
  }
  return worst;
}

/** The smallest x from C to D with x = C + ⌊interference(x)/m⌋, by trying all: the interference does not fall. */
function leastSolution(
  { wcet, deadline }: StepTask,
  cores: number,
  interference: (x: number) => number,
): number | null {
  for (let x = wcet; x <= deadline; x++) {
    if (wcet + Math.floor(interference(x) / cores) <= x) return x;
  }
  return null;
}

/** The work in [0, x) of jobs that run [C before the deadline, deadline), the first such run starting at 0. */
function naivePlain(tasks: readonly StepTask[], cores: number): (number | null)[] {
  return tasks.map((task, index) =>
    leastSolution(task, cores, (x) => {
      let sum = 0;
      for (const { wcet, period, deadline } of tasks.slice(0, index)) {
        // The first job ends at its deadline, C after 0; the next arrives T − D after that and runs at once.
        let work = Math.min(wcet, x);
        for (let start = wcet + period - deadline; start < x; start += period)
          work += Math.min(wcet, x - start);
        sum += Math.min(work, x - task.wcet + 1);
      }
      return sum;
    }),
  );
}

/** With every choice of at most m − 1 tasks that carry work in. */
function naiveLimited(tasks: readonly StepTask[], cores: number): (number | null)[] {
  const bounds: number[] = [];
  return tasks.map((task, index) => {
    if (bounds.length < index) return null;
    const above = tasks.slice(0, index);
    const response = leastSolution(task, cores, (x) => {
      const most = x - task.wcet + 1;
      const without = above.map((each) => Math.min(most, workFrom(0, each, x)));
      const carried = above.map((each, i) => {
        const rest = Math.max(x - each.wcet, 0);
        const late = Math.max((rest % each.period) - (each.period - bounds[i]!), 0);
        const work = (Math.floor(rest / each.period) + 1) * each.wcet + Math.min(late, each.wcet - 1);
        return Math.min(most, work);
      });
      let worst = 0;
      for (let chosen = 0; chosen < 2 ** above.length; chosen++) {
        const carries = above.map((_, i) => (chosen >> i) % 2 === 1);
        if (carries.filter(Boolean).length > cores - 1) continue;
        const sum = carries.reduce((total, is, i) => total + (is ? carried[i]! : without[i]!), 0);
        worst = Math.max(worst, sum);
      }
      return worst;
    });
    if (response !== null) bounds.push(response);
    return response;
  });
}

function workFrom(first: number, { wcet, period }: StepTask, x: number): number {
  let work = 0;
  for (let start = first; start < x; start += period) work += Math.min(wcet, x - start);
  return work;
}
