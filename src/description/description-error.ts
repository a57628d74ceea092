import { HyperboundError } from "../contract/errors.ts";

/** What kind of mistake an issue is, for programs. */
export type IssueCode =
  /** The text is no YAML or JSON, or uses a part of YAML that descriptions do without. */
  | "syntax"
  | "duplicate-key"
  | "unknown-key"
  | "missing-key"
  /** A list where a map belongs, a fraction where an integer belongs. */
  | "wrong-type"
  /** Not one of a closed list of words. */
  | "unknown-word"
  /** Neither a time with a unit nor an expression that gives one. */
  | "not-a-time"
  /** A value that no system can have: a negative wcet, a window past the end of its frame. */
  | "out-of-range"
  /** A VM that is not described. */
  | "unknown-name"
  /** Keys that contradict one another. */
  | "conflict";

/** One mistake in a description. Lines and columns count from 1. */
export interface DescriptionIssue {
  readonly code: IssueCode;
  /** Such as `vms.rtos.tasks.control.deadline`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something legal that is probably not meant. */
export interface DescriptionWarning {
  readonly path: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A description that cannot be read as a system, with every reason at once in the order of the file. */
export class DescriptionError extends HyperboundError {
  override readonly name = "DescriptionError";
  readonly issues: readonly DescriptionIssue[];

  constructor(issues: readonly DescriptionIssue[]) {
    super(issues.map(showIssue).join("\n"));
    this.issues = issues;
  }
}

/** `file:line:column: message`, as editors and terminals link it. */
export function showIssue({ file, line, column, message }: DescriptionIssue): string {
  return `${file}:${line}:${column}: ${message}`;
}
