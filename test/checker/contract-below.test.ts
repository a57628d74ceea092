import { certificate, claim, type Fields, hog, judged, model, server, source } from "./hand-made.ts";
import { at, dma, kept, nothing, ok, promised, rate } from "./hand-made-contract.ts";

const byPriority = (others: readonly Fields[], more: Fields = {}, costs: Fields = {}, delay = 4): Fields =>
  model(
    [{ ...promised(rate(1, 2, delay)), priority: 2 }, ...others],
    { policy: "fixed-priority", ...more },
    costs,
  );

const above = hog("f", { priority: 1, supply: server("polling", 2, 5) });

const idling = (delay: number): Fields =>
  byPriority(
    [hog("f", { priority: 1, supply: server("periodic-idling", 2, 20) })],
    {},
    { vmSwitch: 1 },
    delay,
  );

const ofF = claim("vm/f/server", "uncertified");

const beside = (told: Fields, horizon: number, cycle: number | null = null): string => {
  const [g] = JSON.parse(kept(told, horizon, cycle)).claims;
  return certificate({ model: told, claims: [g, ofF] });
};

const open = "accepted uncertified";

judged("a contract below other VMs", [
  // t/2 − 2 and 2·⌈t/5⌉: at 4, 2 are left; 0 and 2 of 5 each.
  ["is kept by what they leave", beside(byPriority([above]), 20), open],
  [
    "lies below their line: t/2 + 2t/5 + 2",
    beside(byPriority([above]), 19),
    at("the line of the demand at 19 ≤ that of the supply: 955 ≤ 950 does not hold"),
  ],
  ["waits for a switch as well", beside(byPriority([above], {}, { vmSwitch: 1 }), 99), nothing],
  ["waits for switches from and to a VM that idles, and one held: 2 + 2·1 + 2", beside(idling(6), 40), open],
  ["waits no less", beside(idling(5), 40), at("in windows of 6: asked ≤ given: 1 ≤ 0 does not hold")],
  [
    "is not known where an interrupt takes quanta",
    beside(byPriority([above], { interrupts: [dma(20, { delivery: "rest-of-quantum", target: "f" })] }), 20),
    nothing,
  ],
  [
    "is not known below a VM that may always run",
    kept(
      model([{ ...promised(rate(1, 2, 4)), priority: 2 }, hog("f", { priority: 1 })], {
        policy: "fixed-priority",
      }),
      20,
    ),
    nothing,
  ],
  [
    "is kept above a VM that may always run",
    kept(
      model([{ ...promised(rate(1, 2, 4)), priority: 2 }, hog("f", { priority: 3 })], {
        policy: "fixed-priority",
      }),
      1,
    ),
    ok,
  ],
  [
    "is not known of a best-effort VMM",
    kept(model([promised(rate(1, 2, 4))], { policy: "best-effort" }), 20),
    nothing,
  ],
  [
    "is not known under SEDF without a slice",
    kept(model([promised(rate(1, 2, 4))], { policy: "sedf" }), 20),
    nothing,
  ],
  [
    "is kept under EDF by a VM that has its core for itself",
    kept(model([promised(rate(1, 2, 4))], { policy: "edf" }), 1),
    ok,
  ],
  [
    "is not known under EDF beside a VM that may always run",
    kept(model([promised(rate(1, 2, 4)), hog("f")], { policy: "edf" }), 40),
    nothing,
  ],
]);

const robin = (quantum: number, more: Fields = {}, costs: Fields = {}, supply = rate(1, 10, 6)): Fields =>
  model([hog("g", { quantum, supply }), hog("h", { quantum: 6 })], { policy: "round-robin", ...more }, costs);

const taking = (period: number, more: Fields = {}): Fields => ({
  interrupts: [source("irq", period, 0, { delivery: "rest-of-quantum", target: "h", ...more })],
});

judged("a contract in turns", [
  // Turns of 4, 6 apart: 4t/10 − 24/10, and t/10.
  ["is kept by them", kept(robin(4), 8), ok],
  [
    "lies below their line",
    kept(robin(4), 7),
    at("the line of the demand at 7 ≤ that of the supply: 310 ≤ 280 does not hold"),
  ],
  [
    "does not come earlier",
    kept(robin(4, {}, {}, rate(1, 10, 5)), 8),
    at("in windows of 6: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  [
    "waits for two switches and two sections: 4 in 14",
    kept(robin(4, {}, { vmSwitch: 1, longestNonPreemptible: 1 }, rate(1, 10, 11)), 99),
    ok,
  ],
  [
    "waits no less",
    kept(robin(4, {}, { vmSwitch: 1, longestNonPreemptible: 1 }, rate(1, 10, 10)), 99),
    at("in windows of 11: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  ["loses a tick of each turn at ticks: 2 in 8", kept(robin(4, { clockTick: 2 }), 99), ok],
  [
    "has all of its turn where a tick is nothing less",
    kept(robin(6, { clockTick: 2 }, { vmSwitch: 1 }, rate(1, 10, 9)), 99),
    ok,
  ],
  ["is not known where a tick is all of a turn", kept(robin(2, { clockTick: 2 }), 99), nothing],
  [
    "is not known where a tick and a switch are all of a turn",
    kept(robin(4, { clockTick: 2 }, { vmSwitch: 1 }), 99),
    nothing,
  ],
  [
    "waits for turns that interrupts take: 4 + 6 and 6",
    kept(robin(4, taking(40), {}, rate(1, 10, 16)), 99),
    ok,
  ],
  [
    "waits no less for turns that interrupts take",
    kept(robin(4, taking(40), {}, rate(1, 10, 15)), 99),
    at("in windows of 16: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  ["is not known where interrupts may take all turns", kept(robin(4, taking(10)), 99), nothing],
  ["is known where they come a little less often", kept(robin(4, taking(11), {}, rate(1, 99, 99)), 999), ok],
  ["is not touched by interrupts in its favour", kept(robin(4, taking(10, { target: "g" })), 8), ok],
  [
    "is not touched by interrupts of another core",
    kept(robin(4, { cores: 2, ...taking(10, { core: 1, target: null }) }), 8),
    ok,
  ],
  [
    "loses a turn to events that are told of together, each 40",
    kept(robin(4, taking(5, { notice: { kind: "polled", period: 40 } }), {}, rate(1, 10, 16)), 99),
    ok,
  ],
  [
    "loses no less to events that are told of together",
    kept(robin(4, taking(5, { notice: { kind: "polled", period: 40 } }), {}, rate(1, 10, 15)), 99),
    at("in windows of 16: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  [
    "is touched by a device that may come to belong to another VM",
    kept(robin(4, taking(10, { target: "g", device: "active" })), 8),
    nothing,
  ],
  [
    "is not known where turns that are taken leave cold caches",
    kept(robin(4, taking(40), { cacheRefill: 1 }), 99),
    nothing,
  ],
  [
    "loses cold caches in each turn, and once",
    kept(robin(4, {}, { cacheRefill: 1 }, rate(1, 10, 8)), 99),
    ok,
  ],
  [
    "loses no less",
    kept(robin(4, {}, { cacheRefill: 1 }, rate(1, 10, 7)), 99),
    at("in windows of 8: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  [
    "is that of a lone VM",
    kept(model([hog("g", { quantum: 4, supply: rate(1, 1, 0) })], { policy: "round-robin" }), 3, 1),
    ok,
  ],
]);
