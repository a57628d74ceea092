import { certificate, claim, type Fields, judged, model, type Told, task, vm } from "./hand-made.ts";
import { a, b, last, ok, proved, uneven, windows } from "./hand-made-level.ts";

const starts = (
  all: readonly number[],
  length: number | null,
  bound: number,
  cycle: number | null = null,
): Fields => ({
  ...{ kind: "fp-starts", starts: all, length, bound, cycle },
});

const phases = (all: readonly (readonly number[])[], bound: number): Fields => ({
  ...{ kind: "fp-phases", phases: all.map((each) => ({ windows: each, cycle: null })), bound },
});

const whole: Fields = { preemptive: false };

const c = task("c", 3, 20);

/** The first or second of three tasks, whose rates order them. */
const high = (proof: Told): string => last([b, c, a], proof, whole);

const middle = (proof: Told): string => last([a, c, b], proof, whole);

const low = (proof: Told): string => last([a, b, c], proof, whole);

judged("the starts of jobs that are not preempted", [
  ["come after a job that is longest", high(starts([3], 4, 4)), ok],
  [
    "come no earlier",
    high(starts([2], 4, 3)),
    "vm/g/task/a: job 0: work before its start ≤ start: 3 ≤ 2 does not hold",
  ],
  ["come after all above that arrive before: 3 + 1 in 4, 3 + 2 + 2 in 7", middle(starts([4, 7], 10, 6)), ok],
  [
    "are those of all jobs of a busy window",
    middle(starts([4], 10, 6)),
    "vm/g/task/b: jobs of the busy window ≤ jobs shown: 2 ≤ 1 does not hold",
  ],
  [
    "lie in a busy window that is long enough",
    middle(starts([4, 7], 9, 6)),
    "vm/g/task/b: work of the busy window ≤ its length: 10 ≤ 9 does not hold",
  ],
  ["of the lowest come after what arrives with them", low(starts([3], 10, 6)), ok],
  [
    "of the lowest come no earlier",
    low(starts([2], 10, 5)),
    "vm/g/task/c: job 0: work before its start ≤ start: 3 ≤ 2 does not hold",
  ],
  // At 4 another job of a arrives: 2·1 + 2 and 1 declared.
  [
    "behind a declared blocking come after what arrives with them",
    last([a, b, task("c", 1, 20, { blocking: 1 })], starts([4], 6, 5), whole),
    "vm/g/task/c: job 0: work before its start ≤ start: 5 ≤ 4 does not hold",
  ],
  [
    "behind a declared blocking come a little later",
    last([a, b, task("c", 1, 20, { blocking: 1 })], starts([5], 6, 6), whole),
    ok,
  ],
  [
    "are refused without busy window or cycle",
    low(starts([3], null, 6)),
    "vm/g/task/c: it does not hold that there is a busy window or a cycle",
  ],
  ["are refused with a busy window of no length", low(starts([3], 0, 6)), "proof.length: is not positive"],
  ["may repeat", low(starts([3, 10, 17], null, 6, 60)), ok],
  [
    "are refused with busy window and cycle",
    low(starts([3, 10, 17], 10, 6, 60)),
    "vm/g/task/c: it does not hold that there is not both a busy window and a cycle",
  ],
  [
    "repeat with every period only",
    low(starts([3, 10, 17], null, 6, 20)),
    "vm/g/task/c: it does not hold that the cycle is a multiple of every period",
  ],
  [
    "are those of all jobs of a cycle",
    low(starts([3, 10], null, 6, 60)),
    "vm/g/task/c: jobs per cycle ≤ jobs shown: 3 ≤ 2 does not hold",
  ],
  [
    "do not repeat where more is asked than given",
    last([task("a", 3, 4), task("b", 2, 6, { deadline: 30 })], starts([3, 3], null, 5, 12), whole),
    "vm/g/task/b: work per cycle ≤ its length: 13 ≤ 12 does not hold",
  ],
  ["are none where there is no work", last([a, task("b", 0, 6)], starts([], null, 0), whole), ok],
  ...(
    [
      [[1], null, null],
      [[], 1, null],
      [[], null, 12],
    ] as const
  ).map(
    ([all, length, cycle]) =>
      [
        `are refused where there is no work: ${all.length} of them, ${length}, ${cycle}`,
        last([a, task("b", 0, 6)], starts(all, length, 0, cycle), whole),
        "vm/g/task/b: it does not hold that there is nothing to show where there is no work",
      ] as const,
  ),
  ...(
    [
      ["of a guest that preempts", {}],
      ["on a processor that is shared", { ...whole, ...uneven }],
      [
        "below loads",
        { ...whole, above: [{ name: "dma", cost: 1, arrivals: { period: 9, jitter: 0, minDistance: 0 } }] },
      ],
    ] as const
  ).map(
    ([name, more]) =>
      [
        `are refused ${name}`,
        last([a], starts([0], 1, 1), more),
        "vm/g/task/a: it does not hold that the guest does not preempt and has a processor to itself",
      ] as const,
  ),
  [
    "may be left aside for windows",
    last([task("c", 3, 20, { deadline: 30 }), a], windows([4], 4), whole),
    ok,
  ],
]);

