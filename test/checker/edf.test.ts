import { type Fields, judged, task } from "./hand-made.ts";
import { covered, linear, type Tail } from "./hand-made-cover.ts";

const busy = (length: number): Tail => ({ kind: "busy-period", length });

const periodic = (cycle: number): Tail => ({ kind: "periodic", cycle });

/** Two windows in 20 ticks, [4, 5) and [9, 20): 12 in 20, and in the worst 8 ticks later than a steady flow. */
const uneven: Fields = {
  supply: {
    kind: "table",
    frame: 20,
    windows: [
      [4, 5],
      [9, 20],
    ],
  },
};

const idle = [task("a", 0, 10)];

const light = [task("a", 2, 5), task("b", 3, 10)];

const early = [task("a", 2, 5, { deadline: 4 }), task("b", 3, 10, { deadline: 7 })];

const full = [task("a", 5, 10), task("b", 10, 20)];

const fullCover = [
  [40, 25],
  [30, 20],
  [20, 5],
  [10, 0],
];

const late = [task("a", 6, 10, { deadline: 35 }), task("b", 10, 20)];

const jittery = [task("a", 1, 5, { jitter: 4 }), task("b", 3, 10)];

const nothing = { kind: "none" };

judged("the end of a cover", [
  ["needs no reason where nothing is asked", covered(idle, [], nothing), "accepted proved"],
  [
    "is refused where nothing is asked but something covered",
    covered(idle, [[1, 0]], nothing),
    "vm/g/tasks: it does not hold that nothing is covered where nothing is asked",
  ],
  [
    "is refused where nothing is asked but a tail is told of",
    covered(idle, [], linear),
    "vm/g/tasks: it does not hold that nothing is covered where nothing is asked",
  ],
  [
    "is refused without a reason",
    covered(light, [[5, 0]], nothing),
    "vm/g/tasks: nothing is said about longer windows",
  ],
  [
    "is refused without a cover",
    covered(light, [], linear),
    "vm/g/tasks: it does not hold that there is a cover where there is demand",
  ],
  ["is a line that stays below", covered(light, [[5, 0]], linear), "accepted proved"],
  // 3/10·(10 − 6) and 2/5·(5 − 3): 2 + 7t/10 ≤ t from 20/3 on; in windows of 6, 5 are due.
  [
    "is a line from where it stays below",
    covered(
      [task("a", 2, 5, { deadline: 3 }), task("b", 3, 10, { deadline: 6 })],
      [
        [7, 5],
        [6, 2],
        [3, 0],
      ],
      linear,
    ),
    "accepted proved",
  ],
  [
    "is refused where a line is still above",
    covered(
      [task("a", 2, 5, { deadline: 3 }), task("b", 3, 10, { deadline: 6 })],
      [
        [6, 2],
        [3, 0],
      ],
      linear,
    ),
    "vm/g/tasks: the line of the demand at 6 ≤ that of the supply: 310 ≤ 300 does not hold",
  ],
  [
    "is refused where a line is steeper",
    covered(late, [[20, 0]], linear),
    "vm/g/tasks: slope of the demand ≤ slope of the supply: 220 ≤ 200 does not hold",
  ],
  // Due 5 ticks after its period: U·(t − 5) from 5 on, and 0 before that is above it.
  [
    "is a line that is lower for late deadlines",
    covered([task("a", 9, 10, { deadline: 15 })], [[15, 0]], linear),
    "accepted proved",
  ],
  // From 5 on 9t/10 − 9/2 would do even on a supply 4 ticks late, from 4 on only 9t/10 ≤ t − 4.
  [
    "takes no credit for late deadlines before they are late",
    covered([task("a", 9, 10, { deadline: 15 })], [[4, 0]], linear, {
      supply: { kind: "bounded-delay", numerator: 1, denominator: 1, delay: 4 },
    }),
    "vm/g/tasks: the line of the demand at 4 ≤ that of the supply: 76 ≤ 40 does not hold",
  ],
  [
    "takes credit for late deadlines from there on",
    covered([task("a", 9, 10, { deadline: 15 })], [[5, 0]], linear, {
      supply: { kind: "bounded-delay", numerator: 1, denominator: 1, delay: 4 },
    }),
    "accepted proved",
  ],
]);

