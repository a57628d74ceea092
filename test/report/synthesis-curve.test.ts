import { describe, expect, it } from "vitest";
import { Rational } from "../../src/numeric/rational.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import {
  type CurveData,
  type CurvePointData,
  curveCsv,
  curveToJson,
} from "../../src/report/synthesis-curve.ts";
import { curveSvg } from "../../src/report/synthesis-curve-svg.ts";

function point(period: number, budget: number | null): CurvePointData {
  return {
    period: duration(`${period} ms`),
    budget: budget === null ? null : work(`${budget} ms`),
    why: budget === null ? "too long" : null,
    // A tenth of a millisecond for switches.
    share: budget === null ? null : Rational.from(`${budget * 10 + 1}/${period * 10}`),
    switchesPerSecond: Rational.from(`${2000}/${period}`),
  };
}

const CURVE: CurveData = {
  system: 'A <"system">',
  timeUnit: "ms",
  vms: [
    {
      vm: 'one, "two"',
      chosen: duration("10 ms"),
      points: [point(5, 2), point(10, 3), point(20, 9), point(40, null)],
    },
    { vm: "other", chosen: null, points: [point(3, null), point(6, null)] },
  ],
};

describe("the trade-off curve", () => {
  it("is a line per candidate in CSV, exact, with names that need it in quotes", () => {
    expect(curveCsv(CURVE)).toBe(
      [
        "vm,period_ms,budget_ms,bandwidth,bandwidth_with_switches,switches_per_second,chosen",
        '"one, ""two""",5,2,2/5,21/50,400,false',
        '"one, ""two""",10,3,3/10,31/100,200,true',
        '"one, ""two""",20,9,9/20,91/200,100,false',
        '"one, ""two""",40,,,,50,false',
        "other,3,,,,2000/3,false",
        "other,6,,,,1000/3,false",
        "",
      ].join("\n"),
    );
  });

  it("is the same in JSON, and says why a period has no budget", () => {
    expect(curveToJson(CURVE)).toMatchObject({
      system: 'A <"system">',
      timeUnit: "ms",
      vms: [
        {
          chosen: "10",
          points: [
            { period: "5", budget: "2", bandwidth: "2/5", bandwidthWithSwitches: "21/50" },
            {},
            {},
            { budget: null, why: "too long", bandwidth: null },
          ],
        },
        { vm: "other", chosen: null },
      ],
    });
  });

  it("is a picture: a point per budget, a cross per period without one, a ring around the chosen", () => {
    const svg = curveSvg(CURVE);
    const count = (pattern: RegExp): number => svg.match(pattern)?.length ?? 0;
    expect(count(/<circle [^>]*r="3"/g)).toBe(3);
    expect(count(/class="bad-line"/g)).toBe(3);
    expect(count(/class="ring"/g)).toBe(1);
    expect(count(/class="curve"/g)).toBe(1);
    expect(svg).toContain("chosen of 4: 3 ms every 10 ms · 31 % with switches · 200 switches a second");
    expect(svg).toContain("nothing chosen of 2 candidate periods");
    expect(svg).toContain("A &lt;&quot;system&quot;&gt;");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("draws cheaper points lower, and longer periods further right", () => {
    const dots = [...curveSvg(CURVE).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="3"/g)].map(
      ([, x, y]) => ({ x: Number(x), y: Number(y) }),
    );
    const [five, ten, twenty] = dots as [
      { x: number; y: number },
      { x: number; y: number },
      { x: number; y: number },
    ];
    expect(five.x < ten.x && ten.x < twenty.x).toBe(true);
    expect(twenty.y < five.y && five.y < ten.y).toBe(true);
    expect(twenty.x - ten.x).toBeCloseTo(2 * (ten.x - five.x), 1);
  });
});
