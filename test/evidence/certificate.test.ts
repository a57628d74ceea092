import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { canonical, type Json, sha256 } from "../../src/checker/canonical.ts";
import { verify } from "../../src/checker/verify.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { certificateOf } from "../../src/evidence/certificate.ts";
import { guest } from "../../src/model/guest.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import { periodicResource } from "../../src/model/supply.ts";
import type { System } from "../../src/model/system.ts";
import { task } from "../../src/model/task.ts";
import { phones } from "../generate/arbitrary/phone.ts";
import { hungry } from "../generate/arbitrary/starved.ts";
import { aloneOn, suppliedGuests } from "../generate/arbitrary/supplied-guest.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { described } from "../generate/described.ts";
import { certified, complaints, FIXTURES, fixture } from "../support/certified.ts";
import { largeSystem } from "../support/large-system.ts";

/** Steps per claim: little, so that a drawn system that takes more is left undecided. */
const EFFORT = 20_000;

/** Systems with masks and with guest kernels, for which the checker has no rules. */
const BEYOND = FIXTURES.filter((path) => /masked-network|phone-kernels/.test(path));

describe("the certificate of a system", () => {
  it.each(BEYOND)("shows nothing of %s, and says so", async (path) => {
    const { findings, outcome, text } = certified(await fixture(path));
    expect(text).toMatch(/"beyond":\["(interrupt mask of|guest kernel of) /);
    expect(text).not.toMatch(/"verdict":"(proved|refuted)"/);
    if (outcome.kind !== "accepted") throw new Error(JSON.stringify(outcome));
    expect(outcome.claims.map(({ id }) => id)).toEqual(findings.claims.map(({ id }) => id));
  });

  it.each(FIXTURES.filter((path) => !BEYOND.includes(path)))("shows every verdict of %s", async (path) => {
    const one = certified(await fixture(path));
    expect(complaints(one)).toEqual([]);
    expect(one.text).toContain('"beyond":[]');
    expect(one.text).not.toContain('"verdict":"uncertified"');
  });

  it("shows every verdict of drawn systems under every policy", () => {
    fc.assert(
      fc.property(
        systems(),
        described((system) => expect(complaints(certified(system, EFFORT))).toEqual([])),
      ),
      { numRuns: 1_000 },
    );
  });

  it("shows every verdict of drawn guests on every kind of supply", () => {
    let decided = 0;
    fc.assert(
      fc.property(
        suppliedGuests(),
        described((system) => {
          const one = certified(system, EFFORT);
          expect(complaints(one)).toEqual([]);
          if (["proved", "refuted"].includes(one.findings.verdict)) decided += 1;
        }),
      ),
      { numRuns: 1_000 },
    );
    expect(decided).toBeGreaterThan(400);
  });

  it.each([
    ["shapers, monitors, coalescing, polling and ticks", systems({ shaping: true }), 250, 90],
    ["caches to be refilled", systems({ refill: true }), 150, 30],
    ["round robins whose quanta interrupts take", phones, 100, 40],
    ["guests that interrupts starve, or nearly so", hungry, 100, 40],
  ])("shows every verdict of drawn systems with %s", (_, drawn, numRuns, least) => {
    let decided = 0;
    fc.assert(
      fc.property(
        drawn,
        described((system) => {
          const one = certified(system, EFFORT);
          expect(complaints(one)).toEqual([]);
          if (one.findings.claims.some(({ verdict }) => ["proved", "refuted"].includes(verdict)))
            decided += 1;
        }),
      ),
      { numRuns },
    );
    expect(decided).toBeGreaterThan(least);
  });

  it("may hold further claims only where something is beyond all rules, and only if they claim nothing", async () => {
    const forged = async (path: string, verdict: string): Promise<string> => {
      const { id: _, ...body } = JSON.parse(certified(await fixture(path)).text) as Record<string, Json>;
      const nothing = { theorem: null, hypotheses: [], rests: [], proof: null, reason: "" };
      const claims = [...(body["claims"] as Json[]), { ...nothing, id: "vm/rtos/sleeper/x", verdict }];
      const changed = { ...body, claims };
      const outcome = verify(`${canonical({ ...changed, id: sha256(changed) })}\n`);
      return outcome.kind === "refused" ? outcome.reason : outcome.kind;
    };
    const beyond = "fixtures/systems/mobivmm-phone-kernels.yaml";
    expect(await forged(beyond, "uncertified")).toBe("accepted");
    expect(await forged(beyond, "proved")).toContain("which the model does not demand");
    expect(await forged("fixtures/systems/mobivmm-phone.yaml", "no-bound")).toContain(
      "which the model does not demand",
    );
  });

  it("is the same text each time", async () => {
    const system = await fixture("fixtures/systems/automotive-gateway.yaml");
    expect(certified(system).text).toBe(certified(system).text);
  });

  it("needs less than 8 kB for the claim of 50 EDF tasks", () => {
    const one = certified(fiftyTasks());
    expect(complaints(one)).toEqual([]);
    const claims = (JSON.parse(one.text) as { claims: { id: string }[] }).claims;
    expect(JSON.stringify(claims.find(({ id }) => id === "vm/guest/tasks")).length).toBeLessThan(8_000);
  });

  it("is written and accepted for 40 VMs of 50 tasks", async () => {
    const { system } = await loadSystem(largeSystem(40, 50), "large.yaml");
    const findings = checkSystem(system);
    const text = certificateOf(system, findings);
    expect(verify(text)).toMatchObject({ kind: "accepted", verdict: findings.verdict });
  });

  it("is refused to a system whose numbers are longer than any certificate may hold", async () => {
    const { system } = await loadSystem(
      `{ system: s, vms: { a: { supply: dedicated, scheduling: edf, tasks: { t: { period: 10 ms, wcet: 1/${"9".repeat(120)} ms } } } } }`,
      "fine.yaml",
    );
    expect(() => certificateOf(system, checkSystem(system))).toThrow(
      /^no certificate can hold this system: /,
    );
  });

  it("has no rules for budgets that are renewed at once", async () => {
    const plain = await fixture("fixtures/systems/xen-rtds.yaml");
    const vms = plain.vms.map((vm) =>
      vm.supply?.kind === "server" ? { ...vm, supply: { ...vm.supply, extratime: true as const } } : vm,
    );
    const one = certified({ ...plain, vms });
    expect(one.outcome).toMatchObject({ kind: "accepted" });
    expect(one.text).toContain("the checker has no rules for: supply extratime of");
    expect(one.text).not.toMatch(/"verdict":"(proved|refuted)"/);
  });

  it("says uncertified where a system has what the checker has no rules for", async () => {
    const plain = await fixture("fixtures/systems/mobivmm-phone.yaml");
    const interrupts = plain.interrupts.map((source) => ({ ...source, notYetKnown: "x" }) as InterruptSource);
    const one = certified({ ...plain, interrupts });
    expect(one.findings.verdict).toBe("proved");
    expect(one.outcome).toMatchObject({ kind: "accepted", verdict: "uncertified" });
    expect(one.text).toContain("the checker has no rules for: interrupt notYetKnown of ethernet");
  });
});

function fiftyTasks(): System {
  const tasks = Array.from({ length: 50 }, (_, index) =>
    task({ name: `t${index}`, period: `${5000 + 3977 * index} us`, wcet: `${60 + 55 * index} us` }),
  );
  const supply = periodicResource({ period: "5 ms", budget: "4 ms" });
  return aloneOn(guest({ scheduling: "edf", tasks }), supply);
}
