import {
  type Claimed,
  certificate,
  claim,
  type Fields,
  hog,
  judged,
  model,
  server,
  source,
  task,
  vm,
} from "./hand-made.ts";
import { byPriority, g, h, irq, second } from "./hand-made-host.ts";

const within = (window: number): Partial<Claimed> => byPriority({ kind: "server-window", window });

const ok = "accepted uncertified";

const idling: Fields = { supply: server("periodic-idling", 3, 10) };

const short = (window: number, less: number, more: number): string =>
  `vm/h/server: budget, switches and a section of the VMM ≤ what is left of ${window}: ${less} ≤ ${more} does not hold`;

const unlimited = "vm/h/server: it does not hold that all that goes before the budget is limited";

judged("the window of a server", [
  ["holds its budget and all above: 3 + 2 in 5", second(within(5), g("polling"), h()), ok],
  ["is refused where it is too short", second(within(4), g("polling"), h()), short(4, 3, 2)],
  [
    "holds budgets that come back to back: 3 + 2·⌈(7 + 3)/5⌉ in 7",
    second(within(7), g("deferrable"), h()),
    ok,
  ],
  ["is refused where budgets may come back to back", second(within(6), g("deferrable"), h()), short(6, 3, 2)],
  [
    "ends by the deadline",
    second(within(7), g("deferrable"), h({ supply: server("polling", 3, 10, 6) })),
    "vm/h/server: window ≤ deadline of the server: 7 ≤ 6 does not hold",
  ],
  ["may be longer than it has to be", second(within(10), g("polling"), h()), ok],
  [
    "may be nothing where nothing is asked",
    second(within(0), g("polling"), h({ supply: server("polling", 0, 10) })),
    ok,
  ],
  [
    "is positive where the VMM may hold the core",
    second(
      within(0),
      g("polling"),
      h({ supply: server("polling", 0, 10) }),
      {},
      { longestNonPreemptible: 1 },
    ),
    "vm/h/server: it does not hold that the window is positive",
  ],
  [
    "is positive where budget is asked for",
    second(within(0), g("polling"), h()),
    "vm/h/server: it does not hold that the window is positive",
  ],
  [
    "holds a section of the VMM: 3 + 2·2 + 1 in 8",
    second(within(8), g("polling"), h(), {}, { longestNonPreemptible: 1 }),
    ok,
  ],
  [
    "is refused without room for a section",
    second(within(5), g("polling"), h(), {}, { longestNonPreemptible: 1 }),
    short(5, 3, 2),
  ],
  ["holds interrupts", second(within(8), g("polling"), h(), irq()), ok],
  ["is refused without room for interrupts", second(within(5), g("polling"), h(), irq()), short(5, 3, 2)],
  [
    "is of a kind that is known",
    second(byPriority({ kind: "window", window: 5 }), g("polling"), h()),
    "proof.kind: is none of server-window",
  ],
  [
    "is refused where an interrupt takes quanta",
    second(within(10), g("polling"), h(), irq({ delivery: "rest-of-quantum", target: "g" })),
    unlimited,
  ],
  [
    "counts each switch of an idling server: 3 + 2·1 + 2 + 2·1 in 10, and one held",
    second(
      within(10),
      g("periodic-idling", { supply: server("periodic-idling", 2, 10) }),
      h(idling),
      {},
      { vmSwitch: 1 },
    ),
    ok,
  ],
  [
    "is refused without room for switches",
    second(
      within(9),
      g("periodic-idling", { supply: server("periodic-idling", 2, 10) }),
      h(idling),
      {},
      { vmSwitch: 1 },
    ),
    short(9, 5, 4),
  ],
  [
    "counts cold caches with each switch",
    second(
      within(10),
      g("periodic-idling", { supply: server("periodic-idling", 2, 10) }),
      h(idling),
      {},
      { vmSwitch: 1, cacheRefill: 1 },
    ),
    short(10, 7, 3),
  ],
  [
    "is refused where nothing limits switches",
    second(within(10), g("polling"), h(), {}, { vmSwitch: 1 }),
    unlimited,
  ],
  [
    "is refused where nothing limits switches above",
    second(within(10), g("polling"), h(idling), {}, { vmSwitch: 1 }),
    unlimited,
  ],
  [
    "counts switches that are declared: 3 + 2 + 2·2 above, and one held",
    second(
      within(10),
      g("polling", { activations: 1, supply: server("polling", 2, 10) }),
      h({ activations: 1 }),
      {},
      { vmSwitch: 1 },
    ),
    ok,
  ],
  [
    "counts each switch that is declared",
    second(
      within(10),
      g("polling", { activations: 2, supply: server("polling", 2, 10) }),
      h({ activations: 1 }),
      {},
      { vmSwitch: 1 },
    ),
    short(10, 5, 3),
  ],
  [
    "counts a switch for each job: 1 + ⌈10/10⌉ of them",
    second(
      within(10),
      vm("g", [task("a", 1, 10)], { priority: 1, supply: server("polling", 1, 10) }),
      h({ activations: 1, supply: server("polling", 1, 10) }),
      {},
      { vmSwitch: 1 },
    ),
    ok,
  ],
  [
    "counts a switch for each job that may come in a period",
    second(
      within(10),
      vm("g", [task("a", 1, 9)], { priority: 1, supply: server("polling", 1, 10) }),
      h({ activations: 1, supply: server("polling", 1, 10) }),
      {},
      { vmSwitch: 1 },
    ),
    short(10, 3, 2),
  ],
  [
    "is refused where replenishments of a sporadic server are not limited",
    second(
      within(10),
      vm("g", [task("a", 1, 10)], { priority: 1, supply: server("sporadic", 1, 10) }),
      h({ activations: 1 }),
      {},
      { vmSwitch: 1 },
    ),
    unlimited,
  ],
  [
    "counts tasks of a VM without a server: 3 + 2·⌈5/8⌉ in 5",
    second(within(5), vm("g", [task("a", 2, 8)], { priority: 1 }), h()),
    ok,
  ],
  [
    "counts switches for each of them",
    second(within(9), vm("g", [task("a", 2, 8)], { priority: 1 }), h(idling), {}, { vmSwitch: 1 }),
    short(9, 5, 0),
  ],
  [
    "is refused below a VM that may always run",
    second(within(10), hog("g", { priority: 1 }), h()),
    unlimited,
  ],
  [
    "is refused below halves that come from another core unseen",
    second(within(10), vm("g", [task("a", 2, 8)], { priority: 1 }), h(), {
      cores: 2,
      interrupts: [source("irq", 20, 1, { core: 1, delivery: "when-scheduled", target: "g", bottomHalf: 1 })],
    }),
    unlimited,
  ],
  [
    "counts halves of its own core: 3 + 2 + 1 + 1 in 7",
    second(
      within(7),
      vm("g", [task("a", 2, 8)], { priority: 1 }),
      h(),
      irq({ delivery: "when-scheduled", target: "g", bottomHalf: 1 }),
    ),
    ok,
  ],
  [
    "is refused without room for halves of its own core",
    second(
      within(6),
      vm("g", [task("a", 2, 8)], { priority: 1 }),
      h(),
      irq({ delivery: "when-scheduled", target: "g", bottomHalf: 1 }),
    ),
    short(6, 3, 2),
  ],
]);

