import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { shrunk, smallerSystems } from "../../src/crosscheck/shrink.ts";
import type { System } from "../../src/model/system.ts";
import { requireValid } from "../../src/model/valid-system.ts";
import { Random } from "../generate/random.ts";
import { drawSystem } from "../generate/system.ts";

const tasksOf = (system: System): number =>
  system.vms.reduce((sum, { guest }) => sum + guest.tasks.length, 0);

describe("shrinking", () => {
  it("ends at a system in which nothing can be left out without losing what fails", () => {
    const late = (system: System): boolean =>
      checkSystem(system, { effort: 20_000 }).claims.some(
        ({ subject, verdict }) => subject.task !== undefined && verdict === "refuted",
      );
    let shrunkOnes = 0;
    for (let index = 0; index < 60; index++) {
      const system = drawSystem(new Random(5, 0, index), index % 2 === 0 ? "table" : "static", false);
      if (!late(system)) continue;
      const smallest = shrunk(system, late);
      requireValid(smallest);
      expect(late(smallest)).toBe(true);
      expect(tasksOf(smallest)).toBeLessThanOrEqual(tasksOf(system));
      for (const smaller of smallerSystems(smallest)) expect(stillLate(smaller, late)).toBe(false);
      shrunkOnes += 1;
    }
    expect(shrunkOnes).toBeGreaterThan(5);
  });
});

function stillLate(system: System, late: (system: System) => boolean): boolean {
  try {
    return late(system);
  } catch {
    return false;
  }
}
