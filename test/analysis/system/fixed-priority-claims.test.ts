import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/analysis/system/analyze.ts";
import { guest } from "../../../src/model/guest.ts";
import { periodicResource } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { claimOf, inMs, timed, told } from "../../support/findings.ts";

const [first, second] = [timed("t1", "1", "4"), timed("t2", "2", "6")];

describe("the claims of a fixed-priority guest", () => {
  it("are response times against deadlines, by hand 1, 3 and 10", () => {
    const found = analyze(
      guest({ scheduling: "rate-monotonic", tasks: [first, second, timed("t3", "3", "12")] }),
    );
    expect(found.claims.map(told)).toEqual(["proved 1", "proved 3", "proved 10"]);
    expect(found.claims.map(({ margin }) => inMs(margin))).toEqual(["3", "3", "2"]);
    expect(found.kind).toBe("proved");
    expect(inMs(found.margin)).toBe("2");
  });

  it("carry the fixed point that decides them", () => {
    const { claims } = analyze(guest({ scheduling: "rate-monotonic", tasks: [first, second] }));
    const { witness, method, assumptions } = claims[1] as (typeof claims)[number];
    expect(method).toBe("fp-response-time");
    expect([witness.kind, inMs(witness["window"]), inMs(witness["demand"]), inMs(witness["supply"])]).toEqual(
      ["fp-fixed-point", "3", "3", "3"],
    );
    expect(assumptions).toEqual(["tasks-keep-their-word", "guest-work-conserving"]);
  });

  it("count the blackout of a periodic resource: 4 without supply, then 3 of every 5", () => {
    const supply = periodicResource({ period: "5 ms", budget: "3 ms" });
    const { claims } = analyze(
      guest({ scheduling: "fixed-priority", tasks: [timed("t", "4", "20")], supply }),
    );
    expect(claims.map(told)).toEqual(["proved 10"]);
  });

  it("are refuted with the synchronous release of all tasks", () => {
    const tasks = [first, second, timed("t3", "3", "12", "9")];
    const found = analyze(guest({ scheduling: "rate-monotonic", tasks }));
    const claim = claimOf(found, "guest/task/t3");
    expect(claim.verdict).toBe("refuted");
    expect(claim.reason).toBe("at t = 9 ms demand 10 ms > supply 9 ms");
    expect(
      claim.scenario?.releases.map((each) => [each.task, inMs(each.firstArrival), inMs(each.wcet)]),
    ).toEqual([
      ["t1", "0", "1"],
      ["t2", "0", "2"],
      ["t3", "0", "3"],
    ]);
    expect(claim.scenario?.miss).toMatchObject({ task: "t3", job: 0, finish: null });
    expect(inMs(claim.scenario?.miss.deadline)).toBe("9");
  });

  it("are not refuted where an offset may keep the tasks apart", () => {
    const late = task({ name: "t3", wcet: "3 ms", period: "12 ms", deadline: "9 ms", offset: "1 ms" });
    const found = analyze(guest({ scheduling: "rate-monotonic", tasks: [first, second, late] }));
    expect(told(claimOf(found, "guest/task/t3"))).toBe("not-proved 10");
  });

  it("blame the section that makes a job late", () => {
    const low = task({ name: "low", wcet: "3 ms", period: "20 ms", nonPreemptible: "3 ms" });
    const high = timed("high", "2", "10", "4");
    const { claims } = analyze(guest({ scheduling: "deadline-monotonic", tasks: [low, high] }));
    const claim = claims.find(({ subject }) => subject.task === "high");
    expect(claim?.verdict).toBe("refuted");
    expect(claim?.scenario?.blocker?.task).toBe("low");
    expect(inMs(claim?.scenario?.blocker?.section)).toBe("3");
  });

  it("do not rest a miss on a declared blocking, which names nobody who blocks", () => {
    const blocked = task({ name: "t", wcet: "2 ms", period: "10 ms", deadline: "4 ms", blocking: "3 ms" });
    expect(analyze(guest({ scheduling: "fixed-priority", tasks: [blocked] })).claims.map(told)).toEqual([
      "not-proved 5",
    ]);
  });

  it("say that there is too much to do where no fixed point exists", () => {
    const supply = periodicResource({ period: "10 ms", budget: "4 ms" });
    const { claims } = analyze(
      guest({ scheduling: "fixed-priority", tasks: [timed("t", "3", "5")], supply }),
    );
    expect(claims[0]?.verdict).toBe("refuted");
    const offset = task({ name: "t", wcet: "3 ms", period: "5 ms", offset: "0 ms" });
    const open = analyze(guest({ scheduling: "fixed-priority", tasks: [offset], supply })).claims[0];
    expect(open?.verdict).toBe("not-proved");
    expect(open?.reason).toBe("t and the tasks above it ask for more than the long-run supply");
  });

  it("end within their effort, and say so", () => {
    const tasks = [first, second, timed("t3", "3", "12")];
    const found = analyze(guest({ scheduling: "rate-monotonic", tasks }), { effort: 1 });
    const claim = claimOf(found, "guest/task/t3");
    expect([claim.verdict, claim.witness.kind]).toEqual(["not-proved", "effort-spent"]);
    expect(claim.reason).toContain("1 step");
  });
});
