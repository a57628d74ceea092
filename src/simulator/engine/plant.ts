import { unreachable } from "../../contract/assert.ts";
import { Bvt } from "../policy/bvt.ts";
import { Credit } from "../policy/credit.ts";
import { EarliestDeadlineFirst } from "../policy/edf.ts";
import { FixedPriority } from "../policy/fixed-priority.ts";
import { RoundRobin } from "../policy/round-robin.ts";
import { Sedf } from "../policy/sedf.ts";
import { serverNode } from "../policy/server-kinds.ts";
import { Table } from "../policy/table.ts";
import { TickedRoundRobin } from "../policy/ticked-round-robin.ts";
import { patternOf } from "../supply/pattern.ts";
import { Supplied } from "../supply/supplied.ts";
import type { Engine } from "./engine.ts";
import type { Node, NodePlace } from "./node.ts";
import type { NodeSpec } from "./specification.ts";
import { NONE } from "./time.ts";
import { asNode, childrenOf } from "./tree.ts";

/** Where the next node goes, and the next free numbers. */
export interface Plot {
  readonly engine: Engine;
  readonly core: number;
  readonly vm: number;
  readonly headsVm: boolean;
  readonly numbers: {
    task: number;
    node: number;
    vm: number;
    readonly firstTimer: number;
    readonly seed: number;
  };
}

/** Makes the node of a specification and everything below it. A new policy is one more case in `nodeOf`. */
export function plantNode(spec: NodeSpec, plot: Plot): Node {
  if (spec.kind === "task") return plantNode(asNode(spec), plot);
  if (spec.kind === "vm") {
    return plantNode(asNode(spec.child), { ...plot, vm: plot.numbers.vm++, headsVm: true });
  }
  const { engine, numbers, core, vm, headsVm } = plot;
  const id = numbers.node++;
  const below = { ...plot, headsVm: false };
  const planted = childrenOf(spec).map((child) =>
    child.kind === "task" ? numbers.task++ : plantNode(child, below),
  );
  const children = Int32Array.from(planted, (child) => (typeof child === "number" ? child : ~child.id));
  const node = nodeOf(
    spec,
    { engine, id, core, vm, headsVm, timer: numbers.firstTimer + id, children },
    numbers.seed,
  );
  planted.forEach((child, slot) => {
    if (typeof child === "number") engine.jobs.setParent(child, node, slot);
    else child.state.setParent(node, slot);
  });
  engine.addNode(node);
  return node;
}

function nodeOf(spec: Exclude<NodeSpec, { kind: "task" | "vm" }>, place: NodePlace, seed: number): Node {
  switch (spec.kind) {
    case "fixed-priority":
      return new FixedPriority(place);
    case "edf":
      return new EarliestDeadlineFirst(place);
    case "round-robin":
      return spec.ticked === undefined
        ? new RoundRobin(place, spec.quanta)
        : new TickedRoundRobin(place, spec.quanta, spec.ticked);
    case "table":
      return new Table(place, spec);
    case "sedf":
      return new Sedf(place, spec);
    case "credit":
      return new Credit(place, spec);
    case "bvt":
      return new Bvt(place, spec);
    case "server":
      return serverNode(place, spec);
    case "supply":
      return new Supplied(place, patternOf(spec.pattern, place.id, seed));
    default:
      return unreachable(spec);
  }
}

/** For the root of a core. */
export function plantRoot(spec: NodeSpec, plot: Omit<Plot, "vm" | "headsVm">): Node {
  return plantNode(spec, { ...plot, vm: NONE, headsVm: false });
}
