import {
  type Case,
  type Claimed,
  certificate,
  claim,
  type Fields,
  hog,
  judged,
  model,
  server,
  task,
  vm,
} from "./hand-made.ts";
import { demand, proved, waiting, windows } from "./hand-made-served.ts";

const served = ["guest-work-conserving", "tasks-keep-their-word", "vmm-costs", "vmm-enforces-budgets"];

const fits = (window: number): Claimed =>
  claim("vm/g/server", "proved", {
    theorem: "server-response-time",
    hypotheses: ["interrupts-keep-their-word", "vmm-costs", "vmm-enforces-budgets"],
    proof: { kind: "server-window", window },
  });

const inTime = (proof: Fields, hypotheses: readonly string[], rests: readonly string[]): Claimed =>
  claim("vm/g/task/b", "proved", {
    theorem: "fp-response-time",
    hypotheses: [...served, ...hypotheses].sort(),
    rests,
    proof,
  });

const guest = (supply: Fields, more: Fields = {}): Fields => vm("g", [task("b", 1, 20)], { supply, ...more });

/** A task of 1 in 20 in a server of 2 in 5 that is scheduled by priorities. */
const onServer = (kind: string, window: number, ...hypotheses: readonly string[]): string =>
  certificate({
    model: model([guest(server(kind, 2, 5))], { policy: "fixed-priority" }),
    claims: [fits(2), inTime(windows(window), hypotheses, ["vm/g/server"])],
  });

const late = (window: number): string =>
  `vm/g/task/b: job 0: work before its end ≤ supply in ${window}: 1 ≤ 0 does not hold`;

judged("a guest in a server", [
  ["waits two periods less two budgets", onServer("periodic-idling", 7), proved],
  ["waits no less", onServer("periodic-idling", 6), late(6)],
  ["waits for the next period where its server does not wait for it", onServer("polling", 9), proved],
  ["waits no less where its server does not wait for it", onServer("polling", 8), late(8)],
  ["waits two periods less two budgets for a deferrable one", onServer("deferrable", 7), proved],
  ["rests on a sporadic server that is right", onServer("sporadic", 7, "sporadic-server-correct"), proved],
  [
    "says so",
    onServer("sporadic", 7),
    `vm/g/task/b: it does not hold that the hypotheses are ${[...served, "sporadic-server-correct"].sort().join(" ")}`,
  ],
  [
    "rests on a contract that is a periodic server",
    onServer("periodic", 7, "contract-is-periodic-server"),
    proved,
  ],
  [
    "says that, too",
    onServer("periodic", 7),
    `vm/g/task/b: it does not hold that the hypotheses are ${[...served, "contract-is-periodic-server"].sort().join(" ")}`,
  ],
  [
    "has no supply but the server's",
    certificate({
      model: model([guest(server("polling", 2, 5))], { policy: "fixed-priority" }),
      claims: [fits(2), inTime(windows(9), [], [])],
    }),
    "vm/g/task/b: it does not hold that the claim rests on vm/g/server",
  ],
  [
    "fills cold caches when others have run",
    certificate({
      model: model(
        [guest(server("periodic-idling", 2, 5)), hog("h")],
        { policy: "fixed-priority" },
        { cacheRefill: 1 },
      ),
      claims: [claim("vm/g/server", "uncertified"), inTime(windows(7), [], ["vm/g/server"])],
    }),
    "vm/g/task/b: nothing is known that this VM could count on",
  ],
  [
    "fills none when it is alone",
    certificate({
      model: model(
        [guest(server("periodic-idling", 2, 5))],
        { policy: "fixed-priority" },
        { cacheRefill: 1 },
      ),
      claims: [claim("vm/g/server", "uncertified"), inTime(windows(7), [], ["vm/g/server"])],
    }),
    "accepted uncertified",
  ],
]);

const covered = claim("core/0/servers", "proved", {
  ...demand,
  proof: { kind: "edf-cover", cover: [[5, 0]], tail: { kind: "linear" } },
});

const byDeadline = model([guest(server("polling", 2, 5))], { policy: "edf" });

const onCore = inTime(windows(9), [], ["core/0/servers"]);

