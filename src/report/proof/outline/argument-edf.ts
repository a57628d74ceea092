/** The argument for the tasks of an EDF guest: a cover of all window lengths, from the top down, and the reason why it ends. */
import { type Blocking, edfBlocking } from "../../../checker/edf.ts";
import type { Task, Vm } from "../../../checker/model.ts";
import { list, text, tuple } from "../../../checker/shape.ts";
import { available, type World } from "../../../checker/world.ts";
import { assert } from "../../../contract/assert.ts";
import type { CertifiedClaim } from "../certified.ts";
import { chain, evaluated, type Formulas } from "../formula.ts";
import { math } from "../model/document.ts";
import { availableIn, dueIn } from "./expressions.ts";
import { count } from "./plain-words.ts";
import type { Step } from "./step.ts";

/** Entries of a cover that are told; the others stand in chapter 7. */
const MOST_TOLD = 4;

/** [b, a]: demand of all windows below b, down to the next b, fits into a. */
export function coverOf({ proof }: CertifiedClaim): (readonly [bigint, bigint])[] {
  return list(
    proof?.["cover"],
    "cover",
    (each, at) => tuple(each, at, 2) as unknown as readonly [bigint, bigint],
  );
}

export function coverSteps(
  vm: Vm,
  world: World,
  tasks: readonly Task[],
  claim: CertifiedClaim,
  formulas: Formulas,
): Step[] {
  const cover = coverOf(claim);
  const active = tasks.filter(({ wcet }) => wcet > 0n);
  if (active.length === 0) return [{ text: "No task of the VM has work." }];
  const first = active.map(({ deadline, jitter }) => deadline - jitter).reduce((a, b) => (a < b ? a : b));
  const blocking = edfBlocking(tasks, vm.preemptive);
  const entries = cover.map(([upper, at], index) => ({ upper, at, lower: cover[index + 1]?.[0] ?? 0n }));
  const told = tightestFirst(entries, world, active, formulas).slice(0, MOST_TOLD);
  return [
    {
      text: [
        "A job is late only if, in some window of length t, ",
        math(chain(formulas.symbolic("dbf(t) + b(t)"), ">", formulas.symbolic("avail(t)"))),
        ", where b(t) is the blocking. The cover divides all t below ",
        math(chain(cover[0]?.[0] ?? 0n)),
        ` into ${count(entries.length, "range")}; in each, the demand at its upper end already fits into the supply at its lower end.`,
      ],
    },
    ...(entries.length > MOST_TOLD
      ? [{ text: `The ${MOST_TOLD} ranges with the least slack; chapter 7 lists all ${entries.length}.` }]
      : []),
    ...told.map((entry) => rangeStep(entry, world, active, blocking, first, formulas)),
    tailStep(claim, cover[0]?.[0] ?? 0n),
  ];
}

interface Range {
  readonly upper: bigint;
  readonly at: bigint;
  readonly lower: bigint;
}

function tightestFirst(
  ranges: readonly Range[],
  world: World,
  tasks: readonly Task[],
  formulas: Formulas,
): Range[] {
  const slack = ({ upper, at }: Range): bigint =>
    available(world, at) - dueIn(tasks, upper - 1n, formulas).value.floor();
  return [...ranges].sort((a, b) => (slack(a) < slack(b) ? -1 : slack(a) > slack(b) ? 1 : 0));
}

function rangeStep(
  { upper, at, lower }: Range,
  world: World,
  tasks: readonly Task[],
  blocking: Blocking,
  first: bigint,
  formulas: Formulas,
): Step {
  const demand = dueIn(tasks, upper - 1n, formulas);
  if (demand.value.sign() === 0)
    return { text: `Windows of less than ${upper} ticks: nothing is due in them, so nothing can be late.` };
  const held = blocking(lower < first ? first : lower, upper - 1n);
  const supply = availableIn(world, at, formulas);
  const { symbolic, computed } = formulas;
  const asked = computed(`${demand.value} + ${held}`);
  assert(asked.value.atMost(supply.value), `demand ${asked.value} ≤ supply ${supply.value} in ${at}`);
  const of = (name: string, t: bigint) => symbolic(`${name}(${t})`);
  return {
    text: `Windows from ${lower} to ${upper - 1n} ticks: supply of windows of ${at} is there in all of them${held === 0n ? "" : `; blocking is at most ${held}`}.`,
    lines: [
      chain(of("dbf", upper - 1n), "=", evaluated(demand)),
      chain(of("avail", at), "=", evaluated(supply)),
      held === 0n
        ? chain(String(demand.value), "≤", String(supply.value))
        : chain(evaluated(asked), "≤", String(supply.value)),
    ],
  };
}

function tailStep({ proof, ledger }: CertifiedClaim, top: bigint): Step {
  const tail = proof?.["tail"] as {
    readonly kind: string;
    readonly length?: string;
    readonly cycle?: string;
  };
  const told = (start: string): Step["lines"] =>
    ledger.inequalities
      .filter(({ what }) => what.startsWith(start))
      .map(({ less, more }) => chain(less, "≤", more));
  switch (text(tail.kind, "tail")) {
    case "linear":
      return {
        text: `Windows of ${top} ticks and more: a straight line above the demand grows no faster than one below the supply, and lies below it from there on. Slopes, then the lines at ${top}, each pair as the least whole numbers in its ratio:`,
        lines: [...(told("slope of the demand") ?? []), ...(told("the line of the demand") ?? [])],
      };
    case "busy-period":
      return {
        text: `Longer windows: all work released in a window of ${tail.length} ticks, with blocking, is supplied in it, so every busy period ends within it:`,
        lines: told("work released in") ?? [],
      };
    default:
      return {
        text: `Longer windows: demand and supply repeat with a cycle of ${tail.cycle} ticks, and per cycle no more is asked than given:`,
        lines: told("demand per cycle") ?? [],
      };
  }
}
