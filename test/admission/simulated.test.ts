import { describe, expect, it } from "vitest";
import { AdmissionController } from "../../src/admission/online/controller.ts";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { Dice, legal, randomSource, randomSystem } from "./online/random-systems.ts";

const SYSTEMS = 30;
const PHASINGS = 6;

describe("what the controller has let in", () => {
  it("misses no deadline in runs over random phasings", () => {
    const dice = new Dice(23);
    let sources = 0;
    for (let drawn = 0; drawn < SYSTEMS; drawn++) {
      const base = randomSystem(dice);
      if (checkSystem(base).verdict !== "proved") continue;
      const controller = new AdmissionController(base);
      for (let index = 0; index < 8; index++) controller.commit(legal(randomSource(dice, base, `s${index}`)));
      sources += controller.admitted.length;
      for (let seed = 0; seed < PHASINGS; seed++) {
        const course = seed % 2 === 0 ? "densest" : "random";
        const options = { horizon: "300 ms", seed, phases: "random", arrivals: course } as const;
        const { misses, sources: seen } = simulate(controller.system, options);
        expect(misses).toBe(0);
        for (const source of controller.admitted) {
          const delay = seen.find(({ source: name }) => name === source.name)?.latency?.greatest;
          if (source.deadline !== null && delay !== undefined) {
            expect(delay.atMost(source.deadline)).toBe(true);
          }
        }
      }
    }
    expect(sources).toBeGreaterThan(SYSTEMS);
  });
});
