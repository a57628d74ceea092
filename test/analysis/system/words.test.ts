import { expect, it } from "vitest";
import { boundExceeds, demandExceeds } from "../../../src/analysis/system/words.ts";
import { duration, work } from "../../../src/numeric/unit.ts";

it("says in one line what exceeds what, marking what is rounded", () => {
  expect(demandExceeds("ms", duration("4 ms"), work("3 ms"), work("2.5 ms"))).toBe(
    "at t = 4 ms demand 3 ms > supply 2.5 ms",
  );
  expect(boundExceeds("us", duration("12 ms"), duration("1/3 us"))).toBe(
    "bound 12000 us > deadline ≈0.333 us",
  );
});
