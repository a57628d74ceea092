/**
 * One interface for each VM of a host, so that all of them together cost least and the host stays schedulable.
 *
 * Claim: the choice of one candidate per VM with the least Σ (Θ + σ)/Π under which the host meets the deadline of every
 * server, each a task (C = Θ + σ, T = Π, D = its deadline) beside the host's own. Exact by branch and bound:
 *  - what the undecided VMs cost at least is known, so a part that cannot become cheaper than the best is left;
 *  - a part that misses a deadline is left: no server added can repair it, since preemptive EDF and fixed priorities keep
 *    what they meet when a task is taken away.
 * Candidates are tried from the cheapest up. Past the effort the best choice so far is returned as such.
 * Source: the problem is that of A. Masrur, T. Pfeuffer, M. Geier, S. Drössler and S. Chakraborty, "Designing VM schedulers
 * for embedded real-time applications", CODES+ISSS 2011, who choose by a heuristic; A. H. Land and A. G. Doig,
 * Econometrica 28(3), 1960 (branch and bound).
 */
import { InputError } from "../../contract/errors.ts";
import type { Task } from "../../model/task.ts";
import { Rational } from "../../numeric/rational.ts";
import { Effort } from "../effort.ts";
import { type HostScheduling, hostVerdict } from "./host-schedulability.ts";
import { type ServerCandidate, serverTask } from "./server-candidate.ts";

export interface JointQuestion {
  readonly vms: readonly { readonly name: string; readonly candidates: readonly ServerCandidate[] }[];
  readonly host: HostScheduling;
  /** What else the host runs: interrupt handlers, its own tasks. */
  readonly hostTasks?: readonly Task[];
  /** Choices, also of a part of the VMs, that may be put to the host's test. */
  readonly effort?: number | undefined;
}

export interface JointChoice {
  /** In the order of the VMs. */
  readonly chosen: readonly { readonly name: string; readonly candidate: ServerCandidate }[];
  /** Σ (Θ + σ)/Π. */
  readonly bandwidth: Rational;
}

export type JointOutcome =
  | ({ readonly kind: "least" } & JointChoice)
  | { readonly kind: "infeasible"; readonly why: string }
  | {
      readonly kind: "undetermined";
      /** A choice that the host keeps, not known to be the cheapest; null where none was found. */
      readonly found: JointChoice | null;
      /** No choice costs less. */
      readonly atLeast: Rational;
      readonly reason: string;
      readonly limit: number;
    };

/** Tests of the host that a search may make. */
const DEFAULT_TESTS = 20_000;

/** Throws `InputError` if some VM has no candidate. */
export function chooseJointly(question: JointQuestion): JointOutcome {
  const { vms, host, hostTasks = [] } = question;
  const effort = new Effort(question.effort ?? DEFAULT_TESTS);
  const sorted = vms.map(({ name, candidates }, index) => ({
    index,
    name,
    candidates: byCost(name, candidates),
  }));
  // The VM with the widest spread first: its choice matters most.
  const order = [...sorted].sort((a, b) => spread(b.candidates).compare(spread(a.candidates)));
  const leastFrom = suffixSums(order.map(({ candidates }) => costOf(candidates[0] as ServerCandidate)));
  let best: JointChoice | null = null;
  let limited = false;
  let unsure = false;

  const extend = (chosen: readonly ServerCandidate[], cost: Rational): void => {
    const vm = order[chosen.length];
    if (vm === undefined) {
      best = { chosen: inGivenOrder(order, chosen), bandwidth: cost };
      return;
    }
    for (const candidate of vm.candidates) {
      const next = cost.plus(costOf(candidate));
      const total = next.plus(leastFrom[chosen.length + 1] as Rational);
      if (Rational.one.lessThan(total) || best?.bandwidth.atMost(total)) return;
      if (limited || !effort.spend()) {
        limited = true;
        return;
      }
      const part = [...chosen, candidate];
      const verdict = hostVerdict(host, [...hostTasks, ...part.map(serverTask)]);
      if (verdict === "undetermined") unsure = true;
      if (verdict === "schedulable") extend(part, next);
    }
  };
  extend([], Rational.zero);

  const found = best as JointChoice | null;
  if (limited || unsure) {
    const reason = limited
      ? `the choices to compare did not end within ${effort.limit} tests of the host`
      : "the host's own test did not decide some of the choices";
    return { kind: "undetermined", found, atLeast: leastFrom[0] as Rational, reason, limit: effort.limit };
  }
  if (found !== null) return { kind: "least", ...found };
  return {
    kind: "infeasible",
    why: `no choice of one candidate per VM keeps the host schedulable (${host})`,
  };
}

function byCost(name: string, candidates: readonly ServerCandidate[]): ServerCandidate[] {
  if (candidates.length === 0) throw new InputError(`${name} has no candidate interface`);
  return [...candidates].sort((a, b) => costOf(a).compare(costOf(b)) || a.period.compare(b.period));
}

function costOf({ budget, overhead, period }: ServerCandidate): Rational {
  return budget.plus(overhead).over(period);
}

function spread(candidates: readonly ServerCandidate[]): Rational {
  const [first, last] = [candidates[0], candidates.at(-1)];
  return first === undefined || last === undefined ? Rational.zero : costOf(last).minus(costOf(first));
}

/** The sum of the values from each index on, and 0 after the last. */
function suffixSums(values: readonly Rational[]): Rational[] {
  const sums = [Rational.zero];
  for (const value of values.toReversed()) sums.push(value.plus(sums.at(-1) as Rational));
  return sums.reverse();
}

function inGivenOrder(
  order: readonly { readonly index: number; readonly name: string }[],
  chosen: readonly ServerCandidate[],
): JointChoice["chosen"] {
  return order
    .map(({ index, name }, at) => ({ index, name, candidate: chosen[at] as ServerCandidate }))
    .sort((a, b) => a.index - b.index)
    .map(({ name, candidate }) => ({ name, candidate }));
}
