import { describe, expect, it } from "vitest";
import { boundedDelay, periodicResource, table } from "../../src/model/supply.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { blackout, lsbf, rateOf, sbf, timeToSupply, usbf } from "../../src/supply/bounds.ts";

describe("bounds of a supply in exact time", () => {
  const resource = periodicResource({ period: "5 ms", budget: "3 ms" });

  it("answers for windows that no tick of the supply divides", () => {
    expect(sbf(resource, duration("9/2 ms")).equals(work("1/2 ms"))).toBe(true);
    expect(usbf(resource, duration("13/2 ms")).equals(work("6 ms"))).toBe(true);
    expect(lsbf(resource, duration("9/2 ms")).equals(work("3/10 ms"))).toBe(true);
    expect(lsbf(resource, duration("4 ms")).isZero()).toBe(true);
    expect(lsbf(resource, duration("1 ms")).isZero()).toBe(true);
    expect(timeToSupply(resource, work("10/3 ms"))?.equals(duration("28/3 ms"))).toBe(true);
  });

  it("knows the rate and the blackout", () => {
    expect(rateOf(resource).toString()).toBe("3/5");
    expect(blackout(resource)?.equals(duration("4 ms"))).toBe(true);
    expect(blackout(table({ frame: "5 ms", windows: [] }))).toBeNull();
  });

  it("is null where the work never comes, zero where there is none", () => {
    const none = boundedDelay({ rate: "0", delay: "1 ms" });
    expect(timeToSupply(none, work("1 ns"))).toBeNull();
    expect(timeToSupply(none, work("0 ns"))?.isZero()).toBe(true);
    expect(lsbf(none, duration("1 s")).isZero()).toBe(true);
  });

  it("refuses negative windows and work", () => {
    expect(() => sbf(resource, duration("-1 ms"))).toThrow("the window is -1/1000 s: it cannot be negative");
    expect(() => lsbf(resource, duration("-1 ms"))).toThrow("the window is");
    expect(() => timeToSupply(resource, work("-1 ms"))).toThrow("the work is");
  });
});
