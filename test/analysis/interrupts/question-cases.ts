/** Questions for the limits, and an independent way to ask whether deadlines are met with given sources. */
import fc from "fast-check";
import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import type { InterruptQuestion } from "../../../src/analysis/interrupts/question.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import {
  dedicated,
  edpResource,
  type Load,
  leftover,
  periodicResource,
  type Supply,
  table,
} from "../../../src/model/supply.ts";
import { smaller } from "../../../src/numeric/integer.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { rateOf } from "../../../src/supply/bounds.ts";
import { utilization } from "../../../src/workload/utilization.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

export const d = (ticks: number | bigint): Duration => new Duration(Rational.from(ticks));
export const w = (ticks: number | bigint): Work => new Work(Rational.from(ticks));

export const sporadic = (name: string, wcet: Work, separation: Duration): Load => ({
  name,
  arrivals: sporadicEvents(separation),
  wcet,
});

const supplies: fc.Arbitrary<Supply> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(dedicated()) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.nat())
      .map(([period, drawn]) =>
        periodicResource({ period: d(period), budget: w(period - (drawn % Math.ceil(period / 2))) }),
      ),
  },
  fc.constant(edpResource({ period: d(5), budget: w(3), deadline: d(4) })),
  fc.constant(
    table({
      frame: d(6),
      windows: [
        { start: d(0), end: d(2) },
        { start: d(3), end: d(5) },
      ],
    }),
  ),
);

const others: fc.Arbitrary<readonly Load[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 8, max: 30 })), { maxLength: 2 })
  .map((drawn) =>
    drawn.map(([wcet, separation], index) => sporadic(`other${index}`, w(wcet), d(separation))),
  );

/** Lightly loaded guests of every kind: deadlines up to 3T, jitter up to 3T, blocking for fixed priorities, other sources. */
export const questions: fc.Arbitrary<InterruptQuestion> = fc
  .record({
    scheduling: fc.constantFrom("fixed-priority" as const, "edf" as const),
    ticks: tinyTaskSets({ maxTasks: 3, load: "at-most-one" }),
    stretch: fc.constantFrom(1n, 2n, 4n, 8n),
    supply: supplies,
    others,
  })
  .map(({ scheduling, ticks, stretch, supply, others: present }) => {
    const edf = scheduling === "edf";
    // Stretched in time, so that there is mostly room for interrupts.
    const tasks = asTasks(
      ticks.map((each) => ({
        wcet: each.wcet,
        period: stretch * each.period,
        deadline: stretch * each.deadline,
        jitter: each.jitter,
        blocking: edf ? 0n : each.blocking / 4n,
      })),
    );
    // Under EDF what blocks is a section: some have one, no longer than the job.
    const section = (index: number): bigint => smaller(ticks[index]!.blocking / 4n, ticks[index]!.wcet);
    return {
      scheduling,
      tasks: edf ? tasks.map((each, index) => ({ ...each, nonPreemptible: w(section(index)) })) : tasks,
      supply,
      others: present,
    };
  });

/** Whether all deadlines are met with the sources, asked of the analyses of whole sets; null where they do not know. */
export function isMet(question: InterruptQuestion, sources: readonly Load[]): boolean | null {
  const supply = leftover(question.supply ?? dedicated(), [...(question.others ?? []), ...sources]);
  // Overload is a miss at last; to see where would take long.
  const asked = utilization(question.tasks);
  if (asked.sign() > 0 && rateOf(supply).lessThan(asked)) return false;
  if (question.scheduling === "edf") {
    const { kind } = demandTest({ tasks: question.tasks, supply, effort: 30_000 });
    return kind === "undetermined" ? null : kind === "met";
  }
  const outcomes = responseTimes({ tasks: question.tasks, supply, effort: 30_000 });
  const late = outcomes.some((outcome, index) => {
    const { deadline } = question.tasks[index]!;
    const response = outcome.kind === "bounded" ? outcome.response : null;
    const least = outcome.kind === "undetermined" ? outcome.atLeast : response;
    return outcome.kind === "unbounded" || (least !== null && deadline.lessThan(least));
  });
  if (late) return false;
  return outcomes.some(({ kind }) => kind === "undetermined") ? null : true;
}

/** A part in 10⁹ less. */
export const justLess: Rational = Rational.one.minus(Rational.of(1n, 1_000_000_000n));
/** A part in 10⁹ more. */
export const justMore: Rational = Rational.one.plus(Rational.of(1n, 1_000_000_000n));

/** Tasks without work are never late: then only the source itself must find room. */
export const hasWork = ({ tasks }: InterruptQuestion): boolean => tasks.some(({ wcet }) => wcet.isPositive());
