import type { InterruptSource } from "../../../src/model/interrupt.ts";
import type { System, VmmPolicy } from "../../../src/model/system.ts";
import { task } from "../../../src/model/task.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { IDLE, systemOf } from "../../support/systems.ts";

/** A generator of small integers that a seed decides; the same in every run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  /** An integer from `from` to `to`. */
  roll(from: number, to: number): number {
    // xorshift32 (Marsaglia 2003).
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return from + ((this.#state >>> 0) % (to - from + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[this.roll(0, from.length - 1)] as T;
  }
}

export const ms = (value: number): Duration => new Duration(Rational.of(BigInt(value), 1000n));
export const us = (value: number): Duration => new Duration(Rational.of(BigInt(value), 1_000_000n));

/** A guest of a few tasks that use about a third of its supply, at one place of each kind that a VMM may give it. */
export function randomSystem(dice: Dice): System {
  const scheduling = dice.pick(["edf", "rate-monotonic", "deadline-monotonic"] as const);
  const tasks = Array.from({ length: dice.roll(1, 3) }, (_, index) => {
    const period = dice.roll(8, 40);
    const deadline = dice.pick([period, period, dice.roll(6, period), period + dice.roll(1, 20)]);
    return task({
      name: `t${index}`,
      period: ms(period),
      deadline: ms(deadline),
      wcet: us(dice.roll(200, 150 * period)).asWork(),
      jitter: ms(dice.pick([0, 0, 1])),
      nonPreemptible: us(dice.pick([0, 0, 100])).asWork(),
    });
  });
  const guest = { scheduling, preemptive: true, tasks };
  const costs = dice.pick([
    {},
    { vmSwitch: "10 us", interruptEntry: "5 us", longestNonPreemptible: "20 us" },
  ]);
  const policy = dice.pick(["static", "round-robin", "table", "fixed-priority"] as const);
  const alone = policy === "static";
  const slot = (vm: string, start: number, length: number): object => ({
    vm,
    core: 0,
    start: ms(start),
    length: ms(length),
  });
  const policies: Record<typeof policy, VmmPolicy> = {
    static: { kind: "static" },
    "round-robin": { kind: "round-robin" },
    "fixed-priority": { kind: "fixed-priority" },
    table: {
      kind: "table",
      frame: ms(5),
      slots: [slot("guest", 0, 4), slot("other", 4, 1)] as never,
    },
  };
  const above = { scheduling: "rate-monotonic", preemptive: true, tasks: [quick()] } as const;
  const other = {
    name: "other",
    guest: policy === "fixed-priority" ? above : IDLE,
    priority: policy === "fixed-priority" ? 1 : null,
    quantum: ms(1),
  };
  return systemOf({
    policy: policies[policy],
    costs,
    vms: [
      { name: "guest", guest, quantum: ms(4), priority: policy === "fixed-priority" ? 2 : null },
      ...(alone ? [] : [other]),
    ],
  });
}

function quick(): ReturnType<typeof task> {
  return task({ name: "quick", period: ms(10), wcet: us(500).asWork() });
}

/** A source for a VM of the system, now and then with a deadline, a burst, or a time that no other has. */
export function randomSource(dice: Dice, system: System, name: string): InterruptSource {
  const period = dice.pick([dice.roll(1, 20) * 1000, dice.roll(1, 20) * 1000, dice.roll(700, 20_000)]);
  const periodic = {
    kind: "periodic",
    period: us(period),
    jitter: us(dice.pick([0, 0, 0, dice.roll(0, 3000)])),
    minDistance: us(dice.pick([0, period, Math.min(period, 300)])),
  } as const;
  const bucket = { kind: "token-bucket", capacity: BigInt(dice.roll(1, 4)), refill: us(period) } as const;
  return {
    name,
    device: dice.pick(["dedicated", "dedicated", "dedicated", "running"]),
    delivery: dice.pick(["when-scheduled", "when-scheduled", "immediate"]),
    target: dice.pick(system.vms).name,
    core: 0,
    arrivals: dice.pick([periodic, periodic, bucket]),
    topHalf: us(dice.roll(0, 60)).asWork(),
    bottomHalf: dice.pick([Work.zero, us(dice.roll(10, 900)).asWork()]),
    deadline: dice.pick([null, null, null, null, ms(dice.roll(1, 12))]),
  };
}

/** A running device has no target. */
export function legal(source: InterruptSource): InterruptSource {
  return source.device === "running" ? { ...source, target: null } : source;
}
