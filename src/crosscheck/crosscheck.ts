import { checkSystem } from "../analysis/system/check-system.ts";
import type { Findings } from "../certificate/findings.ts";
import type { System } from "../model/system.ts";
import { Duration, Instant } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import type { Course } from "./course.ts";
import { type Limit, limitsOf } from "./limits.ts";
import { replayed } from "./scenario.ts";
import { type Longest, RUNS_PER_PART, type Searched, searchPart } from "./search.ts";
import { supplyViolations } from "./supply-windows.ts";

/** A bound beside the longest response that any run has shown. */
export interface Comparison {
  /** The task or source. */
  readonly id: string;
  readonly limit: Duration;
  /** A bound, or a deadline that was proved to be met without one. */
  readonly kind: "bound" | "deadline";
  /** Null where no job of it ended in any run. */
  readonly observed: Duration | null;
  /** observed / limit: 1 where the bound is attained. */
  readonly tightness: Rational | null;
  /** The run that shows it. */
  readonly course: Course | null;
}

/** A contradiction between analysis and simulator: one of them is wrong. */
export interface Violation {
  /** The claim that is contradicted. */
  readonly claim: string;
  readonly what: string;
  /** What the analysis says and what was seen, where they are times. */
  readonly limit: Duration | null;
  readonly observed: Duration | null;
  readonly course: Course | null;
}

/** The outcome of a cross-check. That there is no violation proves nothing: no counter-example was found. */
export interface CrossCheck {
  readonly system: string;
  readonly seed: number;
  readonly runs: number;
  readonly jobs: number;
  /** Refuted claims whose scenarios were replayed. */
  readonly replays: number;
  /** Windows of supply that were held against their bounds. */
  readonly windows: number;
  readonly comparisons: readonly Comparison[];
  readonly violations: readonly Violation[];
}

/** A cross-check on its way: what is to be compared, and what has been seen by parts of the search, in any order. */
export class CrossChecking {
  readonly findings: Findings;
  readonly limits: readonly Limit[];
  readonly #system: System;
  readonly #seed: number;
  readonly #parts = new Map<number, Searched>();
  readonly #fixed: { readonly violations: Violation[]; readonly replays: number; readonly windows: number };

  /** @throws InputError for a system that contradicts itself or cannot be simulated. */
  constructor(system: System, seed: number, effort?: number) {
    this.#system = system;
    this.#seed = seed;
    this.findings = checkSystem(system, effort === undefined ? {} : { effort });
    this.limits = limitsOf(system, this.findings);
    const scenarios = scenarioViolations(system, this.findings);
    const supplies = supplyViolations(system, seed);
    this.#fixed = {
      violations: [...scenarios.violations, ...supplies.violations],
      replays: scenarios.replays,
      windows: supplies.windows,
    };
  }

  /** Whether there is anything that a run could contradict. */
  get comparable(): boolean {
    return this.limits.length > 0 || this.#fixed.replays > 0 || this.#fixed.windows > 0;
  }

  /** Runs part `part` of the search here. */
  search(part: number, runs: number = RUNS_PER_PART, releases?: number): Searched {
    return searchPart(this.#system, this.limits, this.#seed, part, runs, releases);
  }

  add(part: number, searched: Searched): void {
    this.#parts.set(part, searched);
  }

  /** Whether a part of the search has seen a limit exceeded. */
  exceeds({ records }: Searched): boolean {
    return this.limits.some(({ id, time }) => {
      const longest = records.get(id);
      return longest !== undefined && time.value.lessThan(longest.seconds);
    });
  }

  /** Leaves out what was added for this part and all after it. */
  forgetFrom(end: number): void {
    for (const part of [...this.#parts.keys()]) if (part >= end) this.#parts.delete(part);
  }

  /** The parts added so far, together; the same whatever the order in which they came. */
  outcome(): CrossCheck {
    const parts = [...this.#parts].sort(([a], [b]) => a - b).map(([, part]) => part);
    const longest = new Map<string, Longest>();
    for (const { records } of parts) {
      for (const [id, each] of records) {
        const known = longest.get(id);
        if (known === undefined || known.seconds.lessThan(each.seconds)) longest.set(id, each);
      }
    }
    const comparisons = this.limits.map((limit) => compared(limit, longest.get(limit.id) ?? null));
    return {
      system: this.#system.name,
      seed: this.#seed,
      runs: parts.reduce((sum, { runs }) => sum + runs, 0),
      jobs: parts.reduce((sum, { jobs }) => sum + jobs, 0),
      replays: this.#fixed.replays,
      windows: this.#fixed.windows,
      comparisons,
      violations: [
        ...comparisons.flatMap((each, index) => exceeded(each, this.limits[index] as Limit)),
        ...this.#fixed.violations,
      ],
    };
  }
}

export interface CrossCheckOptions {
  readonly seed?: number;
  readonly runs?: number;
  /** Steps that each claim may take before it is given up as not proved. */
  readonly effort?: number;
  /** About how many releases a run has. */
  readonly releases?: number;
}

/**
 * Every bound of a system beside what `runs` simulated runs show, in parts of which each is a function of the seed.
 * @throws InputError for a system that contradicts itself or cannot be simulated.
 */
export function crosscheck(
  system: System,
  { seed = 1, runs = 10 * RUNS_PER_PART, effort, releases }: CrossCheckOptions = {},
): CrossCheck {
  const checking = new CrossChecking(system, seed, effort);
  if (checking.limits.length > 0) {
    for (let part = 0; part * RUNS_PER_PART < runs; part++) {
      checking.add(
        part,
        checking.search(part, Math.min(RUNS_PER_PART, runs - part * RUNS_PER_PART), releases),
      );
    }
  }
  return checking.outcome();
}

function compared({ id, time, kind }: Limit, longest: Longest | null): Comparison {
  const observed = longest === null ? null : new Duration(longest.seconds);
  return {
    id,
    limit: time,
    kind,
    observed,
    tightness: observed === null ? null : observed.per(time),
    course: longest?.course ?? null,
  };
}

function exceeded({ id, limit, kind, observed, course }: Comparison, { claim }: Limit): Violation[] {
  if (observed === null || observed.atMost(limit)) return [];
  const what = kind === "bound" ? `a response of ${id} exceeds its bound` : `${id} is late, though proved`;
  return [{ claim: claim.id, what, limit, observed, course }];
}

function scenarioViolations(
  system: System,
  { claims }: Findings,
): { violations: Violation[]; replays: number } {
  const violations: Violation[] = [];
  let replays = 0;
  for (const claim of claims) {
    if (claim.scenario === undefined) continue;
    const outcome = replayed(system, claim, claim.scenario);
    if (outcome === "beyond-ticks") continue;
    replays += 1;
    if (outcome === "late") continue;
    const { task, job } = claim.scenario.miss;
    const what = `refuted, but job ${job} of ${task} is in time in the scenario that is its evidence`;
    violations.push({
      claim: claim.id,
      what,
      limit: claim.scenario.miss.deadline.since(Instant.origin),
      observed: null,
      course: null,
    });
  }
  return { violations, replays };
}
