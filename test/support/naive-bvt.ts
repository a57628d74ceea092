import { type GuestText, NaiveGuest } from "./naive-guest.ts";

export interface NaiveBvtVm extends GuestText {
  readonly advance: number;
  readonly warp: number;
  readonly warpLimit: number;
  readonly unwarp: number;
}

interface Vm {
  readonly index: number;
  readonly guest: NaiveGuest;
  readonly text: NaiveBvtVm;
  avt: number;
  warped: boolean;
  warpAgainAt: number;
}

/** Borrowed virtual time as in Xen's sched_bvt.c, one tick at a time. Returns who runs in each tick. */
export function naiveBvt(
  texts: readonly NaiveBvtVm[],
  mcu: number,
  allowance: number,
  horizon: number,
): number[] {
  const vms = texts.map(
    (text, index): Vm => ({
      index,
      text,
      guest: new NaiveGuest(text),
      avt: 0,
      warped: text.warp > 0,
      warpAgainAt: Number.POSITIVE_INFINITY,
    }),
  );
  let runq: Vm[] = [];
  const cpu: { current: Vm | null } = { current: null };
  let started = 0;
  let next = Number.POSITIVE_INFINITY;
  let svt = 0;
  let due = false;

  const evt = (vm: Vm, now: number): number => {
    const ran = vm === cpu.current ? now - started : 0;
    return vm.avt + Math.ceil(ran / mcu) * vm.text.advance - (vm.warped ? vm.text.warp : 0);
  };
  const until = (vm: Vm, other: number, now: number): number =>
    now + Math.floor(((other - evt(vm, now)) * mcu) / vm.text.advance) + allowance;

  const wake = (vm: Vm, now: number): void => {
    vm.avt = Math.max(vm.avt, svt);
    runq.unshift(vm);
    if (cpu.current === null || evt(vm, now) <= evt(cpu.current, now)) due = true;
    else next = Math.min(next, until(cpu.current, evt(vm, now), now));
  };
  const deschedule = (vm: Vm, now: number): void => {
    vm.avt += Math.ceil((now - started) / mcu) * vm.text.advance;
    runq = runq.filter((other) => other !== vm);
    cpu.current = null;
  };
  const schedule = (now: number): void => {
    const last = cpu.current;
    if (last !== null) {
      deschedule(last, now);
      runq.push(last);
    }
    started = now;
    next = Number.POSITIVE_INFINITY;
    const order = [...runq].sort((a, b) => evt(a, now) - evt(b, now));
    const [first, second] = order;
    if (first === undefined) return;
    svt = Math.min(...runq.map(({ avt }) => avt));
    cpu.current = first;
    next = second === undefined ? now + 10 * allowance : until(first, evt(second, now), now);
  };

  const ran: number[] = [];
  for (let now = 0; now < horizon; now++) {
    if (cpu.current?.guest.blocks()) {
      deschedule(cpu.current, now);
      due = true;
    }
    if (cpu.current?.warped && now - started >= cpu.current.text.warpLimit) {
      // Its turn ends; what it ran is charged, and its effective time is the actual one from now on.
      due = true;
      cpu.current.warped = false;
      cpu.current.warpAgainAt =
        cpu.current.text.unwarp === 0 ? Number.POSITIVE_INFINITY : now + cpu.current.text.unwarp;
    }
    for (const vm of vms) if (vm.guest.release(now)) wake(vm, now);
    for (const vm of vms) {
      if (vm.warpAgainAt !== now) continue;
      vm.warpAgainAt = Number.POSITIVE_INFINITY;
      vm.warped = true;
      due = true;
    }
    if (due || now === next) schedule(now);
    due = false;
    ran.push(cpu.current?.index ?? -1);
    cpu.current?.guest.run();
  }
  return ran;
}
