import { InputError } from "../../contract/errors.ts";
import { checkBvt } from "../policy/bvt-spec.ts";
import { checkCredit } from "../policy/credit-spec.ts";
import { checkSedf } from "../policy/sedf-spec.ts";
import type { NodeSpec, PatternSpec, Specification, TableSpec, TaskSpec } from "./specification.ts";
import { NEVER, ticks } from "./time.ts";

const MOST_CORES = 1023;

/** Refuses so many cores, before anything is made for each. @throws InputError */
export function requireCores(count: number): void {
  if (count < 1 || count > MOST_CORES)
    throw new InputError(`${count} cores cannot be simulated: there can be 1 to ${MOST_CORES}`);
}

/**
 * Refuses a specification that no engine can run, naming the place and the value.
 * @throws InputError
 */
export function checkSpecification({ cores, costs = {} }: Specification): void {
  for (const [name, cost] of Object.entries(costs)) ticks(cost, `costs.${name}`);
  requireCores(cores.length);
  cores.forEach((root, core) => {
    if (root !== null) checkNode(root, `cores[${core}]`, false);
  });
}

function checkNode(spec: NodeSpec, at: string, inVm: boolean): void {
  switch (spec.kind) {
    case "task":
      checkTask(spec, at);
      return;
    case "vm":
      if (inVm) throw new InputError(`${at}: VM ${spec.name} lies within another; VMs do not nest`);
      ticks(spec.guestSwitch ?? 0, `${at}.guestSwitch`);
      checkNode(spec.child, `${at}.child`, true);
      return;
    case "server":
      checkServer(spec, at);
      checkNode(spec.child, `${at}.child`, inVm);
      return;
    case "supply":
      checkPattern(spec.pattern, `${at}.pattern`);
      checkNode(spec.child, `${at}.child`, inVm);
      return;
    case "round-robin":
      if (spec.quanta.length !== spec.children.length) {
        throw new InputError(`${at}.quanta: ${spec.quanta.length} for ${spec.children.length} children`);
      }
      for (const [slot, quantum] of spec.quanta.entries())
        checkQuantum(quantum, spec.ticked?.tick ?? 1, `${at}.quanta[${slot}]`);
      break;
    case "table":
      checkTable(spec, at);
      break;
    case "sedf":
      checkSedf(spec, at);
      break;
    case "credit":
      checkCredit(spec, at);
      break;
    case "bvt":
      checkBvt(spec, at);
      break;
    case "fixed-priority":
    case "edf":
      break;
  }
  for (const [slot, child] of spec.children.entries()) {
    const place = `${at}.children[${slot}]`;
    if (spec.kind === "edf" && child.kind === "server") {
      checkServer(child, place, true);
      checkNode(child.child, `${place}.child`, inVm);
    } else checkNode(child, place, inVm);
  }
}

function checkTask(spec: TaskSpec, at: string): void {
  const name = `${at} (${spec.name})`;
  if (spec.period !== NEVER) ticks(spec.period, `${name}: period`, 1);
  if (spec.wcet !== NEVER) ticks(spec.wcet, `${name}: wcet`);
  if (spec.deadline !== NEVER) ticks(spec.deadline, `${name}: deadline`, 1);
  const { bcet = spec.wcet, offset = 0, sections = [] } = spec;
  if (!(bcet <= spec.wcet)) throw new InputError(`${name}: bcet of ${bcet} exceeds the wcet of ${spec.wcet}`);
  if (bcet !== spec.wcet) ticks(bcet, `${name}: bcet`);
  ticks(offset, `${name}: offset`, Number.MIN_SAFE_INTEGER);
  ticks(spec.jitter ?? 0, `${name}: jitter`);
  ticks(spec.slack ?? 0, `${name}: slack`);
  ticks(spec.minDistance ?? 0, `${name}: minDistance`);
  ticks(spec.hypercalls ?? 0, `${name}: hypercalls`);
  for (const { length, ceiling } of sections) {
    if (length !== NEVER) ticks(length, `${name}: a section`, 1);
    ticks(ceiling, `${name}: the ceiling of a section`);
  }
}

function checkQuantum(quantum: number, tick: number, at: string): void {
  ticks(quantum, at, 1);
  ticks(tick, "the VMM's tick", 1);
  if (quantum % tick !== 0)
    throw new InputError(`${at}: ${quantum} is no multiple of the VMM's tick of ${tick}`);
}

interface Budget {
  readonly period: number;
  readonly budget: number;
  readonly deadline: number;
  readonly offset?: number;
  readonly server?: string;
  readonly extratime?: boolean;
}

/** Levels are for a parent that goes by them. */
function checkServer(spec: Budget, at: string, byDeadline = false): void {
  const { period, budget, deadline, offset = 0, server, extratime = false } = spec;
  if (extratime && !(byDeadline && server === "xen-rtds"))
    throw new InputError(`${at}.extratime: only an xen-rtds server right below an edf node has it`);
  ticks(period, `${at}.period`, 1);
  ticks(budget, `${at}.budget`);
  ticks(deadline, `${at}.deadline`, 1);
  ticks(offset, `${at}.offset`);
  if (budget > deadline) throw new InputError(`${at}.budget: ${budget} exceeds the deadline of ${deadline}`);
  if (deadline > period) throw new InputError(`${at}.deadline: ${deadline} exceeds the period of ${period}`);
}

function checkTable({ frame, windows, children }: TableSpec, at: string): void {
  ticks(frame, `${at}.frame`, 1);
  checkWindows(
    windows.map(({ start, end }) => ({ from: start, to: end })),
    frame,
    `${at}.windows`,
  );
  windows.forEach(({ child }, index) => {
    if (children[child] === undefined)
      throw new InputError(`${at}.windows[${index}].child: there is no child ${child}`);
  });
}

function checkPattern(pattern: PatternSpec, at: string): void {
  if (pattern.kind === "cyclic") {
    ticks(pattern.start, `${at}.start`);
    ticks(pattern.cycle, `${at}.cycle`, 1);
    checkWindows(pattern.windows, pattern.cycle, `${at}.windows`);
    return;
  }
  checkServer({ ...pattern, offset: pattern.phase }, at);
}

interface Window {
  readonly from: number;
  readonly to: number;
}

function checkWindows(windows: readonly Window[], frame: number, at: string): void {
  let covered = 0;
  windows.forEach(({ from, to }, index) => {
    ticks(from, `${at}[${index}]`);
    ticks(to, `${at}[${index}]`);
    if (from < covered) throw new InputError(`${at}[${index}]: starts at ${from}, before ${covered}`);
    if (to <= from) throw new InputError(`${at}[${index}]: ends at ${to}, not after ${from}`);
    if (to > frame) throw new InputError(`${at}[${index}]: ends at ${to}, after ${frame}`);
    covered = to;
  });
}
