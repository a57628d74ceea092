import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sporadicEvents } from "../../src/model/event-model.ts";
import { dedicated, leftover } from "../../src/model/supply.ts";
import { work } from "../../src/numeric/unit.ts";
import { phones } from "../generate/arbitrary/phone.ts";
import { hungry } from "../generate/arbitrary/starved.ts";
import { suppliedGuests } from "../generate/arbitrary/supplied-guest.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { certified, FIXTURES, fixture } from "../support/certified.ts";
import { HAS_PYTHON, secondOpinions } from "../support/second-checker.ts";

/** Needs python3; where it is missing these tests are reported as skipped. */
describe("the second checker", () => {
  it.skipIf(!HAS_PYTHON)("accepts the certificate of every fixture", async () => {
    const all = (await Promise.all(FIXTURES.map(fixture))).map((system) => certified(system));
    const opinions = secondOpinions(all.map(({ text }) => text));
    expect(opinions).toEqual(
      all.map(({ outcome }) => `accepted ${"verdict" in outcome ? outcome.verdict : "nothing"}`),
    );
  });

  it.skipIf(!HAS_PYTHON)("accepts the certificates of drawn systems and guests", () => {
    const drawn = fc.sample(
      fc.oneof(systems(), systems({ shaping: true, refill: true }), phones, hungry, suppliedGuests()),
      300,
    );
    const all = drawn.map((system) => certified(system, 20_000));
    const opinions = secondOpinions(all.map(({ text }) => text));
    expect(opinions).toEqual(all.map(({ findings }) => `accepted ${findings.verdict}`));
  });

  it.skipIf(!HAS_PYTHON)("accepts, as uncertified, what neither has rules for", async () => {
    const plain = await fixture("fixtures/systems/arinc653-module.yaml");
    const above = [{ name: "dma", arrivals: sporadicEvents("1 s"), wcet: work("1 us") }];
    const vms = plain.vms.map((vm) => ({ ...vm, supply: leftover(vm.supply ?? dedicated(), above) }));
    const one = certified({ ...plain, vms });
    expect(one.text).toContain("the checker has no rules for: supply leftover of");
    expect(one.outcome.kind).toBe("accepted");
    expect(secondOpinions([one.text])[0]).toMatch(/^accepted/);
  });
});
