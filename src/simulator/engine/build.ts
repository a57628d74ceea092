import { InputError } from "../../contract/errors.ts";
import { checkSpecification } from "./check.ts";
import { Engine } from "./engine.ts";
import { plantRoot } from "./plant.ts";
import type { NodeSpec, Specification, TaskSpec } from "./specification.ts";
import { TaskTable } from "./task-table.ts";
import { checkedTieRules, DEFAULT_TIE_RULES, type EventClass, type TieRules } from "./tie-rules.ts";
import { NONE, ticks } from "./time.ts";
import { TimerTree } from "./timer-tree.ts";
import type { TraceRing } from "./trace-ring.ts";
import { asNode, childrenOf } from "./tree.ts";
import { VmTable } from "./vm-table.ts";

export interface EngineOptions {
  readonly seed?: number;
  readonly ties?: TieRules;
  readonly trace?: TraceRing | null;
  /** How many timers actors of these classes need; `BuiltEngine.timers` says where they begin. */
  readonly timers?: { readonly interrupt?: number; readonly tick?: number };
}

/** What a record of the trace has room for. */
const MOST_TASKS = 2 ** 21 - 2;
const MOST_VMS = 2 ** 16 - 2;

/** An engine with the names of what its numbers stand for. */
export interface BuiltEngine {
  readonly engine: Engine;
  /** By task, VM and node number. Tasks and nodes are numbered in the order of the description, parents first. */
  readonly tasks: readonly TaskSpec[];
  readonly vms: readonly string[];
  readonly nodes: readonly NodeSpec[];
  /** The core of each VM. */
  readonly coreOfVm: readonly number[];
  /** The first timer of each class; pass it, or one after it, to `Engine.attach` and `Engine.setTimer`. */
  readonly timers: Readonly<Record<EventClass, number>>;
}

/**
 * Makes an engine from a specification.
 * @throws InputError naming what cannot be run.
 */
export function buildEngine(specification: Specification, options: EngineOptions = {}): BuiltEngine {
  checkSpecification(specification);
  const { seed = 0, ties = DEFAULT_TIE_RULES, trace = null, timers: extra = {} } = options;
  ticks(seed, "the seed");
  const survey = surveyOf(specification);
  if (survey.tasks.length > MOST_TASKS || survey.vms.length > MOST_VMS) {
    throw new InputError(
      `${survey.tasks.length} tasks in ${survey.vms.length} VMs: a trace can tell ${MOST_TASKS} in ${MOST_VMS} apart`,
    );
  }
  const { costs = {} } = specification;
  const layout = layOut(checkedTieRules(ties), {
    completion: 0,
    release: survey.tasks.length,
    boundary: survey.nodes.length,
    interrupt: extra.interrupt ?? 0,
    tick: extra.tick ?? 0,
  });
  const engine = new Engine({
    tasks: new TaskTable(survey.tasks, survey.vmOfTask, costs.hypercall ?? 0, seed),
    vms: new VmTable(survey.guestSwitch),
    timers: new TimerTree(layout.count),
    trace,
    costs: {
      vmSwitch: costs.vmSwitch ?? 0,
      vmmSection: costs.vmmSection ?? 0,
      cacheRefill: costs.cacheRefill ?? 0,
    },
    firstRelease: layout.first.release,
    beforeCompletion: layout.beforeCompletion,
    beforeDispatch: layout.beforeDispatch,
  });
  const numbers = { task: 0, node: 0, vm: 0, firstTimer: layout.first.boundary, seed };
  specification.cores.forEach((root, core) => {
    if (root !== null) engine.setRoot(core, plantRoot(root, { engine, core, numbers }));
  });
  return { engine, ...survey, timers: layout.first };
}

interface Survey {
  readonly tasks: TaskSpec[];
  readonly vmOfTask: number[];
  readonly nodes: NodeSpec[];
  readonly vms: string[];
  readonly guestSwitch: number[];
  readonly coreOfVm: number[];
}

/** Numbers everything in the order in which plantNode will come by. */
function surveyOf({ cores }: Specification): Survey {
  const survey: Survey = { tasks: [], vmOfTask: [], nodes: [], vms: [], guestSwitch: [], coreOfVm: [] };
  const visit = (spec: NodeSpec, core: number, vm: number): void => {
    if (spec.kind === "task") {
      survey.tasks.push(spec);
      survey.vmOfTask.push(vm);
      return;
    }
    if (spec.kind === "vm") {
      survey.vms.push(spec.name);
      survey.guestSwitch.push(spec.guestSwitch ?? 0);
      survey.coreOfVm.push(core);
      visit(asNode(spec.child), core, survey.vms.length - 1);
      return;
    }
    survey.nodes.push(spec);
    for (const child of childrenOf(spec)) visit(child, core, vm);
  };
  cores.forEach((root, core) => {
    if (root !== null) visit(asNode(root), core, NONE);
  });
  return survey;
}

interface Layout {
  readonly count: number;
  readonly first: Record<EventClass, number>;
  readonly beforeCompletion: number;
  readonly beforeDispatch: number;
}

/** Timers in the order of the tie rules: the tree fires the lower one first. */
function layOut(ties: TieRules, counts: Record<EventClass, number>): Layout {
  const first = { completion: 0, release: 0, boundary: 0, interrupt: 0, tick: 0 };
  let count = 0;
  let beforeCompletion = 0;
  let beforeDispatch = 0;
  for (const each of ties) {
    if (each === "dispatch") {
      beforeDispatch = count;
      continue;
    }
    if (each === "completion") beforeCompletion = count;
    first[each] = count;
    count += counts[each];
  }
  return { count, first, beforeCompletion, beforeDispatch };
}
