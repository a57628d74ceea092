import { AssertionFailure } from "../../src/contract/errors.ts";
import type { DescriptionIssue } from "../../src/description/description-error.ts";
import type { CliResult } from "../support/cli.ts";

/** The exit codes of the contract but those that no input may lead to: 70 is a bug, and nobody interrupts. */
const ALLOWED = new Set([0, 1, 2, 64, 65, 66, 73]);

/** Places of our code have no business in what users read. */
const STACK = /^\s+at .*(\.ts|\.js|\.mjs|node:)/m;

/** What JavaScript writes where a value was forgotten. The inputs hold none of these words. */
const FORGOTTEN =
  /\bundefined\b|\bNaN\b|\[object |\[native code\]|\bBigInt\b|Cannot read propert|is not a function/;

/** What is wrong with how a command ended; null if nothing is. */
export function commandComplaint(
  args: readonly string[],
  { exitCode, out, err }: CliResult,
  written: readonly string[],
): string | null {
  if (!ALLOWED.has(exitCode)) return `exit ${exitCode}: ${(err || out).slice(0, 600)}`;
  if (STACK.test(out) || STACK.test(err)) return `a stack trace: ${(err + out).slice(0, 600)}`;
  const forgotten = FORGOTTEN.exec(err) ?? FORGOTTEN.exec(out);
  if (forgotten !== null) return `"${forgotten[0]}" in: ${around(err + out, forgotten[0])}`;
  if (written.some((name) => name.endsWith(".part"))) return `left behind: ${written.join(", ")}`;
  if (exitCode >= 64) return failureComplaint(args, { exitCode, out, err }, written);
  // What is asked for by these is printed, whatever else is said.
  if (["--help", "-h", "help", "--version", "schema"].some((word) => args.includes(word))) return null;
  if (args.includes("--json")) return jsonComplaint(out);
  return args.includes("--quiet") && out !== "" ? `not quiet: ${out.slice(0, 200)}` : null;
}

/** A command that fails says why, and writes nothing. */
function failureComplaint(
  args: readonly string[],
  { exitCode, out, err }: CliResult,
  written: readonly string[],
): string | null {
  if (written.length > 0) return `exit ${exitCode}, and yet it wrote ${written.join(", ")}`;
  // Before a command is known, it is not either which words are values.
  if (asksForJson(args) || (args.includes("--json") && out !== "")) {
    const unreadable = jsonComplaint(out);
    if (unreadable !== null) return unreadable;
    const { errors } = JSON.parse(out) as { errors?: readonly DescriptionIssue[] };
    if (!Array.isArray(errors) || errors.length === 0) return `exit ${exitCode} without errors`;
    return exitCode !== 65 || errors.every(isLocated)
      ? null
      : `an error without a place: ${JSON.stringify(errors).slice(0, 300)}`;
  }
  // Verify is as quiet about what it cannot read as about what it refuses.
  if (args[0] === "verify" && args.includes("--quiet")) return null;
  return err.trim() === "" ? `exit ${exitCode} without a word` : null;
}

/** Where `--json` is not the value of the option before it, and not behind the end of all options. */
function asksForJson(args: readonly string[]): boolean {
  const at = args.indexOf("--json");
  return at >= 0 && !args.slice(0, at).includes("--") && !TAKES_VALUE.has(args[at - 1] ?? "");
}

const TAKES_VALUE = new Set(["--for", "--effort", "--seed", "--runs", "-o", "--source"]);

function jsonComplaint(out: string): string | null {
  try {
    JSON.parse(out);
    return null;
  } catch {
    return `not one JSON document: ${out.slice(0, 200)}`;
  }
}

/** What is wrong with the problems that were told of a text. */
export function issuesComplaint(
  issues: readonly DescriptionIssue[],
  file: string,
  text: string,
): string | null {
  if (issues.length === 0) return "refused without a problem";
  const lines = text.split(/\r\n|\r|\n/).length;
  const lost = issues.find((issue) => !isLocated(issue) || issue.line > lines || issue.file !== file);
  if (lost !== undefined) return `a problem without a place: ${JSON.stringify(lost)}`;
  const odd = issues.find(
    ({ message }) => message === "" || FORGOTTEN.test(message) || message.length > 6000,
  );
  if (odd !== undefined) return `an odd message: ${odd.message.slice(0, 300)}`;
  const told = issues.map(({ line, column, message }) => `${line}:${column}:${message}`);
  return new Set(told).size === told.length ? null : `told twice: ${told.join(" | ").slice(0, 300)}`;
}

function isLocated({ line, column, message, file }: DescriptionIssue): boolean {
  return line >= 1 && column >= 1 && message !== "" && file !== "";
}

export function crashComplaint(error: unknown): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const what = error instanceof AssertionFailure ? "an assertion failed" : "thrown";
  const place = /(src|test)\/[^\s)]+/.exec((stack ?? "").split("\n").slice(1).join("\n"))?.[0] ?? "";
  return `${what}: ${name}: ${message.slice(0, 300)} (${place})`;
}

function around(text: string, word: string): string {
  const at = text.indexOf(word);
  return text.slice(Math.max(0, at - 150), at + 150);
}
