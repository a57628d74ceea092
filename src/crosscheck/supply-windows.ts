import { provisionOf } from "../analysis/host/provision.ts";
import type { System, Vm } from "../model/system.ts";
import { Duration, Work } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import { commonTick, type Timebase } from "../numeric/timebase.ts";
import { NONE } from "../simulator/engine/time.ts";
import { TraceRing } from "../simulator/engine/trace-ring.ts";
import { bestCase } from "../supply/best-case.ts";
import { boundOf, measuresOf } from "../supply/bound-of.ts";
import type { DerivedSupply } from "../supply/derived-supply.ts";
import { reducedBound } from "../supply/reduced.ts";
import { type Course, CRITICAL } from "./course.ts";
import type { Violation } from "./crosscheck.ts";
import { Stages } from "./stage.ts";

/** How many records of supply a run keeps, and how many windows that makes at most. */
const RECORDS = 1 << 10;
const MOST_INTERVALS = 60;

/** A run need not be long for all windows to be in it. */
const RELEASES = 200;

/** Courses per VM; the first is the worst pattern where a supply is promised. */
const COURSES = 4;

/**
 * Holds what each VM gets against what it may count on: the VM wants its core all the time, and in no window between two
 * of its supply intervals may it get less than sbf says, nor more than the best case where a supply is also a cap. Only VMs
 * whose supply does not hang on what their guest does: promised ones, and windows of a table.
 */
export function supplyViolations(
  system: System,
  seed: number,
): { readonly violations: Violation[]; readonly windows: number } {
  const violations: Violation[] = [];
  let windows = 0;
  if (system.interrupts.length > 0) return { violations, windows };
  for (const vm of system.vms) {
    const given = suppliedTo(system, vm);
    if (given === null) continue;
    const greedy: System = {
      ...system,
      vms: system.vms.map((each) => (each === vm ? busy(each) : each)),
    };
    const stages = new Stages(greedy, RELEASES);
    for (let number = 0; number < COURSES; number++) {
      const course: Course = number === 0 ? CRITICAL : { ...CRITICAL, supply: "random", seed: seed + number };
      const seen = intervalsOf(stages, course, vm);
      const found = compare(vm, given, seen);
      windows += found.windows;
      violations.push(...found.violations.map((each) => ({ ...each, course })));
    }
  }
  return { violations, windows };
}

interface Given {
  readonly supply: DerivedSupply;
  readonly loss: Work;
  /** Whether no more than this comes, either. */
  readonly capped: boolean;
}

function suppliedTo(system: System, vm: Vm): Given | null {
  if (system.vmm === null) {
    const { supply } = vm;
    if (supply === null || supply.kind === "leftover" || supply.kind === "dedicated") return null;
    // A bounded delay is no cap, and a server of a kind that keeps its budget may hit back to back.
    return { supply, loss: Work.zero, capped: supply.kind !== "bounded-delay" && supply.kind !== "server" };
  }
  if (system.vmm.policy.kind !== "table") return null;
  const provision = provisionOf(system, vm);
  return provision.kind === "supply"
    ? { supply: provision.supply, loss: provision.loss, capped: false }
    : null;
}

/** The VM with a guest that always has something to do. */
function busy(vm: Vm): Vm {
  return { ...vm, guest: { scheduling: "best-effort", preemptive: true, tasks: [] } };
}

interface Seen {
  readonly tick: Rational;
  /** [from, to) in ticks, ascending. */
  readonly intervals: readonly (readonly [number, number])[];
}

function intervalsOf(stages: Stages, course: Course, vm: Vm): Seen {
  const stage = stages.of(course);
  const ring = new TraceRing(RECORDS);
  const machine = stage.machine(course, ring);
  const number = machine.vms.indexOf(vm.name);
  machine.engine.run(stage.horizon);
  const intervals: [number, number][] = [];
  let since = NONE;
  for (const { time, kind, vm: who } of ring.records()) {
    if (who !== number) continue;
    if (kind === "vm-in") since = time;
    if (kind === "vm-out" && since !== NONE) {
      const last = intervals.at(-1);
      if (last !== undefined && last[1] === since) last[1] = time;
      else if (time > since) intervals.push([since, time]);
      since = NONE;
      // One more than is wanted: the last may go on.
      if (intervals.length > MOST_INTERVALS) break;
    }
  }
  return { tick: stage.tick, intervals: intervals.slice(0, MOST_INTERVALS) };
}

/** The least supply is in windows from an end to a start, the most in those from a start to an end. */
function compare(
  vm: Vm,
  { supply, loss, capped }: Given,
  { tick, intervals }: Seen,
): { violations: Violation[]; windows: number } {
  const { seconds, rates } = measuresOf(supply);
  const timebase = commonTick([...seconds, loss.value, tick], rates);
  const scale = timebase.toTicks(tick);
  const least = reducedBound(boundOf(supply, timebase), timebase.toTicks(loss.value));
  const most = bestCase(supply, boundOf(supply, timebase));
  const owed = remembered((window) => least.sbf(window * scale));
  const cap = remembered((window) => most.usbf(window * scale));
  const violations: Violation[] = [];
  let windows = 0;
  for (let i = 0; i < intervals.length; i++) {
    const [from, to] = intervals[i]!;
    let sum = 0;
    for (let j = i + 1; j < intervals.length; j++) {
      const [start, end] = intervals[j]!;
      const between = BigInt(sum) * scale;
      sum += end - start;
      windows += capped ? 2 : 1;
      const promised = owed(start - to);
      if (promised > between) {
        const gap = BigInt(start - to) * scale;
        violations.push(violation(vm, "less than sbf", gap, promised, between, timebase));
      }
      const all = between + BigInt(end - start + to - from) * scale;
      if (capped && cap(end - from) < all) {
        const whole = BigInt(end - from) * scale;
        violations.push(violation(vm, "more than the best case", whole, cap(end - from), all, timebase));
      }
    }
  }
  return { violations: violations.slice(0, 1), windows };
}

/** Many windows have the same length: each is asked about once. */
function remembered(of: (window: bigint) => bigint): (window: number) => bigint {
  const known = new Map<number, bigint>();
  return (window) => {
    let value = known.get(window);
    if (value === undefined) {
      value = of(BigInt(window));
      known.set(window, value);
    }
    return value;
  };
}

function violation(
  { name }: Vm,
  what: string,
  window: bigint,
  bound: bigint,
  seen: bigint,
  timebase: Timebase,
): Violation {
  const time = (ticks: bigint): Duration => new Duration(timebase.toSeconds(ticks));
  return {
    claim: `vm/${name}`,
    what: `a window of ${time(window)} supplies ${what}`,
    limit: time(bound),
    observed: time(seen),
    course: null,
  };
}
