import { type GuestText, NaiveGuest } from "./naive-guest.ts";

export interface NaiveCreditVm extends GuestText {
  readonly weight: number;
  readonly cap: number;
}

export interface NaiveCreditRules {
  readonly timeslice: number;
  readonly tick: number;
  readonly accounting: number;
  readonly ratelimit: number;
  readonly sampled: boolean;
  readonly boost: boolean;
}

interface Vm {
  readonly index: number;
  readonly guest: NaiveGuest;
  readonly text: NaiveCreditVm;
  credit: number;
  /** Parts of a credit, of which a credit has as many as a timeslice has ticks. */
  owed: number;
  level: "boost" | "under" | "over";
  parked: boolean;
}

const RANK = { boost: 2, under: 1, over: 0 };

/** Xen's sched_credit.c on one core, one tick at a time. Returns who runs in each tick. */
export function naiveCredit(
  texts: readonly NaiveCreditVm[],
  rules: NaiveCreditRules,
  horizon: number,
): number[] {
  const vms = texts.map(
    (text, index): Vm => ({
      index,
      text,
      guest: new NaiveGuest(text),
      credit: 0,
      owed: 0,
      level: "under",
      parked: false,
    }),
  );
  const perTick = Math.floor((300 * rules.tick) / rules.timeslice);
  const perAccounting = Math.floor((300 * rules.accounting) / rules.timeslice);
  let active: Vm[] = [];
  let runq: Vm[] = [];
  const cpu: { current: Vm | null } = { current: null };
  let since = 0;
  let next = Number.POSITIVE_INFINITY;
  let due = false;
  let balance = 0;

  const insert = (vm: Vm): void => {
    const at = runq.findIndex((other) => RANK[other.level] < RANK[vm.level]);
    runq.splice(at < 0 ? runq.length : at, 0, vm);
  };
  const tickle = (vm: Vm): void => {
    insert(vm);
    if (cpu.current === null || RANK[vm.level] > RANK[cpu.current.level]) due = true;
  };

  const account = (): void => {
    const weights = active.reduce((sum, vm) => sum + vm.text.weight, 0);
    let left = weights;
    let total = perAccounting - Math.min(0, balance);
    let extra = false;
    let sum = 0;
    for (const vm of [...active]) {
      const { weight, cap } = vm.text;
      left -= weight;
      let peak = perAccounting;
      if (balance < 0) peak += Math.ceil((-balance * weight) / weights);
      const limit = Math.ceil((cap * perAccounting) / 100);
      if (cap !== 0 && limit < peak) peak = limit;
      let fair = Math.ceil((total * weight) / weights);
      if (fair < peak) extra = true;
      else {
        if (left !== 0) total += Math.ceil(((fair - peak) * weights) / left);
        if (extra) active = [vm, ...active.filter((other) => other !== vm)];
        fair = peak;
      }
      vm.credit += fair;
      if (vm.credit < 0) {
        vm.level = "over";
        if (cap !== 0 && vm.credit < -limit) vm.parked = true;
        vm.credit = Math.max(vm.credit, -300);
      } else {
        vm.level = "under";
        vm.parked = false;
        if (vm.credit > 300) {
          active = active.filter((other) => other !== vm);
          vm.credit = Math.floor(vm.credit / 2);
        }
      }
      sum += vm.credit;
    }
    balance = sum;
    for (const vm of vms) {
      const running = vm === cpu.current;
      if (!vm.guest.busy) continue;
      if (vm.parked && running) {
        cpu.current = null;
        due = true;
      } else if (vm.parked) runq = runq.filter((other) => other !== vm);
      else if (!running && !runq.includes(vm)) tickle(vm);
    }
    runq = [...runq.filter(({ level }) => level !== "over"), ...runq.filter(({ level }) => level === "over")];
  };

  const schedule = (now: number): void => {
    if (cpu.current !== null && now - since < rules.ratelimit) {
      next = since + rules.ratelimit;
      return;
    }
    const last = cpu.current;
    if (cpu.current !== null) insert(cpu.current);
    cpu.current = runq.shift() ?? null;
    if (cpu.current !== last) since = now;
    next = cpu.current === null ? Number.POSITIVE_INFINITY : now + rules.timeslice;
  };

  const ran: number[] = [];
  for (let now = 0; now < horizon; now++) {
    if (cpu.current?.guest.blocks()) {
      cpu.current = null;
      due = true;
    }
    for (const vm of vms) {
      if (!vm.guest.release(now) || vm.parked) continue;
      if (rules.boost && vm.level === "under") vm.level = "boost";
      tickle(vm);
    }
    if (now > 0 && now % rules.tick === 0 && cpu.current !== null) {
      if (cpu.current.level === "boost") cpu.current.level = "under";
      if (rules.sampled) cpu.current.credit -= perTick;
      if (!active.includes(cpu.current)) active = [cpu.current, ...active];
    }
    if (now > 0 && now % rules.accounting === 0) account();
    if (due || now === next) schedule(now);
    due = false;
    ran.push(cpu.current?.index ?? -1);
    if (cpu.current === null) continue;
    cpu.current.guest.run();
    if (rules.sampled) continue;
    for (cpu.current.owed += 300; cpu.current.owed >= rules.timeslice; cpu.current.owed -= rules.timeslice)
      cpu.current.credit--;
  }
  return ran;
}
