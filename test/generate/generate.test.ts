import { describe, expect, it } from "vitest";
import { loadSystem } from "../../src/description/load-system.ts";
import { renderYaml } from "../../src/description/render-yaml.ts";
import { requireValid } from "../../src/model/valid-system.ts";
import { drawGuest, smallerGuests } from "./guest.ts";
import { PERIOD_KINDS, periodsOf } from "./periods.ts";
import { Random } from "./random.ts";
import { drawPeriodic, drawTable } from "./supply.ts";
import { drawSystem, type Host } from "./system.ts";
import { dirichletRescale, randFixedSum, uuniFastDiscard } from "./utilization.ts";

const HOSTS: readonly Host[] = [
  "promised",
  "table",
  "fixed-priority",
  "edf",
  "sedf",
  "round-robin",
  "static",
];

function many(count: number, run: (random: Random, index: number) => void): void {
  for (let index = 0; index < count; index++) run(new Random(1, 0, index), index);
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

describe("splits of a utilization", () => {
  it("add up to it, no share below 0 or above 1", () => {
    many(500, (random) => {
      const tasks = random.between(2, 8);
      const total = random.unit() * (tasks / 2);
      for (const shares of [uuniFastDiscard(random, tasks, total), randFixedSum(random, tasks, total)]) {
        expect(shares).toHaveLength(tasks);
        expect(sum(shares)).toBeCloseTo(total, 9);
        for (const share of shares) expect(share >= -1e-12 && share <= 1 + 1e-12).toBe(true);
      }
    });
  });

  it("keep to bounds of their own, up to all that these leave room for", () => {
    many(500, (random) => {
      const bounds = Array.from({ length: random.between(1, 6) }, () => random.unit());
      const total = sum(bounds) * random.unit();
      const shares = dirichletRescale(random, total, bounds);
      expect(sum(shares)).toBeCloseTo(total, 6);
      for (const [index, share] of shares.entries()) expect(share).toBeLessThanOrEqual(bounds[index]! + 1e-9);
    });
  });

  it("of RandFixedSum are uniform: each task has the same mean, and the first of two is uniform", () => {
    const of = (tasks: number, total: number): number[][] =>
      Array.from({ length: 4_000 }, (_, index) => randFixedSum(new Random(2, tasks, index), tasks, total));
    const four = of(4, 2.5);
    for (let task = 0; task < 4; task++) {
      expect(sum(four.map((shares) => shares[task]!)) / four.length).toBeCloseTo(2.5 / 4, 1);
    }
    // x + y = 1.5 with both at most 1: x is uniform in [0.5, 1].
    const two = of(2, 1.5).map(([first]) => first!);
    const below = two.filter((share) => share < 0.625).length / two.length;
    expect(below).toBeGreaterThan(0.22);
    expect(below).toBeLessThan(0.28);
  });
});

describe("drawn guests", () => {
  it("are valid, and stay so however far they are made smaller", () => {
    many(300, (random) => {
      const supply = random.pick([drawPeriodic, drawTable]);
      let guest = drawGuest(random, "edf", { supply, deadlines: "arbitrary", jitter: true, sections: true });
      for (let steps = 0; steps < 60; steps++) {
        for (const { wcet, period, deadline, jitter, section } of guest.tasks) {
          expect(wcet >= 1 && wcet <= period && deadline >= 1 && jitter >= 0 && section <= wcet).toBe(true);
        }
        expect(guest.supply.rate).toBeGreaterThan(0);
        guest.supply.described();
        const smaller = [...smallerGuests(guest)];
        if (smaller.length === 0) break;
        guest = random.pick(smaller);
      }
    });
  });

  it("have periods of every kind, coprime ones pairwise", () => {
    for (const kind of PERIOD_KINDS) {
      many(50, (random) => {
        const periods = periodsOf(random, kind, 4);
        expect(periods.every((period) => Number.isSafeInteger(period) && period >= 3)).toBe(true);
        if (kind === "coprime") expect(new Set(periods).size).toBe(4);
      });
    }
  });
});

describe("drawn systems", () => {
  it("are valid, and written as text read back as they are", async () => {
    const systems = HOSTS.flatMap((host) =>
      Array.from({ length: 12 }, (_, index) => drawSystem(new Random(3, 0, index), host, index % 2 === 1)),
    );
    for (const system of systems) {
      requireValid(system);
      const read = await loadSystem(renderYaml(system), "drawn.yaml");
      expect(renderYaml(read.system)).toBe(renderYaml(system));
    }
  });
});
