import type fc from "fast-check";
import { SERVER_KINDS, type ServerKind } from "../../../src/model/supply.ts";
import type { System } from "../../../src/model/system.ts";
import { withShapers } from "../devices.ts";
import { drawn } from "../drawn.ts";
import { HOSTS, type Host } from "../host.ts";
import { withColdCaches } from "../refills.ts";
import { smallerValidSystems } from "../smaller-system.ts";
import { drawSystem } from "../system.ts";

/** Which systems to draw. Every default is the widest choice. */
export interface SystemOptions {
  readonly policies?: readonly Host[];
  readonly serverKinds?: readonly ServerKind[];
  /** In half of them. */
  readonly costs?: boolean;
  readonly interrupts?: boolean;
  /** Shapers, monitors, coalescing and polling. */
  readonly shaping?: boolean;
  /** Whether guests have to refill their caches. */
  readonly refill?: boolean;
}

/** The small systems of the campaign, under every policy that promises something. */
export function systems(options: SystemOptions = {}): fc.Arbitrary<System> {
  const { policies = HOSTS.filter((host) => host !== "promised"), interrupts = true } = options;
  const { shaping = false, refill = false, costs = true, serverKinds = SERVER_KINDS } = options;
  return drawn((random) => {
    const host = random.pick(policies);
    const plain = drawSystem(random, host, interrupts && !random.oneIn(3), {
      costs: costs && random.oneIn(2),
      serverKinds,
    });
    const shaped = shaping ? withShapers(random, plain) : plain;
    return refill ? withColdCaches(random, shaped) : shaped;
  }, smallerValidSystems);
}
