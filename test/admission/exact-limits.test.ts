import { describe, expect, it } from "vitest";
import { exactBurst, exactCost, exactStretch } from "../../src/admission/exact-limits.ts";
import { exactSeparation } from "../../src/admission/exact-separation.ts";
import { frontierOf } from "../../src/admission/frontier.ts";
import { Trial } from "../../src/admission/trial.ts";
import { stretched, withBurst, withCost, withSeparation } from "../../src/admission/variants.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import { task } from "../../src/model/task.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { guestOf, sourceOf } from "../support/findings.ts";
import { systemOf } from "../support/systems.ts";
import { Dice, legal, randomSource, randomSystem } from "./online/random-systems.ts";

const SYSTEMS = 100;
/** Just beyond, and far beyond. */
const BELOW = [999n, 900n, 500n].map((part) => Rational.of(part, 1000n));
const ABOVE = [1001n, 1100n, 2000n].map((part) => Rational.of(part, 1000n));

/** Asks of random systems with up to two candidates; how many had an exact answer. */
function drawn(
  seed: number,
  ask: (trial: Trial, sources: readonly InterruptSource[]) => boolean,
  systems: number = SYSTEMS,
): number {
  const dice = new Dice(seed);
  let found = 0;
  for (let run = 0; run < systems; run++) {
    const system = randomSystem(dice);
    const sources = ["s", "r"].map((name) => legal(randomSource(dice, system, name)));
    if (ask(new Trial(system), sources)) found += 1;
  }
  return found;
}

describe("a limit on no grid is admitted, and nothing beyond it is", () => {
  it("separation", () => {
    const found = drawn(5, (trial, [source]) => {
      const exact = exactSeparation(trial, source!, []);
      if (exact === null || exact === "none") return false;
      expect(trial.admits([withSeparation(source!, exact)])).toBe(true);
      for (const part of BELOW)
        expect(trial.admits([withSeparation(source!, exact.times(part))])).toBe(false);
      return true;
    });
    expect(found).toBeGreaterThan(5);
  });

  it("separation beside another that takes all room: none", () => {
    const found = drawn(6, (trial, [source, other]) => {
      const fastest = exactSeparation(trial, other!, []);
      if (fastest === null || fastest === "none") return false;
      const densest = withSeparation(other!, fastest);
      if (exactSeparation(trial, source!, [densest]) !== "none") return false;
      for (const far of ["10 ms", "100 ms"]) {
        expect(trial.admits([densest, withSeparation(source!, duration(far))])).toBe(false);
      }
      return true;
    });
    expect(found).toBeGreaterThan(5);
  });

  it("cost", () => {
    const found = drawn(7, (trial, [source]) => {
      const exact = exactCost(trial, source!, []);
      if (exact === null) return false;
      expect(trial.admits([withCost(source!, exact)])).toBe(true);
      for (const part of ABOVE) expect(trial.admits([withCost(source!, exact.times(part))])).toBe(false);
      return true;
    });
    expect(found).toBeGreaterThan(5);
  });

  it("burst", () => {
    const found = drawn(8, (trial, [source]) => {
      const exact = exactBurst(trial, source!, []);
      if (exact === null) return false;
      expect(trial.admits([withBurst(source!, exact)])).toBe(true);
      expect(trial.admits([withBurst(source!, exact + 1n)])).toBe(false);
      return true;
    });
    expect(found).toBeGreaterThan(5);
  });

  it("stretch of two", () => {
    const found = drawn(
      9,
      (trial, sources) => {
        const exact = exactStretch(trial, sources);
        if (exact === null) return false;
        const by = (factor: Rational): InterruptSource[] =>
          sources.map((each) => stretched(each, exact.times(factor)));
        expect(trial.admits(by(Rational.one))).toBe(true);
        for (const part of BELOW) expect(trial.admits(by(part))).toBe(false);
        return true;
      },
      40,
    );
    expect(found).toBeGreaterThan(3);
  });
});

describe("the closed forms by hand", () => {
  const guest = guestOf("rate-monotonic", task({ name: "t", wcet: "7 ms", period: "24 ms" }));
  const system = systemOf({ policy: { kind: "static" }, vms: [{ name: "a", guest }] });
  const trial = new Trial(system);
  const source = sourceOf("s", { topHalf: work("0.5 ms"), bottomHalf: work("1.5 ms"), deadline: null });

  it("give 23/8 for events of 2 on top of 7 in 24", () => {
    // Eight events and the task fill 23 of 24.
    expect(exactSeparation(trial, source, [])).toEqual(duration("2.875 ms"));
  });

  it("give the rest of the time to the bottom half of a rare event", () => {
    // One event each 40 ms: 24 − 7 − 0.5.
    expect(exactCost(trial, source, [])).toEqual(work("16.5 ms"));
  });

  it("give eight events of 2 in 17 ms of room, the last of them alone", () => {
    expect(exactBurst(trial, source, [])).toBe(8n);
  });

  it("give a frontier whose every point is exact", () => {
    const other = { ...source, name: "r", bottomHalf: work("0.5 ms") };
    const { grids, points } = frontierOf(trial, source, other);
    expect(grids).toBeNull();
    expect(points.length).toBeGreaterThan(3);
    for (const { first, second } of points) {
      const beside = first === null ? [] : [withSeparation(source, first)];
      if (second === null) continue;
      expect(trial.admits([...beside, withSeparation(other, second)])).toBe(true);
      for (const part of BELOW) {
        expect(trial.admits([...beside, withSeparation(other, second.times(part))])).toBe(false);
      }
    }
  });
});
