import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactBurst, exactCost } from "../../src/admission/exact-limits.ts";
import { exactSeparation } from "../../src/admission/exact-separation.ts";
import { gridBelow } from "../../src/admission/limits.ts";
import { Trial } from "../../src/admission/trial.ts";
import { withBurst, withCost, withSeparation } from "../../src/admission/variants.ts";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { interruptLatencies } from "../../src/analysis/system/interrupt-latencies.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { System } from "../../src/model/system.ts";
import { Duration, Instant, Work } from "../../src/numeric/quantity.ts";
import { duration } from "../../src/numeric/unit.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { dedicatedCores } from "../admission/dedicated-core.ts";
import { Dice, legal, randomSource, randomSystem } from "../admission/online/random-systems.ts";
import { EFFORT } from "../support/violations.ts";

/**
 * Admission and latencies beside the simulator. More systems: HYPERBOUND_SYSTEMS=5000. HYPERBOUND_COUNTS=1 prints how
 * many of them said something.
 */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 200);
const RUNS_PER_SYSTEM = 4;

function tell(counts: object): void {
  if (process.env["HYPERBOUND_COUNTS"] !== undefined) console.log(JSON.stringify(counts));
}

/** Seeds of one system: the densest course at synchronous and at random phases, and random ones. */
const courses = Array.from(
  { length: RUNS_PER_SYSTEM },
  (_, run) =>
    ({
      phases: run === 0 ? "synchronous" : "random",
      arrivals: run % 2 === 0 ? "densest" : "random",
    }) as const,
);

describe("random systems with interrupts", () => {
  it("are never seen to handle an event later than its bound, nor to miss beside an admitted set", () => {
    const dice = new Dice(Number(process.env["HYPERBOUND_SEED"] ?? 29));
    const counts = { systems: 0, admitted: 0, refused: 0, bounds: 0, compared: 0, met: 0 };
    for (let drawn = 0; drawn < SYSTEMS; drawn++) {
      const base = randomSystem(dice);
      const trial = new Trial(base, { effort: EFFORT });
      const candidates = Array.from({ length: 7 }, (_, index) =>
        legal(randomSource(dice, base, `s${index}`)),
      );
      if (trial.before.verdict !== "proved") continue;
      const admitted: InterruptSource[] = [];
      for (const source of candidates) if (trial.admits([...admitted, source])) admitted.push(source);
      counts.systems += 1;
      counts.admitted += admitted.length;
      counts.refused += candidates.length - admitted.length;
      const system = { ...base, interrupts: admitted };
      const open = admitted.map((source) => ({ ...source, deadline: null }));
      const bounds = interruptLatencies({ ...base, interrupts: open }, EFFORT);
      counts.bounds += bounds.filter(({ end }) => end !== null).length;
      for (const [seed, course] of courses.entries()) {
        const { misses, sources } = simulate(system, {
          horizon: "200 ms",
          seed: drawn * 10 + seed,
          ...course,
        });
        expect([drawn, seed, misses]).toEqual([drawn, seed, 0]);
        for (const { source, end } of bounds) {
          const seen = sources.find((each) => each.source === source)?.latency?.greatest;
          if (end === null || seen === undefined) continue;
          counts.compared += 1;
          if (seen.equals(end)) counts.met += 1;
          expect([drawn, seed, source, String(seen), seen.atMost(end)]).toEqual([
            drawn,
            seed,
            source,
            String(seen),
            true,
          ]);
        }
      }
    }
    tell(counts);
    expect(counts.admitted).toBeGreaterThan(SYSTEMS);
    expect(counts.refused).toBeGreaterThan(SYSTEMS / 10);
    expect(counts.compared).toBeGreaterThan(2 * SYSTEMS);
    expect(counts.met).toBeGreaterThan(SYSTEMS / 20);
  });
});

describe("the exact limits on a dedicated core", () => {
  /** Where a miss comes later the run would be too long: the rate alone decides there. */
  const FARTHEST = duration("20 s");

  /** A source at its limit, and one unit beyond. */
  type Edge = readonly [at: InterruptSource, beyond: InterruptSource];

  /** What becomes of them: proved and never late; refuted, and the run misses a deadline (unless that is too far off). */
  function play(system: System, [at, beyond]: Edge): "shown" | "far" {
    expect(checkSystem(beside(system, at)).verdict).toBe("proved");
    expect(densest(beside(system, at), duration("300 ms"))).toBe(0);
    const over = beside(system, beyond);
    const { verdict, claims } = checkSystem(over);
    expect(verdict).toBe("refuted");
    const due = claims.flatMap(({ scenario }) => scenario?.miss.deadline.since(Instant.origin) ?? []);
    const first = due.reduce((a, b) => (a.atMost(b) ? a : b));
    if (FARTHEST.lessThan(first)) return "far";
    expect(densest(over, first)).toBeGreaterThan(0);
    return "shown";
  }

  it("meet every deadline in the densest course, and one unit beyond them that course misses one", () => {
    const counts = { systems: 0, none: 0, unknown: 0, separation: 0, cost: 0, burst: 0, far: 0 };
    const kinds = ["separation", "cost", "burst"] as const;
    fc.assert(
      fc.property(dedicatedCores, ({ system, source }) => {
        const trial = new Trial(system);
        if (trial.before.verdict !== "proved") return;
        counts.systems += 1;
        const exact = exactSeparation(trial, source, []);
        if (exact === "none") {
          // Not even one event fits in.
          expect(checkSystem(beside(system, source)).verdict).toBe("refuted");
          expect(densest(beside(system, source), duration("300 ms"))).toBeGreaterThan(0);
          counts.none += 1;
        }
        if (exact === null) counts.unknown += 1;
        if (exact === null || exact === "none") return;
        const edges: Readonly<Record<(typeof kinds)[number], Edge | null>> = {
          separation: [
            withSeparation(source, exact),
            withSeparation(source, exact.minus(new Duration(gridBelow(exact.value)))),
          ],
          ...edgesAt(trial, withSeparation(source, exact.plus(exact))),
        };
        for (const kind of kinds) {
          const edge = edges[kind];
          if (edge === null) continue;
          counts[play(system, edge) === "far" ? "far" : kind] += 1;
        }
      }),
      { numRuns: SYSTEMS },
    );
    tell(counts);
    for (const kind of kinds) expect(counts[kind]).toBeGreaterThan(SYSTEMS / 4);
  });

  /** The longest half of a handler and the largest burst, at a given rate. */
  function edgesAt(
    trial: Trial,
    source: InterruptSource,
  ): { readonly cost: Edge | null; readonly burst: Edge | null } {
    const cost = exactCost(trial, source, []);
    const burst = exactBurst(trial, source, []);
    return {
      cost: cost && [withCost(source, cost), withCost(source, cost.plus(new Work(gridBelow(cost.value))))],
      burst: burst === null ? null : [withBurst(source, burst), withBurst(source, burst + 1n)],
    };
  }
});

function beside(system: System, source: InterruptSource): System {
  return { ...system, interrupts: [source] };
}

/** The misses of the course in which all comes together and as densely as it may. */
function densest(system: System, horizon: Duration): number {
  return simulate(system, { horizon, phases: "synchronous", arrivals: "densest" }).misses;
}
