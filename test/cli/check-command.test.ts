import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { hyperbound } from "../support/cli.ts";

const PROVED = `
system: Two tasks on a periodic resource
timeUnit: ms
vms:
  guest:
    supply: { kind: periodic, period: 10, budget: 39/14 }
    scheduling: edf
    tasks:
      fast: { period: 50, wcet: 7 }
      slow: { period: 75, wcet: 9 }
`;
const REFUTED = PROVED.replace("39/14", "2.78");
const NOT_PROVED = PROVED.replace("period: 75,", "period: 75, offset: 3,").replace("39/14", "2.78");
const NO_BOUND = PROVED.replace("scheduling: edf", "scheduling: best-effort");
const BROKEN = PROVED.replace("budget", "budgte").replace("wcet: 9", "wcet: nine");

describe("hyperbound check", () => {
  let file: (text: string) => string;
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), "hyperbound-"));
    let count = 0;
    file = (text) => {
      const path = join(folder, `system${count++}.yaml`);
      writeFileSync(path, text);
      return path;
    };
  });

  it.each([
    ["proved", PROVED, 0, "PROVED (3 of 3 claims proved)"],
    ["refuted", REFUTED, 1, "at t = 150 ms demand 39 ms > supply"],
    ["not proved", NOT_PROVED, 2, "NOT PROVED"],
    ["no bound", NO_BOUND, 2, "NO BOUND"],
  ])("ends with the exit code of a verdict that is %s", async (_, text, exitCode, words) => {
    const result = await hyperbound("check", file(text));
    expect(result.err).toBe("");
    expect(result.out).toContain(words);
    expect(result.exitCode).toBe(exitCode);
  });

  it("prints one JSON document with exact numbers", async () => {
    const { out, err, exitCode } = await hyperbound("check", file(PROVED), "--json");
    const document = JSON.parse(out);
    expect(exitCode).toBe(0);
    expect(err).toBe("");
    expect(document).toMatchObject({
      hyperbound: expect.any(String),
      system: "Two tasks on a periodic resource",
      timeUnit: "ms",
      verdict: "proved",
      warnings: expect.any(Array),
    });
    expect(document.claims[0]).toMatchObject({
      id: "vm/guest/tasks",
      subject: { vm: "guest" },
      verdict: "proved",
      method: "edf-demand",
      margin: "39/14",
      witness: { at: "150", demand: "39", needed: "2061/14" },
    });
    expect(document.assumptions.map((each: { id: string }) => each.id)).toContain("contract-honoured");
    expect(JSON.stringify(document.claims)).not.toMatch(/\d\.\d/);
  });

  it("tells how long an interrupt without a deadline takes, beside the claims", async () => {
    const path = file(`
system: A timer and a disk
timeUnit: ms
vmm: { policy: static }
vms:
  guest: { scheduling: rate-monotonic, tasks: { only: { period: 10, wcet: 1 } } }
interrupts:
  timer: { target: guest, arrivals: { period: 10 }, topHalf: 1, deadline: 5 }
  disk: { target: guest, arrivals: { period: 20 }, topHalf: 1, bottomHalf: 2 }
`);
    const { out, exitCode } = await hyperbound("check", path, "--json");
    const read = JSON.parse(out);
    expect([exitCode, read.claims.length]).toEqual([0, 2]);
    // Both top halves, then its own bottom half.
    expect(read.latencies).toEqual([
      { source: "disk", core: 0, vm: "guest", admittedOnly: false, start: "2", end: "4", reason: null },
    ]);
    expect((await hyperbound("check", path)).out).toMatch(
      /Interrupts without a deadline\n.*\n *disk +2 ms +4 ms/,
    );
  });

  it("gives the scenario of a refutation", async () => {
    const { out } = await hyperbound("check", file(REFUTED), "--json");
    const [claim] = JSON.parse(out).claims;
    expect(claim.scenario.miss).toMatchObject({ task: "slow", job: 1, arrival: "75", deadline: "150" });
    expect(claim.scenario.supply).toMatchObject({ start: "361/25", cycle: "10" });
  });

  it("explains a claim step by step, and names the claims where it is asked for another", async () => {
    const path = file(PROVED);
    const { out } = await hyperbound("check", path, "--explain", "vm/guest/tasks");
    for (const word of ["Theorem", "Source: Baruah", "Verdict: proved", "Assuming:"])
      expect(out).toContain(word);
    const unknown = await hyperbound("check", path, "--explain", "vm/nobody");
    expect(unknown.exitCode).toBe(64);
    expect(unknown.err).toContain("vm/guest/task/fast");
    const all = await hyperbound("check", path, "--explain", "all");
    expect(all.out.split("———")).toHaveLength(3);
  });

  it("prints nothing when told to be quiet", async () => {
    expect(await hyperbound("check", file(REFUTED), "--quiet")).toEqual({ exitCode: 1, out: "", err: "" });
    const explained = await hyperbound("check", file(REFUTED), "--quiet", "--explain", "all");
    expect(explained).toEqual({ exitCode: 1, out: "", err: "" });
  });

  it("tells every mistake in a description with its place, as text and as JSON", async () => {
    const path = file(BROKEN);
    const text = await hyperbound("check", path);
    expect(text.exitCode).toBe(65);
    expect(text.out).toBe("");
    expect(text.err.split("\n")).toHaveLength(2);
    for (const line of text.err.split("\n")) expect(line).toMatch(/^.+\.yaml:\d+:\d+: .+/);
    expect(text.err).toContain("did you mean");
    const json = await hyperbound("check", path, "--json");
    expect(json.exitCode).toBe(65);
    expect(JSON.parse(json.out).errors).toHaveLength(2);
    expect(JSON.parse(json.out).errors[0]).toMatchObject({
      code: expect.any(String),
      line: expect.any(Number),
    });
  });

  it("says when there is no such file, or it is a directory", async () => {
    const missing = await hyperbound("check", "nowhere.yaml");
    expect(missing).toMatchObject({ exitCode: 66, out: "" });
    expect(missing.err).toBe("cannot read nowhere.yaml: there is no such file");
    expect((await hyperbound("check", tmpdir())).err).toContain("it is a directory");
  });

  it.each([
    [[]],
    [["frobnicate"]],
    [["check"]],
    [["check", "a", "b"]],
    [["check", "a", "--effort", "-3"]],
    [["check", "a", "--what"]],
  ])("calls %j bad usage", async (args) => {
    expect((await hyperbound(...args)).exitCode).toBe(64);
  });

  it("gives up in time where the horizon explodes, and says so", async () => {
    // Utilization 1 − 1e-9 with coprime periods, deadlines a thousandth below them.
    const tasks = [1_000_000_007, 1_370_000_009, 1_910_000_027, 2_690_000_003].map(
      (period) =>
        `t${period}: { period: ${period}, wcet: ${Math.floor(period / 4)}, deadline: ${period - Math.floor(period / 1000)} }`,
    );
    const coprime = `system: Coprime\ntimeUnit: us\nvms: { guest: { supply: dedicated, scheduling: edf, tasks: { ${tasks.join(", ")} } } }\n`;
    const { out, exitCode } = await hyperbound("check", file(coprime), "--effort", "2000");
    expect(exitCode).toBe(2);
    expect(out).toMatch(/2000 steps/);
  });

  it("prints help and version without failing", async () => {
    expect((await hyperbound("--help")).exitCode).toBe(0);
    expect((await hyperbound("--version")).out).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
