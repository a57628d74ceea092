import { describe, expect, it } from "vitest";
import { SERVER_KINDS } from "../../src/model/supply.ts";
import { explicitDeadlineBound } from "../../src/supply/explicit-deadline.ts";
import { serverBound } from "../../src/supply/server.ts";

const parameters = { period: 10n, budget: 3n, deadline: 8n };

describe("serverBound", () => {
  it("guarantees the explicit-deadline supply, but for polling", () => {
    const { sbf } = explicitDeadlineBound(parameters);
    for (const kind of SERVER_KINDS.filter((each) => each !== "polling")) {
      const server = serverBound(kind, parameters);
      for (let t = 0n; t < 60n; t += 1n) expect(server.sbf(t)).toBe(sbf(t));
      expect(server.blackout).toBe(12n);
    }
  });

  it("loses one budget more when polling: a first gap of 2P − Q where D = P", () => {
    const { sbf, blackout } = serverBound("polling", { period: 10n, budget: 3n, deadline: 10n });
    expect(blackout).toBe(17n);
    expect([17n, 18n, 20n, 27n, 28n, 30n].map(sbf)).toEqual([0n, 1n, 3n, 3n, 4n, 6n]);
  });

  it("does not claim that the host can produce the worst case", () => {
    for (const kind of SERVER_KINDS) expect(serverBound(kind, parameters).attained).toBe(false);
  });

  it("may use two budgets in a row", () => {
    expect(serverBound("deferrable", parameters).usbf(6n)).toBe(6n);
    expect(serverBound("deferrable", parameters).usbf(13n)).toBe(6n);
  });
});
