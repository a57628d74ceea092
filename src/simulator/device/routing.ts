import { unreachable } from "../../contract/assert.ts";
import type { Engine } from "../engine/engine.ts";
import { drawBetween, streamOf } from "../engine/random.ts";
import { NEVER, NONE } from "../engine/time.ts";
import type { RoutingSpec } from "./specification.ts";

/** The VM that an event is for, by number; NONE where there is none. */
export type Route = (event: number, now: number) => number;

/** What a route may look at. */
export interface RoutingPlace {
  readonly engine: Engine;
  readonly core: number;
  readonly device: number;
  readonly seed: number;
  readonly vmOf: (name: string) => number;
}

const DYNAMIC = 17;

export function routeOf(spec: RoutingSpec, place: RoutingPlace): Route {
  switch (spec.kind) {
    case "dedicated": {
      const vm = place.vmOf(spec.vm);
      return () => vm;
    }
    case "active": {
      const order = spec.order.map(place.vmOf);
      const { stay } = spec;
      return (_event, now) => order[stay === NEVER ? 0 : ((now - (now % stay)) / stay) % order.length]!;
    }
    case "running":
      return running(place);
    case "dynamic":
      return dynamic(spec.shares, place);
    default:
      return unreachable(spec);
  }
}

/** While the VMM works, the VM that ran before is the one that runs. */
function running({ engine, core }: RoutingPlace): Route {
  let last: number = NONE;
  engine.watch(core, {
    vmEntered: (vm) => {
      if (vm !== NONE) last = vm;
    },
  });
  const state = engine.core(core);
  return (_event, now) => (state.vm === NONE && state.busyUntil > now ? last : state.vm);
}

function dynamic(
  shares: readonly { readonly vm: string; readonly weight: number }[],
  { device, seed, vmOf }: RoutingPlace,
): Route {
  const stream = streamOf(device, DYNAMIC);
  const vms = shares.map(({ vm }) => vmOf(vm));
  const total = shares.reduce((sum, { weight }) => sum + weight, 0);
  return (event) => {
    let rest = drawBetween(seed, stream, event, 0, total - 1);
    let index = 0;
    while (rest >= shares[index]!.weight) rest -= shares[index++]!.weight;
    return vms[index]!;
  };
}

/** The VMs that events may be for. `onCore` are those of the device's core. */
export function possibleTargets(spec: RoutingSpec, onCore: readonly string[]): readonly string[] {
  switch (spec.kind) {
    case "dedicated":
      return [spec.vm];
    case "active":
      return [...new Set(spec.order)];
    case "running":
      return onCore;
    case "dynamic":
      return [...new Set(spec.shares.map(({ vm }) => vm))];
    default:
      return unreachable(spec);
  }
}
