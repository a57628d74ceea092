import { expect, it } from "vitest";
import type { Claim } from "../../src/certificate/claim.ts";
import { dedicated, periodicResource } from "../../src/model/supply.ts";
import type { System } from "../../src/model/system.ts";
import { Duration, Work } from "../../src/numeric/quantity.ts";
import { aloneOn } from "../generate/arbitrary/supplied-guest.ts";
import { certified, complaints } from "../support/certified.ts";
import { guestOf, sourceOf } from "../support/findings.ts";
import { textOf } from "../support/source-tree.ts";
import { systemOf } from "../support/systems.ts";
import { amount, readTask, time, type VectorSupply, type VectorTask } from "../vectors/read.ts";
import { readSource, type VectorSource } from "../vectors/source.ts";

interface Case<Input, Expected> {
  readonly id: string;
  readonly input: Input;
  readonly expect: Expected;
}

const casesOf = <I, E>(family: string): readonly Case<I, E>[] =>
  (JSON.parse(textOf(`fixtures/vectors/${family}.json`)) as { cases: readonly Case<I, E>[] }).cases;

/** The claims of a system, all of which its certificate has to show as they are. */
function shownClaims(system: System, id: string): readonly Claim[] {
  const one = certified(system);
  expect(complaints(one), id).toEqual([]);
  return one.findings.claims;
}

it("certifies the vectors of fp_np: tasks that do not preempt each other", () => {
  type Expected = { readonly R_dense_sup: readonly (string | null)[] };
  const cases = casesOf<{ tasks: readonly VectorTask[] }, Expected>("fp_np");
  expect(cases.length).toBeGreaterThan(50);
  for (const { id, input, expect: expected } of cases) {
    const tasks = input.tasks.map((each, index) => ({ ...readTask(each, index), priority: index + 1 }));
    const system = aloneOn({ scheduling: "fixed-priority", preemptive: false, tasks }, dedicated());
    const claims = shownClaims(system, id);
    expected.R_dense_sup.forEach((response, index) => {
      const task = tasks[index]!;
      const claim = claims.find(({ subject }) => subject.task === task.name);
      const kept = response !== null && time(response).atMost(task.deadline);
      expect(claim?.verdict === "proved", `${id} ${task.name}`).toBe(kept);
    });
  }
});

it("certifies the vectors of edf_irq: a guest below interrupts", () => {
  type Input = { readonly tasks: readonly VectorTask[]; readonly irqs: readonly VectorSource[] };
  const cases = casesOf<Input, { readonly schedulable: boolean }>("edf_irq");
  expect(cases.length).toBeGreaterThan(50);
  for (const { id, input, expect: expected } of cases) {
    const system = systemOf({
      policy: { kind: "static" },
      vms: [{ name: "a", guest: guestOf("edf", ...input.tasks.map(readTask)) }],
      interrupts: input.irqs
        .map(readSource)
        .map(({ name, arrivals, wcet }) =>
          sourceOf(name, { arrivals, topHalf: wcet, bottomHalf: Work.zero, deadline: null }),
        ),
    });
    const verdicts = shownClaims(system, id).map(({ verdict }) => verdict);
    expect(
      verdicts.every((verdict) => verdict === "proved"),
      id,
    ).toBe(expected.schedulable);
  }
});

it("certifies the vectors of table: whether a table keeps a contract", () => {
  type Input = {
    readonly table: Extract<VectorSupply, { kind: "tdma" }>;
    readonly Pi: string;
    readonly Theta: string;
  };
  const cases = casesOf<Input, { readonly dominatesPrmSbf: boolean }>("table");
  expect(cases.length).toBeGreaterThan(50);
  let decided = 0;
  for (const { id, input, expect: expected } of cases) {
    const { cycle, slots } = input.table;
    const supply = periodicResource({ period: time(input.Pi), budget: amount(input.Theta) });
    const system = systemOf({
      policy: {
        kind: "table",
        frame: time(cycle),
        slots: slots.map(([start, end]) => ({
          vm: "a",
          core: 0,
          start: time(start),
          length: new Duration(time(end).value.minus(time(start).value)),
        })),
      },
      vms: [{ name: "a", supply }],
    });
    const claim = shownClaims(system, id).find(({ id: name }) => name === "vm/a/contract");
    expect(claim?.verdict === "proved", id).toBe(expected.dominatesPrmSbf);
    if (claim?.verdict === "proved") decided++;
  }
  expect(decided).toBeGreaterThan(10);
});
