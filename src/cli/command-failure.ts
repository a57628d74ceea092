import type { ExitCode } from "./exit-code.ts";

/** Ends a command with an exit code and, where nothing has been printed yet, one line to act on. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message = "") {
    super(message);
    this.exitCode = exitCode;
  }
}