judged("a busy period", [
  [
    "ends a cover: 2·2 + 3 in 7",
    covered(
      early,
      [
        [7, 4],
        [4, 0],
      ],
      busy(7),
    ),
    "accepted proved",
  ],
  [
    "is refused where its work does not fit",
    covered(
      early,
      [
        [7, 4],
        [4, 0],
      ],
      busy(6),
    ),
    "vm/g/tasks: work released in 6 and blocking ≤ its supply: 7 ≤ 6 does not hold",
  ],
  [
    "is refused where it is longer than the cover",
    covered(
      early,
      [
        [7, 4],
        [4, 0],
      ],
      busy(8),
    ),
    "vm/g/tasks: the busy period is covered: 8 ≤ 7 does not hold",
  ],
  [
    "is refused without length",
    covered(
      early,
      [
        [7, 4],
        [4, 0],
      ],
      busy(0),
    ),
    "proof.tail.length: is not positive",
  ],
  [
    "counts releases after jitter: ⌈(5 + 4)/5⌉ and 3 in 5",
    covered(
      jittery,
      [
        [6, 1],
        [1, 0],
      ],
      busy(5),
    ),
    "accepted proved",
  ],
  [
    "is refused where jitter brings too much into it",
    covered(
      jittery,
      [
        [6, 1],
        [1, 0],
      ],
      busy(4),
    ),
    "vm/g/tasks: work released in 4 and blocking ≤ its supply: 5 ≤ 4 does not hold",
  ],
  // A section of 2 of b, which a on 2 of every 10, due after 4, waits for: 4 and 2 in 6.
  [
    "holds the longest blocking, too",
    covered(
      [task("a", 2, 10, { deadline: 4 }), task("b", 3, 20, { nonPreemptible: 2 })],
      [
        [7, 4],
        [4, 0],
      ],
      busy(7),
    ),
    "accepted proved",
  ],
  [
    "is refused where the blocking does not fit",
    covered(
      [task("a", 2, 10, { deadline: 4 }), task("b", 3, 20, { nonPreemptible: 2 })],
      [
        [7, 4],
        [4, 0],
      ],
      busy(6),
    ),
    "vm/g/tasks: work released in 6 and blocking ≤ its supply: 7 ≤ 6 does not hold",
  ],
]);

judged("a cycle", [
  ["ends a cover of a processor that is full", covered(full, fullCover, periodic(20)), "accepted proved"],
  [
    "is refused where it begins before all deadlines have",
    covered(full, fullCover.slice(1), periodic(20)),
    "vm/g/tasks: it does not hold that all deadlines have begun before the cycle",
  ],
  [
    "is refused where it is no multiple of a period",
    covered(full, fullCover, periodic(30)),
    "vm/g/tasks: it does not hold that the cycle is a multiple of every period",
  ],
  ["is refused without length", covered(full, fullCover, periodic(0)), "proof.tail.cycle: is not positive"],
  [
    "is refused where more is asked than given",
    covered(
      late,
      [
        [60, 40],
        [40, 20],
        [20, 0],
      ],
      periodic(20),
    ),
    "vm/g/tasks: demand per cycle ≤ supply per cycle: 220 ≤ 200 does not hold",
  ],
  [
    "ends a cover of a processor that is nearly idle",
    covered(
      [task("a", 1, 20, { deadline: 15 })],
      [
        [36, 15],
        [16, 8],
        [15, 0],
      ],
      periodic(20),
    ),
    "accepted proved",
  ],
  [
    "is no cycle of a supply that is still behind",
    covered(
      [task("a", 1, 20, { deadline: 5 })],
      [
        [25, 5],
        [5, 0],
      ],
      periodic(20),
      uneven,
    ),
    "vm/g/tasks: the supply repeats from its delay on: 8 ≤ 5 does not hold",
  ],
  [
    "is one where it is no longer behind",
    covered(
      [task("a", 1, 20, { deadline: 5 })],
      [
        [30, 10],
        [10, 5],
        [5, 0],
      ],
      periodic(20),
      uneven,
    ),
    "accepted proved",
  ],
]);