judged("a guest in a server below EDF", [
  ["rests on all servers of its core", certificate({ model: byDeadline, claims: [covered, onCore] }), proved],
  [
    "rests on nothing less",
    certificate({ model: byDeadline, claims: [covered, { ...onCore, rests: ["vm/g/server"] }] }),
    "vm/g/task/b: it does not hold that the claim rests on core/0/servers",
  ],
  [
    "may rest on servers of which one is told of as beyond judgement",
    certificate({ model: byDeadline, claims: [claim("vm/g/server", "no-bound"), onCore] }),
    "accepted no-bound",
  ],
  [
    "has its servers told of",
    certificate({ model: byDeadline, claims: [onCore] }),
    "claims: leave out core/0/servers, which the model demands",
  ],
  [
    "has no servers told of as beyond judgement that are not",
    certificate({ model: byDeadline, claims: [covered, claim("vm/g/server", "uncertified"), onCore] }),
    "claims: hold vm/g/server, which the model does not demand, or hold it twice",
  ],
]);

const halves = ["interrupts-keep-their-word", "vmm-costs", "vmm-enforces-budgets"];

const handled = (vms: readonly Fields[], window: number, more: Fields = {}, costs: Fields = {}): string =>
  certificate({
    model: model(vms, { policy: "fixed-priority", interrupts: [waiting()], ...more }, costs),
    claims: [
      claim("interrupt/irq", "proved", {
        theorem: "interrupt-latency",
        hypotheses: halves,
        rests: ["vm/g/server"],
        proof: {
          kind: "latency",
          atOnce: null,
          bound: window,
          owners: [{ vm: "g", windows: [window], cycle: null }],
        },
      }),
      claim("vm/g/server", "uncertified"),
    ],
  });

const short = (window: number, more: number): string =>
  `interrupt/irq: event 1: handlers up to its own ≤ supply in ${window}: 2 ≤ ${more} does not hold`;

judged("a bottom half in a server", [
  // After 8 ticks 2 in 5: 1 for the top half, 2 for its own.
  [
    "waits for its budget, less what interrupts take",
    handled([hog("g", { supply: server("polling", 2, 5) })], 14),
    "accepted uncertified",
  ],
  ["waits no less", handled([hog("g", { supply: server("polling", 2, 5) })], 13), short(13, 1)],
  [
    "waits for a section of the VMM",
    handled([hog("g", { supply: server("polling", 2, 5) })], 15, {}, { longestNonPreemptible: 1 }),
    "accepted uncertified",
  ],
  [
    "waits for a section of the VMM no less",
    handled([hog("g", { supply: server("polling", 2, 5) })], 14, {}, { longestNonPreemptible: 1 }),
    short(14, 1),
  ],
]);

const polled = { kind: "polled", period: 3 };

const beside = (
  name: string,
  interrupts: readonly Fields[],
  lemmas: readonly Fields[],
  window: number,
  expected: string,
  wcet = 1,
): Case => [
  name,
  certificate({
    model: model([guest(server("polling", 2, 5), { tasks: [task("b", wcet, 40)] })], {
      policy: "fixed-priority",
      interrupts,
    }),
    claims: [
      claim("vm/g/server", "uncertified"),
      inTime(windows(window), ["interrupts-keep-their-word"], ["vm/g/server"]),
    ],
    lemmas,
  }),
  expected,
];

const lemma = { source: "irq", windows: [1], delay: 1, cycle: null };

judged("a guest whose server holds bottom halves as well", [
  // 1 and 2 of the half in 8 + 5 + 1.
  beside("waits for them", [waiting({ deadline: null })], [lemma], 14, "accepted uncertified"),
  beside(
    "waits for them no less",
    [waiting({ deadline: null })],
    [lemma],
    13,
    "vm/g/task/b: job 0: work before its end ≤ supply in 13: 1 ≤ 0 does not hold",
  ),
  // 6 in 20, in which two halves may fall: one a tick late, the next at once.
  beside(
    "counts how late they come",
    [waiting({ deadline: null })],
    [lemma],
    20,
    "vm/g/task/b: job 0: work before its end ≤ supply in 20: 4 ≤ 2 does not hold",
    4,
  ),
  beside(
    "needs to know how late they come",
    [waiting({ deadline: null })],
    [],
    14,
    "vm/g/task/b: nothing is known that this VM could count on",
  ),
  beside(
    "waits for those that come together: late by the poll and its top half",
    [waiting({ deadline: null, notice: polled })],
    [{ source: "irq", windows: [1], delay: 1, cycle: null }],
    14,
    "accepted uncertified",
  ),
]);