const unordered = (period: number, ofH: number, more: Fields = {}): string =>
  second(
    within(3),
    hog("g", { supply: server("polling", 2, period), ...more }),
    hog("h", { supply: server("polling", 3, ofH), ...more }),
  );

judged("the order of servers", [
  ["is that of their periods where none is written", unordered(12, 10), ok],
  ["is that of the model where periods are equal", unordered(10, 10), short(3, 3, 1)],
  [
    "ends with a VM without a period",
    second(within(3), vm("g", [task("a", 2, 8)]), hog("h", { supply: server("polling", 3, 10) })),
    ok,
  ],
  [
    "ends with a VM of a contract without a period",
    certificate({
      model: model(
        [
          vm("g", [task("a", 2, 8)], { supply: { kind: "dedicated" } }),
          hog("h", { supply: server("polling", 3, 10) }),
        ],
        { policy: "fixed-priority" },
      ),
      claims: [
        claim("vm/g/contract", "uncertified"),
        claim("vm/g/task/a", "uncertified"),
        claim("vm/h/server", "proved", within(3)),
      ],
    }),
    ok,
  ],
  [
    "begins with a VM that has a period",
    second(
      within(3),
      vm("g", [task("a", 2, 8)], { supply: null }),
      hog("h", { supply: server("polling", 3, 10) }),
    ),
    ok,
  ],
  [
    "is that of the model where no VM has a period",
    certificate({
      model: model([vm("g", [task("b", 2, 8)]), vm("h", [task("a", 2, 8)])], { policy: "fixed-priority" }),
      claims: [
        claim("vm/g/task/b", "uncertified"),
        claim("vm/h/task/a", "proved", {
          theorem: "fp-response-time",
          hypotheses: [
            "guest-work-conserving",
            "interrupts-keep-their-word",
            "tasks-keep-their-word",
            "vmm-costs",
          ],
          proof: { kind: "fp-windows", windows: [2], bound: 2, cycle: null },
        }),
      ],
    }),
    "vm/h/task/a: job 0: work before its end ≤ supply in 2: 2 ≤ 0 does not hold",
  ],
  [
    "is refused below a VM whose wake-ups no one limits",
    second(
      within(10),
      vm("g", [task("a", 1, 10)], { priority: 1, supply: server("polling", 1, 10) }),
      h({ activations: 1 }),
      {
        cores: 2,
        interrupts: [
          source("irq", 20, 1, { core: 1, delivery: "when-scheduled", target: "g", bottomHalf: 1 }),
        ],
      },
      { vmSwitch: 1 },
    ),
    unlimited,
  ],
  // In 1 there are 1 − 2 − 1 left, of which nothing is asked.
  [
    "is any for a budget of nothing below all",
    second(within(1), g("polling"), h({ supply: server("polling", 0, 10) }), irq()),
    ok,
  ],
  [
    "is that of a section even for a budget of nothing",
    second(within(1), g("polling"), h({ supply: server("polling", 0, 10) }), irq(), {
      longestNonPreemptible: 1,
    }),
    short(1, 0, -3),
  ],
  ["is that of numbers where they are written", second(within(3), g("polling", { priority: 3 }), h()), ok],
]);
