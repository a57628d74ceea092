import { periodicEvents } from "../../src/model/event-model.ts";
import { DELIVERIES, DEVICE_CLASSES, type InterruptSource, type Mask } from "../../src/model/interrupt.ts";
import type { System, VmmPolicy } from "../../src/model/system.ts";
import type { Duration } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { guestOf, slotOf, sourceOf, timed } from "../support/findings.ts";
import { IDLE, systemOf } from "../support/systems.ts";
import type { Random } from "./random.ts";

const RING = 8;

const ms = (amount: number): Duration => duration(`${amount} ms`);

/** The system with each of its interrupts under some mask, as far as it bears one. */
export function withMasks(random: Random, system: System): System {
  return { ...system, interrupts: system.interrupts.map((source) => masked(source, drawMask(random))) };
}

function drawMask(random: Random): Mask {
  const high = random.between(2, 6);
  switch (random.below(4)) {
    case 0:
      return { kind: "until-empty" };
    case 1:
      return { kind: "watermark", high, low: random.below(high) };
    case 2:
      return { kind: "block", high, length: ms(random.between(1, 30)) };
    default:
      return { kind: "rate", count: random.between(1, 4), window: ms(random.between(1, 30)) };
  }
}

/** The source under the mask, as far as one may be on it. */
function masked(source: InterruptSource, mask: Mask): InterruptSource {
  const shown = source.notice;
  if (shown !== undefined && (shown.kind === "polled" || mask.kind !== "until-empty")) return source;
  return { ...source, mask, ...("high" in mask ? { ring: RING } : {}) };
}

/**
 * Bursts of a masked device of `b` that keep the VMM from `a`, which has a masked device of its own: so that masks matter to
 * bounds that exist.
 */
export function drawBursts(random: Random): System {
  const tasks = Array.from({ length: random.between(1, 3) }, (_, index) =>
    timed(`t${index}`, `${random.between(1, 4)}`, `${random.pick([30, 40, 60, 120])}`),
  );
  return systemOf({
    policy: random.pick(POLICIES),
    vms: [
      { name: "a", priority: 1, guest: guestOf("deadline-monotonic", ...tasks) },
      { name: "b", priority: 2, guest: IDLE },
    ],
    interrupts: [drawBurst(random), drawOwn(random)],
  });
}

const POLICIES: readonly VmmPolicy[] = [
  { kind: "fixed-priority" },
  { kind: "table", frame: ms(10), slots: [slotOf("a", 0, 7), slotOf("b", 7, 3)] },
];

function drawBurst(random: Random): InterruptSource {
  const mask = drawMask(random);
  const device = mask.kind === "until-empty" ? random.pick(DEVICE_CLASSES) : "dedicated";
  const anyhow = random.pick(DELIVERIES.filter((each) => each !== "monitored"));
  const source = sourceOf("burst", {
    target: device === "running" ? null : "b",
    device,
    delivery: mask.kind === "until-empty" ? anyhow : "when-scheduled",
    arrivals: periodicEvents({
      period: ms(random.between(6, 20)),
      jitter: ms(random.below(81)),
      minDistance: ms(random.between(1, 3)),
    }),
    topHalf: work(`${random.between(1, 2)} ms`),
    bottomHalf: work(`${random.between(1, 8)} ms`),
    deadline: null,
  });
  return masked(source, mask);
}

function drawOwn(random: Random): InterruptSource {
  const source = sourceOf("own", {
    arrivals: periodicEvents({ period: ms(random.between(20, 40)), jitter: ms(random.below(41)) }),
    topHalf: work("1/4 ms"),
    bottomHalf: work(`${random.between(1, 3)} ms`),
    deadline: ms(200),
  });
  return masked(source, { kind: "until-empty" });
}
