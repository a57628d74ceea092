import { certificate, claim, type Fields, hog, judged, model, server, task, vm } from "./hand-made.ts";
import { demand, proved, waiting } from "./hand-made-served.ts";

/** Two VMs of which `g`, scheduled by EDF and below switches, has a server that is served piece by piece. */
const pieces = (of: Fields, horizon: number, more: Fields = {}): string => {
  const open = (of["tasks"] as readonly Fields[]).map(({ name }) =>
    claim(`vm/g/task/${name}`, "uncertified"),
  );
  return certificate({
    model: model([of], { policy: "edf", ...more }, { vmSwitch: 1 }),
    claims: [
      claim("core/0/servers", "proved", { ...demand, proof: { kind: "servers-sweep", horizon } }),
      ...open,
    ],
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
