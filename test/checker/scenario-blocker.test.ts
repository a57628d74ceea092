import { type Fields, judged, task } from "./hand-made.ts";
import { b, course, misses, overrun, refusal, refuted } from "./hand-made-course.ts";

const section = (resource: string, length: number): Fields => ({ sections: [{ resource, length }] });

const holds = (holder: string, length: number, scale = 1): Fields => ({
  blocker: { task: holder, section: length },
  scale,
});

const top = task("a", 2, 4);

const low = (more: Fields): Fields => task("z", 5, 40, more);

const blocked = (more: Fields, proof: Fields, ofA: Fields = {}): string =>
  misses([{ ...top, ...ofA }, low(more)], course("a", proof));

const ofA = (what: string): string => `vm/g/task/a: it does not hold that ${what}`;

judged("a section that is under way", [
  // A section of 4 has been entered less than a tick before: 3 of it are left, and a needs 2 of 4.
  ["holds a job up", blocked({ nonPreemptible: 4 }, holds("z", 4)), refuted],
  [
    "began before all others",
    blocked({ nonPreemptible: 3 }, holds("z", 3)),
    ofA("job 0 of a is unfinished at 4"),
  ],
  ["began a part of a tick before", blocked({ nonPreemptible: 3 }, holds("z", 6, 2)), refuted],
  [
    "is no longer than it may be",
    blocked({ nonPreemptible: 3 }, holds("z", 4)),
    "vm/g/task/a: section of the blocker z ≤ its longest that counts: 4 ≤ 3 does not hold",
  ],
  [
    "is no longer than it may be, in parts of a tick",
    blocked({ nonPreemptible: 3 }, holds("z", 7, 2)),
    "vm/g/task/a: section of the blocker z ≤ its longest that counts: 7 ≤ 6 does not hold",
  ],
  [
    "may be one on a resource that is shared",
    blocked(section("r", 4), holds("z", 4), section("r", 1)),
    refuted,
  ],
  [
    "is not one on a resource that is not",
    blocked(section("r", 4), holds("z", 4), section("s", 1)),
    "vm/g/task/a: section of the blocker z ≤ its longest that counts: 4 ≤ 0 does not hold",
  ],
  [
    "is one of a task that is there",
    blocked({ nonPreemptible: 4 }, holds("y", 4)),
    "vm/g/task/a: the blocker is none of the tasks",
  ],
  [
    "is one of a task with work",
    blocked({ nonPreemptible: 4, wcet: 0 }, holds("z", 4)),
    ofA("the blocker has work"),
  ],
  [
    "is not one of its own",
    blocked({ nonPreemptible: 4 }, holds("a", 4), { nonPreemptible: 4 }),
    ofA("the blocker is due later, or has lower priority"),
  ],
  [
    "is not one of a task above",
    misses([top, { ...b, nonPreemptible: 4 }], course("b", holds("a", 4))),
    refusal("the blocker is due later, or has lower priority"),
  ],
  ["may be of no length", blocked({}, holds("z", 0)), ofA("job 0 of a is unfinished at 4")],
]);

const due = (deadline: number, more: Fields = {}): Fields => task("z", 5, 40, { deadline, ...more });

const overrunBy = (z: Fields, proof: Fields, ofTop: Fields = {}): string =>
  overrun([{ ...top, ...ofTop }, z], course("a", proof));

judged("a section under way, under EDF", [
  ["holds a job up that is due earlier", overrunBy(due(20, { nonPreemptible: 4 }), holds("z", 4)), refuted],
  [
    "does not hold a job up that is due with it",
    overrunBy(due(4, { nonPreemptible: 4 }), holds("z", 4)),
    "vm/g/tasks: it does not hold that the blocker is due later, or has lower priority",
  ],
  [
    "is one of a job that is due later after jitter",
    overrunBy(due(5, { nonPreemptible: 4, jitter: 1 }), holds("z", 4)),
    "vm/g/tasks: it does not hold that the blocker is due later, or has lower priority",
  ],
  [
    "may be one on a resource of jobs that are due",
    overrunBy(due(20, section("r", 4)), holds("z", 4), section("r", 1)),
    refuted,
  ],
  [
    "is not one on a resource of jobs that are due later",
    overrun([top, due(20, section("r", 4)), task("y", 1, 30, section("r", 1))], course("a", holds("z", 4))),
    "vm/g/tasks: section of the blocker z ≤ its longest that counts: 4 ≤ 0 does not hold",
  ],
  // 2 due by 4, and a section of 4 entered just before: more than 4.
  [
    "is on top of what is due",
    overrun([top, due(20, { nonPreemptible: 4 })], course("a", { ...holds("z", 4), world: "best" })),
    refuted,
  ],
  [
    "is on top of what is due, and not enough",
    overrun([top, due(20, { nonPreemptible: 3 })], course("a", { ...holds("z", 3), world: "best" })),
    "vm/g/tasks: most supply in 4 < work due by then: 5 ≤ 4 does not hold",
  ],
]);
