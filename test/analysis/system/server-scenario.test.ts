import { describe, expect, it } from "vitest";
import { type HostServer, hostServer } from "../../../src/analysis/host/server-load.ts";
import { serverScenario } from "../../../src/analysis/system/server-scenario.ts";
import { server } from "../../../src/model/supply.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { inMs } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

function servers(): HostServer[] {
  const system = systemOf({
    policy: { kind: "edf" },
    vms: [
      { name: "a", supply: server({ server: "periodic-idling", period: "4 ms", budget: "3 ms" }) },
      {
        name: "b",
        supply: server({ server: "periodic-idling", period: "6 ms", budget: "2 ms", deadline: "5 ms" }),
      },
    ],
  });
  return system.vms.flatMap((vm) => hostServer(system, vm) ?? []);
}

describe("the scenario of a late budget", () => {
  it("replenishes all servers at 0 and names the budget that is due", () => {
    const scenario = serverScenario(servers(), [], duration("11 ms"));
    expect(scenario?.releases.map((each) => [each.task, inMs(each.period), inMs(each.wcet)])).toEqual([
      ["a", "4", "3"],
      ["b", "6", "2"],
    ]);
    expect(scenario?.miss).toMatchObject({ task: "b", job: 1, finish: null });
    expect([inMs(scenario?.miss.arrival), inMs(scenario?.miss.deadline)]).toEqual(["6", "11"]);
  });

  it("is none where no budget is due", () => {
    expect(serverScenario(servers(), [], duration("10 ms"))).toBeNull();
    expect(serverScenario(servers(), [], duration("3 ms"))).toBeNull();
  });
});
