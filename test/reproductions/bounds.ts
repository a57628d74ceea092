import { canResponses } from "../../src/analysis/fixed-priority/can-responses.ts";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { System } from "../../src/model/system.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { type SimulationOptions, simulate } from "../../src/simulator/system/simulate.ts";
import { claimOf } from "../support/findings.ts";

/** One line of docs/reproductions/bounds.md: what is promised beside what was seen, and what was published. */
export interface BoundRow {
  readonly name: string;
  /** Null where there is none. */
  readonly bound: Duration | null;
  /** The greatest of all runs; null where there was no end to it. */
  readonly simulated: Duration | null;
  readonly published: string;
}

export const us = (value: number): Duration => new Duration(Rational.of(BigInt(value), 1_000_000n));

/** As the page shows a row. */
export function rowText({ name, bound, simulated, published }: BoundRow): string {
  if (bound !== null && !bound.value.times(Rational.of(1_000_000n)).isInteger()) {
    throw new Error(`${name}: a bound of ${bound} must not be rounded down`);
  }
  return `| ${[name, shown(bound, "none"), shown(simulated, "never ends"), tightness(bound, simulated), published].join(" | ")} |`;
}

/** Milliseconds with up to three digits after the point, what was seen rounded down. */
function shown(time: Duration | null, none: string): string {
  if (time === null) return none;
  const micros = time.value.times(Rational.of(1_000_000n));
  const rounded = micros.isInteger() ? "" : "≈ ";
  return `${rounded}${Number(micros.floor()) / 1000} ms`;
}

/** The share of the bound that was reached, in percent, rounded down. */
function tightness(bound: Duration | null, simulated: Duration | null): string {
  if (bound === null || simulated === null) return "–";
  return `${simulated.per(bound).times(Rational.of(100n)).floor()} %`;
}

/** How many courses of events each row is played in. */
export const RUNS = 100;

/** The bound of a task or an interrupt source by `check`, beside the greatest delay over many phasings. */
export function checkedRow(
  name: string,
  system: System,
  id: string,
  published: string,
  options: Partial<SimulationOptions> & Pick<SimulationOptions, "horizon">,
): BoundRow {
  const { bound } = claimOf(checkSystem(system), id);
  const subject = id.split("/").at(-1);
  let most: Duration = Duration.zero;
  for (let seed = 0; seed < RUNS; seed++) {
    const arrivals = seed % 2 === 0 ? "densest" : "random";
    const { tasks, sources } = simulate(system, { phases: "random", arrivals, seed, ...options });
    const seen = id.startsWith("interrupt/")
      ? sources.find(({ source }) => source === subject)?.latency
      : tasks.find(({ task }) => task === subject)?.response;
    if (seen && most.lessThan(seen.greatest)) most = seen.greatest;
  }
  return { name, bound: bound ?? null, simulated: most, published };
}

/** The messages of a bus, highest first, beside a non-preemptive guest that plays them. */
export function canRows(
  bus: System,
  published: readonly string[],
  { bitTime, horizon }: { readonly bitTime: Duration; readonly horizon: string },
): BoundRow[] {
  const messages = bus.vms[0]!.guest.tasks;
  const responses = canResponses({ messages, bitTime });
  const most = messages.map(() => Duration.zero);
  for (let seed = 0; seed < RUNS; seed++) {
    const phases = seed === 0 ? "synchronous" : "random";
    const { tasks } = simulate(bus, { horizon, phases, arrivals: "densest", seed });
    for (const [index, { name }] of messages.entries()) {
      const seen = tasks.find(({ task }) => task === name)?.response?.greatest;
      if (seen && most[index]!.lessThan(seen)) most[index] = seen;
    }
  }
  return messages.map(({ name }, index) => {
    const found = responses[index]!;
    return {
      name: `message ${name}`,
      bound: found.kind === "bounded" ? found.response : null,
      simulated: most[index]!,
      published: published[index]!,
    };
  });
}
