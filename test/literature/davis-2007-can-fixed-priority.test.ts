import { describe, expect, it } from "vitest";
import { canResponses } from "../../src/analysis/fixed-priority/can-responses.ts";
import { task } from "../../src/model/task.ts";
import { duration } from "../../src/numeric/unit.ts";

/**
 * R. I. Davis, A. Burns, R. J. Bril and J. J. Lukkien, "Controller Area Network (CAN) schedulability analysis: refuted,
 * revisited and revised", Real-Time Systems 35, 2007: three messages of 1 ms at 125 kbit/s. The analysis of 1994 gives
 * message C a response of 3 ms and accepts it; its second instance takes 3.5 ms and misses.
 */
describe("Davis et al. 2007", () => {
  const message = (name: string, period: string, deadline: string) =>
    task({ name, wcet: "1 ms", period, deadline });

  it("refutes message C", () => {
    const messages = [
      message("A", "2.5 ms", "2.5 ms"),
      message("B", "3.5 ms", "3.25 ms"),
      message("C", "3.5 ms", "3.25 ms"),
    ];
    const found = canResponses({ messages, bitTime: duration("8 us") });
    const expected = ["2 ms", "3 ms", "3.5 ms"].map(duration);
    expect(found.map((each, at) => each.kind === "bounded" && expected[at]?.equals(each.response))).toEqual([
      true,
      true,
      true,
    ]);
    expect(found[2]).toMatchObject({ job: 1n });
  });
});
