import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import type { Claim } from "../../../src/certificate/claim.ts";
import { smallerSystems } from "../../../src/crosscheck/shrink.ts";
import { renderYaml } from "../../../src/description/render-yaml.ts";
import { periodicResource, table } from "../../../src/model/supply.ts";
import type { Slot, System, Vm, VmmCosts } from "../../../src/model/system.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import type { PatternSpec } from "../../../src/simulator/engine/specification.ts";
import { fromPhase, randomPeriods } from "../../../src/simulator/supply/contract.ts";
import { patternOf } from "../../../src/simulator/supply/pattern.ts";
import { explicitDeadlineBound } from "../../../src/supply/explicit-deadline.ts";
import type { SupplyBound } from "../../../src/supply/supply-bound.ts";
import { tableBound } from "../../../src/supply/table.ts";
import type { Random } from "../../generate/random.ts";
import { type DrawnTable, drawTable } from "../../generate/supply.ts";
import { drawSystem } from "../../generate/system.ts";
import { TICK } from "../edge.ts";
import { type AnyFamily, family } from "../family.ts";
import type { Tally } from "../tally.ts";

const EFFORT = 20_000;
const TICKS = 60;

/** A supply with a course that it may take. */
type Taken =
  | {
      readonly kind: "periodic";
      readonly period: number;
      readonly budget: number;
      readonly deadline: number;
      readonly phase: number;
      readonly seed: number;
    }
  | { readonly kind: "table"; readonly table: DrawnTable; readonly phase: number };

function drawTaken(random: Random): Taken {
  if (random.oneIn(3)) {
    const drawn = drawTable(random).table!;
    return { kind: "table", table: drawn, phase: random.below(drawn.frame) };
  }
  const period = random.between(2, 12);
  const budget = random.between(1, period);
  const deadline = random.oneIn(2) ? period : random.between(budget, period);
  return { kind: "periodic", period, budget, deadline, phase: random.below(period), seed: random.below(1e9) };
}

function boundAndPattern(taken: Taken): {
  readonly bound: SupplyBound;
  readonly pattern: PatternSpec;
  readonly seed: number;
} {
  if (taken.kind === "table") {
    const { table: drawn, phase } = taken;
    const windows = drawn.windows.map(({ from, to }) => ({ start: BigInt(from), end: BigInt(to) }));
    return { bound: tableBound(BigInt(drawn.frame), windows), pattern: fromPhase(drawn, phase), seed: 0 };
  }
  const { period, budget, deadline, phase, seed } = taken;
  const inTicks = { period: BigInt(period), budget: BigInt(budget), deadline: BigInt(deadline) };
  return {
    bound: explicitDeadlineBound(inTicks),
    pattern: randomPeriods({ period, budget, deadline }, phase),
    seed,
  };
}

/** How much is supplied before each tick. */
function suppliedBefore(pattern: PatternSpec, seed: number): number[] {
  const course = patternOf(pattern, 0, seed);
  const on = Array<number>(TICKS).fill(0);
  for (let start = course.nextStart(); start < TICKS; start = course.nextStart()) {
    const end = course.nextEnd();
    on.fill(1, start, Math.min(TICKS, end));
  }
  let sum = 0;
  return [0, ...on.map((each) => (sum += each))];
}

/** In every window of every course at least sbf and at most usbf is supplied. */
function everyWindow(taken: Taken, tally: Tally): string | null {
  const { bound, pattern, seed } = boundAndPattern(taken);
  const before = suppliedBefore(pattern, seed);
  for (let length = 1; length <= TICKS; length++) {
    const [least, most] = [Number(bound.sbf(BigInt(length))), Number(bound.usbf(BigInt(length)))];
    for (let from = 0; from + length <= TICKS; from++) {
      const seen = before[from + length]! - before[from]!;
      if (seen < least || seen > most)
        return `a window of ${length} from ${from} supplies ${seen}, not between ${least} and ${most}`;
    }
  }
  tally.compare(1, 1);
  return null;
}

const NO_COSTS: VmmCosts = {
  vmSwitch: Work.zero,
  interruptEntry: Work.zero,
  hypercall: Work.zero,
  longestNonPreemptible: Work.zero,
};

/** The slots of a VM under a VMM with a table. */
function slotsOf(
  { vmm }: System,
  { name }: Vm,
): { readonly frame: Slot["length"]; readonly slots: readonly Slot[] } | null {
  if (vmm?.policy.kind !== "table") return null;
  const slots = vmm.policy.slots.filter(({ vm }) => vm === name);
  return { frame: vmm.policy.frame, slots: [...slots].sort((a, b) => a.start.compare(b.start)) };
}

