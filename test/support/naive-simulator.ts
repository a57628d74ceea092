import type { Specification } from "../../src/simulator/engine/specification.ts";
import { exhaust, replenish } from "./naive-servers.ts";
import { beginTurn, choose, Forest, type Job, type Node, type Task, wants } from "./naive-tree.ts";

/** By core, what each cycle [t, t + 1) went to (`t3`, `idle`, `idle@0`: VM 0 idles in its budget, `vmm`); which jobs ended. */
export interface NaiveRun {
  readonly schedule: readonly (readonly string[])[];
  readonly completions: readonly string[];
}

type Core = {
  root: Node | null;
  running: Task | null;
  vm: number;
  loaded: number;
  vmm: number;
  hold: number;
  path: Node[];
};

/**
 * One step per cycle and nothing cached: after every event all wishes are computed anew from the leaves. Slow, obvious,
 * and without a line in common with the engine. Knows the default tie rules only, and nothing random.
 */
export function simulateNaively({ cores: roots, costs = {} }: Specification, horizon: number): NaiveRun {
  const { vmSwitch = 0, hypercall = 0, vmmSection = 0, cacheRefill = 0 } = costs;
  const forest = new Forest();
  const schedule: string[][] = roots.map(() => []);
  const completions: string[] = [];
  const lastTask: Task[] = [];
  /** By VM: how many cycles go to its caches before anything else. */
  const cold: number[] = [];
  const cores = roots.map((spec): Core => {
    const root = spec === null ? null : forest.plant(spec, -1, true);
    return { root, running: null, vm: -1, loaded: -1, vmm: 0, hold: 0, path: [] };
  });
  let entries = 0;
  let now = 0;

  function release(task: Task): void {
    const { period, deadline, wcet, offset = 0, hypercalls = 0 } = task.spec;
    const only = wcet === Number.POSITIVE_INFINITY;
    const arrival = offset + task.released * (only ? 0 : period);
    if (Math.max(0, arrival) !== now || (task.released > 0 && only)) return;
    const left = wcet + hypercalls * hypercall;
    const number = task.released++;
    task.jobs.push({
      number,
      due: arrival + deadline,
      left,
      section: -1,
      next: 0,
      sectionLeft: 0,
      entered: 0,
    });
    forest.notice(now);
    release(task);
  }

  function enter({ spec, jobs: [job] }: Task): void {
    const length = spec.sections?.[job!.next]?.length;
    job!.section = job!.next;
    job!.sectionLeft = length ?? Number.POSITIVE_INFINITY;
    job!.entered = length === undefined ? 0 : ++entries;
  }

  function isDone({ running, vm }: Core): boolean {
    return running?.jobs[0]?.left === 0 && (cold[vm] ?? 0) === 0;
  }

  /** What has run has come to its end: the job, its section, a budget, a quantum. */
  function reach(core: Core): void {
    if (core.vmm > 0) return;
    const job = core.running?.jobs[0];
    if (job !== undefined && isDone(core)) {
      completions.push(`t${core.running!.id} job ${job.number} at ${now}${now > job.due ? " late" : ""}`);
      core.running!.jobs.shift();
      core.running = null;
      forest.notice(now);
    } else if (job !== undefined && job.sectionLeft === 0) {
      Object.assign(job, { next: job.section + 1, sectionLeft: Number.POSITIVE_INFINITY, entered: 0 });
    }
    for (const node of core.path) {
      if (node.server !== undefined && node.server.budget <= 0) exhaust(node.server, now);
      if (node.spec.kind === "round-robin" && node.left <= 0) {
        node.queue.push(node.queue.shift()!);
        beginTurn(node);
      }
      forest.notice(now);
    }
  }

  /** A VM that is to be switched away from runs on while the VMM is in a section, if it has work and budget. */
  function holds(core: Core): boolean {
    const budget = Math.min(...core.path.map(({ server, left }) => Math.min(server?.budget ?? left, left)));
    if (core.running === null || vmmSection === 0) return false;
    if (core.hold === 0) core.hold = now + Math.min(vmmSection, budget);
    return now < core.hold && budget > 0;
  }

  function dispatch(core: Core): void {
    if (core.root === null || core.vmm > 0) return;
    const path: Node[] = [];
    const leaf = choose(core.root, path);
    const vm = leaf === core.root && !wants(leaf) ? -1 : leaf.vm;
    if (vm !== core.vm && holds(core)) return;
    const before = core.running;
    const task = wants(leaf) ? leaf.task! : null;
    Object.assign(core, { hold: 0, path, running: task, vm });
    if (vm >= 0 && vm !== core.loaded) {
      const first = core.loaded < 0;
      core.loaded = vm;
      if (!first) cold[vm] = cacheRefill;
      if (vmSwitch > 0 && !first) {
        Object.assign(core, { path: [], running: null, vm: -1, vmm: vmSwitch });
        return;
      }
    }
    if (task === null) return;
    const job = task.jobs[0]!;
    if (task !== before) switchTo(task, job);
    if (job.next !== job.section) enter(task);
  }

  function switchTo(task: Task, job: Job): void {
    if (task.vm >= 0 && (lastTask[task.vm] ?? task) !== task) job.left += forest.guestSwitch[task.vm]!;
    lastTask[task.vm] = task;
  }

  function step(core: Core): string {
    if (core.vmm > 0) {
      core.vmm--;
      return "vmm";
    }
    core.path.forEach((node, depth) => {
      if (node.server !== undefined) node.server.budget--;
      if (node.spec.kind === "round-robin" && node.queue[0] === core.path[depth + 1]) node.left--;
    });
    if (core.running === null) return core.vm >= 0 ? `idle@${core.vm}` : "idle";
    if ((cold[core.vm] ?? 0) > 0) cold[core.vm]!--;
    else {
      core.running.jobs[0]!.left--;
      core.running.jobs[0]!.sectionLeft--;
    }
    return `t${core.running.id}`;
  }

  for (; ; now++) {
    cores.forEach(reach);
    if (now === horizon) return { schedule, completions };
    forest.tasks.forEach(release);
    for (const node of forest.nodes) {
      node.clock = now;
      if (node.server !== undefined) replenish(node.server, now);
      forest.notice(now);
    }
    cores.forEach(dispatch);
    while (cores.some(isDone)) {
      cores.forEach(reach);
      cores.forEach(dispatch);
    }
    for (const [index, core] of cores.entries()) schedule[index]!.push(step(core));
  }
}
