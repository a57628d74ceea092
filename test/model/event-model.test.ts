import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import {
  type EventModel,
  firstTooSoon,
  periodicEvents,
  sporadicEvents,
  tokenBucket,
} from "../../src/model/event-model.ts";
import { duration } from "../../src/numeric/unit.ts";
import { inMs } from "../support/findings.ts";

describe("an event model", () => {
  it("of a sporadic source is its separation twice", () => {
    const { period, jitter, minDistance } = sporadicEvents("5 ms");
    expect([inMs(period), inMs(jitter), inMs(minDistance)]).toEqual(["5", "0", "5"]);
  });

  it("may have more jitter than period, and no distance at all", () => {
    const { jitter, minDistance } = periodicEvents({ period: "5 ms", jitter: "12 ms" });
    expect([inMs(jitter), inMs(minDistance)]).toEqual(["12", "0"]);
  });

  const mistakes: readonly (readonly [string, () => unknown, string])[] = [
    ["no period", () => periodicEvents({ period: "0 ms" }), "the period of the events is 0 s"],
    ["negative jitter", () => periodicEvents({ period: "5 ms", jitter: "-1 ms" }), "jitter is"],
    [
      "a distance beyond its period",
      () => periodicEvents({ period: "2 ms", minDistance: "3 ms" }),
      "minDistance of 3/1000 s exceeds the period of 1/500 s: no such source exists",
    ],
    [
      "no token",
      () => tokenBucket({ capacity: 0, refill: "1 ms" }),
      "a bucket holds 0 tokens: write an integer from 1",
    ],
    ["half a token", () => tokenBucket({ capacity: 1.5, refill: "1 ms" }), "write an integer from 1"],
    [
      "no refill",
      () => tokenBucket({ capacity: 2, refill: "0 ms" }),
      "refill is 0 s: it must be greater than zero",
    ],
  ];
  it.each(mistakes)("cannot have %s", (_, build, message) => {
    expect(build).toThrow(InputError);
    expect(build).toThrow(message);
  });
});

describe("a trace", () => {
  const soon = (model: EventModel, ...ms: number[]): number | null =>
    firstTooSoon(
      model,
      ms.map((each) => duration(`${each} ms`)),
    );

  it("is told from the first event that its model does not allow", () => {
    expect(soon(sporadicEvents("2 ms"), 0, 2, 9, 11)).toBeNull();
    expect(soon(sporadicEvents("2 ms"), 0, 2, 3, 5)).toBe(2);
    const jittery = periodicEvents({ period: "10 ms", jitter: "25 ms", minDistance: "2 ms" });
    expect(soon(jittery, 3, 5, 7, 9, 18, 28)).toBeNull();
    expect(soon(jittery, 3, 5, 7, 9, 17, 28)).toBe(4);
    expect(soon(jittery, 3, 5, 6)).toBe(2);
    const bucket = tokenBucket({ capacity: 3, refill: "10 ms" });
    expect(soon(bucket, 1, 1, 1, 11, 21, 60, 60, 60)).toBeNull();
    expect(soon(bucket, 1, 1, 1, 10)).toBe(3);
    expect(soon(bucket)).toBeNull();
  });
});
