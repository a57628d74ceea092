import { describe, expect, it } from "vitest";
import { type Judgement, judge } from "../../../src/admission/judge.ts";
import { AdmissionController, type Decision } from "../../../src/admission/online/controller.ts";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import type { Findings } from "../../../src/certificate/findings.ts";
import { present } from "../../../src/contract/assert.ts";
import { loadSystem } from "../../../src/description/load-system.ts";
import type { InterruptSource } from "../../../src/model/interrupt.ts";
import type { System } from "../../../src/model/system.ts";
import { Dice, legal, randomSource, randomSystem } from "./random-systems.ts";

const SEED = Number(process.env["HYPERBOUND_SEED"] ?? 20261120);
const STEPS = 10_000;
const STEPS_PER_SYSTEM = 40;

/** The full analysis of a source beside those that are there. */
function fully(before: Findings, system: System, source: InterruptSource): Judgement & { after: Findings } {
  const after = checkSystem({ ...system, interrupts: [...system.interrupts, source] });
  return { ...judge(before, after), after };
}

describe("AdmissionController", () => {
  it("decides as the full analysis does, at each of 10,000 random steps", () => {
    const dice = new Dice(SEED);
    const counts = { slack: 0, "full analysis": 0, admitted: 0, refused: 0, released: 0 };
    const count = ({ by, admitted }: Decision): void => {
      counts[by] += 1;
      counts[admitted ? "admitted" : "refused"] += 1;
    };
    for (let step = 0; step < STEPS; ) {
      const base = randomSystem(dice);
      const controller = new AdmissionController(base);
      let before = checkSystem(base);
      for (let local = 0; local < STEPS_PER_SYSTEM && step < STEPS; local++, step++) {
        const { admitted, system } = controller;
        if (admitted.length > 0 && (admitted.length > 4 || dice.roll(0, 2) === 0)) {
          controller.release(dice.pick(admitted).name);
          counts.released += 1;
          before = checkSystem(controller.system);
          continue;
        }
        const source = legal(randomSource(dice, base, `s${step}`));
        const decision = controller.decide(source);
        const shown = JSON.stringify({ step, decision, source, system }, (_, value: unknown) =>
          typeof value === "bigint" ? value.toString() : value,
        );
        const { verdict, after } = fully(before, system, source);
        expect(decision.admitted, shown).toBe(verdict === "admitted");
        if (decision.admitted) before = after;
        expect(controller.commit(source)).toEqual(decision);
        count(decision);
      }
    }
    // The properties are worth something only if every kind of step is among them.
    for (const [kind, times] of Object.entries(counts)) expect(times, kind).toBeGreaterThan(STEPS / 50);
  });

  it("leaves the sleeps of a guest kernel to the full analysis: they have deadlines that are no task's", async () => {
    const { system } = await loadSystem(
      `system: A player that sleeps
vmm: { policy: static }
vms:
  phone:
    scheduling: deadline-monotonic
    tasks: { screen: { period: 100 ms, wcet: 1 ms } }
    kernel:
      tick: 10 ms
      missedTicks: caught-up
      idle: spins
      sleepers: { player: { sleep: 10 ms, wakeCost: 1 ms, work: 1 ms, deadline: 12 ms } }
interrupts:
  network: { target: phone, arrivals: { minSeparation: 50 ms }, topHalf: 2 ms }
`,
      "phone.yaml",
    );
    const [source] = system.interrupts;
    const controller = new AdmissionController({ ...system, interrupts: [] });
    const decision = controller.decide(present(source, "the source described"));
    expect(decision).toMatchObject({ admitted: false, by: "full analysis" });
    expect(JSON.stringify(decision)).toContain("sleeper/player");
  });
});
