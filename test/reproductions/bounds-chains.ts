import { type Chain, type ChainResource, chainBounds } from "../../src/analysis/interrupts/chain.ts";
import { type HypercallService, hypercallDelay } from "../../src/analysis/interrupts/hypercall-delay.ts";
import { dedicated, periodicResource, table } from "../../src/model/supply.ts";
import { task } from "../../src/model/task.ts";
import { Duration, type Work } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { simulate } from "../../src/simulator/system/simulate.ts";
import { Dice } from "../admission/online/random-systems.ts";
import { guestOf } from "../support/findings.ts";
import { IDLE, systemOf } from "../support/systems.ts";
import { type BoundRow, checkedRow, RUNS, us } from "./bounds.ts";
import { passStages, type Stage } from "./bounds-stages.ts";

/** Stages of the packet, in microseconds: in the frontend, in the backend, on the bus after a timer. */
const REQUEST = 1_000;
const DRIVER = 2_000;
const TIMER = 250;
const FRAME = 135;
const PERIOD = 50_130;
/** The backend serves a disk first; the bus has frames that go last. */
const DISK = { work: 1_000, period: 10_000 };
const LOG = { work: FRAME, period: 7_000 };

/** A request of a frontend in 4 of 10 ms, through the backend's driver, onto a CAN bus at 1 Mbit/s. */
export function splitDriverRow(): BoundRow {
  const resources = new Map<string, ChainResource>([
    [
      "frontend",
      {
        kind: "processor",
        supply: table({ frame: "10 ms", windows: [{ start: "0 ms", end: "4 ms" }] }),
      },
    ],
    ["backend", { kind: "processor", supply: dedicated() }],
    ["bus", { kind: "can", bitTime: duration("1 us") }],
  ]);
  const stage = (name: string, on: string, priority: number, length: number): Chain["stages"][number] => ({
    kind: "work",
    name,
    on,
    priority,
    wcet: us(length).asWork(),
    bcet: us(length).asWork(),
  });
  const chain = (name: string, period: number, stages: Chain["stages"]): Chain => ({
    name,
    period: us(period),
    jitter: Duration.zero,
    stages,
  });
  const outcome = chainBounds({
    resources,
    chains: [
      chain("packet", PERIOD, [
        stage("request", "frontend", 1, REQUEST),
        stage("driver", "backend", 2, DRIVER),
        { kind: "delay", name: "timer", least: Duration.zero, most: us(TIMER) },
        stage("frame", "bus", 1, FRAME),
      ]),
      chain("disk", DISK.period, [stage("request", "backend", 1, DISK.work)]),
      chain("log", LOG.period, [stage("frame", "bus", 2, LOG.work)]),
    ],
  });
  const bound = outcome.kind === "bounded" ? outcome.chains[0]!.endToEnd : null;
  return {
    name: "packet through frontend, backend, timer and bus",
    bound,
    simulated: us(longestPacket()),
    published: "none",
  };
}

function longestPacket(): number {
  const draw = new Dice(1);
  let longest = 0;
  for (let run = 0; run < RUNS; run++) {
    const first = draw.roll(0, 9_999);
    const arrivals = Array.from({ length: 20 }, (_, index) => first + index * PERIOD);
    const stages: Stage[] = [
      { work: REQUEST, windows: { cycle: 10_000, windows: [{ from: 0, to: 4_000 }] } },
      { work: DRIVER, above: { ...DISK, offset: draw.roll(0, DISK.period - 1) } },
      { work: FRAME, notice: TIMER, below: { ...LOG, offset: draw.roll(0, LOG.period - 1) } },
    ];
    for (const [index, end] of passStages(arrivals, stages).entries()) {
      longest = Math.max(longest, end - arrivals[index]!);
    }
  }
  return longest;
}

