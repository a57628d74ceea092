import { certificate, claim, type Fields, hog, judged, model, server } from "./hand-made.ts";
import { at, dma, kept, nothing, ok, promised, rate } from "./hand-made-contract.ts";

const frame = (...windows: readonly (readonly number[])[]): Fields => ({ kind: "table", frame: 10, windows });

const slots = (
  supply: Fields,
  all: readonly (readonly [string, number, number])[],
  costs: Fields = {},
  more: Fields = {},
): Fields =>
  model(
    [promised(supply), hog("h")],
    {
      ...{ policy: "table", frame: 10 },
      slots: all.map(([name, start, length]) => ({ vm: name, core: 0, start, length })),
      ...more,
    },
    costs,
  );

/** The first half of each frame of 10. */
const half = (supply: Fields, horizon: number, cycle: number | null = null): string =>
  kept(slots(supply, [["g", 0, 5]]), horizon, cycle);

const beyond = "the horizon holds one repetition after the contract's delay";

const [two, five] = [server("periodic", 2, 10), server("periodic", 5, 10)];

judged("a contract that a table keeps", [
  // 2t/10 ≤ (t − 5)/2 from 25/3 on.
  ["lies below its line", half(two, 9), ok],
  [
    "does not yet",
    half(two, 8),
    at("the line of the demand at 8 ≤ that of the supply: 410 ≤ 400 does not hold"),
  ],
  [
    "never does at the same rate",
    half(five, 99),
    at("the line of the demand at 99 ≤ that of the supply: 5200 ≤ 4950 does not hold"),
  ],
  ["repeats with it", half(five, 21, 10), ok],
  ["repeats with it once", half(five, 20, 10), at(`${beyond}: 21 ≤ 20 does not hold`)],
  [
    "repeats with every period only",
    half(five, 30, 5),
    at("it does not hold that the cycle is a multiple of every period"),
  ],
  [
    "has no higher rate",
    kept(slots(five, [["g", 0, 4]]), 30, 10),
    at("demand per cycle ≤ supply per cycle: 50 ≤ 40 does not hold"),
  ],
  ["may be a steady flow", half(rate(1, 2, 5), 16, 10), ok],
  [
    "is no earlier flow",
    half(rate(1, 2, 4), 40, 10),
    at("in windows of 5: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  ["may be a table", half(frame([3, 8]), 16, 10), ok],
  [
    "is no table with shorter pauses",
    half(frame([0, 3], [5, 7]), 40, 10),
    at("in windows of 4: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  // Least of two lines that cross at 5, where the contract turns between its own edges.
  [
    "may turn where two of its phases cross",
    kept(
      slots(frame([0, 3], [5, 7]), [
        ["g", 2, 2],
        ["g", 6, 4],
      ]),
      40,
      10,
    ),
    ok,
  ],
  ["may be nothing", half(server("periodic", 0, 10), 0), ok],
  [
    "is looked at from each end of a window",
    kept(
      slots(rate(1, 2, 3), [
        ["g", 0, 1],
        ["g", 2, 4],
      ]),
      40,
      10,
    ),
    at("in windows of 4: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  ["is kept by a table without a pause", kept(slots(rate(1, 1, 0), [["g", 0, 10]]), 12, 10), ok],
  [
    "has a proof of its kind",
    certificate({
      model: slots(two, [["g", 0, 5]]),
      claims: [claim("vm/g/contract", "proved", { proof: { kind: "sweep", horizon: 9, cycle: null } })],
    }),
    "proof.kind: is none of dominance",
  ],
  [
    "is not refuted so",
    certificate({
      model: slots(two, [["g", 0, 5]]),
      claims: [claim("vm/g/contract", "refuted", { proof: { kind: "dominance", horizon: 9, cycle: null } })],
    }),
    at("there is no rule for such a claim with this verdict"),
  ],
]);

const priced = (
  costs: Fields,
  supply: Fields,
  horizon: number,
  cycle: number | null = null,
  all: readonly (readonly [string, number, number])[] = [
    ["g", 0, 5],
    ["h", 5, 5],
  ],
): string => kept(slots(supply, all, costs), horizon, cycle);

judged("the windows of a table", [
  ["begin after a switch", priced({ vmSwitch: 1 }, rate(2, 5, 6), 18, 10), ok],
  [
    "begin no earlier",
    priced({ vmSwitch: 1 }, rate(2, 5, 5), 40, 10),
    at("in windows of 6: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  [
    "begin after a section",
    priced({ longestNonPreemptible: 1 }, rate(2, 5, 5), 40, 10),
    at("in windows of 6: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  [
    "begin with cold caches, which may be filled again at any time",
    priced({ cacheRefill: 1 }, rate(2, 5, 6), 40, 10),
    at("in windows of 7: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  [
    "need no switch in a table of one VM",
    priced({ vmSwitch: 1 }, rate(1, 1, 0), 12, 10, [
      ["g", 0, 4],
      ["g", 4, 6],
    ]),
    ok,
  ],
  [
    "hold a section in a table of one VM as well",
    priced({ longestNonPreemptible: 1 }, rate(9, 10, 1), 12, 10, [["g", 0, 10]]),
    ok,
  ],
  [
    "do not count where they are shorter than a switch",
    priced({ vmSwitch: 2 }, rate(1, 10, 20), 1, 10, [
      ["g", 0, 5],
      ["h", 5, 1],
    ]),
    nothing,
  ],
  [
    "may be as long as a switch",
    priced({ vmSwitch: 1 }, rate(2, 5, 6), 18, 10, [
      ["g", 0, 5],
      ["h", 5, 1],
    ]),
    ok,
  ],
  [
    "may be short in a table of one VM",
    priced({ vmSwitch: 2 }, rate(3, 10, 7), 18, 10, [
      ["g", 0, 5],
      ["g", 6, 1],
    ]),
    ok,
  ],
  [
    "bring nothing where they are no longer than a switch",
    priced({ vmSwitch: 1, longestNonPreemptible: 4 }, rate(1, 10, 20), 40, 10),
    at("demand per cycle ≤ supply per cycle: 10 ≤ 0 does not hold"),
  ],
]);

const alone = (supply: Fields, more: Fields = {}, costs: Fields = {}): Fields =>
  model([promised(supply)], { policy: "static", ...more }, costs);

const loaded = { interrupts: [dma(20)] };

const bursts = { interrupts: [dma(20, { arrivals: { period: 20, jitter: 17, minDistance: 3 } })] };

judged("a contract on a processor of its own", [
  ["lies below a line with what interrupts take: 11t/20 + 1 ≤ t", kept(alone(five, loaded), 3), ok],
  [
    "does not yet",
    kept(alone(five, loaded), 2),
    at("the line of the demand at 2 ≤ that of the supply: 8400 ≤ 8000 does not hold"),
  ],
  ["may use all that interrupts leave", kept(alone(rate(19, 20, 1), loaded), 22, 20), ok],
  [
    "may not use it at once",
    kept(alone(rate(19, 20, 0), loaded), 22, 20),
    at("in windows of 1: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  ["may turn where two phases of a table cross", kept(alone(frame([0, 3], [5, 7])), 40, 10), ok],
  ["waits for a section of the VMM", kept(alone(rate(1, 1, 1), {}, { longestNonPreemptible: 1 }), 3, 1), ok],
  [
    "waits no less",
    kept(alone(rate(1, 1, 0), {}, { longestNonPreemptible: 1 }), 3, 1),
    at("in windows of 1: asked ≤ given: 1 ≤ 0 does not hold"),
  ],
  // Interrupts at 0 and 3: one tick is left by 2, two by 3 and no more by 4; by the next one all is made up for.
  [
    "holds what is left until the supply has caught up",
    kept(alone(rate(4, 5, 1), bursts), 13),
    at("in windows of 4: asked ≤ given: 3 ≤ 2 does not hold"),
  ],
  ["may ask for what is left until then", kept(alone(rate(4, 5, 2), bursts), 13), ok],
  [
    "does not repeat where interrupts do not",
    kept(
      alone(rate(1, 2, 1), {
        interrupts: [dma(20, { arrivals: { period: 20, jitter: 9, minDistance: 5 } })],
      }),
      60,
      20,
    ),
    at("it does not hold that every load repeats"),
  ],
]);
