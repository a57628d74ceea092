import { type GuestKernel, IDLES, MISSED_TICKS, type Sleeper } from "../../src/model/kernel.ts";
import type { System } from "../../src/model/system.ts";
import type { Work } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import type { Random } from "./random.ts";

/** Enough of a deadline for every claim to have its bound. */
const LATE = duration("10 s");

/** The system with about half of its guests telling the time by ticks. */
export function withKernels(random: Random, system: System): System {
  return {
    ...system,
    vms: system.vms.map((vm) =>
      random.oneIn(2) ? vm : { ...vm, guest: { ...vm.guest, kernel: drawKernel(random) } },
    ),
  };
}

/** Ticks of a few milliseconds and up to two sleepers; costs in quarters of a millisecond. */
function drawKernel(random: Random): GuestKernel {
  const tick = random.between(2, 12);
  return {
    tick: duration(`${tick} ms`),
    phase: duration(`${random.below(tick)} ms`),
    missedTicks: random.pick(MISSED_TICKS),
    tickCost: quarters(random.below(3)),
    idle: random.pick(IDLES),
    sleepers: Array.from({ length: random.below(3) }, (_, index) => drawSleeper(random, index)),
  };
}

function drawSleeper(random: Random, index: number): Sleeper {
  return {
    name: `sleeper${index}`,
    sleep: duration(`${random.between(1, 40)} ms`),
    extraTicks: random.below(2),
    wakeCost: quarters(random.below(3)),
    work: quarters(random.below(5)),
    deadline: LATE,
  };
}

const quarters = (count: number): Work => work(`${count}/4 ms`);
