import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import { type TaskSpecification, task } from "../../src/model/task.ts";
import { inMs } from "../support/findings.ts";

const usual = { name: "control", period: "10 ms", wcet: "2 ms" };

describe("a task", () => {
  it("is due at the end of its period, unless told otherwise", () => {
    const { deadline, sporadic, offset, priority, hypercalls } = task(usual);
    expect([inMs(deadline), sporadic, offset, priority, hypercalls]).toEqual(["10", false, null, null, 0]);
    expect(inMs(task({ ...usual, deadline: "4 ms" }).deadline)).toBe("4");
  });

  it("is sporadic with a minimum separation", () => {
    const found = task({ name: "t", minSeparation: "5 ms", wcet: "1 ms" });
    expect([found.sporadic, inMs(found.period)]).toEqual([true, "5"]);
  });

  const mistakes: readonly (readonly [string, Partial<Record<keyof TaskSpecification, unknown>>, string])[] =
    [
      ["no period", { period: undefined }, "control: give either a period or a minSeparation"],
      ["two periods", { minSeparation: "5 ms" }, "control: give either a period or a minSeparation"],
      [
        "an offset without a period",
        { period: undefined, minSeparation: "5 ms", offset: "1 ms" },
        "control: a sporadic task has no offset; give a period instead of minSeparation",
      ],
      ["priority 0", { priority: 0 }, "control: priority is 0: write an integer from 1 (the highest)"],
      ["half a priority", { priority: 1.5 }, "write an integer from 1 (the highest)"],
      ["half a hypercall", { hypercalls: 0.5 }, "control: hypercalls is 0.5: write how many each job makes"],
      ["a period of nothing", { period: "0 ms" }, "control: the period is 0 s: it must be greater than zero"],
      [
        "a deadline of nothing",
        { deadline: "0 ms" },
        "control: the deadline is 0 s: it must be greater than zero",
      ],
      ["negative work", { wcet: "-1 ms" }, "control: wcet is -1/1000 s: it cannot be negative"],
      ["negative jitter", { jitter: "-1 ms" }, "control: jitter is -1/1000 s: it cannot be negative"],
      ["negative blocking", { blocking: "-1 ms" }, "control: blocking is"],
      ["a negative section", { nonPreemptible: "-1 ms" }, "control: nonPreemptible is"],
      [
        "a negative critical section",
        { criticalSections: [{ resource: "bus", length: "-1 ms" }] },
        "control: the critical section on bus is",
      ],
      [
        "a time without a unit",
        { wcet: "2" },
        '"2" is not a time: write a number and a unit, such as "250 us"',
      ],
      [
        "an unknown unit",
        { wcet: "2 fortnights" },
        '"fortnights" is not a unit of time: write one of ns, us, ms',
      ],
    ];
  it.each(mistakes)("cannot have %s, and the message names the fix", (_, change, message) => {
    const build = () => task({ ...usual, ...change } as TaskSpecification);
    expect(build).toThrow(InputError);
    expect(build).toThrow(message);
  });
});
