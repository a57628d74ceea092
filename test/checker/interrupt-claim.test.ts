import { type Fields, judged } from "./hand-made.ts";
import {
  handled,
  irq,
  latency,
  lemma,
  of,
  off,
  other,
  owner,
  proved,
  shown,
  system,
} from "./hand-made-interrupt.ts";

judged("an interrupt that is handled at once", [
  ["waits for its own handling", handled(system([irq()]), latency(2), [lemma("irq", [2], 2)]), proved],
  [
    "waits for the entry as well",
    handled(system([irq()], { interruptEntry: 1 }), latency(3), [lemma("irq", [3], 3)]),
    proved,
  ],
  [
    "waits for the entry no less",
    handled(system([irq()], { interruptEntry: 1 }), latency(2), [lemma("irq", [2], 2)]),
    "lemma on irq: event 1: handlers up to its own ≤ supply in 2: 3 ≤ 2 does not hold",
  ],
  ["waits for other interrupts", handled(system([irq(), other]), latency(3), [lemma("irq", [3], 3)]), proved],
  [
    "waits for other interrupts no less",
    handled(system([irq(), other]), latency(2), [lemma("irq", [2], 2)]),
    "lemma on irq: event 1: handlers up to its own ≤ supply in 2: 2 ≤ 1 does not hold",
  ],
  [
    "does not wait for interrupts of another core",
    handled(system([irq(), { ...other, core: 1 }], {}, { cores: 2 }), latency(2), [lemma("irq", [2], 2)]),
    proved,
  ],
  [
    "waits for a section of the VMM",
    handled(system([irq()], { longestNonPreemptible: 2 }), latency(4), [lemma("irq", [4], 4)]),
    proved,
  ],
  [
    "waits for a switch that is longer",
    handled(system([irq()], { longestNonPreemptible: 1, vmSwitch: 2 }), latency(8), [lemma("irq", [8], 8)]),
    of("latency ≤ deadline: 8 ≤ 5 does not hold"),
  ],
  [
    "takes a detour of two switches with cold caches: 2 + 2·(1 + 1), and one held",
    handled(system([irq({ deadline: 7 })], { vmSwitch: 1, cacheRefill: 1 }), latency(7), [
      lemma("irq", [7], 7),
    ]),
    proved,
  ],
  [
    "takes a detour of no less",
    handled(system([irq({ deadline: 7 })], { vmSwitch: 1, cacheRefill: 1 }), latency(6), [
      lemma("irq", [6], 6),
    ]),
    "lemma on irq: event 1: handlers up to its own ≤ supply in 6: 6 ≤ 5 does not hold",
  ],
  [
    "waits a tick where nothing is to be done",
    handled(system([irq({ topHalf: 0 })]), latency(1), [lemma("irq", [1], 1)]),
    proved,
  ],
  [
    "has its bottom half done with it",
    handled(system([irq({ bottomHalf: 1 })]), latency(3), [lemma("irq", [3], 3)]),
    proved,
  ],
  [
    "has the bottom half of whoever is running done with it",
    handled(system([irq({ bottomHalf: 1, device: "running", delivery: "when-scheduled" })]), latency(3), [
      lemma("irq", [3], 3),
    ]),
    proved,
  ],
  [
    "is told of a bound that is shown",
    handled(system([irq()]), latency(3), [lemma("irq", [2], 2)]),
    off("the bound is the longest latency shown, 2"),
  ],
  [
    "is told of a bound no less than shown",
    handled(system([irq()]), latency(1), [lemma("irq", [2], 2)]),
    off("the bound is the longest latency shown, 2"),
  ],
  [
    "is in time at its deadline",
    handled(system([irq({ deadline: 2 })]), latency(2), [lemma("irq", [2], 2)]),
    proved,
  ],
  [
    "is not in time after its deadline",
    handled(system([irq({ deadline: 1 })]), latency(2), [lemma("irq", [2], 2)]),
    of("latency ≤ deadline: 2 ≤ 1 does not hold"),
  ],
  ["rests on a lemma", handled(system([irq()]), latency(2)), of("its top half has no lemma")],
  [
    "has no handling of its own",
    handled(system([irq()]), latency(2, [], shown([2])), [lemma("irq", [2], 2)]),
    off("handlers by themselves are shown by themselves"),
  ],
  [
    "has no owner who waits",
    handled(system([irq()]), latency(2, [owner("g", [2])]), [lemma("irq", [2], 2)]),
    off("the owners are those in whom the bottom half may wait"),
  ],
  [
    "has a proof of its kind",
    handled(system([irq()]), { ...latency(2), kind: "delay" }, [lemma("irq", [2], 2)]),
    "proof.kind: is none of latency",
  ],
]);

