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
  source,
  task,
  vm,
} from "./hand-made.ts";
import { course, free, g, refusal, refuted, start } from "./hand-made-course.ts";

/** A guest beside others below a VMM with these costs; all of its claims but those told here are left aside. */
const hosted = (
  policy: string,
  guest: Fields,
  others: readonly Fields[],
  more: Fields = {},
  costs: Fields = {},
): Fields => model([guest, ...others], { policy, ...more }, costs);

const missed = (
  told: Fields,
  others: readonly Claimed[] = [],
  hypotheses: readonly string[] = free,
): string =>
  certificate({
    model: told,
    claims: [
      claim("vm/g/task/b", "refuted", { theorem: "fp-response-time", hypotheses, proof: course("b") }),
      ...others,
    ],
  });

const g6 = vm("g", [task("b", 3, 10, { deadline: 6 })], { priority: 2 });

const f = vm("f", [task("a", 2, 4)], { priority: 1 });

const ofF = claim("vm/f/task/a", "uncertified");

const known = refusal("the supply is known well enough for a miss to be real");

const together = refusal("the loads above may really come together");

const both = [...free, "interrupts-keep-their-word"].sort();

const irq = (more: Fields = {}): Fields => source("irq", 9, 2, more);

const g4 = vm("g", [task("b", 3, 10, { deadline: 4 })]);

judged("a miss below a VMM", [
  ["may be one on a processor of its own", missed(hosted("static", g, [])), refuted],
  [
    "is not known on a contract that a VMM fills",
    missed(hosted("static", { ...g, supply: server("periodic", 2, 5) }, []), [
      claim("vm/g/contract", "uncertified"),
    ]),
    known,
  ],
  ["is real below tasks of other VMs", missed(hosted("fixed-priority", g6, [f]), [ofF], both), refuted],
  [
    "is not real below VMs that are switched to",
    missed(hosted("fixed-priority", g6, [f], {}, { vmSwitch: 1 }), [ofF], both),
    together,
  ],
  [
    "is not real below tasks with offsets",
    missed(hosted("fixed-priority", g6, [{ ...f, tasks: [task("a", 2, 4, { offset: 0 })] }]), [ofF], both),
    together,
  ],
  [
    "is real below a server that surely uses all of its budget",
    missed(
      hosted("fixed-priority", g6, [{ ...f, supply: server("periodic-idling", 2, 4) }]),
      [claim("vm/f/server", "uncertified"), ofF],
      both,
    ),
    refuted,
  ],
  [
    "is not real below a server that may use less",
    missed(
      hosted("fixed-priority", g6, [{ ...f, supply: server("polling", 2, 4) }]),
      [claim("vm/f/server", "uncertified"), ofF],
      both,
    ),
    together,
  ],
  [
    "is real below a server of a guest that always runs",
    missed(
      hosted("fixed-priority", g6, [hog("f", { priority: 1, supply: server("polling", 2, 4) })]),
      [claim("vm/f/server", "uncertified")],
      both,
    ),
    refuted,
  ],
  [
    "is not real below a server that may hit back to back",
    missed(
      hosted("fixed-priority", g6, [hog("f", { priority: 1, supply: server("deferrable", 2, 4) })]),
      [claim("vm/f/server", "uncertified")],
      both,
    ),
    together,
  ],
  ["is not real beside other VMs under EDF", missed(hosted("edf", g6, [f]), [ofF], both), together],
  ["is real below interrupts", missed(hosted("static", g4, [], { interrupts: [irq()] }), [], both), refuted],
  [
    "is not real below interrupts that a ring may lose",
    missed(hosted("static", g4, [], { interrupts: [irq({ ring: 4 })] }), [], both),
    together,
  ],
  [
    "is not real below interrupts of which only some are handled at once",
    missed(
      hosted("static", g4, [], {
        interrupts: [
          irq({
            delivery: "monitored",
            target: "g",
            bottomHalf: 1,
            shaper: { bucket: null, minDistance: 10, excess: "drop" },
          }),
        ],
      }),
      [],
      both,
    ),
    together,
  ],
  [
    "is not real below detours that a lone VM does not need",
    missed(hosted("static", g4, [], { interrupts: [irq()] }, { vmSwitch: 1 }), [], both),
    together,
  ],
  [
    "is real below half of an interrupt that waits, too",
    missed(
      hosted("static", g4, [], {
        interrupts: [irq({ delivery: "when-scheduled", topHalf: 1, bottomHalf: 1, target: "g" })],
      }),
      [],
      both,
    ),
    refuted,
  ],
  [
    "is not real below such halves of another core",
    missed(
      hosted("static", g4, [], {
        cores: 2,
        interrupts: [irq({ core: 1, delivery: "when-scheduled", topHalf: 0, bottomHalf: 2, target: "g" })],
      }),
      [],
      both,
    ),
    "vm/g/task/b: nothing is known that this VM could count on",
  ],
]);

