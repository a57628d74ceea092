import { tokenBucket } from "../../src/model/event-model.ts";
import {
  type DeviceClass,
  EXCESSES,
  type InterruptSource,
  type Notice,
  type Shaper,
} from "../../src/model/interrupt.ts";
import type { System } from "../../src/model/system.ts";
import { duration } from "../../src/numeric/unit.ts";
import type { Random } from "./random.ts";

/** The system with its interrupts of any class, delivered in any way, shaped, coalesced and polled. */
export function withAnyDevices(random: Random, system: System): System {
  const classes: readonly DeviceClass[] = ["dedicated", "active", "dynamic"];
  return withSources(withShapers(random, system), (source) =>
    source.target === null ? source : { ...source, device: random.pick(classes) },
  );
}

/** The system with its interrupts delivered in any way, shaped, monitored, coalesced and polled; the devices stay whose they are. */
export function withShapers(random: Random, system: System): System {
  const byTurns = system.vmm?.policy.kind === "round-robin";
  return withSources(system, (source) => varied(random, source, byTurns));
}

function withSources(system: System, change: (source: InterruptSource) => InterruptSource): System {
  return { ...system, interrupts: system.interrupts.map(change) };
}

function varied(random: Random, source: InterruptSource, byTurns: boolean): InterruptSource {
  const anyhow = random.pick(["when-scheduled", "immediate", "monitored"] as const);
  const owned = byTurns && random.oneIn(4) ? "rest-of-quantum" : anyhow;
  const delivery = source.target === null ? source.delivery : owned;
  const monitored = delivery === "monitored";
  return {
    ...source,
    delivery,
    ...(monitored || random.oneIn(2) ? { shaper: drawShaper(random) } : {}),
    ...(!monitored && random.oneIn(3) ? { notice: drawNotice(random) } : {}),
  };
}

function drawShaper(random: Random): Shaper {
  const parts = random.pick(["distance", "bucket", "both"]);
  const minDistance = duration(`${random.between(2, 20)} ms`);
  const bucket = tokenBucket({ capacity: random.between(1, 3), refill: `${random.between(3, 30)} ms` });
  return {
    minDistance: parts === "bucket" ? null : minDistance,
    bucket: parts === "distance" ? null : bucket,
    excess: random.pick(EXCESSES),
  };
}

function drawNotice(random: Random): Notice {
  if (random.oneIn(2)) return { kind: "polled", period: duration(`${random.between(1, 10)} ms`) };
  const count = random.oneIn(2) ? null : random.between(1, 3);
  return { kind: "coalesced", delay: duration(`${random.between(1, 10)} ms`), count };
}
