import { type Fields, hog, judged, model, source, task } from "./hand-made.ts";
import { alone, bucket, contradiction, interrupted, speaksOf } from "./hand-made-model.ts";

judged("a model", [
  ["is read", alone({}), "accepted proved"],
  ["has every value", alone({}, { frame: undefined }), 'model: has no "frame"'],
  ["has no other value", alone({}, { colour: "blue" }), 'model: has the unknown key "colour"'],
  ["is an object", speaksOf({ ...model([]), vms: [] }), "accepted proved"],
  [
    "has a unit of time that is known",
    alone({}, { timeUnit: "days" }),
    "model.timeUnit: is none of h, min, s, ms, us, ns",
  ],
  [
    "has a preemption that is true or false",
    alone({ preemptive: "yes" }),
    "model.vms[0].preemptive: is neither true nor false",
  ],
  ["has VMs in a list", speaksOf({ ...model([]), vms: [], slots: {} }), "model.slots: is not a list"],
  ["has names that are texts", alone({ name: null }), "model.vms[0].name: is not a text"],
  [
    "has lengths that are integers",
    alone({ quantum: "1.5" }),
    "model.vms[0].quantum: is not an integer of at most 1000 digits in a string",
  ],
  [
    "has integers without zeros in front",
    alone({ quantum: "01" }),
    "model.vms[0].quantum: is not an integer of at most 1000 digits in a string",
  ],
  [
    "has no negative zero",
    alone({ priority: "-0" }),
    "model.vms[0].priority: is not an integer of at most 1000 digits in a string",
  ],
  [
    "has integers in one line",
    alone({ priority: "1\n2" }),
    "model.vms[0].priority: is not an integer of at most 1000 digits in a string",
  ],
  ["may have numbers of 1000 digits", alone({ priority: "9".repeat(1000) }), "accepted proved"],
  [
    "has no longer numbers",
    alone({ priority: "9".repeat(1001) }),
    "model.vms[0].priority: is not an integer of at most 1000 digits in a string",
  ],
  ["may have negative priorities", alone({ priority: -1 }), "accepted proved"],
  ["has no empty quantum", alone({ quantum: 0 }), "model.vms[0].quantum: is not positive"],
  [
    "has no negative number of activations",
    alone({ activations: -1 }),
    "model.vms[0].activations: is negative",
  ],
  [
    "has no period of 0",
    alone({ tasks: [task("a", 1, 0, { deadline: 1 })] }),
    "model.vms[0].tasks[0].period: is not positive",
  ],
  [
    "has no deadline of 0",
    alone({ tasks: [task("a", 1, 1, { deadline: 0 })] }),
    "model.vms[0].tasks[0].deadline: is not positive",
  ],
  [
    "has no negative jitter",
    alone({ tasks: [task("a", 1, 1, { jitter: -1 })] }),
    "model.vms[0].tasks[0].jitter: is negative",
  ],
]);

const [g, h] = [hog("g"), hog("h")];

const slot = (of: string, start: number, length: number, core = 0): Fields => ({
  vm: of,
  start,
  length,
  core,
});

const slots = (all: readonly Fields[], more: Fields = {}): string =>
  speaksOf(
    model([g, hog("h", { core: 1 }), hog("i")], {
      policy: "table",
      frame: 10,
      slots: all,
      cores: 2,
      ...more,
    }),
  );

const noOrder = contradiction("the priorities of the VMs of a core do not order them");

const prioritised = (a: Fields, b: Fields): string =>
  speaksOf(model([hog("g", a), hog("h", b)], { policy: "fixed-priority", cores: 2 }));

