import { type Fields, judged, task } from "./hand-made.ts";
import { covered, linear } from "./hand-made-cover.ts";

const section = (resource: string, length: number): Fields => ({ sections: [{ resource, length }] });

/** What may hold up `a`, due after 4 of every 10, below 20. */
const held = (more: Fields, ofA: Fields = {}): string =>
  covered(
    [task("a", 2, 10, { deadline: 4, ...ofA }), task("b", 3, 20, more)],
    [
      [20, 6],
      [14, 4],
      [4, 0],
    ],
    linear,
  );

const two = "accepted proved";

const three = "vm/g/tasks: demand below 20 and blocking of 3 ≤ supply in 6: 7 ≤ 6 does not hold";

const declared = (top: number): string =>
  covered([task("a", 1, 10, { deadline: 5, blocking: 4 })], [[top, 0]], linear);

judged("blocking", [
  ["of two ticks without preemption fits", held({ nonPreemptible: 2 }), two],
  ["of three does not", held({ nonPreemptible: 3 }), three],
  ["on a shared resource counts", held(section("r", 3), section("r", 1)), three],
  ["on a shared resource fits", held(section("r", 2), section("r", 1)), two],
  ["on a resource of its own does not count", held(section("r", 3), section("s", 1)), two],
  ["is the longer of both", held({ ...section("r", 2), nonPreemptible: 3 }, section("r", 1)), three],
  ["of no one that does not run does not count", held({ nonPreemptible: 3, wcet: 0 }), two],
  ["that is declared counts on top", held({ nonPreemptible: 2 }, { blocking: 1 }), three],
  ["that is declared of what is due later does not count", held({ nonPreemptible: 2, blocking: 1 }), two],
  ["that is declared counts in long windows as well: t/10 + 1/2 + 4", declared(5), "accepted proved"],
  [
    "that is declared may be too much there",
    declared(4),
    "vm/g/tasks: the line of the demand at 4 ≤ that of the supply: 49 ≤ 40 does not hold",
  ],
  [
    "of a job that is not preempted is all of it",
    covered(
      [task("a", 2, 10, { deadline: 5 }), task("b", 3, 20)],
      [
        [20, 7],
        [15, 5],
        [5, 0],
      ],
      linear,
      { preemptive: false },
    ),
    "accepted proved",
  ],
  [
    "of a job that is not preempted is nothing less",
    covered(
      [task("a", 2, 10, { deadline: 5 }), task("b", 4, 20)],
      [
        [20, 8],
        [15, 5],
        [5, 0],
      ],
      linear,
      { preemptive: false },
    ),
    "vm/g/tasks: demand below 15 and blocking of 4 ≤ supply in 5: 6 ≤ 5 does not hold",
  ],
]);