const turn = (quantum: number): Fields => ({ quantum });

const robin = (others: readonly Fields[], more: Fields = {}, costs: Fields = {}, ofB: Fields = {}): Fields =>
  hosted("round-robin", vm("g", [task("b", 3, 20, { deadline: 6, ...ofB })], turn(2)), others, more, costs);

const inTurn = (told: Fields, at = 2): string =>
  certificate({ model: told, claims: [claim("vm/g/task/b", "refuted", start(at))] });

judged("a miss in turns", [
  // Turns of 2, 3 apart: 3 from the end of one on there are 2, then 3 without.
  ["is real beside VMs that always run", inTurn(robin([hog("h", turn(3))])), refuted],
  [
    "is in time with the turn after",
    inTurn(robin([hog("h", turn(3))], {}, {}, { deadline: 9 })),
    refusal("job 0 of b is unfinished at 9"),
  ],
  [
    "is not real beside VMs that may rest",
    certificate({
      model: robin([vm("h", [task("c", 1, 9)], turn(3))]),
      claims: [claim("vm/g/task/b", "refuted", start(2)), claim("vm/h/task/c", "uncertified")],
    }),
    together,
  ],
  [
    "is not real beside VMs of which one may rest",
    certificate({
      model: robin([hog("h", turn(2)), vm("i", [task("c", 1, 9)], turn(1))]),
      claims: [claim("vm/g/task/b", "refuted", start(2)), claim("vm/i/task/c", "uncertified")],
    }),
    together,
  ],
  ["is not real where turns begin at ticks", inTurn(robin([hog("h", turn(4))], { clockTick: 1 })), together],
  [
    "does not count what the VMM takes for itself",
    inTurn(robin([hog("h", turn(3))], {}, { longestNonPreemptible: 1 }, { deadline: 7, wcet: 2 })),
    refusal("job 0 of b is unfinished at 7"),
  ],
  [
    "is not real where interrupts give turns away",
    inTurn(
      robin([hog("h", turn(3))], {
        interrupts: [source("irq", 90, 0, { delivery: "rest-of-quantum", target: "h" })],
      }),
    ),
    together,
  ],
]);

const slots = (...all: readonly (readonly [string, number, number])[]): Fields => ({
  ...{ policy: "table", frame: 10 },
  slots: all.map(([name, from, length]) => ({ vm: name, core: 0, start: from, length })),
});

const inSlots = (told: Fields, at: number): Case[2] => inTurn(told, at);

const gT = vm("g", [task("b", 3, 20, { deadline: 8 })]);

judged("a miss in a table", [
  [
    "is replayed from a phase on",
    inSlots(model([gT, hog("h")], slots(["g", 2, 2], ["g", 7, 2], ["h", 0, 1])), 4),
    refuted,
  ],
  [
    "takes slots that touch for one",
    inSlots(model([gT, hog("h")], slots(["g", 3, 1], ["g", 2, 1], ["g", 7, 3])), 4),
    refusal("job 0 of b is unfinished at 8"),
  ],
  [
    "takes no time of the VMM for lost",
    inSlots(model([gT, hog("h")], slots(["g", 2, 2], ["g", 7, 3], ["h", 0, 1]), { vmSwitch: 1 }), 4),
    refusal("job 0 of b is unfinished at 8"),
  ],
]);
