import { unreachable } from "../../contract/assert.ts";
import type { NodePlace } from "../engine/node.ts";
import type { ServerSpec } from "../engine/specification.ts";
import { BandwidthServer } from "./bandwidth-server.ts";
import { GridServer } from "./grid-server.ts";
import type { ServerNode } from "./server.ts";
import { SporadicServer } from "./sporadic-server.ts";

/** The node of each kind of server: one replenishment rule, and what becomes of budget while the child is idle. */
export function serverNode(place: NodePlace, spec: ServerSpec): ServerNode {
  switch (spec.server) {
    case "periodic-idling":
      return new GridServer(place, spec, "burn");
    case "polling":
      return new GridServer(place, spec, "drop");
    case "deferrable":
    case "xen-rtds":
      return new GridServer(place, spec, "keep");
    case "sporadic":
      return new SporadicServer(place, spec);
    case "hard-cbs":
      return new BandwidthServer(place, spec, true);
    case "sched-deadline":
      return new BandwidthServer(place, spec, false);
    default:
      return unreachable(spec.server);
  }
}
