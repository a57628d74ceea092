import { checkSystem } from "../analysis/system/check-system.ts";
import type { Findings } from "../certificate/findings.ts";
import { InputError } from "../contract/errors.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import type { System } from "../model/system.ts";
import { type Judgement, judge } from "./judge.ts";

export interface TrialOptions {
  /** Elementary steps that each claim may take in each check. */
  readonly effort?: number;
  /** Called after each full check with how many there have been. */
  readonly onCheck?: (checks: number) => void;
}

/** A system that sources are tried on. Every answer is that of a full check. */
export class Trial {
  readonly system: System;
  /** What is known of the system as it stands. */
  readonly before: Findings;
  readonly #options: TrialOptions;
  #checks = 0;

  /** @throws InputError for a system that contradicts itself. */
  constructor(system: System, options: TrialOptions = {}) {
    this.system = system;
    this.#options = options;
    this.before = this.#check(system);
  }

  /** How many full checks have been made. */
  get checks(): number {
    return this.#checks;
  }

  /**
   * The judgement on sources added to the system, or to a variant of it, whose claims are still held against those of
   * the system as it stands. Throws `InputError` where no such system can be built.
   */
  judge(sources: readonly InterruptSource[], variant: System = this.system): Judgement {
    const interrupts = [...variant.interrupts, ...sources];
    return judge(this.before, this.#check({ ...variant, interrupts }));
  }

  /** Whether the sources would be admitted; false also where no such system can be built. */
  admits(sources: readonly InterruptSource[], variant: System = this.system): boolean {
    try {
      return this.judge(sources, variant).verdict === "admitted";
    } catch (error) {
      if (error instanceof InputError) return false;
      throw error;
    }
  }

  #check(system: System): Findings {
    const { effort, onCheck } = this.#options;
    const findings = checkSystem(system, effort === undefined ? {} : { effort });
    this.#checks += 1;
    onCheck?.(this.#checks);
    return findings;
  }
}
