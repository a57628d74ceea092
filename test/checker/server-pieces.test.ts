import { certificate, claim, type Fields, hog, judged, model, server, task, vm } from "./hand-made.ts";
import { demand, proved, waiting } from "./hand-made-served.ts";

/** Two VMs of which `g`, scheduled by EDF and below switches, has a server that is served piece by piece. */
const pieces = (of: Fields, horizon: number, more: Fields = {}, lemmas: readonly Fields[] = []): string => {
  const open = (of["tasks"] as readonly Fields[]).map(({ name }) =>
    claim(`vm/g/task/${name}`, "uncertified"),
  );
  return certificate({
    model: model([of], { policy: "edf", ...more }, { vmSwitch: 1 }),
    claims: [
      claim("core/0/servers", "proved", { ...demand, proof: { kind: "servers-sweep", horizon } }),
      ...open,
    ],
    lemmas,
  });
};

const cbs = server("hard-cbs", 2, 10);

judged("a server that is switched in for each wake-up", [
  // 2t/10, and switches of 2 for up to ⌈(t + 10)/10⌉ rounds of 1: 2t/10 + 4 + 1 held, from 10 on.
  ["fits with the switches that are declared", pieces(hog("g", { supply: cbs, activations: 1 }), 60), proved],
  [
    "does not fit with too many of them",
    pieces(hog("g", { supply: cbs, activations: 3 }), 99),
    "core/0/servers: in windows of 10: asked ≤ given: 20 ≤ 9 does not hold",
  ],
  [
    "fits with a switch for each job and each period",
    pieces(vm("g", [task("b", 1, 20)], { supply: cbs }), 60),
    "accepted uncertified",
  ],
  [
    "does not fit with too many jobs",
    pieces(vm("g", [task("b", 1, 3)], { supply: cbs }), 60),
    "core/0/servers: slope of the demand ≤ slope of the supply: 32 ≤ 30 does not hold",
  ],
  [
    "is refused where nothing limits wake-ups",
    pieces(hog("g", { supply: cbs }), 60),
    "core/0/servers: nothing limits how often a server is switched in",
  ],
  [
    "is refused where nothing limits wake-ups from another core",
    pieces(vm("g", [task("b", 1, 20)], { supply: cbs }), 60, {
      cores: 2,
      interrupts: [waiting({ core: 1, deadline: null })],
    }),
    "core/0/servers: nothing limits how often a server is switched in",
  ],
]);

/** Halves every 22 that wake `g` up, each up to 2 late: by its top half of 1, behind a switch of 1. */
const woken = (budget: number, delay: number, horizon: number): string =>
  pieces(
    vm("g", [task("b", 1, 20)], { supply: server("hard-cbs", budget, 20) }),
    horizon,
    { interrupts: [waiting({ deadline: null, arrivals: { period: 22, jitter: 0, minDistance: 0 } })] },
    [{ source: "irq", windows: [2], delay, cycle: null }],
  );

judged("a server that halves wake up", [
  // In 20: the budget, two rounds, two jobs and two halves, the first of them late, in 20 less a switch and a top half.
  ["fits beside halves that are late", woken(6, 2, 60), "accepted uncertified"],
  [
    "does not fit where two late halves are one too many",
    woken(7, 2, 60),
    "core/0/servers: in windows of 20: asked ≤ given: 19 ≤ 18 does not hold",
  ],
  // 7/11·t + 90/11 ≤ t from 22.5 on: 244/11 ≤ 22 does not hold. Without the delay it would, from 22 on.
  ["is swept until its line stays below with late halves", woken(6, 2, 23), "accepted uncertified"],
  [
    "is swept no shorter",
    woken(6, 2, 22),
    "core/0/servers: the line of the demand at 22 ≤ that of the supply: 2078489600 ≤ 2061452800 does not hold",
  ],
  [
    "is held against the delay of its halves that is shown",
    woken(7, 0, 60),
    "lemma on irq: it does not hold that the delay is the longest shown, 2",
  ],
]);

const lateOnCore = (name: string, budget: number, more: Fields = {}): string =>
  certificate({
    model: model(
      [
        hog("g", { supply: server("polling", 3, 5) }),
        hog("h", { supply: server("polling", budget, 5), ...more }),
      ],
      { policy: "edf" },
    ),
    claims: [
      claim("core/0/servers", "refuted", { ...demand, proof: { kind: "late-budget", task: name, job: 0 } }),
    ],
  });

judged("a budget that is late below EDF", [
  ["is that of any server: 3 and 3 in 5", lateOnCore("h", 3), "accepted refuted"],
  [
    "is that of a server that is late",
    lateOnCore("g", 3),
    "core/0/servers: it does not hold that budget 0 of g is unfinished at 5",
  ],
  [
    "is none where both fit",
    lateOnCore("h", 2),
    "core/0/servers: it does not hold that budget 0 of h is unfinished at 5",
  ],
  [
    "is behind earlier deadlines",
    lateOnCore("g", 3, { supply: server("polling", 3, 5, 4) }),
    "accepted refuted",
  ],
  [
    "is before later deadlines",
    lateOnCore("h", 3, { supply: server("polling", 3, 5, 4) }),
    "core/0/servers: it does not hold that budget 0 of h is unfinished at 4",
  ],
  [
    "is one of a VM that is there",
    lateOnCore("x", 3),
    "core/0/servers: the late server is not the claim's, or may not use its whole budget",
  ],
]);
