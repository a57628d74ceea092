import { describe, expect, it } from "vitest";
import { byPriority, type GuestPolicy } from "../../src/model/guest.ts";
import { dedicated } from "../../src/model/supply.ts";
import { aloneOn } from "../generate/arbitrary/supplied-guest.ts";
import { certified, complaints } from "../support/certified.ts";
import { textOf } from "../support/source-tree.ts";
import {
  amount,
  readBoundedDelay,
  readSupply,
  readTask,
  type VectorSupply,
  type VectorTask,
} from "../vectors/read.ts";

interface Case {
  readonly id: string;
  readonly input: {
    readonly tasks: readonly VectorTask[];
    readonly supply?: VectorSupply;
    readonly alpha?: string;
    readonly Delta?: string;
    readonly alg?: string;
  };
  readonly expect: { readonly schedulable?: boolean; readonly ok?: readonly boolean[] };
}

/** The families that end in a verdict, each case a guest on its supply; tasks are in order of priority. */
describe.each(["local_fp", "local_edf", "bdm_local", "edf", "fp_rta"])("the vectors of %s", (family) => {
  const { cases } = JSON.parse(textOf(`fixtures/vectors/${family}.json`)) as { cases: readonly Case[] };

  it("are certified with the verdict that is expected", () => {
    expect(cases.length).toBeGreaterThan(50);
    for (const { id, input, expect: expected } of cases) {
      const edf = family.endsWith("edf") || input.alg === "edf";
      const scheduling: GuestPolicy = edf ? "edf" : "fixed-priority";
      const tasks = input.tasks.map(({ B = "0", ...each }, index) => ({
        ...readTask(edf ? each : { ...each, B }, index),
        priority: index + 1,
        // Under EDF it is the longest section of the task itself in which nothing preempts it.
        nonPreemptible: amount(edf ? B : "0"),
      }));
      const { alpha, Delta, supply } = input;
      const given =
        alpha !== undefined && Delta !== undefined
          ? readBoundedDelay(alpha, Delta)
          : supply === undefined
            ? dedicated()
            : readSupply(supply);
      const system = aloneOn({ scheduling, preemptive: true, tasks }, given);
      const one = certified(system);
      expect(complaints(one), id).toEqual([]);
      const { claims } = one.findings;
      if (expected.schedulable !== undefined)
        expect(
          claims.every(({ verdict }) => verdict === "proved"),
          id,
        ).toBe(expected.schedulable);
      expected.ok?.forEach((ok, index) => {
        const name = byPriority({ scheduling, preemptive: true, tasks })[index]?.name;
        const claim = claims.find(({ subject }) => subject.task === name);
        expect(claim?.verdict === "proved", `${id} ${name}`).toBe(ok);
      });
    }
  });
});
