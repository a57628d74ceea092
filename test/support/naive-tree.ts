import type { NodeSpec, TaskSpec } from "../../src/simulator/engine/specification.ts";
import { looksAt, type NaiveServer, naiveServer } from "./naive-servers.ts";

export type Job = {
  readonly number: number;
  readonly due: number;
  left: number;
  /** The section that it is in, or was in last; the one that it enters when it goes on, if that is another. */
  section: number;
  next: number;
  sectionLeft: number;
  /** When it entered the section that it is in, counted; 0 outside. */
  entered: number;
};

export type Task = { id: number; spec: TaskSpec; vm: number; jobs: Job[]; released: number };

export type Node = {
  spec: NodeSpec;
  vm: number;
  below: Node[];
  task?: Task;
  server?: NaiveServer;
  /** Round robin: who waits for a turn, and what is left of the first one's quantum. */
  queue: Node[];
  left: number;
  /** Tables and supplies: up to when they have looked at the time. */
  clock: number;
};

/** A tree with everything in it, numbered as the engine does. */
export class Forest {
  readonly tasks: Task[] = [];
  readonly nodes: Node[] = [];
  readonly guestSwitch: number[] = [];

  plant(spec: NodeSpec, vm: number, top: boolean): Node {
    if (spec.kind === "vm") {
      this.guestSwitch.push(spec.guestSwitch ?? 0);
      return this.plant(spec.child, this.guestSwitch.length - 1, true);
    }
    if (spec.kind === "task" && top)
      return this.plant({ kind: "fixed-priority", children: [spec] }, vm, false);
    const node: Node = {
      spec,
      vm,
      below: [],
      queue: [],
      left: Number.POSITIVE_INFINITY,
      clock: 0,
    };
    if (spec.kind === "task") {
      node.task = { id: this.tasks.length, spec, vm, jobs: [], released: 0 };
      this.tasks.push(node.task);
      return node;
    }
    this.nodes.push(node);
    node.below = ("child" in spec ? [spec.child] : spec.children).map((child) =>
      this.plant(child, vm, false),
    );
    if (spec.kind === "server") node.server = naiveServer(spec);
    return node;
  }

  /** Lets every node notice what its children have come to want, children before parents. */
  notice(now: number): void {
    for (const node of [...this.nodes].reverse()) {
      if (node.server !== undefined) looksAt(node.server, wants(node.below[0]!), now);
      if (node.spec.kind !== "round-robin") continue;
      const [head] = node.queue;
      node.queue = node.queue.filter(wants);
      node.queue.push(...node.below.filter((child) => wants(child) && !node.queue.includes(child)));
      if (node.queue[0] !== head) beginTurn(node);
    }
  }
}

export function beginTurn(node: Node): void {
  const quanta = node.spec.kind === "round-robin" ? node.spec.quanta : [];
  node.left = quanta[node.below.indexOf(node.queue[0]!)] ?? Number.POSITIVE_INFINITY;
}

/** The only child that may run, where time alone decides it. */
export function owner({ spec, below, clock }: Node): Node | undefined {
  if (spec.kind === "table") {
    const at = clock % spec.frame;
    const window = spec.windows.find(({ start, end }) => start <= at && at < end);
    return window && below[window.child];
  }
  if (spec.kind !== "supply") return below[0];
  if (spec.pattern.kind !== "cyclic") throw new Error("the naive simulator draws nothing");
  const { start, cycle, windows } = spec.pattern;
  const at = (clock - start) % cycle;
  return clock >= start && windows.some(({ from, to }) => from <= at && at < to) ? below[0] : undefined;
}

export function wants(node: Node): boolean {
  const { spec, task, server, below } = node;
  if (task !== undefined) return task.jobs.length > 0;
  if (spec.kind === "table" || spec.kind === "supply") {
    const child = owner(node);
    return child !== undefined && wants(child);
  }
  if (server?.open === false) return false;
  return server?.spec.server === "periodic-idling" || below.some(wants);
}

function due({ spec, task, server, below }: Node): number {
  if (task !== undefined) return task.jobs[0]!.due;
  if (server !== undefined) return server.deadline;
  if (spec.kind === "supply") return due(below[0]!);
  return spec.kind === "edf" ? Math.min(...below.filter(wants).map(due)) : Number.POSITIVE_INFINITY;
}

/** What comes before deadlines. */
function level({ server }: Node): number {
  return server?.level ?? 0;
}

/** The leaf to run, or the node in whose name to idle; `path` gets the nodes on the way that have something to give. */
export function choose(node: Node, path: Node[]): Node {
  if (!wants(node)) return node;
  path.push(node);
  if (node.task !== undefined) return node;
  const { kind } = node.spec;
  if (kind === "round-robin") return choose(node.queue[0]!, path);
  if (kind !== "edf" && kind !== "fixed-priority") return choose(owner(node)!, path);
  const ready = node.below.filter(wants);
  const sooner = (best: Node, child: Node): Node => {
    const sunk = level(child) - level(best);
    return kind === "edf" && (sunk < 0 || (sunk === 0 && due(child) < due(best))) ? child : best;
  };
  const first = ready.reduce(sooner);
  const entered = (child: Node): number => child.task?.jobs[0]?.entered ?? 0;
  const holder = ready.reduce((best, child) => (entered(child) > entered(best) ? child : best));
  const section = holder.task?.jobs[0]?.section ?? -1;
  const ceiling = holder.task?.spec.sections?.[section]?.ceiling ?? Number.POSITIVE_INFINITY;
  return choose(entered(holder) > 0 && node.below.indexOf(first) >= ceiling ? holder : first, path);
}
