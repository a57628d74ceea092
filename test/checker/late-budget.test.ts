import { type Fields, judged, server, task, vm } from "./hand-made.ts";
import { byPriority, g, h, irq, not, second } from "./hand-made-host.ts";

const late = (name: string, job = 0): Fields => ({ kind: "late-budget", task: name, job });

const tight = (more: Fields = {}): Fields => h({ supply: server("polling", 3, 10, 4), ...more });

const notLate = (what: string): string => `vm/h/server: it does not hold that ${what}`;

const refuted = "accepted refuted";

judged("a budget that is late", [
  ["is replayed: 2 above, and 3 in 4", second(byPriority(late("h")), g("polling"), tight()), refuted],
  [
    "is refused where it is in time",
    second(byPriority(late("h")), g("polling"), h()),
    notLate("budget 0 of h is unfinished at 10"),
  ],
  ["may be a later one", second(byPriority(late("h", 1)), g("polling"), tight()), refuted],
  [
    "is refused where a later one is in time",
    second(
      byPriority(late("h", 1)),
      g("polling", { supply: server("polling", 2, 20) }),
      h({ supply: server("polling", 3, 10, 4) }),
    ),
    notLate("budget 1 of h is unfinished at 14"),
  ],
  ["is the claim's own", second(byPriority(late("g")), g("polling"), tight()), not],
  ["is one of a VM that is there", second(byPriority(late("x")), g("polling"), tight()), not],
  [
    "is surely used",
    second(
      byPriority(late("h")),
      g("polling"),
      vm("h", [task("b", 3, 10)], { priority: 2, supply: server("polling", 3, 10, 4) }),
    ),
    not,
  ],
  [
    "is used by a server that idles",
    second(
      byPriority(late("h")),
      g("polling"),
      vm("h", [task("b", 3, 10)], { priority: 2, supply: server("periodic-idling", 3, 10, 4) }),
    ),
    refuted,
  ],
  [
    "is late below what is surely used only",
    second(
      byPriority(late("h")),
      vm("g", [task("a", 2, 5)], { priority: 1, supply: server("polling", 2, 5) }),
      tight(),
    ),
    notLate("budget 0 of h is unfinished at 4"),
  ],
  [
    "is late below what goes before it only",
    second(byPriority(late("h")), g("polling", { priority: 3 }), tight()),
    notLate("budget 0 of h is unfinished at 4"),
  ],
  [
    "is more than nothing",
    second(byPriority(late("h")), g("polling"), h({ supply: server("polling", 0, 10, 4) })),
    notLate("the late server has a budget"),
  ],
  [
    "may be so because of interrupts",
    second(
      byPriority(late("h")),
      g("polling", { supply: server("polling", 0, 5) }),
      tight(),
      irq({ topHalf: 2 }),
    ),
    refuted,
  ],
  [
    "is refused where interrupts are too few",
    second(byPriority(late("h")), g("polling", { supply: server("polling", 0, 5) }), tight(), irq()),
    notLate("budget 0 of h is unfinished at 4"),
  ],
  [
    "counts interrupts that surely come only",
    second(
      byPriority(late("h")),
      g("polling", { supply: server("polling", 0, 5) }),
      tight(),
      irq({ topHalf: 2, ring: 1 }),
    ),
    notLate("budget 0 of h is unfinished at 4"),
  ],
  [
    "counts no switch for an interrupt",
    second(byPriority(late("h")), g("polling", { supply: server("polling", 0, 5) }), tight(), irq(), {
      vmSwitch: 1,
    }),
    notLate("budget 0 of h is unfinished at 4"),
  ],
  [
    "is told of by kind",
    second(byPriority({ kind: "late-budget", task: "h", job: -1 }), g("polling"), tight()),
    "proof.job: is negative",
  ],
]);
