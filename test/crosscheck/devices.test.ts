import { describe, expect, it } from "vitest";
import { crosscheck } from "../../src/crosscheck/crosscheck.ts";
import { smallerSystems } from "../../src/crosscheck/shrink.ts";
import { renderYaml } from "../../src/description/render-yaml.ts";
import type { System } from "../../src/model/system.ts";
import { family } from "../campaign/family.ts";
import { Tally } from "../campaign/tally.ts";
import { withAnyDevices } from "../generate/devices.ts";
import { Random } from "../generate/random.ts";
import { drawSystem } from "../generate/system.ts";

const SEED = Number(process.env["HYPERBOUND_SEED"] ?? 1);
const SYSTEMS = Math.ceil(Number(process.env["HYPERBOUND_SYSTEMS"] ?? 2_000) / 8);

const HOSTS = ["table", "fixed-priority", "edf", "round-robin", "static"] as const;

const devices = family<System>({
  name: "devices",
  claims: "sufficient",
  weight: 1,
  draw: (random) => withAnyDevices(random, drawSystem(random, random.pick(HOSTS), true)),
  examine: (system, tally) => {
    const options = { seed: 1, runs: 10, effort: 20_000, releases: 200 };
    const { comparisons, violations } = crosscheck(system, options);
    for (const { id, tightness } of comparisons) {
      if (id.startsWith("interrupt/") && tightness !== null) tally.compare(tightness.approximate(), 1);
    }
    const [first] = violations;
    return first === undefined
      ? null
      : `${first.claim}: ${first.what}: ${first.limit} against ${first.observed} in ${JSON.stringify(first.course)}`;
  },
  smaller: smallerSystems,
  show: renderYaml,
});

describe("devices of every class", () => {
  it("exceed no bound, shaped, monitored, coalesced or polled as they may be", () => {
    const tally = new Tally();
    for (let index = 0; index < SYSTEMS; index++) {
      const found = devices.run(() => new Random(SEED, 99, index), tally, true);
      tally.close();
      expect(found === null ? "" : `${found.what}\n${found.shown}`, `seed ${SEED}, system ${index}`).toBe("");
    }
    expect(tally.data.compared).toBeGreaterThan(SYSTEMS / 4);
    expect(tally.data.attained).toBeGreaterThan(0);
  });
});
