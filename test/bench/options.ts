import { parseArgs } from "node:util";
import { KERNELS, type KernelName, type SupplyOption } from "./kernels.ts";

export interface Options {
  readonly kernels: readonly KernelName[];
  /** Empty: the fixtures. */
  readonly workloads: readonly string[];
  readonly supply: SupplyOption;
  readonly repeat: number;
  readonly json: boolean;
}

/** A command line that cannot be meant; the runner exits with 64. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE: string = `usage: npm run -s bench -- [--kernel K] [--workload FILE] [--supply PI,THETA] [--repeat R] [--json]
  --kernel     ${Object.keys(KERNELS).join(" | ")} (default: all; repeatable)
  --workload   JSON array of task sets, each an array of {C,T,D} (default: the fixtures; repeatable)
  --supply     periodic resource in ticks (default 2000,1900); its period alone may be given as --pi
  --repeat     passes per set, of which the fastest counts (default 25)
  --json       one document for one kernel on one workload`;

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { kernel, workload, supply, pi, repeat, json } = parsed(args);
  const kernels = (kernel ?? Object.keys(KERNELS)).map(knownKernel);
  const workloads = workload ?? [];
  if (json === true && (kernel?.length !== 1 || workloads.length !== 1)) {
    throw new UsageError("--json needs exactly one --kernel and one --workload");
  }
  return {
    kernels,
    workloads,
    supply: supplyOption(supply, pi),
    repeat: repeat === undefined ? 25 : positive("--repeat", repeat),
    json: json === true,
  };
}

const FLAGS = {
  kernel: { type: "string", multiple: true },
  workload: { type: "string", multiple: true },
  supply: { type: "string" },
  pi: { type: "string" },
  repeat: { type: "string" },
  json: { type: "boolean" },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof FLAGS }>>["values"];

function parsed(args: readonly string[]): Flags {
  try {
    return parseArgs({ args: [...args], options: FLAGS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function knownKernel(name: string): KernelName {
  if (isKernel(name)) return name;
  throw new UsageError(`unknown kernel "${name}"; there are ${Object.keys(KERNELS).join(", ")}`);
}

function isKernel(name: string): name is KernelName {
  return Object.hasOwn(KERNELS, name);
}

function supplyOption(supply: string | undefined, pi: string | undefined): SupplyOption {
  const [period = "", budget = "", ...rest] = (supply ?? "2000,1900").split(",");
  if (rest.length > 0 || budget === "") throw new UsageError(`--supply ${supply}: expected PI,THETA`);
  const option = {
    period: positive(pi === undefined ? "--supply" : "--pi", pi ?? period),
    budget: positive("--supply", budget),
  };
  if (option.budget > option.period) throw new UsageError("--supply: the budget exceeds the period");
  return option;
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0) return value;
  throw new UsageError(`${flag} ${text}: expected a positive integer`);
}
