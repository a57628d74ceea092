import { type Cast, dueAt, NONE, type RunRecord } from "./run-data.ts";
import { TickScale } from "./tick-scale.ts";

/** The process of the VMM; VM v is process 2 + v. */
const VMM = 1;
const FIRST_VM = 2;

/** Threads of the VMM's process: its cores from here, then tasks outside every VM, then interrupt sources. */
const FIRST_CORE = 1;
const FIRST_TASK = 2000;
const FIRST_SOURCE = 1_000_000;

interface Track {
  readonly pid: number;
  readonly tid: number;
  /** What is open on it, outermost first. */
  readonly open: { readonly name: string; readonly args: Args }[];
}

/** The bottom half is a slice of the task or the VMM's work that does it. */
const TOP_HALF = "top half";

type Args = Readonly<Record<string, string | number>>;

/**
 * A trace in the JSON of Chrome's trace viewer, which Perfetto opens: one event per line, in order of time. A process per
 * VM with a thread per task; in the process of the VMM a thread per core, on which the VM contains the task, and one per
 * interrupt source. Times are microseconds, exact wherever their decimals end. Nothing is kept but what is open, so a
 * trace of any length can be written as it happens.
 */
export class ChromeTrace {
  readonly #cast: Cast;
  readonly #scale: TickScale;
  readonly #from: number;
  readonly #cores: readonly Track[];
  readonly #tasks: readonly Track[];
  readonly #sources: readonly Track[];
  /** Until when the VMM itself works on each core; NONE while it does not. */
  readonly #workUntil: number[];
  #reached = false;
  #text = "";

