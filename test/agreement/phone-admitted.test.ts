import { expect, it } from "vitest";
import { admit } from "../../src/admission/admit.ts";
import { shaped } from "../../src/admission/remedies/shaper.ts";
import type { System } from "../../src/model/system.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { fixture } from "../admission/load.ts";

const PHASINGS = 1000;

it("finds no miss on the phone over 1,000 phasings of its ping behind the shaper that admit computed", async () => {
  const { loaded, sources } = await fixture("phone", "ping");
  const found = admit(loaded.system, sources);
  const distance = found.sources[0]!.remedies.find(({ kind }) => kind === "shaper")?.value;
  if (distance === undefined || !("seconds" in distance)) throw new Error("no shaper was found");
  const phone: System = {
    ...loaded.system,
    interrupts: [shaped(sources[0]!, new Duration(distance.seconds))],
  };
  let interrupts = 0;
  for (let seed = 0; seed < PHASINGS; seed++) {
    const arrivals = seed % 2 === 0 ? "densest" : "random";
    const seen = simulate(phone, { horizon: "2 s", phases: "random", arrivals, seed });
    expect([seed, seen.misses]).toEqual([seed, 0]);
    interrupts += seen.sources[0]!.interrupts;
  }
  expect(interrupts).toBeGreaterThan(10 * PHASINGS);
});
