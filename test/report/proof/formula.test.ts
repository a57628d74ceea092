import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Rational } from "../../../src/numeric/rational.ts";
import { chain, evaluated, type Formulas, loadFormulas } from "../../../src/report/proof/formula.ts";
import { loadTypesetting } from "../../../src/report/proof/print/mathml.ts";

describe("a formula of the report", () => {
  let formulas: Formulas;
  beforeAll(async () => {
    formulas = await loadFormulas();
  });

  it("is printed as it was computed", () => {
    const found = formulas.computed("15 + 2 * 3010 + ceil((24158 + 1000) / 40000) * 2000");
    expect(found.text).toBe("15 + 2·3010 + ⌈(24158 + 1000) / 40000⌉·2000");
    expect(found.tex).toBe("15+2\\cdot3010+\\left\\lceil \\frac{24158+1000}{40000}\\right\\rceil \\cdot2000");
    expect(found.value.toString()).toBe("8035");
    expect(evaluated(found).text).toBe("15 + 2·3010 + ⌈(24158 + 1000) / 40000⌉·2000 = 8035");
    expect(evaluated(formulas.computed("7")).text).toBe("7");
  });

  it("keeps the letters of the field", () => {
    const { text, tex } = formulas.symbolic("floor((t - lambda) / P) * Q + min(mod(t - lambda, P), Q)");
    expect(text).toBe("⌊(t − λ) / P⌋·Q + min((t − λ) mod P, Q)");
    expect(tex).toContain("\\lambda");
    expect(formulas.symbolic("sum(eta_k(t) * c_k, k)").text).toBe("Σ_k η_k(t)·c_k");
    expect(formulas.symbolic("sbf(t) - s").tex).toBe("\\mathrm{sbf}( t)- s");
  });

  it("keeps the brackets that it needs", () => {
    expect(formulas.computed("(5 - 1 + ceil(7 / 2)) * 3").text).toBe("(5 − 1 + ⌈7 / 2⌉)·3");
    expect(formulas.computed("10 - (3 - 2)").text).toBe("10 − (3 − 2)");
  });

  it("is exact on numbers of any size", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        fc.bigInt({ min: 1n, max: 10n ** 30n }),
        fc.bigInt({ min: 0n, max: 10n ** 20n }),
        (window, period, wcet) => {
          const { value } = formulas.computed(
            `ceil(${window} / ${period}) * ${wcet} - mod(${window}, ${period})`,
          );
          const releases = (window + period - 1n) / period;
          expect(value.equals(Rational.of(releases * wcet - (window % period)))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("becomes MathML that says the same to a screen reader", async () => {
    const typeset = await loadTypesetting();
    const markup = typeset(chain(formulas.symbolic("dbf(t)"), "≤", formulas.computed("3 * 4")), true);
    expect(markup).toMatch(/^<math aria-label="dbf\(t\) ≤ 3·4" xmlns=/);
    expect(markup).toContain("<mo>≤</mo>");
  });
});