const CALL = work("6 ms");
const OTHER_CALL = work("5 ms");
const CHUNK = work("2 ms");
const PER_CHUNK = work("1 ms");
const CALLER = periodicResource({ period: "10 ms", budget: "4 ms" });
const SERVICES: Readonly<Record<HypercallService["kind"], HypercallService>> = {
  inline: { kind: "inline" },
  chunked: { kind: "chunked", chunk: CHUNK, perChunk: PER_CHUNK },
  helper: { kind: "helper", helper: dedicated(), others: [OTHER_CALL] },
};

/** A call of 6 ms, made by a VM that is promised 4 ms of every 10. */
export function hypercallRows(): BoundRow[] {
  const delay = (kind: keyof typeof SERVICES) => hypercallDelay(CALL, SERVICES[kind], CALLER);
  const caller = (name: string, kind: keyof typeof SERVICES, simulated: Duration): BoundRow => ({
    name: `the caller, ${name}`,
    bound: delay(kind).caller,
    simulated,
    published: "none",
  });
  return [
    othersRow("another VM's job of 1 ms, call at once", delay("inline").blocking),
    othersRow(
      "another VM's job of 1 ms, call in chunks of 2 ms, 1 ms each to come back",
      delay("chunked").blocking,
    ),
    caller("call at once", "inline", us(longestCall(6_000, 0))),
    caller("call in chunks", "chunked", chunkedCall()),
    caller("call by a thread, another VM's of 5 ms ahead", "helper", us(longestCall(6_000, 5_000))),
  ];
}

/** A VM of higher priority, beside one whose calls are the VMM's sections. */
function othersRow(name: string, section: Work): BoundRow {
  const job = task({ name: "job", period: "20 ms", wcet: "1 ms" });
  const system = systemOf({
    policy: { kind: "fixed-priority" },
    vms: [
      { name: "high", priority: 1, guest: guestOf("fixed-priority", { ...job, priority: 1 }) },
      { name: "low", priority: 2, guest: IDLE },
    ],
  });
  const { vmm } = system;
  const costs = { ...vmm!.costs, longestNonPreemptible: section };
  const calling = { ...system, vmm: { ...vmm!, costs } };
  return checkedRow(name, calling, "vm/high/task/job", "none", { horizon: "1 s", vmmSections: "always" });
}

/** The work of the chunks and of coming back, on the worst legal supply of the caller. */
function chunkedCall(): Duration {
  const call = task({ name: "call", period: "100 ms", wcet: CALL.plus(PER_CHUNK).plus(PER_CHUNK) });
  const system = systemOf({
    policy: null,
    vms: [{ name: "caller", guest: guestOf("rate-monotonic", call), supply: CALLER }],
  });
  const { tasks } = simulate(system, { horizon: "1 s", supply: "worst" });
  return tasks[0]!.response!.greatest;
}

/** Windows of the caller, 4 ms in every 10, with both longest gaps: after a turn that is cut short, and after two in a row. */
const TURNS = [
  { cycle: 30_000, windows: [0, 10_000, 26_000] },
  { cycle: 30_000, windows: [6_000, 10_000, 26_000] },
].map(({ cycle, windows }) => ({ cycle, windows: windows.map((from) => ({ from, to: from + 4_000 })) }));

/**
 * The longest time from a call, at any 0.1 ms of the caller's turns, until the caller goes on: the call is worked off on a
 * core of its own, perhaps behind another, and then the caller needs its turn. It is seen to go on by its next microsecond.
 */
function longestCall(length: number, ahead: number): number {
  let longest = 0;
  for (const turns of TURNS) {
    for (const { from, to } of turns.windows) {
      for (let call = from; call < to; call += 100) {
        const [end = 0] = passStages(
          [call],
          [
            {
              work: length,
              ...(ahead > 0 ? { above: { work: ahead, period: 1_000_000, offset: call } } : {}),
            },
            { work: 1, windows: turns },
          ],
        );
        longest = Math.max(longest, end - 1 - call);
      }
    }
  }
  return longest;
}
