import { describe, expect, it } from "vitest";
import { type Admission, admit } from "../../src/admission/admit.ts";
import { frontierOf } from "../../src/admission/frontier.ts";
import { shaped } from "../../src/admission/remedies/shaper.ts";
import { Trial } from "../../src/admission/trial.ts";
import {
  rateOf,
  separationOf,
  stretched,
  withBurst,
  withCost,
  withSeparation,
} from "../../src/admission/variants.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import { Duration, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { duration } from "../../src/numeric/unit.ts";
import { fixture } from "./load.ts";
import { Dice, legal, randomSource, randomSystem } from "./online/random-systems.ts";

async function admission(
  system: string,
  sources: string,
): Promise<Admission & { all: readonly InterruptSource[] }> {
  const read = await fixture(system, sources);
  return { ...admit(read.loaded.system, read.sources), all: read.sources };
}

describe("admit", () => {
  it("admits a source that every deadline and its own bear, with the margins by hand", async () => {
    const { verdict, sources } = await admission("flight-controller", "gps");
    expect(verdict).toBe("admitted");
    const margins = sources[0]?.judgement.changes.map(({ id, before, after }) => [
      id,
      before?.margin?.toString() ?? null,
      after?.margin?.toString(),
    ]);
    // The handler of the imu, 8 + 2 + 40 us, and a section of the VMM, 10 us, leave 940 us of its 1 ms; 212 us are new.
    expect(margins?.[0]).toEqual(["interrupt/imu", "47/50000 s", "91/125000 s"]);
    expect(margins?.[1]?.slice(0, 2)).toEqual(["interrupt/gps", null]);
  });

  it("rejects one that overloads the core, with a scenario", async () => {
    const { verdict, sources } = await admission("flight-controller", "lidar");
    expect(verdict).toBe("rejected");
    expect(sources[0]?.judgement.decisive).toMatchObject({
      id: "vm/autopilot/task/mission",
      scenario: { miss: { task: "mission" } },
    });
  });

  it("finds limits that pass, and that do not one step beyond", async () => {
    const { sources, trial, all } = await admission("flight-controller", "sensors");
    for (const [index, { limits }] of sources.entries()) {
      const source = all[index]!;
      if (limits?.separation && limits.separationGrid && !limits.separation.equals(limits.separationGrid)) {
        const { separation, separationGrid } = limits;
        expect(trial.admits([withSeparation(source, separation)])).toBe(true);
        expect(trial.admits([withSeparation(source, separation.minus(separationGrid))])).toBe(false);
      }
      if (limits?.cost && !limits.costUnlimited) {
        const beyond = limits.costGrid ?? limits.cost.times(Rational.of(1n, 1000n));
        expect(trial.admits([withCost(source, limits.cost)])).toBe(true);
        expect(trial.admits([withCost(source, limits.cost.plus(beyond))])).toBe(false);
      }
      if (limits?.burst && !limits.burstUnlimited) {
        expect(trial.admits([withBurst(source, limits.burst)])).toBe(true);
        expect(trial.admits([withBurst(source, limits.burst + 1n)])).toBe(false);
      }
    }
    expect(sources.map(({ limits }) => limits?.costUnlimited)).toEqual([false, false, true]);
  });

  it("names the sets that can be let in together, and the least stretch of all", async () => {
    const { verdict, together, subsets, stretch, trial, all } = await admission(
      "flight-controller",
      "sensors",
    );
    expect([verdict, together.verdict]).toEqual(["not-proved", "not-proved"]);
    expect(subsets).toEqual({ greedy: ["lidar", "camera"], largest: [["lidar", "camera"]] });
    const by = (factor: Rational): InterruptSource[] => all.map((source) => stretched(source, factor));
    expect(trial.admits(by(stretch!))).toBe(true);
    expect(trial.admits(by(stretch!.minus(Rational.of(1n, 1000n))))).toBe(false);
  });

  it("lets nothing into a system that is refuted as it stands", async () => {
    const { loaded, sources } = await fixture("flight-controller", "gps");
    const [autopilot, payload] = loaded.system.vms;
    const tasks = autopilot!.guest.tasks.map((task) => ({ ...task, wcet: task.period.asWork() }));
    const hopeless = {
      ...loaded.system,
      vms: [{ ...autopilot!, guest: { ...autopilot!.guest, tasks } }, payload!],
    };
    const { verdict, before, sources: found } = admit(hopeless, sources);
    expect([verdict, before]).toEqual(["rejected", "refuted"]);
    expect(found[0]).toMatchObject({ limits: null, remedies: [] });
    expect(found[0]?.judgement.reason).toMatch(/refuted as it stands: vm\/autopilot/);
  });

  it("gives verdicts only where only those are asked for", async () => {
    const { loaded, sources } = await fixture("flight-controller", "sensors");
    const found = admit(loaded.system, sources, { verdictsOnly: true });
    expect(found.sources.map(({ limits, remedies }) => [limits, remedies])).toEqual([
      [null, []],
      [null, []],
      [null, []],
    ]);
    expect([found.subsets, found.stretch]).toEqual([null, null]);
    expect(found.trial.checks).toBe(5);
  });
});

