import { type Fields, judged, task } from "./hand-made.ts";
import { a, b, last, ok, proved, uneven, windows } from "./hand-made-level.ts";

const full = [task("a", 2, 4), task("b", 3, 6, { deadline: 12 })];

judged("the windows of a task", [
  ["hold its work and what is above it: 2 + 1 in 3", last([a, b], windows([3], 3)), ok],
  [
    "are refused where they are too short",
    last([a, b], windows([2], 2)),
    "vm/g/task/b: job 0: work before its end ≤ supply in 2: 3 ≤ 2 does not hold",
  ],
  [
    "are refused where one is empty",
    last([a, b], windows([0], 0)),
    "vm/g/task/b: it does not hold that every window is positive",
  ],
  [
    "are refused where there is none",
    last([a, b], windows([], 0)),
    "vm/g/task/b: a task with work has at least one job to look at",
  ],
  ["are none where there is no work", last([a, task("b", 0, 6)], windows([], 0)), ok],
  [
    "are refused where there is no work",
    last([a, task("b", 0, 6)], windows([1], 0)),
    "vm/g/task/b: it does not hold that there is nothing to show where there is no work",
  ],
  [
    "have no cycle where there is no work",
    last([a, task("b", 0, 6)], windows([], 0, 12)),
    "vm/g/task/b: it does not hold that there is nothing to show where there is no work",
  ],
  [
    "hold releases after jitter: 2 + ⌈(4 + 2)/4⌉ in 4",
    last([task("a", 1, 4, { jitter: 2 }), b], windows([4], 4)),
    ok,
  ],
  [
    "are refused where jitter brings too much into them",
    last([task("a", 1, 4, { jitter: 2 }), b], windows([3], 3)),
    "vm/g/task/b: job 0: work before its end ≤ supply in 3: 4 ≤ 3 does not hold",
  ],
  [
    "begin before the release of a task with jitter",
    last([a, task("b", 2, 6, { jitter: 2 })], windows([3], 5)),
    ok,
  ],
  [
    "end no later than jitter allows for",
    last([a, task("b", 2, 6, { jitter: 4 })], windows([3], 7)),
    "vm/g/task/b: the busy window ends before the next release: 3 ≤ 2 does not hold",
  ],
  [
    "are those of every job up to the end of a busy window",
    last(full, windows([7], 7)),
    "vm/g/task/b: the busy window ends before the next release: 7 ≤ 6 does not hold",
  ],
  ["bound what the first of two jobs takes", last(full, windows([7, 12], 7)), ok],
  [
    "are refused with a bound that is too low",
    last(full, windows([7, 12], 6)),
    "vm/g/task/b: it does not hold that the bound is the longest response shown, 7",
  ],
  [
    "are refused with a bound that is higher than shown",
    last(full, windows([7, 12], 8)),
    "vm/g/task/b: it does not hold that the bound is the longest response shown, 7",
  ],
  [
    "are refused where the bound is beyond the deadline",
    last([task("a", 2, 4), task("b", 3, 6)], windows([7, 12], 7)),
    "vm/g/task/b: bound ≤ deadline: 7 ≤ 6 does not hold",
  ],
]);

