import { type GuestText, NaiveGuest } from "./naive-guest.ts";

export interface NaiveSedfVm extends GuestText {
  readonly slice: number;
  readonly every: number;
  readonly extratime: boolean;
  readonly extraWeight?: number;
}

interface Vm {
  readonly index: number;
  readonly guest: NaiveGuest;
  readonly text: NaiveSedfVm;
  deadline: number;
  used: number;
  lost: number;
  wantsPenalty: boolean;
  penaltyScore: number;
  extraScore: number;
}

/** Xen's sched_sedf.c, one tick at a time, straight from its functions' order. Returns who runs in each tick. */
export function naiveSedf(
  texts: readonly NaiveSedfVm[],
  quantum: number,
  keepsBudget: boolean,
  horizon: number,
): number[] {
  const vms = texts.map(
    (text, index): Vm => ({
      index,
      text,
      guest: new NaiveGuest(text),
      deadline: 0,
      used: 0,
      lost: 0,
      wantsPenalty: false,
      penaltyScore: 0,
      extraScore: 0,
    }),
  );
  let runq: Vm[] = [];
  let waitq: Vm[] = [];
  let penaltyq: Vm[] = [];
  let extraq: Vm[] = [];
  const cpu: { current: Vm | null } = { current: null };
  let mode: "edf" | "penalty" | "extra" = "edf";
  let started = 0;
  let next = Number.POSITIVE_INFINITY;
  let due = false;

  const begin = (vm: Vm): number => vm.deadline - vm.text.every;
  const sortAll = (): void => {
    runq.sort((a, b) => a.deadline - b.deadline);
    waitq.sort((a, b) => begin(a) - begin(b));
    penaltyq.sort((a, b) => a.penaltyScore - b.penaltyScore);
    extraq.sort((a, b) => a.extraScore - b.extraScore);
  };
  const off = (queue: Vm[], vm: Vm): Vm[] => queue.filter((other) => other !== vm);

  const deschedule = (vm: Vm, now: number, runnable: boolean): void => {
    const ran = now - started;
    if (mode === "edf") {
      vm.used += ran;
      if (vm.used >= vm.text.slice) {
        vm.used -= vm.text.slice;
        vm.deadline += vm.text.every;
        runq = off(runq, vm);
        waitq.push(vm);
      }
    } else {
      vm.used = 0;
      if (mode === "penalty") {
        penaltyq = off(penaltyq, vm);
        vm.lost = Math.max(0, vm.lost - ran);
        vm.wantsPenalty = vm.lost > 0;
        if (vm.wantsPenalty) {
          vm.penaltyScore = Math.floor((vm.text.every * 1024) / vm.lost);
          penaltyq.push(vm);
        }
      } else {
        extraq = off(extraq, vm);
        const old = vm.extraScore;
        const { extraWeight } = vm.text;
        vm.extraScore =
          extraWeight === undefined
            ? Math.floor((vm.text.every * 1024) / vm.text.slice)
            : Math.floor(131072 / extraWeight);
        if (runnable) for (const other of extraq) other.extraScore -= old;
        extraq.push(vm);
      }
    }
    if (!runnable) {
      runq = off(runq, vm);
      waitq = off(waitq, vm);
      penaltyq = off(penaltyq, vm);
      extraq = off(extraq, vm);
    }
    sortAll();
  };

  const wake = (vm: Vm, now: number): void => {
    if (now < begin(vm)) {
      if (vm.wantsPenalty) penaltyq.push(vm);
    } else if (now < vm.deadline) {
      if (!keepsBudget || vm.text.slice === 0) {
        vm.deadline += vm.text.every;
        const lost = Math.max(0, vm.text.slice - vm.used);
        vm.used = 0;
        if (!keepsBudget) {
          vm.lost = lost;
          if (lost > 0) {
            vm.penaltyScore = Math.floor((vm.text.every * 1024) / lost);
            vm.wantsPenalty = true;
            penaltyq.push(vm);
          }
        }
      }
    } else {
      vm.deadline = now + vm.text.every;
      vm.used = 0;
    }
    if (vm.text.extratime) extraq.push(vm);
    (begin(vm) > now ? waitq : runq).push(vm);
    sortAll();
    if (cpu.current === null || begin(vm) < next) due = true;
    else if (mode === "penalty") due ||= vm.wantsPenalty && vm.penaltyScore < cpu.current.penaltyScore;
    else if (mode === "extra") due ||= vm.wantsPenalty;
  };

  const schedule = (now: number): void => {
    if (cpu.current !== null) deschedule(cpu.current, now, true);
    cpu.current = null;
    for (const vm of waitq.filter((vm) => begin(vm) <= now)) {
      waitq = off(waitq, vm);
      runq.push(vm);
    }
    sortAll();
    for (;;) {
      const vm = runq[0];
      if (vm === undefined) break;
      if (vm.text.slice === 0) {
        do vm.deadline += vm.text.every;
        while (begin(vm) < now);
        runq = off(runq, vm);
        waitq.push(vm);
      } else if (vm.deadline < now) {
        do vm.deadline += vm.text.every;
        while (vm.deadline < now);
        vm.used = 0;
        runq = off(runq, vm);
        (begin(vm) > now ? waitq : runq).push(vm);
      } else break;
      sortAll();
    }
    const gapEnd = waitq[0] === undefined ? Number.POSITIVE_INFINITY : begin(waitq[0]);
    started = now;
    next = gapEnd;
    if (runq[0] !== undefined) {
      cpu.current = runq[0];
      mode = "edf";
      next = Math.min(now + cpu.current.text.slice - cpu.current.used, gapEnd);
    } else if (gapEnd - now >= quantum) {
      const penalized = penaltyq[0];
      cpu.current = penalized ?? extraq[0] ?? null;
      mode = penalized === undefined ? "extra" : "penalty";
      if (cpu.current !== null) next = now + quantum;
    }
  };

  const ran: number[] = [];
  for (let now = 0; now < horizon; now++) {
    if (cpu.current?.guest.blocks()) {
      deschedule(cpu.current, now, false);
      cpu.current = null;
      due = true;
    }
    for (const vm of vms) if (vm.guest.release(now)) wake(vm, now);
    // A second time where the first has left somebody whose period begins just now.
    for (; due || now === next; due = false) schedule(now);
    ran.push(cpu.current?.index ?? -1);
    cpu.current?.guest.run();
  }
  return ran;
}
