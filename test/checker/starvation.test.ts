import {
  certificate,
  claim,
  DEDICATED,
  type Fields,
  hog,
  judged,
  model,
  source,
  task,
  vm,
} from "./hand-made.ts";
import { not } from "./hand-made-interrupt.ts";

const starves = (more: Fields = {}): Fields => ({
  kind: "starvation",
  source: "irq",
  first: 0,
  period: 5,
  ...more,
});

const victim = vm("g", [task("b", 1, 9)], { quantum: 2 });

const rest = (more: Fields = {}): Fields =>
  source("irq", 5, 0, { delivery: "rest-of-quantum", target: "h", ...more });

const robin = (
  source_: Fields,
  vms: readonly Fields[] = [victim, hog("h", { quantum: 3 })],
  more: Fields = {},
): Fields => model(vms, { policy: "round-robin", interrupts: [source_], ...more });

/** Of `g` beside others: its task never runs. */
const starved = (told: Fields, proof: Fields = starves()): string => {
  const others = (told["vms"] as readonly Fields[]).filter(({ name }) => name !== "g");
  const open = others.flatMap((each) =>
    (each["tasks"] as readonly Fields[]).map(({ name }) =>
      claim(`vm/${each["name"]}/task/${name}`, "uncertified"),
    ),
  );
  return certificate({
    model: told,
    claims: [claim("vm/g/task/b", "refuted", { theorem: "rest-of-quantum-starvation", proof }), ...open],
  });
};

const refuted = "accepted refuted";

const wholly = not("each interrupt takes the rest of the quantum for one other VM");

const immediate = not("every event is an interrupt, at once");

judged("a task that interrupts starve", [
  ["has no turn of 2 beside 3 with one every 5", starved(robin(rest())), refuted],
  [
    "may come after another turn",
    starved(robin(rest(), [hog("h", { quantum: 3 }), victim]), starves({ first: 3 })),
    refuted,
  ],
  [
    "is not starved before its first turn",
    starved(robin(rest(), [hog("h", { quantum: 3 }), victim])),
    not("the first interrupt comes with the first turn of the VM"),
  ],
  [
    "is starved with each turn of its own",
    starved(robin(rest()), starves({ period: 4 })),
    not("the others come with each turn after it"),
  ],
  [
    "loses a tick only at ticks: 1 and 3",
    starved(
      robin(rest({ arrivals: { period: 4, jitter: 0, minDistance: 0 } }), undefined, { clockTick: 1 }),
      starves({ period: 4 }),
    ),
    refuted,
  ],
  [
    "is starved by interrupts that may come so often",
    starved(robin(rest({ arrivals: { period: 6, jitter: 0, minDistance: 0 } }))),
    "vm/g/task/b: interrupts may come as often, for ever: 6 ≤ 5 does not hold",
  ],
  [
    "is starved by interrupts that may come more often",
    starved(robin(rest({ arrivals: { period: 4, jitter: 9, minDistance: 2 } }))),
    refuted,
  ],
  [
    "is starved by interrupts that pass",
    starved(
      robin(
        rest({
          arrivals: { period: 4, jitter: 0, minDistance: 0 },
          shaper: { bucket: null, excess: "drop", minDistance: 6 },
        }),
      ),
    ),
    "vm/g/task/b: interrupts may come as often, for ever: 6 ≤ 5 does not hold",
  ],
  [
    "is starved by a source that is there",
    starved(robin(rest()), starves({ source: "bus" })),
    "vm/g/task/b: there is no such source",
  ],
  [
    "has a scheduler that promises something",
    starved(robin(rest(), [{ ...victim, scheduling: "best-effort" }, hog("h", { quantum: 3 })])),
    not("VMs take turns"),
  ],
  [
    "takes turns",
    starved(
      model([{ ...victim, priority: 2 }, hog("h", { priority: 1 })], {
        policy: "fixed-priority",
        interrupts: [rest()],
      }),
    ),
    not("VMs take turns"),
  ],
  [
    "stands beside VMs that always have work",
    starved(robin(rest(), [victim, vm("h", [task("c", 1, 9)], { quantum: 3 })])),
    not("all other VMs may always have work"),
  ],
  ["is not starved in its favour", starved(robin(rest({ target: "g" }))), wholly],
  ["is not starved by what is delivered otherwise", starved(robin(rest({ delivery: "immediate" }))), wholly],
  ["is not starved for a device that may be its own", starved(robin(rest({ device: "dynamic" }))), wholly],
  ["is not starved for no one", starved(robin(rest({ target: null }))), wholly],
  [
    "is not starved by events that are told of together",
    starved(robin(rest({ notice: { kind: "polled", period: 5 } }))),
    immediate,
  ],
  ["is not starved by events that may be lost", starved(robin(rest({ ring: 3 }))), immediate],
  [
    "is not starved by events that are held",
    starved(robin(rest({ shaper: { bucket: null, excess: "hold", minDistance: 1 } }))),
    immediate,
  ],
  [
    "has work",
    starved(robin(rest(), [vm("g", [task("b", 0, 9)], { quantum: 2 }), hog("h", { quantum: 3 })])),
    not("the task has work, and nothing else to count on"),
  ],
  [
    "is not proved so",
    certificate({ model: robin(rest()), claims: [claim("vm/g/task/b", "proved", { proof: starves() })] }),
    "vm/g/task/b: nothing is known that this VM could count on",
  ],
]);

judged("a task without a VMM", [
  [
    "is starved by no source",
    starved(model([{ ...victim, supply: DEDICATED }], { policy: "none", interrupts: [] })),
    "vm/g/task/b: there is no such source",
  ],
]);
