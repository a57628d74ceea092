import { judged, server, task } from "./hand-made.ts";
import { b8, course, delayed, misses, oneIn, refusal, refuted, table } from "./hand-made-course.ts";

const periodic = { supply: server("periodic", 2, 5) };

const edp = { supply: server("edp", 2, 5, 3) };

judged("a supply in a miss", [
  [
    "begins after its longest wait at the latest: 6, and 2 then",
    misses([task("b", 2, 20, { deadline: 7 })], course("b", { start: 6 }), periodic),
    refuted,
  ],
  [
    "begins no later",
    misses([oneIn], course("b", { start: 7 }), periodic),
    "vm/g/task/b: first budget ≤ the longest wait: 7 ≤ 6 does not hold",
  ],
  [
    "is there after that",
    misses([task("b", 2, 20, { deadline: 8 })], course("b", { start: 6 }), periodic),
    refusal("job 0 of b is unfinished at 8"),
  ],
  [
    "comes once in each period",
    misses([task("b", 3, 20, { deadline: 11 })], course("b", { start: 6 }), periodic),
    refuted,
  ],
  [
    "comes in each period",
    misses([task("b", 3, 20, { deadline: 12 })], course("b", { start: 6 }), periodic),
    refusal("job 0 of b is unfinished at 12"),
  ],
  [
    "begins earlier where it is due earlier",
    misses([oneIn], course("b", { start: 5 }), edp),
    "vm/g/task/b: first budget ≤ the longest wait: 5 ≤ 4 does not hold",
  ],
  [
    "is scaled with its wait",
    misses([task("b", 2, 20, { deadline: 7 })], course("b", { start: 12, scale: 2 }), periodic),
    refuted,
  ],
  [
    "has a cycle of its own",
    misses([oneIn], course("b", { start: 6, cycle: 5 }), periodic),
    refusal("a contract has its own cycle"),
  ],
  [
    "of a budget of 0 never comes",
    misses([oneIn], course("b"), { supply: server("periodic", 0, 5) }),
    refuted,
  ],
  [
    "of all of a period is always there",
    misses([oneIn], course("b"), { supply: server("periodic", 5, 5) }),
    refusal("job 0 of b is unfinished at 6"),
  ],
  [
    "of a server has no course",
    misses([oneIn], course("b", { start: 6 }), { supply: server("polling", 2, 5) }),
    refusal("a contract has its own cycle"),
  ],
  [
    "of its own does not begin late",
    misses([oneIn], course("b", { start: 6 })),
    refusal("a processor of its own is always there"),
  ],
  [
    "of its own has no cycle",
    misses([oneIn], course("b", { cycle: 6 })),
    refusal("a processor of its own is always there"),
  ],
  // Half of the time, 4 ticks late: from 4 on one tick of two, or four of eight.
  [
    "at a rate begins after its delay at the latest",
    misses([oneIn], course("b", { start: 5, cycle: 8 }), delayed(1, 2, 4)),
    "vm/g/task/b: first supply ≤ the delay: 5 ≤ 4 does not hold",
  ],
  [
    "at a rate comes in whole parts",
    misses([oneIn], course("b", { start: 4, cycle: 5 }), delayed(1, 2, 4)),
    refusal("the cycle is divided exactly"),
  ],
  [
    "at a rate comes in a cycle",
    misses([oneIn], course("b", { start: 4 }), delayed(1, 2, 4)),
    refusal("the cycle is divided exactly"),
  ],
  [
    "at a rate pauses no longer than its delay",
    misses([oneIn], course("b", { start: 4, cycle: 10 }), delayed(1, 2, 4)),
    "vm/g/task/b: each pause ≤ the delay: 5 ≤ 4 does not hold",
  ],
  [
    "at a rate is there for its share",
    misses([task("b", 3, 20, { deadline: 9 })], course("b", { start: 4, cycle: 2 }), delayed(1, 2, 4)),
    refusal("job 0 of b is unfinished at 9"),
  ],
  [
    "at a rate is there for its share only",
    misses([b8], course("b", { start: 4, cycle: 2 }), delayed(1, 2, 4)),
    refuted,
  ],
  [
    "at a rate is scaled with its delay",
    misses([b8], course("b", { start: 8, cycle: 4, scale: 2 }), delayed(1, 2, 4)),
    refuted,
  ],
  ["at a rate of 0 never comes", misses([oneIn], course("b"), delayed(0, 1, 0)), refuted],
  // [2, 4) and [7, 9) of 10: from 4 on three without, two, three without.
  [
    "of a table begins in any phase",
    misses([task("b", 2, 20, { deadline: 8 })], course("b", { start: 9 }), table),
    refusal("job 0 of b is unfinished at 8"),
  ],
  [
    "of a table comes as its windows do",
    misses([task("b", 3, 20, { deadline: 8 })], course("b", { start: 4 }), table),
    refuted,
  ],
  [
    "of a table is there in its windows",
    misses([task("b", 3, 20, { deadline: 9 })], course("b", { start: 4 }), table),
    refusal("job 0 of b is unfinished at 9"),
  ],
  [
    "of a table is scaled with its phase",
    misses([task("b", 3, 20, { deadline: 8 })], course("b", { start: 8, scale: 2 }), table),
    refuted,
  ],
  [
    "of a table has a cycle of its own",
    misses([b8], course("b", { cycle: 10 }), table),
    refusal("a table has its own cycle"),
  ],
  [
    "of a table without windows never comes",
    misses([b8], course("b"), { supply: { kind: "table", frame: 10, windows: [] } }),
    refuted,
  ],
  [
    "of a table without a pause is always there",
    misses([b8], course("b"), { supply: { kind: "table", frame: 10, windows: [[0, 10]] } }),
    refusal("job 0 of b is unfinished at 8"),
  ],
]);
