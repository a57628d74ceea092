import {
  certificate,
  claim,
  DEDICATED,
  type Fields,
  judged,
  model,
  PROMISED,
  server,
  task,
  vm,
} from "./hand-made.ts";
import {
  a,
  b,
  b8,
  course,
  delayed,
  misses,
  oneIn,
  overrun,
  refusal,
  refuted,
  table,
} from "./hand-made-course.ts";

judged("a miss under fixed priorities", [
  // a in [0, 2) and [4, 6), b in [2, 4) and from 6 on.
  ["is replayed", misses([a, b], course("b")), refuted],
  [
    "is refused where the job is in time",
    misses([a, task("b", 2, 6)], course("b")),
    refusal("job 0 of b is unfinished at 6"),
  ],
  // Jobs of 3 in 4, 6 and 12 with a: the first of b ends at 7, the second at 12.
  [
    "may be that of a later job",
    misses([task("a", 3, 4), task("b", 2, 8, { deadline: 12 })], course("b", { job: 2 })),
    refusal("job 2 of b is unfinished at 28"),
  ],
  [
    "is none of a job that comes later",
    misses([a, task("b", 3, 6, { deadline: 7 })], course("b", { job: 1 })),
    refusal("job 1 of b is unfinished at 13"),
  ],
  [
    "is that of the claim's task",
    certificate({
      model: model([vm("g", [a, b], { supply: DEDICATED })]),
      claims: [
        claim("vm/g/task/a", "refuted", {
          theorem: "fp-response-time",
          hypotheses: PROMISED,
          proof: course("b"),
        }),
        claim("vm/g/task/b", "uncertified"),
      ],
    }),
    "vm/g/task/a: the late task is not the claim's",
  ],
  [
    "is that of a task that is there",
    overrun([a, b], course("c")),
    "vm/g/tasks: the late task is not the claim's",
  ],
  [
    "is that of a task with work",
    misses([a, task("b", 0, 6)], course("b")),
    refusal("the late task has work"),
  ],
  [
    "is no late release",
    misses([a, task("b", 1, 6, { jitter: 3 })], course("b")),
    refusal("job 0 of b is unfinished at 3"),
  ],
  ["may be lost before it begins", misses([a, task("b", 1, 6, { jitter: 6 })], course("b")), refuted],
  ["may be due before it is released", misses([a, task("b", 1, 6, { jitter: 7 })], course("b")), refuted],
  [
    "begins with all tasks at once",
    misses([a, { ...b, offset: 0 }], course("b")),
    refusal("all tasks may be released together"),
  ],
  [
    "is one of a guest that preempts",
    misses([a, b], course("b"), { preemptive: false }),
    refusal("the guest preempts"),
  ],
  ["has parts of a tick", misses([a, b], course("b", { scale: 0 })), "proof.scale: is not positive"],
  ["may be played in parts of a tick", misses([a, b], course("b", { scale: 3 })), refuted],
  [
    "is refused as one of all tasks",
    certificate({
      model: model([vm("g", [a, b], { scheduling: "edf", supply: DEDICATED })]),
      claims: [
        claim("vm/g/task/a", "refuted", { theorem: "edf-demand", hypotheses: PROMISED, proof: course("a") }),
        claim("vm/g/task/b", "uncertified"),
      ],
    }),
    "vm/g/task/a: it does not hold that the claim fits the guest's scheduler",
  ],
  // Above: 1 in [0, 1), [3, 4), …: too much for 3 and 2 in 6.
  [
    "may be due to loads above",
    misses(
      [task("b", 5, 7)],
      course("b"),
      { above: [{ name: "dma", cost: 1, arrivals: { period: 3, jitter: 0, minDistance: 0 } }] },
      ["interrupts-keep-their-word"],
    ),
    refuted,
  ],
  [
    "is refused where loads above are too little",
    misses([task("b", 4, 7)], course("b"), {
      above: [{ name: "dma", cost: 1, arrivals: { period: 3, jitter: 0, minDistance: 0 } }],
    }),
    refusal("job 0 of b is unfinished at 7"),
  ],
  [
    "is refused where what is above costs nothing",
    misses([task("b", 7, 7)], course("b"), {
      above: [{ name: "dma", cost: 0, arrivals: { period: 3, jitter: 0, minDistance: 0 } }],
    }),
    refusal("job 0 of b is unfinished at 7"),
  ],
  [
    "is refused after too many events",
    misses([task("a", 1, 2), task("b", 1, 400_000)], course("b", { job: 1 })),
    refusal("the course has at most 300000 events"),
  ],
]);

const best = (more: Fields = {}): Fields => course("b", { world: "best", ...more });

const polling = (budget: number): Fields => ({ supply: server("polling", budget, 10) });

const early = "there is work for all of the supply up to the deadline";

