import { describe, expect, it } from "vitest";
import { periodicEvents } from "../../src/model/event-model.ts";
import {
  boundedDelay,
  dedicated,
  edpResource,
  leftover,
  periodicResource,
  type Supply,
  server,
  table,
} from "../../src/model/supply.ts";
import { work } from "../../src/numeric/unit.ts";
import { inTicks } from "../generate/arbitrary/supply.ts";

const load = {
  name: "timer",
  arrivals: periodicEvents({ period: "4 ms", minDistance: "4 ms" }),
  wcet: work("1 ms"),
};

/** sbf(10 ms), delay, blackout and whether it is attained, of one supply of each kind; one tick is 1 ms. */
const EXPECTED: readonly (readonly [Supply, bigint, bigint, bigint, boolean])[] = [
  [periodicResource({ period: "5 ms", budget: "3 ms" }), 4n, 4n, 4n, true],
  [edpResource({ period: "5 ms", budget: "3 ms", deadline: "4 ms" }), 5n, 3n, 3n, true],
  [server({ server: "polling", period: "5 ms", budget: "3 ms", deadline: "4 ms" }), 3n, 6n, 6n, false],
  [server({ server: "deferrable", period: "5 ms", budget: "3 ms" }), 4n, 4n, 4n, false],
  [table({ frame: "5 ms", windows: [{ start: "1 ms", end: "4 ms" }] }), 6n, 2n, 2n, true],
  [leftover(dedicated(), [load]), 7n, 2n, 1n, true],
];

describe("boundOf", () => {
  for (const [supply, least, delay, blackout, attained] of EXPECTED) {
    it(`bounds a ${supply.kind}`, () => {
      const bound = inTicks(supply);
      expect([bound.sbf(10n), bound.delay, bound.blackout, bound.attained]).toEqual([
        least,
        delay,
        blackout,
        attained,
      ]);
    });
  }

  it("makes room for the rate of a bounded delay: 3 · 4 ticks per declared unit", () => {
    const bound = inTicks(boundedDelay({ rate: "3/4", delay: "1 ms" }));
    expect([bound.delay, bound.sbf(24n), bound.timeToSupply(12n)]).toEqual([12n, 9n, 28n]);
  });

  it("is the window itself on a dedicated processor", () => {
    const bound = inTicks(dedicated());
    expect([bound.sbf(7n), bound.usbf(7n), bound.timeToSupply(7n), bound.blackout]).toEqual([7n, 7n, 7n, 0n]);
  });
});
