import { describe, expect, it } from "vitest";
import {
  assumptionsOf,
  hasProcessor,
  prefixOf,
  promised,
  unwrapped,
} from "../../../src/analysis/system/guest-problem.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import { guest } from "../../../src/model/guest.ts";
import { dedicated, leftover } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { work } from "../../../src/numeric/unit.ts";
import { timed } from "../../support/findings.ts";

const load = (name: string) => ({ name, arrivals: sporadicEvents("5 ms"), wcet: work("1 ms") });

describe("the question about a guest", () => {
  it("unwraps nested loads, the innermost first", () => {
    const supply = leftover(leftover(dedicated(), [load("host")]), [load("guest")]);
    expect(unwrapped(supply).base).toEqual(dedicated());
    expect(unwrapped(supply).load.map(({ name }) => name)).toEqual(["host", "guest"]);
  });

  it("knows whether the guest has a processor to itself", () => {
    const problem = promised(guest({ scheduling: "edf", tasks: [timed("t", "1", "5")] }));
    expect(hasProcessor(problem)).toBe(true);
    expect(hasProcessor({ ...problem, loss: work("1 ms") })).toBe(false);
    expect(hasProcessor({ ...problem, supply: leftover(dedicated(), [load("irq")]) })).toBe(false);
  });

  it("names its claims after the VM, or after the guest on its own", () => {
    const problem = promised(guest({ scheduling: "edf", tasks: [] }));
    expect([prefixOf(problem), prefixOf({ ...problem, vm: "rtos" })]).toEqual(["guest", "vm/rtos"]);
  });

  it("assumes a protocol only where something is shared", () => {
    const sharing = task({
      name: "t",
      period: "5 ms",
      wcet: "1 ms",
      criticalSections: [{ resource: "bus", length: "1 ms" }],
    });
    expect(assumptionsOf(promised(guest({ scheduling: "edf", tasks: [sharing] })))).toContain(
      "resource-protocol",
    );
    expect(
      assumptionsOf(promised(guest({ scheduling: "edf", tasks: [timed("t", "1", "5")] }))),
    ).not.toContain("resource-protocol");
  });
});
