import { byPriority } from "../../src/model/guest.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { Vm } from "../../src/model/system.ts";
import type { Task } from "../../src/model/task.ts";
import type { Budget } from "./step-server.ts";
import { ticksOf } from "./step-time.ts";

export interface Job {
  readonly task: Task;
  readonly arrival: number;
  left: number;
  /** Ticks for which no other job of the guest may run. */
  locked: number;
}

export interface Half {
  readonly source: InterruptSource;
  readonly arrival: number;
  left: number;
}

/** One VM in a step simulation: what its guest has to do, and its budget. */
export class Machine {
  readonly vm: Vm;
  readonly budget: Budget | null;
  readonly rank: readonly Task[];
  jobs: Job[] = [];
  halves: Half[] = [];
  /** Of a best-effort guest: whether it has something to do, whatever that is. */
  busy = false;
  /** For how long its guest has yet to refill its caches. */
  cold = 0;
  /** The job that a non-preemptive guest has started. */
  started: Job | null = null;

  constructor(vm: Vm, budget: Budget | null) {
    this.vm = vm;
    this.budget = budget;
    this.rank = byPriority(vm.guest);
  }

  /** The tasks of a guest that orders them by a policy. */
  get promising(): readonly Task[] {
    return this.vm.guest.scheduling === "best-effort" ? [] : this.vm.guest.tasks;
  }

  get pending(): boolean {
    return this.busy || this.jobs.length > 0 || this.halves.length > 0;
  }

  /** What runs when the VM does; `held` if the VMM is in a section on its behalf. */
  current(held: boolean): Job | Half | null {
    const locked = this.jobs.find((job) => job.locked > 0);
    if (held && locked !== undefined) return locked;
    if (this.halves[0] !== undefined && !held) return this.halves[0];
    if (locked !== undefined || this.started !== null) return locked ?? this.started;
    const key = (job: Job): number =>
      this.vm.guest.scheduling === "edf"
        ? job.arrival + ticksOf(job.task.deadline)
        : this.rank.indexOf(job.task);
    return [...this.jobs].sort((a, b) => key(a) - key(b) || a.arrival - b.arrival)[0] ?? null;
  }

  nameOf({ task }: Job): string {
    return `vm/${this.vm.name}/task/${task.name}`;
  }
}