  /** Records before `from` are read for what they leave open, but not written. */
  constructor(cast: Cast, from = 0) {
    this.#cast = cast;
    this.#scale = new TickScale(cast.tick, "us");
    this.#from = from;
    this.#cores = Array.from({ length: cast.cores }, (_, core) => track(VMM, FIRST_CORE + core));
    this.#tasks = cast.tasks.map(({ vm }, task) =>
      track(vm === NONE ? VMM : FIRST_VM + vm, FIRST_TASK + task),
    );
    this.#sources = cast.sources.map((_, source) => track(VMM, FIRST_SOURCE + source));
    this.#workUntil = new Array<number>(cast.cores).fill(NONE);
  }

  /** The beginning of the document: the names of all processes and threads. */
  head(): string {
    const { system, vms, tasks, sources } = this.#cast;
    const names = [
      name("process_name", { pid: VMM, tid: 0 }, "VMM"),
      ...this.#cores.map((each, core) => name("thread_name", each, `core ${core}`)),
      ...vms.map((vm, index) => name("process_name", { pid: FIRST_VM + index, tid: 0 }, `VM ${vm.name}`)),
      ...tasks.map((task, index) => name("thread_name", this.#tasks[index]!, task.name)),
      ...sources.map((source, index) =>
        name("thread_name", this.#sources[index]!, `interrupt ${source.name}`),
      ),
    ];
    return `{"otherData":{"system":${JSON.stringify(system)}},"displayTimeUnit":"ns","traceEvents":[\n${names.join(",\n")}`;
  }

  /** The lines that a record adds; may be empty. */
  text(record: RunRecord): string {
    this.#finishWork(record.time);
    this.#reach(record.time);
    this.#take(record);
    return this.#flush();
  }

  /** Closes what is open at the end of the run, and the document. */
  tail(end: number): string {
    this.#finishWork(end);
    this.#reach(end);
    for (const each of [...this.#cores, ...this.#tasks, ...this.#sources]) {
      while (each.open.length > 0) this.#end(each, end);
    }
    return `${this.#flush()}\n]}\n`;
  }

  #take({ time, kind, core, vm, subject, value }: RunRecord): void {
    switch (kind) {
      case "vm-in":
        this.#begin(this.#cores[core]!, time, this.#cast.vms[vm]!.name, {});
        break;
      case "vm-out":
        this.#end(this.#cores[core]!, time);
        break;
      case "vmm":
        this.#work(core, time, value);
        break;
      case "start":
      case "resume": {
        const { name: task } = this.#cast.tasks[subject]!;
        this.#begin(this.#cores[core]!, time, task, { job: value });
        this.#begin(this.#tasks[subject]!, time, task, { job: value });
        break;
      }
      case "complete":
      case "preempt":
        this.#end(this.#cores[core]!, time);
        this.#end(this.#tasks[subject]!, time);
        break;
      case "release":
        this.#instant(this.#tasks[subject]!, time, "release", this.#due(subject, value));
        break;
      case "miss":
        this.#instant(this.#tasks[subject]!, time, "miss", { late: `${this.#scale.decimal(value)} us` });
        break;
      case "hypercall":
        this.#instant(this.#tasks[subject]!, time, "hypercall", {});
        break;
      case "irq-raise":
      case "irq-drop":
        this.#instant(this.#sources[subject], time, kind.slice("irq-".length), {});
        break;
      case "irq-top-start":
        this.#begin(this.#sources[subject], time, TOP_HALF, {});
        break;
      case "irq-top-end":
        this.#end(this.#sources[subject], time);
        break;
      case "irq-bottom-end":
        this.#instant(this.#sources[subject], time, "served", {
          latency: `${this.#scale.decimal(value)} us`,
        });
        break;
      case "tick":
      case "budget-exhausted":
        this.#instant(this.#cores[core], time, kind, vm === NONE ? {} : { vm: this.#cast.vms[vm]!.name });
        break;
      case "replenish":
        this.#instant(this.#cores[core], time, kind, { budget: `${this.#scale.decimal(value)} us` });
        break;
    }
  }

  #due(task: number, job: number): Args {
    const due = dueAt(this.#cast.tasks[task]!, job);
    return due === null ? { job } : { job, deadline: `${this.#scale.decimal(due)} us` };
  }

  // The VMM's own work is one record that says how long it takes.

  #work(core: number, time: number, length: number): void {
    if (this.#workUntil[core] === NONE) {
      this.#begin(this.#cores[core]!, time, "VMM", {});
      this.#workUntil[core] = time + length;
    } else this.#workUntil[core]! += length;
  }

  /** Ends the work that is over by now, on whichever core it ends first. */
  #finishWork(now: number): void {
    for (;;) {
      const due = this.#workUntil.filter((until) => until !== NONE && until <= now);
      if (due.length === 0) return;
      const until = due.reduce((least, each) => Math.min(least, each));
      const core = this.#workUntil.indexOf(until);
      this.#workUntil[core] = NONE;
      this.#reach(until);
      this.#end(this.#cores[core]!, until);
    }
  }

  // Events.

  /** Opens, at the start of the interval, what has been running since before. */
  #reach(now: number): void {
    if (this.#reached || now < this.#from) return;
    this.#reached = true;
    if (this.#from === 0) return;
    for (const each of [...this.#cores, ...this.#tasks, ...this.#sources]) {
      for (const { name: slice, args } of each.open) this.#event("B", each, this.#from, slice, args);
    }
  }

  #begin(on: Track | undefined, time: number, slice: string, args: Args): void {
    if (on === undefined) return;
    on.open.push({ name: slice, args });
    if (this.#reached) this.#event("B", on, time, slice, args);
  }

  #end(on: Track | undefined, time: number): void {
    const closed = on?.open.pop();
    if (closed !== undefined && this.#reached) this.#event("E", on!, time, closed.name, {});
  }

  #instant(on: Track | undefined, time: number, title: string, args: Args): void {
    if (on !== undefined && this.#reached) this.#event("i", on, time, title, args);
  }

  #event(phase: string, { pid, tid }: Track, time: number, title: string, args: Args): void {
    const scope = phase === "i" ? ',"s":"t"' : "";
    const details = Object.keys(args).length === 0 ? "" : `,"args":${JSON.stringify(args)}`;
    this.#text += `,\n{"ph":"${phase}","pid":${pid},"tid":${tid},"ts":${this.#scale.decimal(time)},"name":${JSON.stringify(title)}${scope}${details}}`;
  }

  #flush(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }
}

function track(pid: number, tid: number): Track {
  return { pid, tid, open: [] };
}

function name(what: string, { pid, tid }: { pid: number; tid: number }, text: string): string {
  const order = what === "process_name" ? "process_sort_index" : "thread_sort_index";
  return [
    `{"ph":"M","pid":${pid},"tid":${tid},"name":"${what}","args":{"name":${JSON.stringify(text)}}}`,
    `{"ph":"M","pid":${pid},"tid":${tid},"name":"${order}","args":{"sort_index":${what === "process_name" ? pid : tid}}}`,
  ].join(",\n");
}