judged("the cycle of a busy window", [
  ["stands for the rest of it", last(full, windows([7, 12], 7, 12)), ok],
  [
    "is refused without all of its jobs",
    last(full, windows([7], 7, 12)),
    "vm/g/task/b: jobs per cycle ≤ jobs shown: 2 ≤ 1 does not hold",
  ],
  [
    "is a multiple of every period",
    last(full, windows([7], 7, 6)),
    "vm/g/task/b: it does not hold that the cycle is a multiple of every period",
  ],
  ["is positive", last(full, windows([7, 12], 7, 0)), "proof.cycle: is not positive"],
  [
    "is refused where more is asked than given",
    last([task("a", 3, 4), task("b", 2, 6, { deadline: 30 })], windows([14], 14, 12)),
    "vm/g/task/b: demand per cycle ≤ supply per cycle: 26 ≤ 24 does not hold",
  ],
  [
    "is none while the supply is still behind",
    last([task("a", 1, 20)], windows([5], 5, 20), uneven),
    "vm/g/task/a: the supply repeats from its delay on: 8 ≤ 5 does not hold",
  ],
  [
    "is one where the supply is no longer behind",
    last([task("a", 1, 20)], windows([8], 8, 20), uneven),
    proved,
  ],
  [
    "may begin behind jobs that came earlier",
    last([task("a", 1, 20)], windows([5, 10], 5, 20), uneven),
    proved,
  ],
  [
    "is refused where loads of another period run above",
    last([task("a", 1, 4)], windows([2], 2, 4), {
      above: [{ name: "dma", cost: 1, arrivals: { period: 3, jitter: 0, minDistance: 0 } }],
    }),
    "vm/g/task/a: it does not hold that the cycle is a multiple of every period",
  ],
  [
    "is refused where loads above do not repeat",
    last([task("a", 1, 4)], windows([3], 3, 4), {
      above: [{ name: "dma", cost: 1, arrivals: { period: 4, jitter: 2, minDistance: 1 } }],
    }),
    "vm/g/task/a: it does not hold that every load repeats",
  ],
]);

const below = (more: Fields, ofA: Fields = {}, proof = windows([4], 4)): string => {
  const text = last([task("c", 4, 20, more), task("a", 1, 4, { ...ofA, priority: 1 })], proof, {
    scheduling: "fixed-priority",
  });
  return text;
};

const section = (resource: string, length: number): Fields => ({ sections: [{ resource, length }] });

const short = "vm/g/task/a: job 0: work before its end ≤ supply in 4: 5 ≤ 4 does not hold";

judged("blocking from below", [
  ["without preemption: 3 and 1 in 4", below({ nonPreemptible: 3, priority: 2 }), ok],
  ["without preemption: 4 is too much", below({ nonPreemptible: 4, priority: 2 }), short],
  ["of a task without priority, which is lowest", below({ nonPreemptible: 4 }), short],
  ["of a task above is none", below({ nonPreemptible: 1, priority: 0, wcet: 1 }, {}, windows([2], 2)), ok],
  ["on a resource that is shared", below(section("r", 4), section("r", 1)), short],
  ["on a resource that is not shared is none", below(section("r", 4), section("s", 1), windows([1], 1)), ok],
  ["of no one that does not run is none", below({ nonPreemptible: 4, wcet: 0 }, {}, windows([1], 1)), ok],
  ["that is declared comes on top", below({ nonPreemptible: 3 }, { blocking: 1 }), short],
]);

judged("the order of priorities", [
  [
    "is that of deadlines, if they say so",
    last([task("a", 3, 12, { deadline: 4 }), task("b", 1, 10, { deadline: 3 })], windows([1], 1), {
      scheduling: "deadline-monotonic",
    }),
    ok,
  ],
  [
    "is that of the model where two are alike",
    last([task("a", 3, 10), task("b", 1, 10)], windows([1], 1)),
    "vm/g/task/b: job 0: work before its end ≤ supply in 1: 4 ≤ 1 does not hold",
  ],
  [
    "is that of the model where none is written",
    last([task("a", 3, 10), task("b", 1, 5)], windows([1], 1), { scheduling: "fixed-priority" }),
    "vm/g/task/b: job 0: work before its end ≤ supply in 1: 4 ≤ 1 does not hold",
  ],
  [
    "ends with those that are not written",
    last([task("a", 3, 10, { priority: 9 }), task("b", 1, 5)], windows([1], 1), {
      scheduling: "fixed-priority",
    }),
    "vm/g/task/b: job 0: work before its end ≤ supply in 1: 4 ≤ 1 does not hold",
  ],
  [
    "is from the least number on",
    last([task("a", 3, 10, { priority: 9 }), task("b", 1, 5, { priority: -1 })], windows([1], 1), {
      scheduling: "fixed-priority",
    }),
    ok,
  ],
]);

judged("a guest that promises nothing", [
  [
    "has no bound",
    last([a], windows([1], 1), { scheduling: "best-effort" }),
    "vm/g/task/a: it does not hold that the guest's scheduler promises something",
  ],
]);
