import { type Claimed, certificate, claim, type Fields, hog, judged, model, server } from "./hand-made.ts";
import { core, irq, of, under } from "./hand-made-host.ts";

const byDeadline = under("server-demand");

/** The servers of a core below EDF or SEDF. */
function together(
  shown: Partial<Claimed>,
  vms: readonly Fields[],
  more: Fields = {},
  costs: Fields = {},
): string {
  const verdict = (shown.proof as Fields)["kind"] === "late-budget" ? "refuted" : "proved";
  const open = vms.flatMap((each) =>
    (each["tasks"] as readonly Fields[]).map(({ name }) => `vm/${each["name"]}/task/${name}`),
  );
  return certificate({
    model: model(vms, { policy: "edf", ...more }, costs),
    claims: [claim("core/0/servers", verdict, shown), ...open.map((id) => claim(id, "uncertified"))],
  });
}

const cover = (points: readonly (readonly number[])[], tail: Fields): Partial<Claimed> =>
  byDeadline({ kind: "edf-cover", cover: points, tail });

const swept = (horizon: number): Partial<Claimed> => byDeadline({ kind: "servers-sweep", horizon });

const proved = "accepted proved";

const linear: Fields = { kind: "linear" };

judged("servers that do not keep their budgets", [
  [
    "fit under a cover: 2/5 and 3/10",
    together(cover([[5, 0]], linear), [of("g", "polling", 2, 5), of("h", "polling", 3, 10)]),
    proved,
  ],
  [
    "fit under SEDF as well",
    together(cover([[5, 0]], linear), [of("g", "polling", 2, 5), of("h", "polling", 3, 10)], {
      policy: "sedf",
    }),
    proved,
  ],
  [
    "are due at their periods' ends under SEDF",
    together(
      cover([[5, 0]], linear),
      [hog("g", { supply: server("edp", 2, 5, 3) }), of("h", "polling", 3, 10)],
      { policy: "sedf" },
    ),
    proved,
  ],
  [
    "are due at their deadlines under EDF",
    together(cover([[5, 0]], linear), [
      hog("g", { supply: server("edp", 2, 5, 3) }),
      of("h", "polling", 3, 10),
    ]),
    core("demand below 5 and blocking of 0 ≤ supply in 0: 2 ≤ 0 does not hold"),
  ],
  [
    "do not fit where they are too many",
    together(cover([[5, 0]], linear), [of("g", "polling", 3, 5), of("h", "polling", 5, 10)]),
    core("slope of the demand ≤ slope of the supply: 55 ≤ 50 does not hold"),
  ],
  [
    "fit with their switches: 2/5 and 3/10 and 2·1 in each",
    together(
      cover(
        [
          [20, 12],
          [15, 8],
          [10, 5],
          [5, 0],
        ],
        { kind: "linear" },
      ),
      [of("g", "polling", 0, 5, { activations: 1 }), of("h", "periodic-idling", 1, 10)],
      {},
      { vmSwitch: 1 },
    ),
    proved,
  ],
  [
    "are refused where nothing limits their switches",
    together(
      cover([[5, 0]], linear),
      [of("g", "polling", 2, 5), of("h", "polling", 3, 10)],
      {},
      { vmSwitch: 1 },
    ),
    core("nothing limits how often a server is switched in"),
  ],
  [
    "are refused where an interrupt takes quanta",
    together(
      cover([[5, 0]], linear),
      [of("g", "polling", 2, 5), of("h", "polling", 3, 10)],
      irq({ delivery: "rest-of-quantum", target: "g" }),
    ),
    core("it does not hold that no interrupt takes the rest of a quantum from a server"),
  ],
  [
    "are not touched by an interrupt that takes quanta of no server",
    together(
      cover([[5, 0]], linear),
      [of("g", "polling", 2, 5), hog("h")],
      irq({ delivery: "rest-of-quantum", target: "g" }),
    ),
    proved,
  ],
]);

