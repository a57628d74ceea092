import { describe, expect, it } from "vitest";
import { Effort } from "../../src/analysis/effort.ts";
import { busyWindow } from "../../src/analysis/fixed-priority/busy-window.ts";
import { levelOf } from "../../src/analysis/fixed-priority/level.ts";
import { responseTimes } from "../../src/analysis/fixed-priority/response-times.ts";
import { pointTest } from "../../src/analysis/fixed-priority/scheduling-points.ts";
import { InputError } from "../../src/contract/errors.ts";
import { task } from "../../src/model/task.ts";
import { duration } from "../../src/numeric/unit.ts";
import { dedicatedBound } from "../../src/supply/dedicated.ts";

/**
 * J. P. Lehoczky, "Fixed priority scheduling of periodic task sets with arbitrary deadlines", RTSS 1990: with deadlines
 * beyond the periods the first job after a critical instant need not be the worst. The fifth is.
 */
describe("Lehoczky 1990, tasks (26, 70) and (62, 100)", () => {
  const tick = { jitter: 0n, blocking: 0n };
  const ticks = [
    { ...tick, wcet: 26n, period: 70n, deadline: 70n },
    { ...tick, wcet: 62n, period: 100n, deadline: 120n },
  ];

  it("has the published response of each job in the busy window", () => {
    const completions = [...busyWindow(levelOf(ticks, 1), dedicatedBound, new Effort(), () => null)];
    const responses = completions.map((each) => each.kind === "complete" && each.window - each.job * 100n);
    expect(responses).toEqual([114n, 102n, 116n, 104n, 118n, 106n, 94n]);
  });

  it("is decided exactly for deadlines beyond the period, where a point test must not be used", () => {
    const tasks = [
      task({ name: "a", period: "70 ms", wcet: "26 ms" }),
      task({ name: "b", period: "100 ms", wcet: "62 ms", deadline: "120 ms" }),
    ];
    const [, second] = responseTimes({ tasks });
    expect(second).toMatchObject({ kind: "bounded", job: 4n });
    expect(second?.kind === "bounded" && second.response.equals(duration("118 ms"))).toBe(true);
    expect(() => pointTest(ticks, 1, dedicatedBound, new Effort())).toThrow(InputError);
  });
});
