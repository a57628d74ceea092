import { describe, expect, it } from "vitest";
import { partitionVms } from "../../../src/analysis/multiprocessor/partitioned-vms.ts";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { periodicEvents } from "../../../src/model/event-model.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import { edpResource, periodicResource, server } from "../../../src/model/supply.ts";
import type { System } from "../../../src/model/system.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { systemOf } from "../../support/systems.ts";

const half = periodicResource({ period: "10 ms", budget: "5 ms" });

function three(policy: "edf" | "fixed-priority", more: Partial<Parameters<typeof systemOf>[0]> = {}): System {
  return systemOf({
    policy: { kind: policy },
    cores: 2,
    vms: [
      { name: "a", supply: half },
      { name: "b", supply: server({ server: "periodic-idling", period: "14 ms", budget: "7 ms" }) },
      { name: "c", supply: edpResource({ period: "20 ms", budget: "8 ms", deadline: "20 ms" }) },
    ],
    ...more,
  });
}

describe("partitionVms", () => {
  it("fills a core under EDF, and needs another under fixed priorities", () => {
    const edf = partitionVms({ system: three("edf"), heuristic: "first-fit" });
    expect(edf).toEqual({ kind: "placed", strength: "sufficient", assignment: [0, 0, 1] });
    const fixed = partitionVms({ system: three("fixed-priority"), heuristic: "first-fit" });
    expect(fixed).toMatchObject({ kind: "placed", assignment: [0, 1, 0] });
  });

  it("charges switches", () => {
    const system = three("edf", { costs: { vmSwitch: "10 us" } });
    const found = partitionVms({ system, heuristic: "first-fit" });
    expect(found).toMatchObject({ kind: "placed", assignment: [0, 1, 0] });
  });

  it("spares a core for its interrupts", () => {
    const storm = (topHalf: string): InterruptSource => ({
      name: "storm",
      device: "dedicated",
      delivery: "when-scheduled",
      target: "a",
      core: 0,
      arrivals: periodicEvents({ period: "10 ms" }),
      topHalf: work(topHalf),
      bottomHalf: Work.zero,
      deadline: null,
    });
    const place = (topHalf: string) =>
      partitionVms({ system: three("edf", { interrupts: [storm(topHalf)] }), heuristic: "first-fit" });
    expect(place("6 ms")).toMatchObject({ kind: "placed", assignment: [1, 1, 0] });
    expect(place("7 ms")).toMatchObject({ kind: "stopped", assignment: [1, 1, null], at: 2 });
  });

  it("gives a placement that check proves", () => {
    const system = three("fixed-priority");
    const found = partitionVms({ system, heuristic: "worst-fit" });
    expect(found.kind).toBe("placed");
    const placed = system.vms.map((vm, index) => ({ ...vm, core: found.assignment[index] as number }));
    expect(checkSystem({ ...system, vms: placed }).verdict).toBe("proved");
  });

  it("refuses systems that it cannot place", () => {
    const table = { kind: "table", frame: duration("1 ms"), slots: [] } as const;
    expect(() =>
      partitionVms({ system: systemOf({ policy: table, vms: [] }), heuristic: "best-fit" }),
    ).toThrow(/the policy is table/);
    const bare = systemOf({ policy: { kind: "edf" }, vms: [{ name: "bare" }] });
    expect(() => partitionVms({ system: bare, heuristic: "best-fit" })).toThrow(InputError);
  });
});
