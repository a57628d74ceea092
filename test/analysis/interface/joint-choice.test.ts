import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HostScheduling, hostVerdict } from "../../../src/analysis/interface/host-schedulability.ts";
import { chooseJointly } from "../../../src/analysis/interface/joint-choice.ts";
import { type ServerCandidate, serverTask } from "../../../src/analysis/interface/server-candidate.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { task } from "../../../src/model/task.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration, work } from "../../../src/numeric/unit.ts";

const candidate = (period: number, budget: number, deadline = period, overhead = 0): ServerCandidate => ({
  period: duration(`${period} ms`),
  budget: work(`${budget} ms`),
  deadline: duration(`${deadline} ms`),
  overhead: work(`${overhead} ms`),
});

const candidates = fc
  .record({
    period: fc.integer({ min: 2, max: 12 }),
    budget: fc.integer({ min: 0, max: 6 }),
    deadline: fc.integer({ min: 1, max: 12 }),
    overhead: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ period, budget, deadline, overhead }) =>
    candidate(period, Math.min(budget, period), Math.max(1, Math.min(deadline, period)), overhead),
  );
const systems = fc.array(fc.array(candidates, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 3,
});

describe("chooseJointly", () => {
  const hosts: readonly HostScheduling[] = ["edf", "deadline-monotonic"];
  it.each(hosts)("equals the cheapest of all combinations under %s", (host) => {
    fc.assert(
      fc.property(systems, (choices) => {
        const vms = choices.map((each, index) => ({ name: `vm${index}`, candidates: each }));
        const joint = chooseJointly({ vms, host });
        const cheapest = combinations(choices)
          .filter((chosen) => hostVerdict(host, chosen.map(serverTask)) === "schedulable")
          .map(costOf)
          .reduce<Rational | null>((a, b) => (a === null || b.lessThan(a) ? b : a), null);
        expect(joint.kind === "least" ? joint.bandwidth : null).toEqual(cheapest);
        if (joint.kind !== "least") return;
        const chosen = joint.chosen.map((each) => each.candidate);
        expect(joint.chosen.map(({ name }) => name)).toEqual(vms.map(({ name }) => name));
        expect(costOf(chosen)).toEqual(joint.bandwidth);
        expect(hostVerdict(host, chosen.map(serverTask))).toBe("schedulable");
      }),
      { numRuns: 500 },
    );
  });

  it("leaves room for the host's own tasks", () => {
    const vms = [{ name: "vm", candidates: [candidate(10, 4), candidate(5, 3)] }];
    const handler = (wcet: string) => [task({ name: "irq", period: "5 ms", wcet, deadline: "4 ms" })];
    const choose = (wcet: string) =>
      chooseJointly({ vms, host: "deadline-monotonic", hostTasks: handler(wcet) });
    expect(choose("1 ms")).toMatchObject({ kind: "least", bandwidth: Rational.from("2/5") });
    expect(choose("4 ms")).toMatchObject({ kind: "infeasible" });
  });

  it("says that it was cut short", () => {
    const vms = [1, 2, 3].map((k) => ({ name: `vm${k}`, candidates: [candidate(10, k), candidate(7, k)] }));
    const cut = chooseJointly({ vms, host: "edf", effort: 2 });
    expect(cut).toMatchObject({ kind: "undetermined", limit: 2, atLeast: Rational.from("3/5"), found: null });
    expect(chooseJointly({ vms, host: "edf" })).toMatchObject({
      kind: "least",
      bandwidth: Rational.from("3/5"),
    });
  });

  it("needs a candidate for each VM", () => {
    expect(() => chooseJointly({ vms: [{ name: "vm", candidates: [] }], host: "edf" })).toThrow(InputError);
  });
});

function combinations(choices: readonly (readonly ServerCandidate[])[]): ServerCandidate[][] {
  return choices.reduce<ServerCandidate[][]>(
    (parts, next) => parts.flatMap((part) => next.map((each) => part.concat(each))),
    [[]],
  );
}

function costOf(chosen: readonly ServerCandidate[]): Rational {
  return chosen
    .map(({ budget, overhead, period }) => budget.plus(overhead).over(period))
    .reduce((a, b) => a.plus(b), Rational.zero);
}
