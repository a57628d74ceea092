import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suppliedGuests } from "../support/arbitrary/supplied-guest.ts";
import { systems } from "../support/arbitrary/system.ts";
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
    const drawn = fc.sample(fc.oneof(systems(), suppliedGuests()), 300);
    const all = drawn.map((system) => certified(system, 20_000));
    const opinions = secondOpinions(all.map(({ text }) => text));
    expect(opinions).toEqual(all.map(({ findings }) => `accepted ${findings.verdict}`));
  });
});