const bounds = (claims: readonly Claim[], vm: string): string[] =>
  claims
    .filter(({ id, subject }) => subject.vm === vm && !id.endsWith("/contract"))
    .map(({ id, verdict, bound }) => `${id} ${verdict} ${bound?.value ?? ""}`);

/** Costs of zero are no costs: each guest gets the answers of a guest that is promised its slots without any VMM. */
function costless(system: System, tally: Tally): string | null {
  const { vmm } = system;
  if (vmm === null) return null;
  const free: System = { ...system, vmm: { ...vmm, costs: { ...NO_COSTS, cacheRefill: Work.zero } } };
  const hosted = checkSystem(free, { effort: EFFORT }).claims;
  for (const vm of system.vms) {
    const own = slotsOf(system, vm);
    // What is promised besides is proved of the promise, and then not of the slots.
    if (own === null || own.slots.length === 0 || vm.supply !== null) continue;
    const windows = own.slots.map(({ start, length }) => ({ start, end: start.plus(length) }));
    const alone: System = {
      ...system,
      vmm: null,
      vms: [{ ...vm, supply: table({ frame: own.frame, windows }) }],
    };
    const promised = checkSystem(alone, { effort: EFFORT }).claims;
    tally.compare(1, 1);
    const [a, b] = [bounds(hosted, vm.name), bounds(promised, vm.name)];
    if (String(a) !== String(b)) return `under a VMM that costs nothing: ${a}; promised the same slots: ${b}`;
  }
  return null;
}

/** A contract that is proved on a table is kept in every window of it, counted tick by tick. */
function contracts(system: System, tally: Tally): string | null {
  if (system.vmm === null) return null;
  const free: System = { ...system, vmm: { ...system.vmm, costs: NO_COSTS } };
  const { claims } = checkSystem(free, { effort: EFFORT });
  for (const vm of system.vms) {
    const own = slotsOf(system, vm);
    const claim = claims.find(({ id }) => id === `vm/${vm.name}/contract`);
    if (own === null || vm.supply?.kind !== "periodic" || claim === undefined) continue;
    const [frame, period, budget] = [own.frame, vm.supply.period, vm.supply.budget].map(({ value }) =>
      Number(value.dividedBy(TICK).numerator),
    ) as [number, number, number];
    const bound = explicitDeadlineBound({
      period: BigInt(period),
      budget: BigInt(budget),
      deadline: BigInt(period),
    });
    const on = Array<number>(4 * frame + 4 * period).fill(0);
    for (const { start, length } of own.slots) {
      const from = Number(start.value.dividedBy(TICK).numerator);
      const to = from + Number(length.value.dividedBy(TICK).numerator);
      for (let base = 0; base < on.length; base += frame)
        on.fill(1, base + from, Math.min(on.length, base + to));
    }
    const short = shortWindow(on, frame, bound);
    if (claim.verdict === "proved") tally.compare(1, 1);
    if (claim.verdict === "proved" && short !== null)
      return `${claim.id} is proved, but a window of ${short} has too little`;
  }
  return null;
}

/** Each VM with a contract that asks for little. */
function withContracts(random: Random, system: System): System {
  const vms = system.vms.map((vm): Vm => {
    const period = random.between(6, 40);
    const budget = random.between(1, Math.ceil(period / 5));
    return { ...vm, supply: periodicResource({ period: `${period} ms`, budget: `${budget} ms` }) };
  });
  return { ...system, vms };
}

function shortWindow(on: readonly number[], frame: number, bound: SupplyBound): number | null {
  for (let from = 0; from < frame; from++) {
    let seen = 0;
    for (let length = 1; from + length <= on.length; length++) {
      seen += on[from + length - 1]!;
      if (seen < Number(bound.sbf(BigInt(length)))) return length;
    }
  }
  return null;
}

const onTables = {
  claims: "exact",
  draw: (random: Random): System => drawSystem(random, "table", false),
  smaller: smallerSystems,
  show: renderYaml,
} as const;

export const SUPPLY_LAWS: readonly AnyFamily[] = [
  family<Taken>({
    name: "law: every window of a supply is between sbf and usbf",
    claims: "exact",
    weight: 3,
    draw: drawTaken,
    examine: everyWindow,
    smaller: () => [],
    show: (taken) => JSON.stringify(taken),
  }),
  family<System>({ ...onTables, name: "law: costs of zero are no costs", weight: 1, examine: costless }),
  family<System>({
    ...onTables,
    name: "law: a proved contract is kept in every window",
    weight: 1,
    draw: (random) => withContracts(random, onTables.draw(random)),
    examine: contracts,
  }),
];
