import { describe, expect, it } from "vitest";
import { Effort } from "../../src/analysis/effort.ts";
import { periodicEvents, sporadicEvents, tokenBucket } from "../../src/model/event-model.ts";
import { dedicated, leftover, periodicResource } from "../../src/model/supply.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { deviation } from "../../src/supply/deviation.ts";

const load = (arrivals: Parameters<typeof leftover>[1][number]["arrivals"], wcet: string) => ({
  name: "events",
  arrivals,
  wcet: work(wcet),
});

describe("deviation", () => {
  it("lets a burst wait for one after the other", () => {
    const burst = load(periodicEvents({ period: "10 ms", jitter: "20 ms" }), "2 ms");
    const found = deviation(burst, dedicated(), new Effort());
    // Three at once; the next 10 ms later finds nothing to wait for.
    expect(found).toMatchObject({ kind: "bounded", busyWindow: { events: 3n } });
    if (found.kind !== "bounded") return;
    expect(found.delay.equals(duration("6 ms"))).toBe(true);
    expect(found.backlog.equals(work("6 ms"))).toBe(true);
    expect(found.busyWindow?.length.equals(duration("6 ms"))).toBe(true);
  });

  it("never ends its busy window on a resource of exactly its rate, yet has a delay", () => {
    const found = deviation(
      load(sporadicEvents("10 ms"), "3 ms"),
      periodicResource({ period: "5 ms", budget: "3/2 ms" }),
      new Effort(),
    );
    expect(found).toMatchObject({ kind: "bounded", busyWindow: null });
    // The blackout of 7 ms, then two budgets of 3/2 ms, 5 ms apart.
    if (found.kind === "bounded") expect(found.delay.equals(duration("27/2 ms"))).toBe(true);
  });

  it("is unbounded above the rate", () => {
    const found = deviation(
      load(tokenBucket({ capacity: 3, refill: "2 ms" }), "3 ms"),
      dedicated(),
      new Effort(),
    );
    expect(found).toEqual({ kind: "unbounded" });
  });

  it("takes no time for no work, also where there is no supply", () => {
    const none = periodicResource({ period: "5 ms", budget: "0 ms" });
    const found = deviation(load(sporadicEvents("1 ms"), "0 ms"), none, new Effort());
    expect(found).toMatchObject({ kind: "bounded", busyWindow: { events: 1n } });
  });

  it("says that it gives up at full load on a supply without a cycle", () => {
    const spread = load(periodicEvents({ period: "4 ms", jitter: "6 ms", minDistance: "1 ms" }), "1 ms");
    const rest = leftover(dedicated(), [spread]);
    expect(deviation(load(sporadicEvents("4 ms"), "3 ms"), rest, new Effort())).toEqual({
      kind: "undetermined",
      reason: "at full load the busy window has not ended after 2000 events",
    });
    // Below full load it ends.
    expect(deviation(load(sporadicEvents("5 ms"), "3 ms"), rest, new Effort()).kind).toBe("bounded");
  });

  it("gives up within the limit next to full load", () => {
    const nearly = load(periodicEvents({ period: "1 s", jitter: "1 s" }), "999999999 ns");
    expect(deviation(nearly, dedicated(), new Effort(100))).toEqual({
      kind: "undetermined",
      reason: "the busy window has not ended after 100 events",
    });
  });
});
