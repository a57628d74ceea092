/** An error to plant: in `file` the one place that reads `find` becomes `replace`. */
export interface Plant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Only families with this in their name are searched: those that the error can show in. */
  readonly only?: string;
}

const plant = (name: string, file: string, find: string, replace: string, only?: string): Plant => ({
  name,
  file: `src/${file}`,
  find,
  replace,
  ...(only === undefined ? {} : { only }),
});

/**
 * Errors of the kinds that analyses are known to have had. Each makes some answer too good, and the campaign has to find each
 * of them soon: what it cannot find here it would not find in earnest. Whoever rewrites such a line moves its error along.
 */
export const PLANTS: readonly Plant[] = [
  plant(
    "FP: floor instead of ceiling of the interference",
    "analysis/fixed-priority/level.ts",
    "demand += ceilDiv(window + jitter, period) * wcet;",
    "demand += ((window + jitter) / period) * wcet;",
  ),
  plant(
    "FP: jitter dropped from the interference",
    "analysis/fixed-priority/level.ts",
    "demand += ceilDiv(window + jitter, period) * wcet;",
    "demand += ceilDiv(window, period) * wcet;",
  ),
  plant(
    "FP: only the first job of the busy window",
    "analysis/fixed-priority/busy-window.ts",
    "if (window <= (job + 1n) * period - jitter) return;",
    "return;",
  ),
  plant(
    "FP: blocking forgotten",
    "analysis/fixed-priority/level.ts",
    "let demand = level.task.blocking + (job + 1n) * level.task.wcet;",
    "let demand = (job + 1n) * level.task.wcet;",
  ),
  plant(
    "FP: own jitter dropped from the response",
    "analysis/fixed-priority/response-time.ts",
    "const response = window + jitter - job * period;",
    "const response = window - job * period;",
  ),
  plant(
    "FP: a deadline that is just met called missed",
    "analysis/fixed-priority/response-time.ts",
    "completion.window <= due(job)",
    "completion.window < due(job)",
  ),
  plant(
    "supply: sbf a tick early",
    "supply/recurring-window.ts",
    "return blackout + before * period + (work - before * budget);",
    "return blackout - 1n + before * period + (work - before * budget);",
  ),
  plant(
    "supply: blackout of one gap instead of two",
    "supply/explicit-deadline.ts",
    "blackout: period - budget + (deadline - budget)",
    "blackout: deadline - budget",
  ),
  plant(
    "table: only the first phase",
    "analysis/fixed-priority/every-phase.ts",
    "for (const phase of service.ends) {",
    "for (const phase of service.ends.slice(0, 1)) {",
  ),
  plant(
    "supply: a loss that is not lost",
    "supply/reduced.ts",
    "of.timeToSupply(work + loss)",
    "of.timeToSupply(work)",
    "servers under fixed priorities",
  ),
  plant(
    "supply: dominance overlooks one unit",
    "supply/dominance.ts",
    "if (a.sbf(to) < b.sbf(to)) return violation(a, b, firstViolation(a, b, from, to));",
    "if (a.sbf(to) + 1n < b.sbf(to)) return violation(a, b, firstViolation(a, b, from, to));",
    "law: a supply",
  ),
  plant(
    "EDF: a miss by one tick overlooked",
    "analysis/edf/demand.ts",
    "needed > at) return",
    "needed > at + 1n) return",
  ),
  plant(
    "EDF: jitter dropped from the deadlines",
    "analysis/edf/deadlines.ts",
    "first: deadline - jitter,",
    "first: deadline,",
  ),
  plant(
    "EDF: horizon too short",
    "analysis/edf/horizon.ts",
    "floorDiv(gap, margin)",
    "floorDiv(gap, 8n * margin)",
  ),
  plant(
    "EDF: blocking forgotten",
    "analysis/edf/demand.ts",
    "supply.timeToSupply(demand + blocking)",
    "supply.timeToSupply(demand)",
  ),
  plant(
    "EDF: response times by one candidate only",
    "analysis/edf/response-time.ts",
    "limit = smaller(candidate.at, window + deadline - worst.response);",
    "return worst;",
    "EDF, all phases",
  ),
  plant(
    "non-preemptive FP: blocking forgotten",
    "analysis/fixed-priority/non-preemptive.ts",
    "blocking: task.blocking + below",
    "blocking: task.blocking",
  ),
  plant(
    "non-preemptive FP: arrivals at the start of a job overlooked",
    "analysis/fixed-priority/non-preemptive.ts",
    'const shifted = time.kind === "dense" && below > 0n && level.task.blocking === 0n;',
    "const shifted = true;",
    "non-preemptive FP, dedicated",
  ),
  plant(
    "non-preemptive EDF: blocking forgotten",
    "analysis/edf/non-preemptive.ts",
    "nonPreemptible: positivePart(task.wcet - quantum),",
    "nonPreemptible: 0n * positivePart(quantum),",
  ),
  plant(
    "kernel: a period of blackout too few",
    "analysis/ticks/doubles/periodic-supply.ts",
    "return (1 + Math.ceil(work / budget)) * (period - budget) + work;",
    "return Math.ceil(work / budget) * (period - budget) + work;",
    "periodic and EDP supply",
  ),
  plant(
    "kernel: an arrival too few",
    "analysis/ticks/doubles/request-bound.ts",
    "const t = window - 0.5;",
    "const t = window - 1.5;",
  ),
  plant(
    "global EDF: density of as many cores as there are",
    "analysis/multiprocessor/global/edf-density.ts",
    "cores.minus(cores.minus(Rational.one).times(most))",
    "cores",
    "global EDF, density",
  ),
  plant(
    "host: hypercalls for free",
    "analysis/host/costs.ts",
    "wcet: task.wcet.plus(hypercall.times(Rational.of(BigInt(task.hypercalls)))),",
    "wcet: task.wcet,",
    "systems: ",
  ),
  plant(
    "host: no server hits back to back",
    "analysis/host/server-load.ts",
    "jitter: keepsBudget(server) ? server.period.minus(server.budget.asDuration()) : Duration.zero,",
    "jitter: Duration.zero,",
    "servers under fixed priorities",
  ),
  plant(
    "host: no switch at the start of a window",
    "analysis/host/cyclic-table.ts",
    "entering(system).plus(longestNonPreemptible)).asDuration()",
    "longestNonPreemptible).asDuration()",
    "systems: ",
  ),
  plant(
    "host: interrupt entry for free",
    "analysis/host/interrupt-load.ts",
    "source.topHalf.plus(costsOf(system).interruptEntry)",
    "source.topHalf",
    "interrupts",
  ),
  plant(
    "FP: critical sections below forgotten",
    "analysis/fixed-priority/blocking.ts",
    "const counts = section.resource === null || (ceilings.get(section.resource) ?? index + 1) <= index;",
    "const counts = section.resource === null;",
    "critical sections",
  ),
  plant(
    "FP: the ceiling of the lowest user of a resource",
    "analysis/fixed-priority/blocking.ts",
    "if (!ceilings.has(resource)) ceilings.set(resource, index);",
    "ceilings.set(resource, index);",
    "critical sections",
  ),
  plant(
    "EDF: critical sections of later jobs forgotten",
    "analysis/edf/blocking.ts",
    "used.has(resource) ? larger(longest, length) : longest",
    "used.has(resource) ? longest : larger(longest, length)",
    "critical sections",
  ),
  plant(
    "bounded delay: the delay forgotten",
    "supply/bounded-delay.ts",
    "return never ? null : delay + ceilDiv(work * denominator, numerator);",
    "return never ? null : ceilDiv(work * denominator, numerator);",
    "bounded delay",
  ),
  plant(
    "interrupts: a separation a part of a tick too short",
    "analysis/interrupts/least-separation.ts",
    "allowing: (window, events) => Rational.of(window, events),",
    "allowing: (window, events) => Rational.of(2n * window - 1n, 2n * events),",
    "limits of an interrupt source",
  ),
  plant(
    "interrupts: a token of the burst forgotten",
    "analysis/interrupts/largest-burst.ts",
    "const tokens = events - ceilDiv(point, refill) + 1n;",
    "const tokens = events - ceilDiv(point, refill) + 2n;",
    "limits of an interrupt source",
  ),
  plant(
    "sensitivity: the other tasks' work counted once",
    "analysis/sensitivity/fixed-priority.ts",
    "const jobs = at === index ? job + 1n : ceilDiv(point + jitter, period);",
    "const jobs = job + 1n;",
    "sensitivity",
  ),
  plant(
    "interfaces: a budget rounded down to the grid",
    "analysis/interface/family.ts",
    "numerator: ceilDiv(numerator, denominator * grid) * grid,",
    "numerator: (numerator / (denominator * grid)) * grid,",
    "least budget",
  ),
  plant(
    "priorities: the first order that comes",
    "analysis/fixed-priority/optimal-priorities.ts",
    'return kind === "none" ? "passes" : kind === "miss" ? "fails" : "undetermined";',
    'return kind === "none" || kind === "miss" ? "passes" : "undetermined";',
    "best priorities",
  ),
  plant(
    "tables: switches for free",
    "analysis/table/owned-window.ts",
    "start: start + (whole ? section : late)",
    "start: start + section",
    "tables for",
  ),
  plant(
    "costs: cold caches for free",
    "analysis/host/costs.ts",
    "return costsOf(system).vmSwitch.plus(cacheRefill(system));",
    "return costsOf(system).vmSwitch;",
    "cold caches",
  ),
  plant(
    "several cores: interrupts of the first only",
    "analysis/host/placement.ts",
    "return system.interrupts.filter((source) => source.core === core);",
    "return core > 0 ? [] : system.interrupts.filter((source) => source.core === core);",
    "several cores",
  ),
  plant(
    "masks: a window of a rate meets no other",
    "analysis/host/masked.ts",
    "const jitter = mask.window.times(Rational.of(2n)).minus(period);",
    "const jitter = mask.window.minus(period);",
    "masked interrupts",
  ),
  plant(
    "kernels: the work of sleepers for free",
    "analysis/host/kernel-load.ts",
    "wcet: sleeper.wakeCost.plus(sleeper.work),",
    "wcet: sleeper.wakeCost,",
    "tell the time by ticks",
  ),
  plant(
    "kernels: a sleep of a tick less",
    "analysis/system/sleep-bound.ts",
    "const needed = ticksOfSleep(sleeper, kernel.tick);",
    "const needed = ticksOfSleep(sleeper, kernel.tick) - 1n;",
    "tell the time by ticks",
  ),
  plant(
    "law: usbf of the budget of one period",
    "supply/explicit-deadline.ts",
    "const sinceNext = window - budget - (period - deadline);",
    "const sinceNext = window - budget - period;",
    "law: every window",
  ),
];
