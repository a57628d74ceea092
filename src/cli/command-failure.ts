import { EXIT, type ExitCode } from "./exit-code.ts";

/** Why a command gave no answer. The codes of mistakes in a description are those of `DescriptionIssue`. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** Such as `vms.rtos.supply`; empty for a file as a whole. */
  readonly path?: string;
  readonly file?: string;
  /** Counted from 1, as the column. */
  readonly line?: number;
  readonly column?: number;
}

type FailureCode = Exclude<ExitCode, 0 | 1 | 2 | 130>;

const CODES: Readonly<Record<FailureCode, string>> = {
  [EXIT.usage]: "usage",
  [EXIT.input]: "unsuitable",
  [EXIT.noFile]: "no-such-file",
  [EXIT.bug]: "bug",
  [EXIT.cannotWrite]: "cannot-write",
};

/** Ends a command without an answer: with an exit code and what the user has to know, all problems at once. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: FailureCode;
  readonly problems: readonly Problem[];

  /** One problem in words is given the code of its exit code. */
  constructor(
    exitCode: FailureCode,
    told: string | readonly Problem[],
    place: Omit<Problem, "code" | "message"> | null = null,
  ) {
    const problems = typeof told === "string" ? [{ code: CODES[exitCode], message: told, ...place }] : told;
    super(problems.map(inWords).join("\n"));
    this.exitCode = exitCode;
    this.problems = problems;
  }
}

/** `file:line:column: message` where there is a place, as editors and terminals link it. */
function inWords({ file, line, column, message }: Problem): string {
  if (file === undefined || message.includes(file)) return message;
  return line === undefined ? `${file}: ${message}` : `${file}:${line}:${column ?? 1}: ${message}`;
}