const none: Fields = { supply: { kind: "table", frame: 20, windows: [] } };

const always: Fields = { supply: { kind: "table", frame: 20, windows: [[0, 20]] } };

const pair = [task("a", 2, 20)];

judged("the phases of a table", [
  // From 0: 4 idle, 1, 4 idle, 1. From 5: 4 idle, 2.
  ["are looked at from each end of a window", last(pair, phases([[6], [10]], 10), uneven), proved],
  [
    "are looked at in their order",
    last(pair, phases([[10], [6]], 10), uneven),
    "vm/g/task/a: job 0: work before its end ≤ supply in 6: 2 ≤ 1 does not hold",
  ],
  [
    "are all looked at",
    last(pair, phases([[6]], 6), uneven),
    "vm/g/task/a: it does not hold that there are 2 phases",
  ],
  ["is one where the table has no pause", last(pair, phases([[2]], 2), always), proved],
  [
    "promise nothing without a window",
    last(pair, phases([[2]], 2), none),
    "vm/g/task/a: it does not hold that there are 1 phases",
  ],
  ...(
    [
      ["of no table", {}],
      ["of a guest that does not preempt", { ...whole, ...uneven }],
      [
        "below loads",
        { ...uneven, above: [{ name: "dma", cost: 1, arrivals: { period: 99, jitter: 0, minDistance: 0 } }] },
      ],
    ] as const
  ).map(
    ([name, more]) =>
      [
        `are refused ${name}`,
        last(pair, phases([[6], [10]], 10), more),
        "vm/g/task/a: it does not hold that the guest preempts and has a plain table",
      ] as const,
  ),
]);

/** A task of 1 in 4 of a VM below a VMM that may hold the core for a tick, proved so. */
const hosted = (policy: string, proof: Fields, more: Fields, guest: Fields = {}): string =>
  certificate({
    model: model([vm("g", [task("a", 1, 4)], guest)], { policy, ...more }, { longestNonPreemptible: 1 }),
    claims: [claim("vm/g/task/a", "proved", { proof })],
  });

judged("a section of the VMM", [
  [
    "leaves no processor to itself",
    hosted("static", starts([0], 1, 1), {}, whole),
    "vm/g/task/a: it does not hold that the guest does not preempt and has a processor to itself",
  ],
]);

judged("cold caches", [
  [
    "leave no plain table",
    certificate({
      model: model(
        [vm("g", [task("a", 1, 20)]), vm("h", [])],
        { policy: "table", frame: 10, slots: [{ vm: "g", core: 0, start: 0, length: 5 }] },
        { cacheRefill: 1 },
      ),
      claims: [claim("vm/g/task/a", "proved", { proof: phases([[8]], 8) })],
    }),
    "vm/g/task/a: it does not hold that the guest preempts and has a plain table",
  ],
]);
