import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/analysis/system/analyze.ts";
import { guest } from "../../../src/model/guest.ts";
import { periodicResource } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { claimOf, inMs, timed, told } from "../../support/findings.ts";

describe("the claims of an EDF guest", () => {
  it("are one for all tasks by demand, and a response bound each", () => {
    const found = analyze(
      guest({ scheduling: "edf", tasks: [timed("t1", "2", "5"), timed("t2", "4", "7")] }),
    );
    expect(found.claims.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["guest/tasks", "proved"],
      ["guest/task/t1", "proved"],
      ["guest/task/t2", "proved"],
    ]);
    for (const { bound, deadline } of found.claims.slice(1))
      expect(bound?.atMost(deadline as never)).toBe(true);
  });

  it("hold at equality: 2 of work due in a window of 6 that supplies 2", () => {
    const supply = periodicResource({ period: "5 ms", budget: "3 ms" });
    const found = analyze(guest({ scheduling: "edf", tasks: [timed("t", "2", "10", "6")], supply }));
    const { verdict, margin, witness } = claimOf(found, "guest/tasks");
    expect([verdict, inMs(margin), witness.kind, inMs(witness["at"]), inMs(witness["demand"])]).toEqual([
      "proved",
      "0",
      "edf-tightest-deadline",
      "6",
      "2",
    ]);
  });

  it("are refuted a little below", () => {
    const supply = periodicResource({ period: "5 ms", budget: "3 ms" });
    const found = analyze(guest({ scheduling: "edf", tasks: [timed("t", "2", "10", "5")], supply }));
    expect(found.claims).toHaveLength(1);
    const claim = claimOf(found, "guest/tasks");
    expect([claim.verdict, claim.reason]).toEqual(["refuted", "at t = 5 ms demand 2 ms > supply 1 ms"]);
    expect(inMs(claim.scenario?.supply.start)).toBe("4");
    expect(claim.scenario?.miss.task).toBe("t");
  });

  it("find overload in the window where it first shows", () => {
    const found = analyze(
      guest({ scheduling: "edf", tasks: [timed("t1", "3", "5"), timed("t2", "3", "5")] }),
    );
    const claim = claimOf(found, "guest/tasks");
    expect([claim.verdict, claim.reason]).toEqual(["refuted", "at t = 5 ms demand 6 ms > supply 5 ms"]);
  });

  it("count a section of a task with a later deadline, and only below that deadline", () => {
    const long = task({ name: "long", wcet: "3 ms", period: "20 ms", nonPreemptible: "3 ms" });
    const short = (deadline: string) => timed("short", "2", "10", deadline);
    const claims = (deadline: string) =>
      claimOf(analyze(guest({ scheduling: "edf", tasks: [short(deadline), long] })), "guest/tasks");
    expect(claims("5").verdict).toBe("proved");
    expect(claims("4").verdict).toBe("refuted");
    expect(claims("4").scenario?.blocker?.task).toBe("long");
  });

  it("leave a non-preemptive guest at not proved, whatever its demand", () => {
    const tasks = [timed("t1", "1", "4", "2"), timed("t2", "3", "12")];
    const found = analyze(guest({ scheduling: "edf", preemptive: false, tasks }));
    expect(claimOf(found, "guest/tasks").verdict).toBe("not-proved");
    expect(claimOf(found, "guest/tasks").method).toBe("edf-non-preemptive");
  });

  it("are not refuted where a task has an offset", () => {
    const apart = task({ name: "t2", wcet: "1 ms", period: "4 ms", deadline: "1 ms", offset: "2 ms" });
    const tasks = [timed("t1", "1", "4", "1"), apart];
    expect(claimOf(analyze(guest({ scheduling: "edf", tasks })), "guest/tasks").verdict).toBe("not-proved");
  });

  it("need nothing of a guest without work", () => {
    const found = analyze(guest({ scheduling: "edf", tasks: [timed("t", "0", "4")] }));
    expect(found.claims.map(told)[0]).toBe("proved");
  });
});
