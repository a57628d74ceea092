/** The argument for a task under fixed priorities, with the numbers of the job that decides it. */
import { max } from "../../../checker/arithmetic.ts";
import { type Level, levelAt, ordered } from "../../../checker/fixed-priority.ts";
import type { Vm } from "../../../checker/model.ts";
import type { World } from "../../../checker/world.ts";
import { assert } from "../../../contract/assert.ts";
import { Rational } from "../../../numeric/rational.ts";
import { type Certified, type CertifiedClaim, naturals, numberOf } from "../certified.ts";
import { chain, evaluated, type Formulas } from "../formula.ts";
import { math } from "../model/document.ts";
import { availableIn, levelDemand } from "./expressions.ts";
import { count } from "./plain-words.ts";
import type { Step } from "./step.ts";

export function responseSteps(
  certified: Certified,
  vm: Vm,
  world: World,
  claim: CertifiedClaim,
  formulas: Formulas,
): Step[] {
  const tasks = ordered(vm, certified.derived.tasks(vm));
  const index = tasks.findIndex(({ name }) => claim.id === `vm/${vm.name}/task/${name}`);
  const level = levelAt(tasks, index, vm.preemptive);
  const { task, above, blocking } = level;
  const bound = numberOf(claim.proof, "bound") ?? 0n;
  const { scale } = certified;
  const goesFirst: Step = {
    text: `Before a job of ${task.name} go ${above.length === 0 ? "no other tasks" : above.map(({ name }) => name).join(", ")}; it may be held up by a job below for at most ${blocking} ticks (B). It takes C = ${task.wcet}.`,
  };
  const end: Step = {
    text: `So no job takes longer than ${scale.time(bound)}, and its deadline is ${scale.time(task.deadline)}:`,
    lines: [chain(bound, "≤", task.deadline)],
  };
  if (task.wcet === 0n) return [{ text: "The task has no work: it is done when it is released." }, end];
  const kind = claim.proof?.["kind"];
  if (kind === "fp-windows") {
    const windows = naturals(claim.proof, "windows");
    return [
      goesFirst,
      ...windowSteps(world, level, windows, formulas),
      ...lengthSteps(claim, windows.length, level),
      end,
    ];
  }
  const rest = claim.ledger.inequalities
    .slice(0, 4)
    .map(({ what, less, more }): Step => ({ text: [`${what}: `, math(chain(less, "≤", more)), "."] }));
  const form =
    kind === "fp-phases"
      ? "From each window end of the table by itself, the checker evaluated the windows of all jobs of the busy window, among them:"
      : "Once a job has started it is not preempted. The checker evaluated when each job of the busy window starts at the latest, among them:";
  return [goesFirst, { text: form }, ...rest, end];
}

/** The windows, and with all numbers the one whose job responds last. */
function windowSteps(world: World, level: Level, windows: readonly bigint[], formulas: Formulas): Step[] {
  const { task } = level;
  const response = (job: number): bigint =>
    (windows[job] as bigint) + task.jitter - BigInt(job) * task.period;
  const worst = max(...windows.map((_, job) => response(job)));
  const job = windows.findIndex((_, each) => response(each) === worst);
  const window = windows[job] as bigint;
  const demand = levelDemand(level, BigInt(job), window, formulas);
  const supply = availableIn(world, window, formulas);
  assert(demand.value.atMost(supply.value), `demand ${demand.value} ≤ supply ${supply.value} in ${window}`);
  const { computed, symbolic } = formulas;
  const shift = job === 0 ? "" : ` - ${job} * ${task.period}`;
  const late = task.jitter === 0n ? "" : ` + ${task.jitter}`;
  const found = computed(`${window}${late}${shift}`);
  assert(found.value.equals(Rational.of(worst)), `the response is ${worst}`);
  return [
    {
      text: `${windows.length === 1 ? "The busy window holds one job" : `Of ${count(windows.length, "job")} of the busy window, job ${job} responds last`}. Its window is w = ${window}. In it, work before the job's end, in the order B, own jobs, tasks above:`,
      lines: [
        evaluated(demand),
        chain(symbolic(`avail(${window})`), "=", evaluated(supply)),
        chain(String(demand.value), "≤", String(supply.value)),
      ],
    },
    {
      text: "Hence the job has ended by the end of that window, so many ticks after its arrival:",
      lines: [chain(symbolic("R"), "=", evaluated(found))],
    },
  ];
}

/** Why no later job has to be looked at. */
function lengthSteps({ ledger, proof }: CertifiedClaim, jobs: number, { task }: Level): Step[] {
  const ends = ledger.inequalities.find(({ what }) => what.startsWith("the busy window ends"));
  if (ends !== undefined)
    return [
      {
        text: `The busy window ends before ${jobs === 1 ? "the next job" : `job ${jobs}`} of ${task.name} is released, so no later job need be looked at:`,
        lines: [chain(ends.less, "≤", ends.more)],
      },
    ];
  const cycle = numberOf(proof, "cycle");
  return [
    {
      text: `The busy window need not end, but supply and demand repeat with a cycle of ${cycle} ticks, demand per cycle is at most supply per cycle, and ${jobs} jobs fill a cycle: later jobs respond as these do.`,
    },
  ];
}
