import { describe, expect, it } from "vitest";
import { loadSystem } from "../../src/description/load-system.ts";
import { renderYaml } from "../../src/description/render-yaml.ts";
import type { System } from "../../src/model/system.ts";
import { requireValid } from "../../src/model/valid-system.ts";
import { withAnyDevices, withShapers } from "./devices.ts";
import { drawGuest, smallerGuests } from "./guest.ts";
import { HOSTS } from "./host.ts";
import { PERIOD_KINDS, periodsOf } from "./periods.ts";
import { Random } from "./random.ts";
import { withRefills } from "./refills.ts";
import { smallerValidSystems } from "./smaller-system.ts";
import { drawPeriodic, drawTable } from "./supply.ts";
import { drawSystem } from "./system.ts";
import { dirichletRescale, randFixedSum, uniformSimplex, uuniFastDiscard } from "./utilization.ts";

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

  it("go to each task alike: the mean is the same for all, whoever splits", () => {
    for (const split of [uuniFastDiscard, randFixedSum]) {
      for (const [tasks, total] of [
        [4, 1.6],
        [3, 0.7],
        [6, 2.9],
      ] as const) {
        const means = meansOf(4_000, (random) => split(random, tasks, total));
        for (const mean of means) expect(Math.abs(mean - total / tasks)).toBeLessThan(0.02);
      }
    }
    const nearlyAll = meansOf(2_000, (random) => randFixedSum(random, 5, 4.6));
    for (const mean of nearlyAll) expect(Math.abs(mean - 0.92)).toBeLessThan(0.02);
  });

  it("of RandFixedSum are uniform: x + y = 1.5 with both at most 1 has x uniform in [0.5, 1]", () => {
    const firsts = drawnBy(4_000, (random) => randFixedSum(random, 2, 1.5)).map(([first]) => first!);
    for (const [limit, share] of [
      [0.625, 0.25],
      [0.75, 0.5],
      [0.9, 0.8],
    ] as const) {
      expect(shareBelow(firsts, limit)).toBeGreaterThan(share - 0.03);
      expect(shareBelow(firsts, limit)).toBeLessThan(share + 0.03);
    }
  });

  it("within bounds are uniform: as those that are drawn without bounds until they keep to them", () => {
    for (const [total, bounds] of [
      [0.9, [0.3, 0.5, 0.7, 0.9]],
      [1.2, [0.3, 0.5, 0.7, 0.9]],
      [1, [0.9, 0.15, 0.3, 0.2, 0.25]],
      [0.3, [0.4, 0.01]],
    ] as const) {
      const rescaled = drawnBy(4_000, (random) => dirichletRescale(random, total, bounds));
      const kept = drawnBy(4_000, (random) => untilWithin(random, total, bounds));
      for (const [index, bound] of bounds.entries()) {
        const [found, wanted] = [rescaled, kept].map((all) => all.map((shares) => shares[index]!));
        const mean = sum(wanted!) / wanted!.length;
        expect(Math.abs(sum(found!) / found!.length - mean)).toBeLessThan(0.04 * bound);
        expect(Math.abs(shareBelow(found!, mean) - shareBelow(wanted!, mean))).toBeLessThan(0.05);
      }
    }
  });

  it("within bounds so thin that no draw keeps to them still add up and keep to them", () => {
    many(200, (random) => {
      const bounds = [1, 0.001, 0.002, 0.001, 0, 0.003];
      const total = random.unit();
      const shares = dirichletRescale(random, total, bounds);
      expect(sum(shares)).toBeCloseTo(total, 9);
      for (const [index, share] of shares.entries()) {
        expect(share >= -1e-12 && share <= bounds[index]! + 1e-12).toBe(true);
      }
    });
  });
});

function drawnBy(count: number, draw: (random: Random) => number[]): number[][] {
  return Array.from({ length: count }, (_, index) => draw(new Random(2, 0, index)));
}

function meansOf(count: number, draw: (random: Random) => number[]): number[] {
  const all = drawnBy(count, draw);
  return (all[0] ?? []).map((_, task) => sum(all.map((shares) => shares[task]!)) / count);
}

const shareBelow = (values: readonly number[], limit: number): number =>
  values.filter((value) => value < limit).length / values.length;

/** Uniform within bounds, by drawing again and again. */
function untilWithin(random: Random, total: number, bounds: readonly number[]): number[] {
  for (;;) {
    const shares = uniformSimplex(random, bounds.length, total);
    if (shares.every((share, i) => share <= bounds[i]!)) return shares;
  }
}

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
  it("are valid, and written as text read back as they are; and so is all that they are made into", async () => {
    const made = [
      (_: Random, system: System) => system,
      withAnyDevices,
      withRefills,
      (random: Random, system: System) => withRefills(random, withShapers(random, system)),
    ];
    const systems = HOSTS.flatMap((host) =>
      Array.from({ length: 12 }, (_, index) => {
        const random = new Random(3, 0, index);
        return (made[index % 4] as (typeof made)[0])(random, drawSystem(random, host, index % 2 === 1));
      }),
    );
    for (const system of systems) {
      requireValid(system);
      const read = await loadSystem(renderYaml(system), "drawn.yaml");
      expect(renderYaml(read.system)).toBe(renderYaml(system));
    }
  });

  it("are described by all that is tried in their stead, too", async () => {
    const drawn = withShapers(new Random(9, 0, 0), drawSystem(new Random(9, 0, 1), "round-robin", true));
    for (const smaller of smallerValidSystems(withRefills(new Random(9, 0, 2), drawn))) {
      const read = await loadSystem(renderYaml(smaller), "smaller.yaml");
      expect(renderYaml(read.system)).toBe(renderYaml(smaller));
    }
  });
});
