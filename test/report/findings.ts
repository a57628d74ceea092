import type { Claim } from "../../src/certificate/claim.ts";
import type { Findings, SourceLatency } from "../../src/certificate/findings.ts";
import { sporadicEvents, tokenBucket } from "../../src/model/event-model.ts";
import { Instant } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { duration, work } from "../../src/numeric/unit.ts";

/** A proved claim with a number that three decimals cannot show. */
export const proved: Claim = {
  id: "vm/rtos/task/control",
  subject: { vm: "rtos", task: "control" },
  statement: "every job of control ends within its deadline",
  verdict: "proved",
  method: "fp-response-time",
  assumptions: ["tasks-keep-their-word", "vmm-costs"],
  bound: duration("7/3 ms"),
  deadline: duration("4 ms"),
  margin: duration("5/3 ms"),
  witness: {
    kind: "fp-fixed-point",
    job: Rational.zero,
    window: duration("7/3 ms"),
    demand: work("2 ms"),
    steps: 3,
    order: ["a", "b"],
  },
};

/** A refuted claim with everything that a scenario can have. */
export const refuted: Claim = {
  ...proved,
  id: "vm/rtos/task/logger",
  subject: { vm: "rtos", task: "logger" },
  statement: "every job of logger ends within its deadline",
  verdict: "refuted",
  bound: duration("5 ms"),
  margin: duration("-1 ms"),
  reason: "at t = 4 ms demand 5 ms > supply 4 ms",
  advice: "give it less to do",
  scenario: {
    releases: [
      {
        task: "logger",
        firstArrival: new Instant(Rational.of(-1n, 1000n)),
        period: duration("9 ms"),
        wcet: work("5 ms"),
      },
    ],
    interference: [
      { name: "ethernet", arrivals: tokenBucket({ capacity: 2, refill: "3 ms" }), wcet: work("1 ms") },
      { name: "timer", arrivals: sporadicEvents("8 ms"), wcet: work("1/2 ms") },
    ],
    supply: {
      start: duration("1 ms"),
      cycle: duration("6 ms"),
      windows: [{ from: duration("0 ms"), to: duration("2 ms") }],
    },
    blocker: { task: "idle", section: work("1 ms") },
    miss: {
      task: "logger",
      job: 1,
      arrival: new Instant(Rational.of(8n, 1000n)),
      deadline: new Instant(Rational.of(12n, 1000n)),
      finish: null,
    },
  },
};

/** A claim about the VMM, and one about an interrupt. */
export const server: Claim = {
  ...proved,
  id: "vm/rtos/server",
  subject: { core: 0, vm: "rtos" },
  statement: "the server of rtos supplies its budget by its deadline in every period",
  method: "server-response-time",
};
export const servers: Claim = { ...server, id: "core/1/servers", subject: { core: 1 } };
export const interrupt: Claim = {
  ...proved,
  id: "interrupt/ethernet",
  subject: { core: 0, source: "ethernet" },
  statement: "every interrupt of ethernet is handled within its deadline",
  method: "interrupt-latency",
};

/** Sources without a deadline: one with bounds that three decimals cannot show, one without any. */
export const latencies: readonly SourceLatency[] = [
  {
    source: "audio",
    core: 0,
    vm: "rtos",
    admittedOnly: false,
    start: duration("1/3 ms"),
    end: duration("2 ms"),
    reason: null,
  },
  {
    source: "disk",
    core: 1,
    vm: null,
    admittedOnly: true,
    start: null,
    end: null,
    reason: "more interrupt work arrives than can be served",
  },
];

export const findings: Findings = {
  system: "A system",
  timeUnit: "ms",
  verdict: "refuted",
  claims: [server, interrupt, proved, refuted],
  assumptions: [{ id: "vmm-costs", text: "The VMM costs what it says." }],
  warnings: [{ path: "vms.rtos", message: "is alone" }],
};