const shaped = (excess: string, more: Fields): Fields =>
  irq({ deadline: 99, shaper: { bucket: null, excess, minDistance: null, ...more } });

const burst = { arrivals: { period: 10, jitter: 20, minDistance: 0 } };

judged("an interrupt behind a shaper", [
  // Three at once, 4 apart: the last is held for 8.
  [
    "is held as long as its shaper holds it",
    handled(system([{ ...shaped("hold", { minDistance: 4 }), ...burst }]), latency(10), [
      lemma("irq", [2], 2),
    ]),
    proved,
  ],
  [
    "is not held for ever",
    handled(system([shaped("hold", { minDistance: 11 })]), latency(2), [lemma("irq", [2], 2)]),
    off("its shaper holds no event longer and longer"),
  ],
  [
    "is not held for ever before a poll",
    handled(
      system([{ ...shaped("hold", { minDistance: 11 }), notice: { kind: "polled", period: 3 } }]),
      latency(2),
      [lemma("irq", [2], 2)],
    ),
    off("its shaper holds no event longer and longer"),
  ],
  [
    "is not held where it is dropped",
    handled(system([{ ...shaped("drop", { minDistance: 4 }), ...burst }]), latency(2), [
      lemma("irq", [2], 2),
    ]),
    proved,
  ],
  [
    "may still come in a burst of its bucket",
    handled(system([{ ...shaped("drop", { bucket: { capacity: 2, refill: 10 } }), ...burst }]), latency(4), [
      lemma("irq", [2, 4], 4),
    ]),
    proved,
  ],
  [
    "waits for what tells of it",
    handled(
      system([irq({ deadline: 99, notice: { kind: "coalesced", delay: 3, count: null } })]),
      latency(5),
      [lemma("irq", [2], 2)],
    ),
    proved,
  ],
  [
    "waits for a poll",
    handled(system([irq({ deadline: 99, notice: { kind: "polled", period: 3 } })]), latency(5), [
      lemma("irq", [2], 2),
    ]),
    proved,
  ],
  [
    "waits for nothing where each is told of",
    handled(system([irq({ notice: { kind: "coalesced", delay: 3, count: 1 } })]), latency(2), [
      lemma("irq", [2], 2),
    ]),
    proved,
  ],
  // The polls take 2 every 3, the handler of each event 1 and more.
  [
    "is handled after what tells of it",
    handled(
      system([irq({ deadline: 99, topHalf: 1, bottomHalf: 1, notice: { kind: "polled", period: 3 } })]),
      latency(5, [], shown([2])),
    ),
    proved,
  ],
  [
    "is handled by itself",
    handled(
      system([irq({ deadline: 99, topHalf: 1, bottomHalf: 1, notice: { kind: "polled", period: 3 } })]),
      latency(5),
      [lemma("irq", [2], 2)],
    ),
    off("handlers by themselves are shown by themselves"),
  ],
]);

judged("a claim about an interrupt without a deadline", [
  [
    "is not demanded",
    handled(system([irq({ deadline: null })]), latency(2), [lemma("irq", [2], 2)]),
    "claims: hold interrupt/irq, which the model does not demand, or hold it twice",
  ],
]);
