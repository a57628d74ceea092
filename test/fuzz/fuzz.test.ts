import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/source-tree.ts";
import { commandComplaint, issuesComplaint } from "./complaint.ts";
import { type Corpus, readCorpus } from "./corpus.ts";
import { type Input, inputOf } from "./input.ts";
import { Stage } from "./play.ts";

/** Inputs of this short form, and how long one may take on a busy machine: what hangs takes for ever. */
const INPUTS = 2000;
const PATIENCE_MS = 10_000;

const { HYPERBOUND_SEED: seed = "20261120" } = process.env;

let corpus: Corpus;
let stage: Stage;

beforeAll(async () => {
  corpus = await readCorpus(ROOT);
  stage = new Stage();
});
afterAll(() => stage.close());

describe("fuzzing", () => {
  it("finds no crash, no hang and no failure without a reason", async () => {
    const finds: string[] = [];
    const endings = new Set<string>();
    for (let index = 0; index < INPUTS; index++) {
      const input = inputOf(Number(seed), index, corpus);
      const started = performance.now();
      const { ending, complaint } = await stage.play(input);
      endings.add(ending);
      if (complaint !== null) finds.push(`--seed ${seed} --show ${index}: ${complaint}`);
      if (performance.now() - started > PATIENCE_MS) finds.push(`--seed ${seed} --show ${index}: slow`);
    }
    expect(finds).toEqual([]);
    // Inputs that are all refused, or all accepted, would show little.
    for (const ending of ["read", "refused", "exit 0", "exit 1", "exit 2", "exit 64", "exit 65"])
      expect(endings).toContain(ending);
  });

  it("draws the same inputs for the same seed, and others for another", () => {
    const drawn = (from: number): Input[] => Array.from({ length: 50 }, (_, at) => inputOf(from, at, corpus));
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
    expect(new Set(drawn(7).map(({ files }) => files.system)).size).toBeGreaterThan(40);
  });

  it("would complain of a bug, a stack trace, a forgotten value and a problem without a place", () => {
    const result = { exitCode: 0, out: "", err: "" };
    const complaint = (changed: Partial<typeof result>, ...args: string[]): string | null =>
      commandComplaint(["check", ...args], { ...result, ...changed }, []);
    expect(complaint({})).toBeNull();
    expect(complaint({ exitCode: 70, err: "a bug" })).toContain("exit 70");
    expect(complaint({ err: "oh\n    at f (src/a.ts:1:2)" })).toContain("stack trace");
    expect(complaint({ out: "the bound is undefined" })).toContain("undefined");
    expect(complaint({ exitCode: 65 })).toContain("without a word");
    expect(complaint({ exitCode: 65, out: '{"errors":[{"line":0}]}' }, "--json")).toContain(
      "without a place",
    );
    expect(complaint({ out: "{}{}" }, "--json")).toContain("JSON");
    expect(complaint({ exitCode: 66, err: "no such file" }, "--json")).toContain("JSON");
    expect(complaint({ exitCode: 66, out: '{"errors":[]}' }, "--json")).toContain("without errors");
    const issue = { code: "syntax", path: "", message: "no", file: "f", line: 3, column: 1 } as const;
    expect(issuesComplaint([issue], "f", "a\nb\nc")).toBeNull();
    expect(issuesComplaint([issue], "f", "a")).toContain("without a place");
    expect(issuesComplaint([issue, issue], "f", "a\nb\nc")).toContain("told twice");
  });
});