judged("a miss on every supply", [
  [
    "is one on the most that there ever is",
    misses([task("b", 5, 20, { deadline: 10 })], best(), polling(2)),
    refuted,
  ],
  [
    "is refused where that is enough",
    misses([task("b", 4, 20, { deadline: 10 })], best(), polling(2)),
    refusal("job 0 of b is unfinished at 10"),
  ],
  [
    "leaves to a task what those above do not take: 2 of 4, and it needs 3",
    misses([task("a", 1, 3), task("b", 3, 20, { deadline: 10 })], best(), polling(2)),
    refuted,
  ],
  [
    "does not ask for jobs below",
    misses([task("b", 2, 20, { deadline: 10 }), task("c", 9, 30)], best(), polling(2)),
    refusal(early),
  ],
  [
    "is not picked by its start",
    misses([b8], best({ start: 1 }), polling(2)),
    refusal("the best supply is not picked"),
  ],
  [
    "is not picked by its cycle",
    misses([b8], best({ cycle: 1 }), polling(2)),
    refusal("the best supply is not picked"),
  ],
  [
    "has nothing above",
    misses([task("b", 5, 7)], best(), {
      above: [{ name: "dma", cost: 1, arrivals: { period: 3, jitter: 0, minDistance: 0 } }],
    }),
    refusal(early),
  ],
  // 2 at once, 2 more 8 later: of 5 due by 10, 4 at most.
  // The most of [2, 4) and [7, 9) of 10 in 8: 2, 3 without, 2, 1 without.
  ["is one on the most of a table", misses([task("b", 5, 20, { deadline: 8 })], best(), table), refuted],
  [
    "is none where the most of a table is enough",
    misses([task("b", 4, 20, { deadline: 8 })], best(), table),
    refusal("job 0 of b is unfinished at 8"),
  ],
  [
    "is none where a table has no pause",
    misses([task("b", 8, 20, { deadline: 8 })], best(), {
      supply: { kind: "table", frame: 10, windows: [[0, 10]] },
    }),
    refusal("job 0 of b is unfinished at 8"),
  ],
  [
    "is one where a table has no window",
    misses([oneIn], best(), { supply: { kind: "table", frame: 10, windows: [] } }),
    refuted,
  ],
  ["is none on a flow, which may all come at once", misses([b8], best(), delayed(1, 2, 4)), refusal(early)],
  [
    "is more work than is ever supplied",
    overrun([task("b", 5, 20, { deadline: 10 })], best(), polling(2)),
    refuted,
  ],
  [
    "is more work than is supplied, not as much",
    overrun([task("b", 4, 20, { deadline: 10 })], best(), polling(2)),
    "vm/g/tasks: most supply in 10 < work due by then: 5 ≤ 4 does not hold",
  ],
  [
    "counts all jobs that are due by then",
    overrun([task("a", 1, 5), task("b", 3, 20, { deadline: 10 })], best(), polling(2)),
    refuted,
  ],
  [
    "counts no job that is due later",
    overrun([task("a", 1, 5, { deadline: 11 }), task("b", 4, 20, { deadline: 10 })], best(), polling(2)),
    "vm/g/tasks: most supply in 10 < work due by then: 5 ≤ 4 does not hold",
  ],
  [
    "counts jobs that are due early after jitter",
    overrun(
      [task("a", 1, 5, { deadline: 11, jitter: 1 }), task("b", 4, 20, { deadline: 10 })],
      best(),
      polling(2),
    ),
    refuted,
  ],
  [
    "counts in parts of a tick",
    overrun([task("b", 4, 20, { deadline: 10 })], best({ scale: 2 }), polling(2)),
    "vm/g/tasks: most supply in 10 < work due by then: 9 ≤ 8 does not hold",
  ],
]);

judged("order under EDF", [
  // b, due at 3, goes first, then a, due at 4.
  [
    "is that of deadlines",
    overrun([task("a", 2, 10, { deadline: 4 }), task("b", 2, 10, { deadline: 3 })], course("a")),
    "vm/g/tasks: it does not hold that job 0 of a is unfinished at 4",
  ],
  [
    "is that of deadlines, and the later one is late",
    overrun([task("a", 2, 10, { deadline: 3 }), task("b", 2, 10, { deadline: 3 })], course("b")),
    refuted,
  ],
  [
    "is that of the model where they are equal",
    overrun([task("a", 2, 10, { deadline: 3 }), task("b", 2, 10, { deadline: 3 })], course("a")),
    "vm/g/tasks: it does not hold that job 0 of a is unfinished at 3",
  ],
  [
    "counts from arrivals, not from releases",
    overrun([task("a", 2, 10, { deadline: 4, jitter: 1 }), task("b", 2, 10, { deadline: 3 })], course("b")),
    refuted,
  ],
]);