judged("servers that keep their budgets", [
  // t/4 + 3/4 each: 2 in 4, and 3/2 + t/2 ≤ t from 3 on.
  ["fit in a sweep", together(swept(4), [of("g", "xen-rtds", 1, 4), of("h", "deferrable", 1, 4)]), proved],
  [
    "are swept from the shortest window that counts",
    together(swept(3), [of("g", "xen-rtds", 1, 4), of("h", "deferrable", 1, 4)]),
    core("the shortest window ≤ the horizon: 4 ≤ 3 does not hold"),
  ],
  [
    "are swept until their line stays below",
    together(swept(30), [of("g", "xen-rtds", 3, 4), of("h", "xen-rtds", 1, 5)]),
    core("the line of the demand at 30 ≤ that of the supply: 601 ≤ 600 does not hold"),
  ],
  // 5 of the first in 6, and two budgets of 1 back to back: 7.
  [
    "do not fit where they may come back to back",
    together(swept(31), [of("g", "xen-rtds", 3, 4), of("h", "xen-rtds", 1, 5)]),
    core("in windows of 6: asked ≤ given: 7 ≤ 6 does not hold"),
  ],
  [
    "need a sweep",
    together(cover([[5, 0]], linear), [of("g", "xen-rtds", 1, 4)]),
    'proof: has the unknown key "cover"',
  ],
  [
    "need a proof of that kind",
    together(byDeadline({ kind: "sweep", horizon: 4 }), [of("g", "xen-rtds", 1, 4)]),
    "proof.kind: is none of servers-sweep",
  ],
  [
    "have them until their periods' ends",
    together(swept(40), [hog("g", { supply: server("deferrable", 1, 4, 3) })]),
    core("it does not hold that a server that keeps budget has it until its period's end"),
  ],
  [
    "may stand beside servers that do not: 2 by 3, and 1 in 4",
    together(swept(40), [of("g", "xen-rtds", 1, 4), hog("h", { supply: server("polling", 2, 8, 3) })]),
    proved,
  ],
  [
    "do not fit beside servers that are due too early",
    together(swept(40), [of("g", "xen-rtds", 1, 4), hog("h", { supply: server("polling", 3, 8, 3) })]),
    core("in windows of 3: asked ≤ given: 4 ≤ 3 does not hold"),
  ],
  // The share of 1/4 is asked for in every window, from 2·(4 − 1) on; the deadline of 4 is earlier.
  [
    "fit by their share under the wake-up test",
    together(swept(4), [of("g", "hard-cbs", 1, 4), of("h", "sched-deadline", 1, 2)]),
    proved,
  ],
  [
    "do not fit where their shares are more than all",
    together(swept(4), [of("g", "hard-cbs", 3, 4), of("h", "sched-deadline", 1, 2)]),
    core("slope of the demand ≤ slope of the supply: 10 ≤ 8 does not hold"),
  ],
  [
    "are swept from 2·(P − Q) under the wake-up test",
    together(swept(1), [of("g", "hard-cbs", 3, 4)]),
    core("the shortest window ≤ the horizon: 2 ≤ 1 does not hold"),
  ],
  // 9 in 10, from 2 on: 2 in 2, of which a section takes 1.
  [
    "are looked at in the shortest window under the wake-up test",
    together(swept(10), [of("g", "hard-cbs", 9, 10)], {}, { longestNonPreemptible: 1 }),
    core("in windows of 2: asked ≤ given: 2 ≤ 1 does not hold"),
  ],
  [
    "may have a section in it",
    together(swept(20), [of("g", "hard-cbs", 1, 4)], {}, { longestNonPreemptible: 2 }),
    proved,
  ],
  [
    "fit with a section of the VMM",
    together(swept(8), [of("g", "xen-rtds", 1, 4)], {}, { longestNonPreemptible: 1 }),
    proved,
  ],
  [
    "do not fit without room for a section",
    together(swept(20), [of("g", "xen-rtds", 3, 4)], {}, { longestNonPreemptible: 2 }),
    core("in windows of 4: asked ≤ given: 3 ≤ 2 does not hold"),
  ],
]);
