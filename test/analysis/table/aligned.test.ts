import { describe, expect, it } from "vitest";
import { alignedShortfall } from "../../../src/analysis/table/aligned.ts";
import { CyclicService } from "../../../src/supply/cyclic-service.ts";

describe("alignedShortfall", () => {
  const service = new CyclicService(10n, [{ start: 0n, end: 2n }]);
  const everyTwo = { period: 2n, budget: 1n, deadline: 2n };

  it("tells the first of all phases that fall short", () => {
    // Served from 0 to 2; nothing in any of the periods that begin at 2, 4, 6 and 8.
    expect(alignedShortfall(service, everyTwo)).toEqual({ from: 2n, to: 4n, has: 0n });
  });

  it("tells none where each period has its budget", () => {
    expect(alignedShortfall(service, { ...everyTwo, period: 10n, budget: 2n })).toBe(null);
    expect(alignedShortfall(service, { ...everyTwo, period: 5n, deadline: 5n })).toEqual({
      from: 5n,
      to: 10n,
      has: 0n,
    });
  });
});
