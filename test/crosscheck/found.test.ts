import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { CRITICAL } from "../../src/crosscheck/course.ts";
import { crosscheck } from "../../src/crosscheck/crosscheck.ts";
import { observe } from "../../src/crosscheck/observe.ts";
import { Stages } from "../../src/crosscheck/stage.ts";
import { loadSystem } from "../../src/description/load-system.ts";

const read = async (name: string) => {
  const file = `fixtures/crosscheck/${name}.yaml`;
  return (await loadSystem(readFileSync(file, "utf8"), file)).system;
};

/** What cross-checks have found: the case, why the simpler answer is wrong, and that it is given no longer. */
describe("found by cross-checking", () => {
  it("extratime of SEDF that makes up for blocks goes ahead of a VM without a slice: that has no bound", async () => {
    const system = await read("sedf-extratime");
    const first = checkSystem(system).claims.filter(({ subject }) => subject.vm === "first");
    expect(first.map(({ verdict }) => verdict)).toEqual(["no-bound"]);
    // 4 ms of work below slices of 2 ms in every 5 ms would be done within 8 ms.
    const stages = new Stages(system, 2_000);
    const longest = Array.from({ length: 400 }, (_, seed) => {
      const course = { ...CRITICAL, play: "random", seed } as const;
      const stage = stages.of(course);
      const ticks = observe(stage.machine(course), stage.horizon).responses.get("vm/first/task/t1") ?? 0;
      return ticks * stage.tick.approximate();
    });
    expect(Math.max(...longest)).toBeGreaterThan(0.008);
  });

  it("a window of a table is switched to at its start, though its VM sleeps", async () => {
    const system = await read("sleeping-window");
    expect(crosscheck(system, { runs: 200 }).violations).toEqual([]);
  });

  it("a VM that shares its core with nobody is never switched to", async () => {
    const system = await read("lone-vm");
    expect(crosscheck(system, { runs: 80 }).violations).toEqual([]);
  });
});
