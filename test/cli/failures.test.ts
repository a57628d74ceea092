import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asksForJson, tellFailure } from "../../src/cli/failure-output.ts";
import { hyperbound } from "../support/cli.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperbound-"));
const at = (name: string): string => join(folder, name);
const given = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};

const GUEST = "{ supply: { kind: periodic, period: 10 ms, budget: 5 ms }, scheduling: edf, tasks: ";
const good = given(
  "good.yaml",
  `# One guest\nsystem: One\nvms:\n  a: ${GUEST}{ t: { period: 40 ms, wcet: 3 ms } } }\n`,
);
/** Two mistakes. */
const broken = given(
  "broken.yaml",
  `system: Two mistakes\nvms:\n  a: ${GUEST}{ t: { period: 40 ms, wect: 3 ms }, u: { period: 5, wcet: 1 ms } } }\n`,
);
/** Can be read and checked, but its common tick has more digits than a certificate holds or a run can count. */
const fine = given(
  "fine.yaml",
  `# One guest\nsystem: Fine\nvms:\n  a: ${GUEST}{ t: { period: 40 ms, wcet: 1/${"9".repeat(120)} ms } } }\n`,
);
const nothingToChoose = given(
  "dedicated.yaml",
  "system: D\nvms:\n  a: { supply: dedicated, scheduling: edf, tasks: { t: { period: 4 ms, wcet: 1 ms } } }\n",
);
const sources = given(
  "sources.yaml",
  "s: { target: a, arrivals: { minSeparation: 9 ms }, topHalf: 1 us, bottomHalf: 1 us }\n",
);
const notSources = given("not-sources.yaml", "s: { target: nobody }\n");
const missing = at("nowhere.yaml");
const unwritable = at("no-such-folder/out.json");

/** One document with `errors` on stdout and nothing beside it; the same in words without `--json`. */
async function failure(
  args: readonly string[],
): Promise<{ code: number; errors: Record<string, unknown>[] }> {
  const { exitCode, out, err } = await hyperbound(...args, "--json");
  expect(err).toBe("");
  const { errors, ...rest } = JSON.parse(out) as { errors: { message: string }[] };
  if (args[0] !== "verify") expect(rest).toEqual({});
  const words = await hyperbound(...args);
  expect(words).toMatchObject({ exitCode, out: "" });
  for (const { message } of errors) expect(words.err).toContain(message);
  return { code: exitCode, errors };
}

const COMMANDS: readonly (readonly [string, (system: string) => string[]])[] = [
  ["check", (system) => ["check", system]],
  ["simulate", (system) => ["simulate", system, "--for", "1 s"]],
  ["crosscheck", (system) => ["crosscheck", system, "--runs", "1", "--workers", "1"]],
  ["synthesize", (system) => ["synthesize", system]],
  ["admit", (system) => ["admit", system, "--source", sources, "--no-limits"]],
  ["certify", (system) => ["certify", system, "-o", at("out.json")]],
  ["verify --system", (system) => ["verify", good, "--system", system]],
  ["report", (system) => ["report", system, "-o", at("out.md")]],
];

