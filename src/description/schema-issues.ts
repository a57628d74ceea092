import type * as z from "zod";
import type { IssueCode } from "./description-error.ts";
import { nearest } from "./nearest.ts";
import { type Path, showPath } from "./path.ts";
import { DID_YOU_MEAN, suggestion } from "./schema/key.ts";
import type { Told } from "./told.ts";

/** A place where a description does not have the form of the schema. */
export interface FormMistake {
  readonly code: IssueCode;
  readonly path: Path;
  readonly message: string;
  readonly part: "key" | "value";
}

/** Holds a plain tree against a schema: what fits it, with null where a mistake was found. */
export function checkForm<T>(
  tree: unknown,
  schema: z.ZodType<T>,
): { form: Told<T>; mistakes: readonly FormMistake[] } {
  const parsed = schema.safeParse(tree);
  if (parsed.success) return { form: parsed.data as Told<T>, mistakes: [] };
  const root = { tree };
  const issues = parsed.error.issues.flatMap((each) => leaves(each, ["tree"], root));
  const mistakes: FormMistake[] = [];
  const misspelt = new Set<string>();
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") mistakes.push(...unknownKeys(issue, root, misspelt));
  }
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys" || misspelt.has(showPath(issue.path as Path))) continue;
    mistakes.push(explain(issue, root));
    strike(root, issue);
  }
  // Everything in the tree either passed the schema or was struck.
  return { form: root.tree as Told<T>, mistakes };
}

type Issue = z.core.$ZodIssue;

/** The issues of the branch of a union that was meant; the union itself where none stands out. */
function leaves(issue: Issue, prefix: Path, root: unknown): Issue[] {
  const path = [...prefix, ...(issue.path as (string | number)[])];
  const here = { ...issue, path };
  if (issue.code !== "invalid_union") return [here];
  const meant = issue.errors.filter(
    (branch) =>
      !branch.some(
        ({ code, path: inner }) =>
          inner.length === 0 && (code === "invalid_type" || code === "invalid_value"),
      ),
  );
  const [only] = meant;
  if (only === undefined || meant.length > 1 || at(root, path) === undefined) return [here];
  return only.flatMap((each) => leaves(each, path, root));
}

/** The keys that the schema does not know. The one that each was probably meant for counts as told. */
function unknownKeys(
  issue: Issue & { code: "unrecognized_keys" },
  root: unknown,
  misspelt: Set<string>,
): FormMistake[] {
  const path = issue.path as Path;
  const map = at(root, path) as Record<string, unknown>;
  const known = issue.message.split(", ");
  return issue.keys.map((key) => {
    const meant = nearest(key, known);
    if (meant !== null && !Object.hasOwn(map, meant)) {
      map[meant] = null;
      misspelt.add(showPath([...path, meant]));
    }
    const hint = meant === null ? `the keys here are ${known.join(", ")}` : `did you mean \`${meant}\`?`;
    const message = `unknown key \`${key}\`: ${hint}`;
    return { code: "unknown-key", path: [...path.slice(1), key], message, part: "key" };
  });
}

function explain(issue: Issue, root: unknown): FormMistake {
  const path = issue.path as Path;
  const shown = path.slice(1);
  const told = (code: IssueCode, message: string, part: "key" | "value" = "value"): FormMistake => ({
    code,
    path: shown,
    message,
    part,
  });
  const name = showName(shown);
  const value = at(root, path);
  const wanted = wantedOf(issue, value);
  if (value === undefined) return told("missing-key", `${name} is missing: write ${wanted}`, "key");
  if (value === null && shown.length > 0) return told("missing-key", `${name} has no value: write ${wanted}`);
  if (wanted.startsWith(DID_YOU_MEAN))
    return told("unknown-word", `${showValue(value)} is no ${name}: ${wanted}`);
  return told(codeOf(issue, value), `${name} is ${showValue(value)}: write ${wanted}`);
}

/** What to write instead. Of a map whose kind is unknown, zod tells the kinds that there are. */
function wantedOf(issue: Issue, value: unknown): string {
  if (issue.code !== "invalid_union" || issue.discriminator === undefined) return issue.message;
  const kinds = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  return suggestion(value, kinds) ?? `one of ${kinds.join(", ")}`;
}

function codeOf(issue: Issue, value: unknown): IssueCode {
  if (issue.code === "invalid_type") return "wrong-type";
  if (issue.code === "too_small" || issue.code === "too_big") return "out-of-range";
  return typeof value === "string" && (issue.code === "invalid_value" || issue.code === "invalid_union")
    ? "unknown-word"
    : "wrong-type";
}

function showName(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the description";
  return typeof last === "number" ? `item ${last + 1} of \`${path.at(-2)}\`` : `\`${last}\``;
}

function showValue(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  const text = String(value);
  return text === "" ? "empty" : `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
}

function at(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Puts null where the mistake is; for a map of an unknown kind, in place of the map. */
function strike(root: unknown, issue: Issue): void {
  const path = issue.path as Path;
  const struck =
    issue.code === "invalid_union" && issue.discriminator !== undefined ? path.slice(0, -1) : path;
  const around = at(root, struck.slice(0, -1));
  if (around !== null && typeof around === "object") {
    (around as Record<string | number, unknown>)[struck.at(-1) as string | number] = null;
  }
}
