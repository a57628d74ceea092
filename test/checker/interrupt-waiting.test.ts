import { type Fields, hog, judged, model, server } from "./hand-made.ts";
import {
  g,
  handled,
  irq,
  latency,
  lemma,
  of,
  off,
  owner,
  proved,
  shown,
  system,
  VMM,
} from "./hand-made-interrupt.ts";

const waiting = (more: Fields = {}): Fields =>
  irq({ topHalf: 1, bottomHalf: 2, delivery: "when-scheduled", target: "g", ...more });

const both = { hypotheses: VMM };

const supplied = (supply: Fields): Fields =>
  model([hog("g", { supply })], {
    interrupts: [waiting({ topHalf: 0, deadline: 99, arrivals: { period: 20, jitter: 0, minDistance: 0 } })],
  });

const promised = { hypotheses: ["contract-honoured", ...VMM] };

judged("an interrupt that waits for its VM", [
  ["waits for top and bottom half", handled(system([waiting()]), latency(3, [owner("g", [3])])), proved],
  [
    "waits for no less",
    handled(system([waiting()]), latency(2, [owner("g", [2])])),
    of("event 1: handlers up to its own ≤ supply in 2: 2 ≤ 1 does not hold"),
  ],
  [
    "names its owners",
    handled(system([waiting()]), latency(3)),
    off("the owners are those in whom the bottom half may wait"),
  ],
  [
    "names its owners by name",
    handled(system([waiting()]), latency(3, [owner("h", [3])])),
    off("the owners are those in whom the bottom half may wait"),
  ],
  [
    "is not handled at once",
    handled(system([waiting()]), latency(3, [owner("g", [3])], shown([3]))),
    off("nothing is handled at once"),
  ],
  [
    "has no owner without a bottom half",
    handled(system([waiting({ bottomHalf: 0 })]), latency(1), [lemma("irq", [1], 1)]),
    proved,
  ],
  [
    "comes from another core after its top half",
    handled(
      system([waiting({ core: 1 })], {}, { cores: 2 }),
      latency(3, [owner("g", [2])]),
      [lemma("irq", [1], 1)],
      both,
    ),
    proved,
  ],
  [
    "comes from another core after a lemma only",
    handled(system([waiting({ core: 1 })], {}, { cores: 2 }), latency(3, [owner("g", [2])])),
    of("nothing is known that g could count on"),
  ],
  [
    "waits for a server that is told of",
    handled(
      model([hog("g", { supply: server("polling", 2, 5) })], {
        policy: "fixed-priority",
        interrupts: [waiting({ deadline: 20 })],
      }),
      latency(20, [owner("g", [20])]),
      [lemma("irq", [1], 1)],
    ),
    "claims: leave out vm/g/server, which the model demands",
  ],
  [
    "is not known in a VM that can count on nothing",
    handled(model([g], { policy: "best-effort", interrupts: [waiting()] }), latency(3, [owner("g", [3])])),
    of("nothing is known that g could count on"),
  ],
  [
    "waits for other bottom halves",
    handled(
      system([
        waiting(),
        waiting({ name: "bus", deadline: null, arrivals: { period: 20, jitter: 0, minDistance: 0 } }),
      ]),
      latency(5, [owner("g", [6])]),
    ),
    off("the bound is the longest latency shown, 6"),
  ],
  // [4, 5) and [9, 20) of 20: one tick by 5, two by 10.
  [
    "waits for the windows of a table",
    handled(
      supplied({
        kind: "table",
        frame: 20,
        windows: [
          [4, 5],
          [9, 20],
        ],
      }),
      latency(10, [owner("g", [10])]),
      [],
      promised,
    ),
    proved,
  ],
  [
    "repeats where the table is no longer behind",
    handled(
      supplied({
        kind: "table",
        frame: 20,
        windows: [
          [4, 5],
          [9, 20],
        ],
      }),
      latency(10, [owner("g", [10], 20)]),
      [],
      promised,
    ),
    proved,
  ],
  [
    "waits for what no device says is its own",
    handled(system([waiting({ device: "active", target: null })]), latency(3, [owner("g", [3])])),
    proved,
  ],
]);

/** A tick of bottom half in a table that is 8 ticks behind, but there by 5. */
const small = model(
  [
    hog("g", {
      supply: {
        kind: "table",
        frame: 20,
        windows: [
          [4, 5],
          [9, 20],
        ],
      },
    }),
  ],
  {
    interrupts: [
      waiting({
        topHalf: 0,
        bottomHalf: 1,
        deadline: 99,
        arrivals: { period: 20, jitter: 0, minDistance: 0 },
      }),
    ],
  },
);

judged("a cycle of events in a VM", [
  [
    "does not begin while the supply is behind",
    handled(small, latency(5, [owner("g", [5], 20)]), [], promised),
    of("the supply repeats from its delay on: 8 ≤ 5 does not hold"),
  ],
  [
    "begins where the supply is no longer behind",
    handled(small, latency(8, [owner("g", [8], 20)]), [], promised),
    proved,
  ],
  [
    "begins with the last events that are shown",
    handled(small, latency(5, [owner("g", [5, 10], 20)]), [], promised),
    proved,
  ],
]);

const monitored = (minDistance: number, more: Fields = {}): Fields =>
  waiting({ delivery: "monitored", shaper: { bucket: null, excess: "drop", minDistance }, ...more });

judged("an interrupt that a monitor may admit", [
  // At once: 1 and 2 by then; otherwise the top half of this one, the handling of one that is admitted, and its own.
  ["is shown for both", handled(system([monitored(20)]), latency(5, [owner("g", [5])], shown([3]))), proved],
  [
    "is shown at once, too",
    handled(system([monitored(20)]), latency(5, [owner("g", [5])])),
    off("handlers by themselves are shown by themselves"),
  ],
  [
    "is shown in its owner, too",
    handled(system([monitored(20)]), latency(3, [], shown([3]))),
    off("the owners are those in whom the bottom half may wait"),
  ],
  [
    "is handled at once after a poll, late by its period",
    handled(
      system([monitored(20, { deadline: 9, notice: { kind: "polled", period: 3 } })]),
      latency(9, [owner("g", [6])], shown([3])),
    ),
    proved,
  ],
  [
    "is always handled at once where all are admitted",
    handled(system([monitored(10)]), latency(3), [lemma("irq", [3], 3)]),
    proved,
  ],
  [
    "is admitted only as often as its monitor says",
    handled(system([monitored(11)]), latency(3), [lemma("irq", [3], 3)]),
    off("the owners are those in whom the bottom half may wait"),
  ],
]);