judged("a model that contradicts itself", [
  [
    "has two VMs of one name",
    speaksOf(model([g, g], { policy: "fixed-priority" })),
    contradiction("two VMs have one name"),
  ],
  [
    "has two interrupts of one name",
    interrupted(source("irq", 9, 1), source("irq", 8, 1)),
    contradiction("two interrupts have one name"),
  ],
  [
    "has two tasks of one name",
    alone({ tasks: [task("a", 1, 9), task("a", 1, 9)] }),
    contradiction("two tasks of a VM have one name"),
  ],
  ["has a VM on no core", alone({ core: 1 }), contradiction("something is on a core that is not there")],
  [
    "has an interrupt on no core",
    interrupted(source("irq", 9, 1, { core: 1 })),
    contradiction("something is on a core that is not there"),
  ],
  [
    "delivers at once to another core",
    speaksOf(
      model([hog("g", { core: 1 })], {
        policy: "static",
        cores: 2,
        interrupts: [source("irq", 9, 1, { target: "g" })],
      }),
    ),
    contradiction("an interrupt is delivered at once to another core"),
  ],
  [
    "not where it waits for the other core",
    speaksOf(
      model([hog("g", { core: 1 })], {
        ...{ policy: "static", cores: 2 },
        interrupts: [source("irq", 9, 1, { target: "g", delivery: "when-scheduled" })],
      }),
    ),
    "accepted proved",
  ],
  [
    "promises nothing without a VMM",
    alone({ supply: null }),
    contradiction("a VM has neither VMM nor supply"),
  ],
  [
    "has loads above what a VMM gives",
    speaksOf(
      model([hog("g", { above: [{ name: "dma", cost: 1, arrivals: bucket(1, 9) }] })], { policy: "static" }),
    ),
    contradiction("loads are above what is no promise"),
  ],
  [
    "shares a core without a scheduler",
    speaksOf(model([g, h], { policy: "static" })),
    contradiction("two VMs share a core without a scheduler"),
  ],
  [
    "has turns of no length",
    speaksOf(model([g, hog("h", { quantum: 3 })], { policy: "round-robin" })),
    contradiction("a VM has no quantum"),
  ],
  ...(
    [
      ["ticks without turns", { policy: "static", clockTick: 2 }, 4],
      ["a quantum between ticks", { policy: "round-robin", clockTick: 2 }, 3],
    ] as const
  ).map(
    ([name, more, quantum]) =>
      [
        `has ${name}`,
        speaksOf(model([hog("g", { quantum })], more)),
        contradiction("there are ticks without turns, or a quantum is no multiple of the tick"),
      ] as const,
  ),
  [
    "has ticks and turns of no length",
    speaksOf(model([hog("g")], { policy: "round-robin", clockTick: 2 })),
    contradiction("a VM has no quantum"),
  ],
  [
    "not with quanta of whole ticks",
    speaksOf(model([hog("g", { quantum: 4 })], { policy: "round-robin", clockTick: 2 })),
    "accepted proved",
  ],
  [
    "has a frame without a table",
    alone({}, { frame: 10 }),
    contradiction("there are slots without a table, or a table without a frame"),
  ],
  [
    "has a table without a frame",
    slots([], { frame: null }),
    contradiction("there are slots without a table, or a table without a frame"),
  ],
  [
    "has slots without a table",
    alone({}, { slots: [slot("g", 0, 5)] }),
    contradiction("there are slots without a table, or a table without a frame"),
  ],
  ["has a slot of no VM", slots([slot("x", 0, 5)]), contradiction("a slot belongs to no VM of its core")],
  [
    "has a slot on another core than its VM",
    slots([slot("g", 0, 5, 1)]),
    contradiction("a slot belongs to no VM of its core"),
  ],
  [
    "not with slots that touch, on each core",
    slots([slot("i", 5, 5), slot("h", 3, 7, 1), slot("g", 0, 5)]),
    "accepted proved",
  ],
  [
    "has slots that overlap",
    slots([slot("i", 4, 5), slot("h", 0, 9, 1), slot("g", 0, 5)]),
    contradiction("slots overlap or leave the frame"),
  ],
  [
    "has two slots at once",
    slots([slot("i", 0, 5), slot("g", 0, 5)]),
    contradiction("slots overlap or leave the frame"),
  ],
  [
    "has a slot beyond the frame",
    slots([slot("g", 6, 5), slot("h", 0, 5, 1)]),
    contradiction("slots overlap or leave the frame"),
  ],
  ["has one priority twice", prioritised({ priority: 1 }, { priority: 1 }), noOrder],
  ["has a priority for one of two", prioritised({ priority: 1 }, {}), noOrder],
  ["has a priority for the other of two", prioritised({}, { priority: 1 }), noOrder],
  [
    "not with one priority on each core",
    prioritised({ priority: 1 }, { priority: 1, core: 1 }),
    "accepted proved",
  ],
  ["not without any priority", prioritised({}, {}), "accepted proved"],
]);
