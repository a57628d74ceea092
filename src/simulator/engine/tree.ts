import { unreachable } from "../../contract/assert.ts";
import type { NodeSpec } from "./specification.ts";

/** A root must be a node: a lone task, or a VM of one task, gets a trivial scheduler. */
export function asNode(spec: NodeSpec): NodeSpec {
  return spec.kind === "task" ? { kind: "fixed-priority", children: [spec] } : spec;
}

/** The children of a scheduler, by slot. */
export function childrenOf(spec: Exclude<NodeSpec, { kind: "task" | "vm" }>): readonly NodeSpec[] {
  switch (spec.kind) {
    case "fixed-priority":
    case "edf":
    case "round-robin":
    case "table":
    case "sedf":
    case "credit":
    case "bvt":
      return spec.children;
    case "server":
    case "supply":
      return [spec.child];
    default:
      return unreachable(spec);
  }
}
