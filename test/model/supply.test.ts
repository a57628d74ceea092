import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import { boundedDelay, edpResource, periodicResource, server, table } from "../../src/model/supply.ts";
import { inMs } from "../support/findings.ts";

const usual = { period: "10 ms", budget: "4 ms" };

describe("a supply", () => {
  it("reaches its corners: no budget, a full one, a full table", () => {
    expect(inMs(periodicResource({ period: "10 ms", budget: "0 ms" }).budget)).toBe("0");
    expect(inMs(periodicResource({ period: "10 ms", budget: "10 ms" }).budget)).toBe("10");
    expect(inMs(server({ server: "polling", ...usual }).deadline)).toBe("10");
    expect(table({ frame: "10 ms", windows: [{ start: "0 ms", end: "10 ms" }] }).windows).toHaveLength(1);
    expect(table({ frame: "10 ms", windows: [] }).windows).toEqual([]);
    expect(boundedDelay({ rate: "1", delay: "0 ms" }).rate.toString()).toBe("1");
  });

  it("of touching windows keeps both", () => {
    const windows = [
      { start: "0 ms", end: "2 ms" },
      { start: "2 ms", end: "3 ms" },
    ];
    expect(table({ frame: "3 ms", windows }).windows).toHaveLength(2);
  });

  const mistakes: readonly (readonly [string, () => unknown, string])[] = [
    [
      "a budget beyond its period",
      () => periodicResource({ period: "10 ms", budget: "12 ms" }),
      "the budget of 3/250 s exceeds the period of 1/100 s",
    ],
    [
      "a budget beyond its deadline",
      () => edpResource({ ...usual, deadline: "3 ms" }),
      "the budget of 1/250 s exceeds the deadline of 3/1000 s",
    ],
    [
      "a deadline beyond its period",
      () => edpResource({ ...usual, deadline: "11 ms" }),
      "the deadline of 11/1000 s exceeds the period of 1/100 s",
    ],
    [
      "a server deadline beyond its period",
      () => server({ server: "polling", ...usual, deadline: "11 ms" }),
      "exceeds",
    ],
    ["a negative budget", () => periodicResource({ period: "10 ms", budget: "-1 ms" }), "cannot be negative"],
    ["no period", () => periodicResource({ period: "0 ms", budget: "0 ms" }), "must be greater than zero"],
    [
      "a rate above one",
      () => boundedDelay({ rate: "3/2", delay: "0 ms" }),
      'the rate is 3/2: write a share of the processor from 0 to 1, such as "1/2"',
    ],
    [
      "a negative rate",
      () => boundedDelay({ rate: "-1/2", delay: "0 ms" }),
      "write a share of the processor",
    ],
    ["a negative delay", () => boundedDelay({ rate: "1/2", delay: "-1 ms" }), "the delay is"],
    [
      "windows in disorder",
      () =>
        table({
          frame: "10 ms",
          windows: [
            { start: "5 ms", end: "6 ms" },
            { start: "1 ms", end: "2 ms" },
          ],
        }),
      "a window starts at 1/1000 s, before 3/500 s",
    ],
    [
      "an empty window",
      () => table({ frame: "10 ms", windows: [{ start: "5 ms", end: "5 ms" }] }),
      "a window ends at 1/200 s, not after its start at 1/200 s",
    ],
    [
      "a window beyond the frame",
      () => table({ frame: "10 ms", windows: [{ start: "5 ms", end: "11 ms" }] }),
      "a window ends at 11/1000 s, after the frame of 1/100 s",
    ],
  ];
  it.each(mistakes)("cannot have %s", (_, build, message) => {
    expect(build).toThrow(InputError);
    expect(build).toThrow(message);
  });
});
