import type { Duration, Work } from "../numeric/quantity.ts";
import type { Guest } from "./guest.ts";

/** What becomes of ticks that come while the guest waits for its core: they vanish, make one on its return, or all come then. */
export type MissedTicks = "lost" | "coalesced" | "caught-up";

export const MISSED_TICKS: readonly MissedTicks[] = ["lost", "coalesced", "caught-up"];

/** Whether a guest with nothing to do keeps its core, or gives it back. */
export type Idle = "spins" | "yields";

export const IDLES: readonly Idle[] = ["spins", "yields"];

/** A guest kernel that tells the time by periodic ticks of real time (Linux: HZ of them in a second). */
export interface GuestKernel {
  readonly tick: Duration;
  /** When the first tick comes: less than a tick. */
  readonly phase: Duration;
  readonly missedTicks: MissedTicks;
  /** What the guest does per tick, above everything else in it. */
  readonly tickCost: Work;
  readonly idle: Idle;
  /** From the highest priority to the lowest; all of them above the tasks of the guest. */
  readonly sleepers: readonly Sleeper[];
}

/** An application in a loop of work and sleep. */
export interface Sleeper {
  readonly name: string;
  /** How long it asks to sleep: rounded up to whole ticks. */
  readonly sleep: Duration;
  /** Ticks beyond those: 1 where the one under way does not count (Linux before 2.6.16). */
  readonly extraTicks: number;
  /** What the guest does between the tick that ends the sleep and the return of the call. */
  readonly wakeCost: Work;
  /** What the application does between two calls. */
  readonly work: Work;
  /** The longest allowed time from a call to its return, where there is one. */
  readonly deadline: Duration | null;
}

/** The task of the simulator that plays the handler of ticks, and the one of a guest that spins. */
export const KERNEL_TASKS: readonly string[] = ["tick", "idle"];

/** How many ticks a sleep lasts. */
export function ticksOfSleep({ sleep, extraTicks }: Sleeper, tick: Duration): bigint {
  return sleep.per(tick).ceil() + BigInt(extraTicks);
}

/** Whether the guest wants its core at every instant, or may: nothing is known of one that is best-effort. */
export function mayAlwaysRun({ scheduling, kernel }: Guest): boolean {
  return kernel === undefined ? scheduling === "best-effort" : kernel.idle === "spins";
}

/** Everything in a kernel that contradicts itself or the guest. */
export function problemsOfKernel({ kernel, tasks }: Guest): string[] {
  if (kernel === undefined) return [];
  const { tick, phase, tickCost, sleepers } = kernel;
  const taken = [...KERNEL_TASKS, ...tasks.map(({ name }) => name)];
  return [
    ...(tick.isPositive() ? [] : ["has a tick of no length"]),
    ...(phase.lessThan(tick) ? [] : ["has no tick within the first"]),
    ...(phase.value.sign() < 0 || tickCost.value.sign() < 0 ? ["has negative times"] : []),
    ...tasks.filter(({ name }) => KERNEL_TASKS.includes(name)).map(({ name }) => `has a task called ${name}`),
    ...sleepers.flatMap((sleeper, index) => {
      const { name, sleep, extraTicks, wakeCost, work, deadline } = sleeper;
      const known = [...taken, ...sleepers.slice(0, index).map((each) => each.name)].includes(name);
      const negative = [sleep, wakeCost, work].some(({ value }) => value.sign() < 0);
      const whole = Number.isSafeInteger(extraTicks) && extraTicks >= 0;
      return [
        ...(known ? [`has a sleeper called ${name}, and something else of that name`] : []),
        ...(negative || deadline?.isPositive() === false ? [`has negative times in ${name}`] : []),
        ...(whole ? [] : [`has ${extraTicks} extra ticks in ${name}`]),
        ...(whole && tick.isPositive() && ticksOfSleep(sleeper, tick) < 1n
          ? [`has a sleep of no tick in ${name}`]
          : []),
      ];
    }),
  ];
}
