import { judged, source } from "./hand-made.ts";
import { handled, irq, latency, lemma, other, proved, system } from "./hand-made-interrupt.ts";

judged("a lemma", [
  [
    "is told once",
    handled(system([irq()]), latency(2), [lemma("irq", [2], 2), lemma("irq", [2], 2)]),
    "lemma on irq: there is no such source, or it has two lemmas",
  ],
  [
    "is one on a source that is there",
    handled(system([irq()]), latency(2), [lemma("bus", [2], 2)]),
    "lemma on bus: there is no such source, or it has two lemmas",
  ],
  [
    "tells the delay that it shows",
    handled(system([irq()]), latency(2), [lemma("irq", [2], 1)]),
    "lemma on irq: it does not hold that the delay is the longest shown, 2",
  ],
  [
    "has no other word",
    handled(system([irq()]), latency(2), [{ ...lemma("irq", [2], 2), note: "" }]),
    'lemmas[0]: has the unknown key "note"',
  ],
  [
    "looks at an event",
    handled(system([irq()]), latency(2), [lemma("irq", [], 2)]),
    "lemma on irq: there is at least one event to look at",
  ],
  [
    "has windows with a length",
    handled(system([irq()]), latency(2), [lemma("irq", [0], 2)]),
    "lemma on irq: it does not hold that every window is positive",
  ],
  [
    "ends before the next event",
    handled(system([irq({ topHalf: 11 })]), latency(11), [lemma("irq", [11], 11)]),
    "lemma on irq: all are handled before the next event: 11 ≤ 10 does not hold",
  ],
  [
    "ends before the next event of a burst",
    handled(system([irq({ arrivals: { capacity: 2, refill: 10 }, deadline: 4 })]), latency(4), [
      lemma("irq", [2, 4], 4),
    ]),
    proved,
  ],
  [
    "holds all events of a burst",
    handled(system([irq({ arrivals: { capacity: 2, refill: 10 } })]), latency(2), [lemma("irq", [2], 2)]),
    "lemma on irq: all are handled before the next event: 2 ≤ 0 does not hold",
  ],
  [
    "may repeat",
    handled(system([irq({ topHalf: 10, deadline: 10 })]), latency(10), [lemma("irq", [10], 10, 10)]),
    proved,
  ],
  [
    "repeats with every period only",
    handled(system([irq()]), latency(2), [lemma("irq", [2], 2, 5)]),
    "lemma on irq: it does not hold that the cycle is a multiple of every period",
  ],
  [
    "repeats with the periods of others",
    handled(system([irq(), source("bus", 15, 1)]), latency(3), [lemma("irq", [3], 3, 10)]),
    "lemma on irq: it does not hold that the cycle is a multiple of every period",
  ],
  [
    "has all events of a cycle",
    handled(system([irq(), other]), latency(3), [lemma("irq", [3], 3, 20)]),
    "lemma on irq: events per cycle ≤ events shown: 2 ≤ 1 does not hold",
  ],
  [
    "has a cycle that is not overfull",
    handled(system([irq({ topHalf: 11 })]), latency(11), [lemma("irq", [11], 11, 10)]),
    "lemma on irq: demand per cycle ≤ supply per cycle: 11 ≤ 10 does not hold",
  ],
  // Events at 0, 0, 8, 18, …: from the third on 10 apart.
  [
    "repeats where events do",
    handled(system([irq({ arrivals: { period: 10, jitter: 12, minDistance: 0 } })]), latency(4), [
      lemma("irq", [2, 4, 6], 4, 10),
    ]),
    proved,
  ],
  [
    "does not repeat while events come closer",
    handled(system([irq({ arrivals: { period: 10, jitter: 12, minDistance: 0 } })]), latency(4), [
      lemma("irq", [2, 4], 4, 10),
    ]),
    "lemma on irq: the events repeat: 10 ≤ 8 does not hold",
  ],
]);
