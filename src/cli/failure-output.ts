import { CommanderError } from "commander";
import { VERSION } from "../contract/version.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Tells what was thrown, in words on stderr or as one JSON document on stdout, and returns the exit code: usage, input,
 * files, or a bug of ours.
 */
export function tellFailure(error: unknown, json: boolean, terminal: Terminal): ExitCode {
  // Help and version have been printed by now.
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT.proved;
  const failure = failureOf(error);
  if (json) terminal.out(JSON.stringify({ errors: failure.problems }, null, 2));
  // Commander has told its own mistakes in words.
  else if (!(error instanceof CommanderError)) terminal.err(failure.message);
  return failure.exitCode;
}

function failureOf(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof CommanderError)
    return new CommandFailure(EXIT.usage, error.message.replace(/^error: /, ""));
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  return new CommandFailure(
    EXIT.bug,
    `This is a bug in hyperbound ${VERSION}: ${name}: ${message}\n` +
      "Please report it with the description you used; no verdict was given.",
  );
}

/** Whether a failure is told as JSON, as far as can be seen before the command line is understood. */
export function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).includes("--json");
}
