import { certificate, claim, type Fields, judged, model, task, vm } from "./hand-made.ts";
import { windows } from "./hand-made-served.ts";

const calling = (hypercalls: number, window: number, costs: Fields, ofC: Fields = {}): string =>
  certificate({
    model: model(
      [vm("g", [task("c", 1, 30, ofC), task("b", 1, 20, { hypercalls })])],
      { policy: "static" },
      costs,
    ),
    claims: [
      claim("vm/g/task/c", "uncertified"),
      claim("vm/g/task/b", "proved", {
        theorem: "fp-response-time",
        hypotheses: ["guest-work-conserving", "tasks-keep-their-word", "vmm-costs"],
        proof: windows(window),
      }),
    ],
  });

const tooShort = (window: number, less: number, more: number): string =>
  `vm/g/task/b: job 0: work before its end ≤ supply in ${window}: ${less} ≤ ${more} does not hold`;

judged("a task that calls the VMM", [
  ["takes the time of its calls: 1 + 2·3", calling(2, 7, { hypercall: 3 }), "accepted uncertified"],
  ["takes no less", calling(2, 6, { hypercall: 3 }), tooShort(6, 7, 6)],
  ["takes none without calls", calling(0, 1, { hypercall: 3 }), "accepted uncertified"],
  // A section of 2 holds up this one, and the call of the one below for as long as it may not be preempted.
  [
    "is held up in its call",
    calling(0, 5, { hypercall: 3, longestNonPreemptible: 2 }, { hypercalls: 1 }),
    "accepted uncertified",
  ],
  [
    "is not held up by one that does not call",
    calling(0, 3, { hypercall: 3, longestNonPreemptible: 2 }),
    "accepted uncertified",
  ],
  [
    "is held up in its call no less",
    calling(0, 4, { hypercall: 3, longestNonPreemptible: 2 }, { hypercalls: 1 }),
    tooShort(4, 3, 2),
  ],
  [
    "is held up for no longer than its call",
    calling(0, 8, { hypercall: 3, longestNonPreemptible: 4 }, { hypercalls: 1 }),
    "accepted uncertified",
  ],
  [
    "is held up by the longest section of a task",
    calling(0, 7, { hypercall: 3, longestNonPreemptible: 2 }, { hypercalls: 1, nonPreemptible: 4, wcet: 4 }),
    "accepted uncertified",
  ],
]);
