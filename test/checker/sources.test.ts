import { type Fields, judged, server, source } from "./hand-made.ts";
import { alone, bucket, contradiction, interrupted, told } from "./hand-made-model.ts";

const supplied = (supply: Fields): string => alone({ supply });

const rate = (numerator: number, denominator: number): string =>
  supplied({ kind: "bounded-delay", numerator, denominator, delay: 0 });

const table = (...windows: readonly (readonly number[])[]): string =>
  supplied({ kind: "table", frame: 10, windows });

const order = "model.vms[0].supply: has windows that overlap, are not in order or leave the frame";

const budgets = "model.vms[0].supply: does not keep budget ≤ deadline ≤ period";

judged("a supply in a model", [
  [
    "is of a kind that is known",
    supplied({ kind: "magic" }),
    "model.vms[0].supply.kind: is none of dedicated, bounded-delay, table, periodic, edp, server",
  ],
  [
    "that is dedicated has nothing more",
    supplied({ kind: "dedicated", delay: 1 }),
    'model.vms[0].supply: has the unknown key "delay"',
  ],
  ["may have a rate of 1", rate(3, 3), "accepted proved"],
  ["has no rate above 1", rate(4, 3), "model.vms[0].supply: has a rate above 1"],
  ["has no rate over 0", rate(0, 0), "model.vms[0].supply: is not positive"],
  ["may be a table whose windows touch", table([0, 4], [4, 10]), "accepted proved"],
  ["has windows that do not overlap", table([0, 5], [4, 10]), order],
  ["has windows in order", table([5, 10], [0, 2]), order],
  ["has windows within its frame", table([0, 11]), order],
  ["has windows with a length", table([4, 4]), "model.vms[0].supply.windows[0]: is a window without length"],
  [
    "has windows of a start and an end",
    table([0, 1, 2]),
    "model.vms[0].supply.windows[0]: does not hold 2 numbers",
  ],
  ["may have all of its period as budget", supplied(server("periodic", 5, 5)), "accepted proved"],
  ["may have a deadline before its period's end", supplied(server("edp", 3, 5, 4)), "accepted proved"],
  ["may have a deadline at its budget", supplied(server("edp", 4, 5, 4)), "accepted proved"],
  ["has no budget beyond its deadline", supplied(server("edp", 5, 6, 4)), budgets],
  ["has no deadline beyond its period", supplied(server("edp", 3, 5, 6)), budgets],
  ["that is periodic has its period as deadline", supplied(server("periodic", 3, 5, 4)), budgets],
  ["may be a server with a deadline", supplied(server("polling", 3, 5, 4)), "accepted proved"],
  [
    "is a server of a kind that is known",
    supplied(server("magic", 3, 5)),
    "model.vms[0].supply: is none of periodic-idling, polling, deferrable, sporadic, hard-cbs, xen-rtds, sched-deadline",
  ],
]);

const events = (arrivals: Fields): string => interrupted(source("irq", 10, 1, { arrivals }));

const shaped = (shaper: Fields, more: Fields = {}): string =>
  interrupted(source("irq", 10, 1, { shaper, ...more }));

const irq = "model.interrupts[0]";

const monitor = { bucket: bucket(2, 5), excess: "drop", minDistance: null };

judged("an interrupt in a model", [
  ["may come in bursts", events(bucket(3, 5)), "accepted proved"],
  ["comes in bursts of one at least", events(bucket(0, 5)), `${irq}.arrivals: is not positive`],
  ["has a period", events({ period: 0, jitter: 0, minDistance: 0 }), `${irq}.arrivals: is not positive`],
  ["may keep its distance all the time", events({ period: 5, jitter: 9, minDistance: 5 }), "accepted proved"],
  [
    "keeps no distance beyond its period",
    events({ period: 5, jitter: 9, minDistance: 6 }),
    `${irq}.arrivals: has events further apart than their period`,
  ],
  [
    "may be shaped by a distance",
    shaped({ bucket: null, excess: "hold", minDistance: 4 }),
    "accepted proved",
  ],
  ["may be shaped by distance and bucket", shaped({ ...monitor, minDistance: 2 }), "accepted proved"],
  [
    "is shaped by something",
    shaped({ bucket: null, excess: "drop", minDistance: null }),
    `${irq}.shaper: admits everything`,
  ],
  [
    "is shaped in a way that is known",
    shaped({ ...monitor, excess: "lose" }),
    `${irq}.shaper: is none of drop, hold`,
  ],
  ["may be told of together", told({ kind: "coalesced", delay: 3, count: null }), "accepted proved"],
  ["may be told of by number", told({ kind: "coalesced", delay: 3, count: 2 }), "accepted proved"],
  [
    "is not told of by no number",
    told({ kind: "coalesced", delay: 3, count: 0 }),
    `${irq}.notice: is not positive`,
  ],
  ["may be polled", told({ kind: "polled", period: 3 }), "accepted proved"],
  [
    "is polled with a period alone",
    told({ kind: "polled", period: 3, delay: 3 }),
    `${irq}.notice: has the unknown key "delay"`,
  ],
  [
    "is told of in a way that is known",
    told({ kind: "shouted", period: 3 }),
    `${irq}.notice: is none of coalesced, polled`,
  ],
  ["may be monitored", shaped(monitor, { delivery: "monitored", target: "g" }), "accepted proved"],
  [
    "is not monitored without a monitor",
    interrupted(source("irq", 10, 1, { delivery: "monitored", target: "g" })),
    `${irq}: is monitored without a monitor, or for whoever is running`,
  ],
  [
    "is not monitored for whoever is running",
    shaped(monitor, { delivery: "monitored", device: "running" }),
    `${irq}: is monitored without a monitor, or for whoever is running`,
  ],
  [
    "has a target that is there",
    interrupted(source("irq", 10, 1, { target: "h" })),
    contradiction("an interrupt has no target"),
  ],
]);
