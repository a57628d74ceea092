import { InputError } from "../contract/errors.ts";
import type { System } from "../model/system.ts";
import { Duration } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import { parseSeconds } from "../numeric/unit.ts";
import type { Foreground, SupplyMode } from "../simulator/system/play.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";

/** As the command line hands them over. */
export interface SimulateOptions {
  readonly for: string;
  readonly seed?: number;
  readonly random?: boolean;
  readonly supply?: SupplyMode;
  readonly offsets?: readonly string[];
  readonly foreground?: string;
  readonly stay?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly gantt?: string;
  readonly from?: string;
  readonly to?: string;
  readonly histogram?: string;
  readonly trace?: string;
}

/** Which first arrivals to try. */
export type Phasings =
  | { readonly kind: "described" }
  /** Phasings 0 … count: the synchronous one and `count` at random. */
  | { readonly kind: "sweep"; readonly count: number }
  /** One of them. */
  | { readonly kind: "phasing"; readonly number: number };

/** What needs no system to be understood. @throws CommandFailure (bad usage). */
export function phasingsOf(options: SimulateOptions): Phasings {
  const endings: [string, string | undefined, readonly string[]][] = [
    ["--gantt", options.gantt, [".svg"]],
    ["--histogram", options.histogram, [".svg", ".txt"]],
    ["--trace", options.trace, [".json", ".csv"]],
  ];
  for (const [name, path, allowed] of endings) {
    if (path !== undefined && !allowed.some((ending) => path.endsWith(ending))) {
      throw usage(`${name} ${path}: name a file that ends in ${allowed.join(" or ")}`);
    }
  }
  const phasings = readPhasings(options.offsets);
  const files = endings.filter(([, path]) => path !== undefined);
  if (phasings.kind === "sweep" && files.length > 0) {
    throw usage(
      `${files.map(([name]) => name).join(", ")} shows one run, not a sweep: add it to --offsets phasing K`,
    );
  }
  return phasings;
}

function readPhasings(words: readonly string[] | undefined): Phasings {
  if (words === undefined) return { kind: "described" };
  const [kind, number] = [words[0], Number(words[1])];
  const fits = words.length === 2 && Number.isSafeInteger(number) && number >= 0 && number <= MOST_PHASINGS;
  if (fits && kind === "phasing") return { kind, number };
  if (fits && kind === "sweep" && number > 0) return { kind, count: number };
  throw usage(
    `--offsets ${words.join(" ")}: write "--offsets sweep N" with N from 1 to ${MOST_PHASINGS}, or "--offsets phasing K"`,
  );
}

/**
 * The VMs that the user brings to the foreground; null where nothing is said of it.
 * @throws CommandFailure (bad usage).
 */
export function foregroundOf(
  { foreground, stay }: SimulateOptions,
  { vms, interrupts, processor }: System,
): Foreground | null {
  if (foreground === undefined && stay === undefined) return null;
  if (foreground === undefined || stay === undefined) {
    throw usage("--foreground VM,VM and --stay TIME go together: which VMs, and for how long each");
  }
  const names = foreground.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !vms.some((vm) => vm.name === name));
  if (unknown !== undefined) {
    throw usage(`--foreground ${foreground}: the VMs are ${vms.map(({ name }) => name).join(", ")}`);
  }
  if (!interrupts.some(({ device }) => device === "active")) {
    throw usage(
      `--foreground ${foreground}: no device of this system is \`active\`, so nothing depends on it`,
    );
  }
  const seconds = secondsOf("--stay", stay, processor.clock);
  if (seconds.sign() <= 0) throw usage(`--stay ${stay}: let each VM stay for longer than 0`);
  return { vms: names, stay: new Duration(seconds) };
}

const MOST_PHASINGS = 1_000_000;

/** Times on the command line in ticks of the simulation. */
export interface RunTimes {
  readonly horizon: number;
  readonly from?: number;
  readonly to?: number;
}

/**
 * Reads the times. A time between two ticks counts to the later one at the end of the run or of an interval, to the
 * earlier one at the start.
 * @throws CommandFailure for what is no time, is not positive or lies outside of the run; InputError for more ticks than 2^53.
 */
export function runTimes(options: SimulateOptions, tick: Rational, clock: Rational | null): RunTimes {
  const ticks = (name: string, text: string, round: "up" | "down"): number => {
    const exact = secondsOf(name, text, clock).dividedBy(tick);
    const whole = round === "up" ? exact.ceil() : exact.floor();
    if (whole < 0n) throw usage(`${name} ${text}: a time of the run is not negative`);
    if (whole > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new InputError(
        `${name} ${text}: the simulator counts ticks of ${tick} s, the coarsest in which all times of this system are whole, and at most 2^53 of them; choose a shorter time`,
      );
    }
    return Number(whole);
  };
  const horizon = ticks("--for", options.for, "up");
  if (horizon === 0) throw usage(`--for ${options.for}: simulate for longer than 0`);
  const from = options.from === undefined ? undefined : ticks("--from", options.from, "down");
  const to = options.to === undefined ? undefined : ticks("--to", options.to, "up");
  if (to !== undefined && to > horizon) throw usage(`--to ${options.to} lies beyond --for ${options.for}`);
  if ((from ?? 0) >= (to ?? horizon)) {
    throw usage(
      `--from ${options.from ?? 0} does not lie before ${to === undefined ? `--for ${options.for}` : `--to ${options.to}`}`,
    );
  }
  return { horizon, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function secondsOf(name: string, text: string, clock: Rational | null): Rational {
  try {
    return parseSeconds(text, clock);
  } catch (error) {
    if (error instanceof InputError) throw usage(`${name}: ${error.message}`);
    throw error;
  }
}

function usage(message: string): CommandFailure {
  return new CommandFailure(EXIT.usage, message);
}
