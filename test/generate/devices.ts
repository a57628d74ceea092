import { tokenBucket } from "../../src/model/event-model.ts";
import type { InterruptSource, Notice, Shaper } from "../../src/model/interrupt.ts";
import type { System } from "../../src/model/system.ts";
import { duration } from "../../src/numeric/unit.ts";
import type { Random } from "./random.ts";

/** The system with its interrupts of any class, delivered in any way, shaped, coalesced and polled. */
export function withAnyDevices(random: Random, system: System): System {
  const byTurns = system.vmm?.policy.kind === "round-robin";
  return { ...system, interrupts: system.interrupts.map((source) => varied(random, source, byTurns)) };
}

function varied(random: Random, source: InterruptSource, byTurns: boolean): InterruptSource {
  const deliveries = ["when-scheduled", "immediate", "monitored"] as const;
  const owned: Partial<InterruptSource> =
    source.target === null
      ? {}
      : {
          device: random.pick(["dedicated", "active", "dynamic"]),
          delivery: byTurns && random.oneIn(4) ? "rest-of-quantum" : random.pick(deliveries),
        };
  const monitored = owned.delivery === "monitored";
  return {
    ...source,
    ...owned,
    ...(monitored || random.oneIn(3) ? { shaper: drawShaper(random) } : {}),
    ...(!monitored && random.oneIn(3) ? { notice: drawNotice(random) } : {}),
  };
}

function drawShaper(random: Random): Shaper {
  const distance = random.oneIn(2);
  return {
    minDistance: distance ? duration(`${random.between(2, 20)} ms`) : null,
    bucket: distance
      ? null
      : tokenBucket({ capacity: random.between(1, 3), refill: `${random.between(4, 20)} ms` }),
    excess: random.pick(["drop", "hold"]),
  };
}

function drawNotice(random: Random): Notice {
  if (random.oneIn(2)) return { kind: "polled", period: duration(`${random.between(2, 10)} ms`) };
  const count = random.oneIn(2) ? null : random.between(2, 3);
  return { kind: "coalesced", delay: duration(`${random.between(1, 8)} ms`), count };
}
