import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { verify } from "../../src/checker/verify.ts";
import type { System } from "../../src/model/system.ts";
import { phones } from "../generate/arbitrary/phone.ts";
import { hungry } from "../generate/arbitrary/starved.ts";
import { suppliedGuests } from "../generate/arbitrary/supplied-guest.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { type Mutant, mutantsOf, textMutants } from "../support/certificate-mutants.ts";
import { certified, FIXTURES, fixture } from "../support/certified.ts";
import { HAS_PYTHON, secondOpinions } from "../support/second-checker.ts";
import { systemOfModel } from "../support/system-of-model.ts";

/** More mutants: HYPERBOUND_MUTANTS=100000, or npm run mutants. */
const MUTANTS = Number(process.env["HYPERBOUND_MUTANTS"] ?? 2_000);
/** Of each certificate so many; the one-in-so-many of the next begins elsewhere. */
const PER_CERTIFICATE = 40;

/** Certificates of fixtures and of drawn systems, as many as the mutants need. */
async function certificates(count: number): Promise<string[]> {
  const drawn = fc.sample(
    fc.oneof(systems(), systems({ shaping: true, refill: true }), phones, hungry, suppliedGuests()),
    count,
  );
  const some = FIXTURES.filter(
    (path, index) => !path.includes("fleet") && (index % 4 === 0 || count > 1_000),
  );
  const fixtures = await Promise.all(some.map(fixture));
  return [...fixtures, ...drawn].slice(0, count).map((system: System) => certified(system, 20_000).text);
}

/**
 * An accepted mutant may only say what is true: every claim that it proves or refutes is decided the same way by check on the
 * mutant's own model. One that check does not decide counts as true if it is a miss: the replay itself has shown it.
 */
function falseClaims(mutant: Mutant): string[] {
  const outcome = verify(mutant.text);
  if (outcome.kind !== "accepted") return [];
  const found = new Map(
    checkSystem(systemOfModel(JSON.parse(mutant.text)), { effort: 200_000 }).claims.map(({ id, verdict }) => [
      id,
      verdict,
    ]),
  );
  return outcome.claims
    .filter(({ id, verdict }) => {
      if (verdict === "proved") return found.get(id) !== "proved";
      return verdict === "refuted" && found.get(id) === "proved";
    })
    .map(
      ({ id, verdict }) =>
        `${mutant.what} makes ${id} ${verdict}; check says ${found.get(id)}: ${mutant.text}`,
    );
}

/** What says when events reach the VMM, and what it does with them. */
const NOTICES = /^(model\.(clockTick|interrupts)|claims\.\d+\.proof\.(atOnce|first|period|source))/;

describe("a mutant of how interrupts are admitted and told", () => {
  it.each(["mobivmm-phone-ticks", "mobivmm-phone-starvation", "monitored-bus", "virtio-coalescing"])(
    "in %s is refused by both checkers, or says what is true",
    async (name) => {
      const { text } = certified(await fixture(`fixtures/systems/${name}.yaml`));
      const mutants = [...mutantsOf(text)].filter(({ what }) => NOTICES.test(what));
      expect(mutants.length).toBeGreaterThan(50);
      const accepted = mutants.map((mutant) => verify(mutant.text).kind === "accepted");
      expect(accepted.filter((each) => each).length).toBeLessThan(mutants.length / 2);
      expect(mutants.filter((_, index) => accepted[index]).flatMap(falseClaims)).toEqual([]);
      if (!HAS_PYTHON) return;
      const opinions = secondOpinions(mutants.map((mutant) => mutant.text));
      const differing = mutants.filter(
        (_, index) => accepted[index] !== opinions[index]?.startsWith("accepted"),
      );
      expect(differing.map(({ what }) => what)).toEqual([]);
    },
  );
});

describe("a mutant of a certificate", () => {
  it("is refused by both checkers, or says what is true", async () => {
    const mutants: Mutant[] = [];
    for (const [number, text] of (await certificates(Math.ceil(MUTANTS / PER_CERTIFICATE))).entries()) {
      const all = [...mutantsOf(text)];
      const stride = Math.max(1, Math.floor(all.length / PER_CERTIFICATE));
      mutants.push(
        ...all.filter((_, index) => (index + number * 7) % stride === 0),
        ...textMutants(text, number * 31),
      );
    }
    const acceptedHere = mutants.map(({ text }) => verify(text).kind === "accepted");
    const accepted = mutants.filter((_, index) => acceptedHere[index]);
    expect(accepted.flatMap(falseClaims)).toEqual([]);

    const kinds = new Map<string, number>();
    for (const { what, ofModel } of accepted) {
      const kind = ofModel
        ? "a model that the proofs still fit"
        : what.replace(/\d+/g, "#").replace(/: .*/, "");
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const rate = (100 * (mutants.length - accepted.length)) / mutants.length;
    const list = [...kinds].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `  ${count} × ${kind}`);
    console.log(
      `${mutants.length} mutants: ${rate.toFixed(1)} % refused; the others say what is true:\n${list.join("\n")}`,
    );
    expect(mutants.length).toBeGreaterThanOrEqual(MUTANTS);
    expect(rate).toBeGreaterThan(50);

    if (!HAS_PYTHON) return console.log("python3 is missing: the second checker was not asked");
    // A text that is cut, say at a line end, is another text: such mutants go to the first checker only.
    const asked = mutants.flatMap((mutant, index) =>
      mutant.text.trimEnd().includes("\n") ? [] : [{ ...mutant, accepted: acceptedHere[index] }],
    );
    const opinions = secondOpinions(asked.map(({ text }) => text));
    const differing = asked.filter(
      (each, index) => each.accepted !== opinions[index]?.startsWith("accepted"),
    );
    expect(differing.map(({ what, text }) => `${what}: ${text}`)).toEqual([]);
  });
});
