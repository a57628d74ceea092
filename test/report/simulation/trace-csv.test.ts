import { describe, expect, it } from "vitest";
import { Rational } from "../../../src/numeric/rational.ts";
import { CsvTrace } from "../../../src/report/simulation/trace-csv.ts";
import { CAST, RECORDS } from "./example.ts";
import { expectGolden } from "./golden.ts";

describe("the trace as CSV", () => {
  it("is the golden table", () => {
    const csv = new CsvTrace(CAST);
    expectGolden("trace.csv", csv.head() + RECORDS.map((record) => csv.line(record)).join(""));
  });

  it("quotes names that hold a comma or a quote", () => {
    const odd = { ...CAST, vms: [{ name: 'a, "b"', core: 0 }] };
    const line = new CsvTrace(odd).line({ time: 1, kind: "vm-in", core: 0, vm: 0, subject: -1, value: -1 });
    expect(line).toBe('1,0.5,vm-in,0,"a, ""b""",,,\n');
  });

  it("leaves out what has no end: the rest of a guest that always wants to run", () => {
    const value = Number.POSITIVE_INFINITY;
    const line = new CsvTrace(CAST).line({ time: 4, kind: "preempt", core: 0, vm: 0, subject: 0, value });
    expect(line).toMatch(/^4,2,preempt,0,[^,]+,[^,]+,,\n$/);
  });

  it("rounds times whose decimals do not end, and keeps the ticks exact beside them", () => {
    const thirds = { ...CAST, tick: Rational.of(1n, 3000n) };
    const line = new CsvTrace(thirds).line({
      time: 2,
      kind: "idle",
      core: 0,
      vm: -1,
      subject: -1,
      value: -1,
    });
    expect(line).toBe("2,0.666666667,idle,0,,,,\n");
  });
});
