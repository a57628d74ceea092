/**
 * One interface for each VM of a host, so that all of them together cost least and the host stays schedulable.
 *
 * Claim: the choice of one candidate per VM with the least Σ (Θ + σ)/Π under which the host meets the deadline of every
 * server, each a task (C = Θ + σ, T = Π, D = its deadline) beside the host's own. Exact by the search of cheapest-choice.ts:
 * preemptive EDF and fixed priorities keep what they meet when a task is taken away.
 * Source: the problem is that of A. Masrur, T. Pfeuffer, M. Geier, S. Drössler and S. Chakraborty, "Designing VM schedulers
 * for embedded real-time applications", CODES+ISSS 2011, who choose by a heuristic.
 */
import type { Task } from "../../model/task.ts";
import { Rational } from "../../numeric/rational.ts";
import { Effort } from "../effort.ts";
import { type Chosen, cheapestChoice, type Party } from "./cheapest-choice.ts";
import { type HostScheduling, hostVerdict } from "./host-schedulability.ts";
import { type ServerCandidate, serverTask } from "./server-candidate.ts";

export interface JointQuestion {
  readonly vms: readonly Party<ServerCandidate>[];
  readonly host: HostScheduling;
  /** What else the host runs: interrupt handlers, its own tasks. */
  readonly hostTasks?: readonly Task[];
  /** Choices, also of a part of the VMs, that may be put to the host's test. */
  readonly effort?: number | undefined;
}

export interface JointChoice {
  /** In the order of the VMs. */
  readonly chosen: readonly Chosen<ServerCandidate>[];
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
  const parties = vms.map(({ name, candidates }) => ({
    name,
    candidates: [...candidates].sort((a, b) => a.period.compare(b.period)),
  }));
  const { best, search, atLeast } = cheapestChoice<ServerCandidate>(
    { parties, costOf, most: Rational.one, judge: (part) => judged(host, hostTasks, part) },
    effort,
  );
  const found = best && { chosen: best.chosen, bandwidth: best.cost };
  if (search !== "complete") {
    const reason =
      search === "cut"
        ? `the choices to compare did not end within ${effort.limit} tests of the host`
        : "the host's own test did not decide some of the choices";
    return { kind: "undetermined", found, atLeast, reason, limit: effort.limit };
  }
  return found === null
    ? {
        kind: "infeasible",
        why: `no choice of one candidate per VM keeps the host schedulable (${host})`,
      }
    : { kind: "least", ...found };
}

function judged(
  host: HostScheduling,
  hostTasks: readonly Task[],
  part: readonly Chosen<ServerCandidate>[],
): "accepted" | "impossible" | "undecided" {
  const verdict = hostVerdict(host, [...hostTasks, ...part.map(({ candidate }) => serverTask(candidate))]);
  if (verdict === "undetermined") return "undecided";
  return verdict === "schedulable" ? "accepted" : "impossible";
}

function costOf({ budget, overhead, period }: ServerCandidate): Rational {
  return budget.plus(overhead).over(period);
}