describe("a failure under --json", () => {
  it.each(COMMANDS)("%s tells all mistakes in a description with their places", async (_, args) => {
    const { code, errors } = await failure(args(broken));
    expect(code).toBe(65);
    expect(errors).toEqual([
      expect.objectContaining({ path: "vms.a.tasks.t.wect", code: "unknown-key", file: broken, line: 3 }),
      expect.objectContaining({ path: "vms.a.tasks.u.period", code: "not-a-time", file: broken, line: 3 }),
    ]);
  });

  it.each(COMMANDS)("%s tells of a file that is not there", async (_, args) => {
    expect(await failure(args(missing))).toEqual({
      code: 66,
      errors: [
        {
          code: "no-such-file",
          message: `cannot read ${missing}: there is no such file`,
          file: missing,
        },
      ],
    });
  });

  it.each(COMMANDS)("%s tells of a command line that is wrong", async (_, args) => {
    const { code, errors } = await failure([...args(good), "--what"]);
    expect([code, errors]).toEqual([64, [{ code: "usage", message: "unknown option '--what'" }]]);
  });

  it.each([
    ["simulate", ["simulate", fine, "--for", "1 s"], fine, "cannot be simulated"],
    ["simulate", ["simulate", good, "--for", "9999999999 h"], good, "at most 2^53"],
    ["crosscheck", ["crosscheck", fine, "--runs", "1", "--workers", "1"], fine, "cannot be simulated"],
    ["synthesize", ["synthesize", nothingToChoose], nothingToChoose, "there is nothing to choose"],
    ["certify", ["certify", fine, "-o", at("out.json")], fine, "no certificate can hold this system"],
    ["report", ["report", fine, "-o", at("out.md")], fine, "no certificate can hold this system"],
    [
      "admit",
      ["admit", fine, "--source", sources, "--no-limits", "--certify", at("out.json")],
      fine,
      "no certificate can hold this system",
    ],
  ])("%s tells what it cannot do with a description that can be read", async (_, args, file, words) => {
    const { code, errors } = await failure(args);
    expect(code).toBe(65);
    // Where the description begins, behind its comments.
    const line = file === nothingToChoose ? 1 : 2;
    expect(errors).toEqual([
      { code: "unsuitable", path: "", message: expect.stringContaining(words), file, line, column: 1 },
    ]);
  });

  it("tells what is wrong with candidates, and with what is no certificate", async () => {
    const { code, errors } = await failure(["admit", good, "--source", notSources]);
    expect(code).toBe(65);
    for (const each of errors) expect(each).toMatchObject({ file: notSources, line: 1 });
    expect(await failure(["verify", good])).toEqual({
      code: 65,
      errors: [expect.objectContaining({ code: "syntax", file: good, line: 1, column: 1 })],
    });
  });

  it.each([
    [["simulate", good, "--for", "1 s", "--trace", unwritable]],
    [["synthesize", good, "--periods", "5 ms,10 ms", "--curve", unwritable]],
    [["admit", good, "--source", sources, "--no-limits", "--certify", unwritable]],
    [["certify", good, "-o", unwritable]],
    [["report", good, "-o", unwritable.replace("json", "md")]],
  ])("tells what cannot be written by %j", async (args) => {
    const { code, errors } = await failure(args);
    expect(code).toBe(73);
    expect(errors).toEqual([
      {
        code: "cannot-write",
        message: expect.stringContaining("there is no such folder"),
        file: expect.stringContaining("no-such-folder"),
      },
    ]);
  });

  it.each([
    [["check", good, "--explain", "nothing"], /there is no claim "nothing"/],
    [["check", good, "--effort", "0"], /write a positive integer/],
    [["simulate", good, "--for", "soon"], /--for: /],
    [["crosscheck", good, "--time", "soon"], /--time soon/],
    [["synthesize", good, "--grid", "0 ms"], /--grid: 0 ms is no length/],
    [["admit", good, "--source", sources, "--grid", "0 ms"], /--grid 0 ms/],
    [["admit", good], /required option '--source <file>' not specified/],
    [["certify", good], /required option '-o, --output <file>' not specified/],
    [["report", good, "-o", "out.docx"], /a report ends in one of/],
    [["frobnicate"], /unknown command 'frobnicate'/],
    [["verify"], /missing required argument 'certificate'/],
  ])("tells what is wrong with %j", async (args, words) => {
    const { code, errors } = await failure(args);
    expect(code).toBe(64);
    expect(errors).toEqual([{ code: "usage", message: expect.stringMatching(words) }]);
  });

  it("leaves no file behind", async () => {
    for (const [, args] of COMMANDS) await hyperbound(...args(broken), "--json");
    await hyperbound("certify", fine, "-o", at("out.json"), "--json");
    expect(readdirSync(folder).filter((name) => name.startsWith("out"))).toEqual([]);
  });

  it("tells of a bug, and how to report it", () => {
    const told: string[] = [];
    const terminal = {
      out: (text: string) => told.push(text),
      err: () => expect.unreachable(),
      style: { colour: false },
      interactive: false,
    };
    expect(tellFailure(new TypeError("x is no y"), true, terminal)).toBe(70);
    const { errors } = JSON.parse(told.join("")) as { errors: { code: string; message: string }[] };
    expect(errors.map(({ code }) => code)).toEqual(["bug"]);
    expect(errors[0]?.message).toMatch(/bug in hyperbound .*TypeError: x is no y\nPlease report it/);
  });

  it("is not asked for behind the end of the options", () => {
    expect(asksForJson(["check", "a", "--json"])).toBe(true);
    expect(asksForJson(["check", "--", "--json"])).toBe(false);
  });
});

describe("success under --json", () => {
  it("is one document for report and schema, too", async () => {
    const { out, err, exitCode } = await hyperbound("report", good, "-o", at("kept.md"), "--json");
    expect([JSON.parse(out), err, exitCode]).toEqual([
      { report: at("kept.md"), gsn: null, verdict: "proved" },
      "",
      0,
    ]);
    expect(JSON.parse((await hyperbound("schema", "--json")).out)).toHaveProperty("properties");
  });
});
