import { DEFAULT_EFFORT } from "../../analysis/effort.ts";
import { checkSystem } from "../../analysis/system/check-system.ts";
import type { Findings } from "../../certificate/findings.ts";
import { InputError } from "../../contract/errors.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System } from "../../model/system.ts";
import { requireValid } from "../../model/valid-system.ts";
import { judge } from "../judge.ts";
import { SlackIndex } from "./slack-index.ts";

export interface Decision {
  readonly admitted: boolean;
  /** Whether kept slack was enough to be certain, or the full analysis had to be asked. */
  readonly by: "slack" | "full analysis";
  /** Why not; null where admitted. */
  readonly reason: string | null;
}

/** What is told of every change before it is made; throws where it cannot be kept, and the change is not made. */
export interface ChangeLog {
  admit(source: InterruptSource): void;
  release(name: string): void;
}

export interface ControllerOptions {
  /** Elementary steps that each claim may take. */
  readonly effort?: number;
  readonly log?: ChangeLog;
  /** Sources that were admitted earlier, as replayed from a journal. */
  readonly admitted?: readonly InterruptSource[];
}

/**
 * Admission at run time: holds the sources that have been let in, and lets a further one in exactly if the full analysis of
 * the system with it says so (../judge.ts), at the cost of a look at the slack that is left where that is certain.
 *
 * Throws `InputError` for a system or a source that cannot be.
 */
export class AdmissionController {
  readonly #system: System;
  readonly #effort: number;
  readonly #log: ChangeLog | null;
  #admitted: readonly InterruptSource[];
  /** What is known of the system with all admitted sources; computed when it is needed. */
  #findings: Findings | null = null;
  #index: SlackIndex | null = null;
  /** Whether every claim of the present system is known to be proved. */
  #proved: boolean;

  constructor(system: System, { effort = DEFAULT_EFFORT, log, admitted = [] }: ControllerOptions = {}) {
    this.#system = system;
    this.#effort = effort;
    this.#log = log ?? null;
    this.#admitted = [...admitted];
    if (admitted.length > 0) this.#requireAdmissible();
    this.#proved = this.#before().verdict === "proved";
    this.#rebuild();
  }

  /** In the order of their admission. */
  get admitted(): readonly InterruptSource[] {
    return this.#admitted;
  }

  /** The system with all admitted sources. */
  get system(): System {
    return { ...this.#system, interrupts: [...this.#system.interrupts, ...this.#admitted] };
  }

  /** How many obligations are kept with their slack; 0 where every decision takes the full analysis. */
  get obligations(): number {
    return this.#index?.size ?? 0;
  }

  /** May the source be let in now? Changes nothing. */
  decide(source: InterruptSource): Decision {
    requireValid(withSource(this.system, source));
    const quick = this.#index?.decide(source) ?? { kind: "unsure" };
    switch (quick.kind) {
      case "yes":
        return { admitted: true, by: "slack", reason: null };
      case "no":
        return refusal(quick.claim);
      case "unsure":
        return this.#decideFully(source).decision;
    }
  }

  /** Lets the source in if it may be; the decision says whether it was. */
  commit(source: InterruptSource): Decision {
    requireValid(withSource(this.system, source));
    const quick = this.#index?.decide(source) ?? { kind: "unsure" };
    if (quick.kind === "no") return refusal(quick.claim);
    if (quick.kind === "yes" && this.#index?.foresees(source) === true) {
      // The log comes first: what it cannot keep is not admitted.
      this.#log?.admit(source);
      this.#admitted = [...this.#admitted, source];
      this.#findings = null;
      this.#index.add(source);
      return { admitted: true, by: "slack", reason: null };
    }
    const { decision, after } = this.#decideFully(source);
    if (!decision.admitted) return decision;
    this.#log?.admit(source);
    this.#admitted = [...this.#admitted, source];
    this.#findings = after;
    this.#proved = after.verdict === "proved";
    this.#rebuild();
    return decision;
  }

  /** Takes an admitted source out again. Throws `InputError` where there is none of that name. */
  release(name: string): void {
    const source = this.#admitted.find((each) => each.name === name);
    if (source === undefined) throw new InputError(`no source ${name} has been admitted`);
    this.#log?.release(name);
    this.#admitted = this.#admitted.filter((each) => each !== source);
    this.#findings = null;
    if (this.#index?.remove(source) === true) return;
    // What was open may be proved now, and has to stay so from here on.
    this.#proved = this.#before().verdict === "proved";
    this.#rebuild();
  }

  #decideFully(source: InterruptSource): { readonly decision: Decision; readonly after: Findings } {
    const after = checkSystem(withSource(this.system, source), { effort: this.#effort });
    const { verdict, reason } = judge(this.#before(), after);
    return { decision: { admitted: verdict === "admitted", by: "full analysis", reason }, after };
  }

  /** What was admitted once has to be admissible still: another version may judge otherwise. */
  #requireAdmissible(): void {
    const { verdict, reason } = judge(checkSystem(this.#system, { effort: this.#effort }), this.#before());
    if (verdict === "admitted") return;
    throw new InputError(`the sources that were admitted earlier would not be admitted now: ${reason}`);
  }

  #before(): Findings {
    this.#findings ??= checkSystem(this.system, { effort: this.#effort });
    return this.#findings;
  }

  #rebuild(): void {
    this.#index = this.#proved ? new SlackIndex(this.system, this.#effort) : null;
  }
}

function refusal(claim: string): Decision {
  return { admitted: false, by: "slack", reason: `${claim} would no longer be proved` };
}

function withSource(system: System, source: InterruptSource): System {
  return { ...system, interrupts: [...system.interrupts, source] };
}