describe("the phone whose network interrupt takes the rest of the quantum", () => {
  it("is refused as it stands, and admitted behind the shaper that was computed", async () => {
    const { verdict, sources, trial, all } = await admission("phone", "ping");
    expect(verdict).toBe("rejected");
    const [ping] = all;
    const [{ judgement, remedies } = { judgement: null, remedies: [] }] = sources;
    expect(judgement?.decisive).toMatchObject({
      id: "vm/rtos/task/control",
      verdict: "refuted",
      scenario: { interrupts: [{ source: "ping", period: duration("30 ms") }] },
    });
    expect(judgement?.reason).toContain("one interrupt of ping every 30 ms");
    const distance = remedies.find(({ kind }) => kind === "shaper")?.value;
    if (distance === undefined || !("seconds" in distance)) throw new Error("no shaper was found");
    const behind = new Duration(distance.seconds);
    expect(trial.admits([shaped(ping!, behind)])).toBe(true);
    expect(trial.admits([shaped(ping!, behind.minus(duration("1 us")))])).toBe(false);
    // Each interrupt keeps the RTOS from the core for 20 ms of Linux and 10 ms until the tick at the least.
    expect(duration("30 ms").lessThan(behind)).toBe(true);
  });

  it("orders the changes by what they give up", async () => {
    const { sources } = await admission("phone", "ping");
    const costs = sources[0]!.remedies.map(({ cost }) => cost);
    expect(costs.length).toBeGreaterThan(1);
    expect(costs.every((cost, index) => index === 0 || costs[index - 1]!.atMost(cost))).toBe(true);
    expect(sources[0]!.remedies[0]).toMatchObject({ kind: "delivery", value: { word: "when-scheduled" } });
  });
});

describe("a larger budget and another priority", () => {
  it("are found where they help, and help", async () => {
    const { loaded, sources } = await fixture("servers", "uplink");
    const { verdict, sources: found } = admit(loaded.system, sources);
    expect(verdict).not.toBe("admitted");
    const kinds = found[0]!.remedies.map(({ kind, path }) => `${kind} ${path.join(".")}`);
    expect(kinds).toContain("budget vms.control.supply.budget");
    const remedy = found[0]!.remedies.find(({ kind }) => kind === "budget")!;
    const { seconds } = remedy.value as { seconds: Rational };
    const vms = loaded.system.vms.map((vm) =>
      vm.name === "control"
        ? { ...vm, supply: { ...vm.supply!, budget: new Work(seconds) } as typeof vm.supply }
        : vm,
    );
    expect(admit({ ...loaded.system, vms }, sources, { verdictsOnly: true }).verdict).toBe("admitted");
  });
});

describe("a slower source", () => {
  it("is admitted wherever a faster one is", () => {
    const dice = new Dice(11);
    let admitted = 0;
    for (let run = 0; run < 150; run++) {
      const system = randomSystem(dice);
      const trial = new Trial(system);
      const source = legal(randomSource(dice, system, "s"));
      if (!trial.admits([source])) continue;
      admitted += 1;
      const longer = separationOf(source).times(Rational.of(BigInt(dice.roll(10, 40)), 10n));
      const slower = withSeparation(source, longer);
      expect(rateOf(slower).atMost(rateOf(source))).toBe(true);
      expect(trial.admits([slower])).toBe(true);
    }
    expect(admitted).toBeGreaterThan(50);
  });
});

describe("frontierOf", () => {
  it("has points that pass, that fail one step beyond, and of which none beats another", async () => {
    const { loaded, sources } = await fixture("flight-controller", "sensors");
    const trial = new Trial(loaded.system);
    const [lidar, frames] = sources;
    // Alone at its rate a burst of frames takes all the room there is: here they come one by one.
    const radio = withBurst(frames!, 1n);
    const { points } = frontierOf(trial, lidar!, radio, duration("10 us"));
    expect(points.length).toBeGreaterThan(3);
    const at = ({ first, second }: (typeof points)[number]): InterruptSource[] => [
      ...(first === null ? [] : [withSeparation(lidar!, first)]),
      ...(second === null ? [] : [withSeparation(radio, second)]),
    ];
    for (const [index, point] of points.entries()) {
      expect(trial.admits(at(point))).toBe(true);
      const { first, second } = point;
      if (second !== null)
        expect(trial.admits(at({ first, second: second.minus(duration("10 us")) }))).toBe(false);
      const next = points[index + 1];
      if (next?.first && first) expect(first.lessThan(next.first)).toBe(true);
      if (next?.second && second) expect(next.second.lessThan(second)).toBe(true);
    }
  });
});
