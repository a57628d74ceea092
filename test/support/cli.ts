import { run } from "../../src/cli/program.ts";

export interface CliResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs hyperbound in this process with a terminal that only listens. */
export async function hyperbound(...args: string[]): Promise<CliResult> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await run(args, {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    style: { colour: false },
    interactive: false,
  });
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}
