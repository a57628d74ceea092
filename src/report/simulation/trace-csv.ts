import { type Cast, NONE, type RunRecord } from "./run-data.ts";
import { TickScale } from "./tick-scale.ts";

/** Kinds whose value is a length of time; that of the others is a number of something. */
const TIMED: ReadonlySet<string> = new Set([
  "preempt",
  "complete",
  "miss",
  "vm-out",
  "replenish",
  "hypercall",
  "vmm",
  "irq-bottom-end",
]);

const OF_SOURCES = /^irq-/;

const OF_TASKS: ReadonlySet<string> = new Set([
  "release",
  "start",
  "resume",
  "preempt",
  "complete",
  "miss",
  "hypercall",
]);

/** A trace as comma-separated values, one line per record, in the order in which things happened. */
export class CsvTrace {
  readonly #cast: Cast;
  readonly #scale: TickScale;

  constructor(cast: Cast) {
    this.#cast = cast;
    this.#scale = new TickScale(cast.tick, cast.timeUnit);
  }

  head(): string {
    const { unit } = this.#scale;
    return `ticks,time_${unit},kind,core,vm,subject,value,value_${unit}\n`;
  }

  line({ time, kind, core, vm, subject, value }: RunRecord): string {
    // What a guest that always wants to run has left when it is preempted has no end.
    const told = value !== NONE && Number.isFinite(value);
    const fields = [
      String(time),
      this.#scale.decimal(time),
      kind,
      core === NONE ? "" : String(core),
      vm === NONE ? "" : field(this.#cast.vms[vm]!.name),
      field(this.#subjectOf(kind, subject)),
      told ? String(value) : "",
      TIMED.has(kind) && told ? this.#scale.decimal(value) : "",
    ];
    return `${fields.join(",")}\n`;
  }

  #subjectOf(kind: string, subject: number): string {
    if (subject === NONE) return "";
    if (OF_TASKS.has(kind)) return this.#cast.tasks[subject]!.name;
    if (OF_SOURCES.test(kind)) return this.#cast.sources[subject]?.name ?? String(subject);
    return String(subject);
  }
}

/** A field as RFC 4180 has it. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
