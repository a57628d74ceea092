import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { hyperbound } from "../support/cli.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/synthesis/${name}.yaml`, import.meta.url), "utf8");

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "hyperbound-")), "system.yaml");
  writeFileSync(path, text, { mode: 0o640 });
  return path;
}

const ONE = `system: One guest
timeUnit: ms
vms:
  guest:
    supply: { kind: periodic, period: 10, budget: 2 }
    scheduling: edf
    tasks: { fast: { period: 50, wcet: 7 }, slow: { period: 75, wcet: 9 } }
`;
const SERVERS = fixture("edf-servers");

describe("hyperbound synthesize --write", () => {
  it.each([
    [
      "edf-servers",
      [
        ["budget:   2 ms", "budget:   3.5 ms"],
        ["budget: '12 ms'", "budget: '2.5 ms'"],
      ],
    ],
    [
      "contracts",
      [
        ["budget: 2,", "budget: 39/14,"],
        ['budget: "1500 us"', 'budget: "3000 us"'],
      ],
    ],
  ] as const)("turns %s into a file that check proves, every other byte as it was", async (name, changes) => {
    const path = file(fixture(name));
    expect((await hyperbound("check", path)).exitCode).not.toBe(0);
    const { exitCode, err, out } = await hyperbound("synthesize", path, "--write");
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toContain("The values were put back into the file.");
    const expected = changes.reduce((text, [from, to]) => text.replace(from, to), fixture(name));
    expect(readFileSync(path, "utf8")).toBe(expected);
    expect((await hyperbound("check", path)).exitCode).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it("writes the windows of a table anew, and nothing else", async () => {
    const text = fixture("table");
    const path = file(text);
    expect((await hyperbound("check", path)).exitCode).toBe(1);
    expect((await hyperbound("synthesize", path, "--write", "--grid", "10 us")).exitCode).toBe(0);
    const now = readFileSync(path, "utf8");
    const around = (all: string): string[] => all.split("\n").filter((line) => !line.includes("- { vm:"));
    expect(around(now)).toEqual(around(text));
    expect(now).not.toBe(text);
    expect((await hyperbound("check", path)).exitCode).toBe(0);
  });

  it("changes nothing the second time", async () => {
    const path = file(ONE);
    await hyperbound("synthesize", path, "--write");
    const { err, exitCode } = await hyperbound("synthesize", path, "--write");
    expect(exitCode).toBe(0);
    expect(err).toContain("what is written is what was chosen");
  });

  it("adds the deadline of a tight resource", async () => {
    const path = file(ONE);
    expect((await hyperbound("synthesize", path, "--write", "--model", "tight")).exitCode).toBe(0);
    expect(readFileSync(path, "utf8")).toContain(
      "supply: { kind: edp, period: 10, deadline: 2.6, budget: 2.6 }",
    );
  });

  it("leaves a file alone that would not be proved", async () => {
    const text = SERVERS.replace("wcet: 10 ms", "wcet: 10 ms, offset: 1 ms").replace("'20 ms'", "'200 ms'");
    const path = file(text);
    const { err, exitCode } = await hyperbound("synthesize", path, "--write");
    expect(exitCode).toBeGreaterThan(0);
    expect(err).toContain("was left as it is: the system is not proved with what was found");
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("refuses values that others share", async () => {
    const shared = ONE.replace("budget: 2", "budget: &b 2").replace("wcet: 9", "wcet: 9, jitter: *b");
    const { exitCode, err } = await hyperbound("synthesize", file(shared), "--write");
    expect(exitCode).toBe(65);
    expect(err).toContain("vms.guest.supply.budget cannot be put back into the file");
  });

  it("says why a file cannot be written", async () => {
    const path = file(ONE);
    mkdirSync(`${path}.part`);
    const { exitCode, err } = await hyperbound("synthesize", path, "--write");
    expect(exitCode).toBe(73);
    expect(err).toContain(`cannot write`);
    expect(readFileSync(path, "utf8")).toBe(ONE);
  });
});

describe("hyperbound synthesize --curve", () => {
  const periods = ["--periods", "2 ms..20 ms/2 ms"];

  it.each(["svg", "csv", "json"])("writes what each candidate costs to a .%s file", async (ending) => {
    const path = file(SERVERS);
    const curve = join(dirname(path), `curve.${ending}`);
    expect((await hyperbound("synthesize", path, ...periods, "--curve", curve)).exitCode).toBe(0);
    const text = readFileSync(curve, "utf8");
    if (ending === "svg") expect(text.match(/class="ring"/g)).toHaveLength(2);
    if (ending === "csv") {
      const lines = text.trimEnd().split("\n");
      expect(lines).toHaveLength(21);
      expect(lines.filter((line) => line.endsWith(",true"))).toHaveLength(2);
    }
    if (ending === "json") {
      const { vms } = JSON.parse(text);
      const chosen = JSON.parse((await hyperbound("synthesize", path, ...periods, "--json")).out).vms;
      for (const [index, { chosen: period, points }] of vms.entries()) {
        expect(period).toBe(chosen[index].chosen.period);
        const at = points.find((point: { period: string }) => point.period === period);
        expect(at.budget).toBe(chosen[index].chosen.budget);
      }
    }
  });

  it("refuses an ending that it does not know, a folder that is not there, and a lone candidate", async () => {
    const path = file(SERVERS);
    const unknown = await hyperbound("synthesize", path, ...periods, "--curve", "curve.png");
    expect([unknown.exitCode, unknown.err]).toEqual([
      64,
      "--curve curve.png: name a file that ends in .svg, .csv or .json",
    ]);
    const nowhere = await hyperbound("synthesize", path, "--curve", `${path}.d/curve.svg`);
    expect([nowhere.exitCode, nowhere.err]).toEqual([73, expect.stringContaining("there is no such folder")]);
    const curve = join(dirname(path), "curve.svg");
    const lone = await hyperbound("synthesize", path, "--curve", curve);
    expect(lone.exitCode).toBe(65);
    expect(lone.err).toContain("--curve has nothing to compare: add candidates");
    expect(existsSync(curve) || existsSync(`${curve}.part`)).toBe(false);
  });
});

describe("hyperbound synthesize", () => {
  it("prints what is chosen beside what is written", async () => {
    const { out, exitCode } = await hyperbound("synthesize", file(SERVERS));
    expect(exitCode).toBe(0);
    for (const words of [
      "as written REFUTED, as chosen PROVED",
      "2 ms every 10 ms",
      "3.5 ms every 10 ms",
      "-15.0 %",
      "slow: 23 ms in 75 ms",
      "logger: searched in steps of 0.01 ms",
    ]) {
      expect(out).toContain(words);
    }
  });

  it("prints one JSON document with exact numbers", async () => {
    const { out, err } = await hyperbound("synthesize", file(ONE), "--json");
    expect(err).toBe("");
    expect(JSON.parse(out)).toEqual({
      hyperbound: expect.any(String),
      system: "One guest",
      timeUnit: "ms",
      outcome: "chosen",
      before: "refuted",
      after: "proved",
      vms: [
        {
          vm: "guest",
          written: { period: "10", budget: "2", deadline: "10" },
          chosen: { period: "10", budget: "39/14", deadline: "10" },
          bandwidth: { written: "1/5", chosen: "39/140", saved: "-11/140" },
          method: "inversion",
          grid: null,
          atLeast: null,
          decidedBy: { task: "slow", interrupt: null, window: "150", demand: "39" },
        },
      ],
      table: null,
      open: [],
      written: false,
    });
    const table = JSON.parse((await hyperbound("synthesize", file(fixture("table")), "--json")).out);
    expect(table.table.frame).toBe("100000");
    expect(table.table.windows[0]).toEqual({
      vm: expect.any(String),
      core: 0,
      start: "0",
      length: expect.any(String),
    });
  });

  it("takes the best of a range of periods, and prints nothing when told so", async () => {
    const { out } = await hyperbound("synthesize", file(ONE), "--periods", "5 ms..20 ms/5 ms", "--json");
    expect(JSON.parse(out).vms[0].chosen.period).toBe("5");
    expect(await hyperbound("synthesize", file(ONE), "--quiet")).toEqual({ exitCode: 0, out: "", err: "" });
  });

  it("ends with 1 where no budget will do, and names the task and the window", async () => {
    const { out, exitCode } = await hyperbound(
      "synthesize",
      file(ONE),
      "--periods",
      "70 ms",
      "--grid",
      "40 ms",
    );
    expect(exitCode).toBe(1);
    expect(out).toMatch(/guest: no budget every 70 ms is enough: slow asks for \d+ ms in a window of \d+ ms/);
    const overloaded = await hyperbound("synthesize", file(ONE.replace("wcet: 7", "wcet: 47")));
    expect(overloaded.exitCode).toBe(1);
    expect(overloaded.out).toContain("a larger share of the processor");
  });

  it("ends with 1 where the host cannot keep the interfaces, and with 1 or 2 where no table is found", async () => {
    const idle = SERVERS.replace("wcet: 10 ms", "wcet: 66 ms");
    const unsure = await hyperbound("synthesize", file(idle));
    // A deferrable server whose guest never asks for its whole budget may yet be served.
    expect(unsure.exitCode).toBe(2);
    expect(unsure.out).toContain(
      "the host is not proved to keep them: core/0/servers: the servers' bandwidth reaches",
    );
    const crowded = await hyperbound("synthesize", file(idle.replace('"deferrable"', "periodic-idling")));
    expect(crowded.exitCode).toBe(1);
    expect(crowded.out).toContain("the host cannot keep them");
    expect(crowded.out).toContain("still open: core/0/servers");
    const table = await hyperbound(
      "synthesize",
      file(fixture("table").replace("wcet: 12 ms", "wcet: 80 ms")),
    );
    expect(table.exitCode).toBe(1);
    expect(table.out).toContain("no table was found for the least interfaces");
  });

  it.each([
    [64, ["--periods", ""], "--periods is empty: write candidates"],
    [64, ["--periods", "5 ms,"], '--periods: "" is not a time'],
    [64, ["--periods", "0 ms"], "--periods: 0 ms is no length: write more than 0"],
    [64, ["--periods", "1 ms..5 ms"], "write a range as from..to/step"],
    [64, ["--periods", "5 ms..1 ms/1 ms"], "no candidate period from"],
    [64, ["--periods", "5 parsecs"], '"parsecs" is not a unit of time'],
    [65, ["--grid", "11 ms"], "a grid of 11 ms allows no budget within 10 ms: choose a finer one"],
    [64, ["--grid", "-1 ms"], "--grid: -1 ms is no length"],
    [65, ["--model", "edp"], "guest has no deadline before the end of its period to keep"],
  ])("ends with %i for %j", async (code, options, words) => {
    const { exitCode, err, out } = await hyperbound("synthesize", file(ONE), ...options);
    expect([exitCode, out]).toEqual([code, ""]);
    expect(err).toContain(words);
  });

  it.each([
    [
      "a candidate below the deadline",
      ONE.replace("kind: periodic", "kind: edp, deadline: 8"),
      ["--periods", "5 ms"],
      "the written deadline of guest, 8 ms, exceeds a candidate period of 5 ms",
    ],
    ["nothing to choose", ONE.replace(/supply: .*/, "supply: dedicated"), [], "there is nothing to choose"],
    [
      "a VMM without budgets",
      ONE.replace("vms:", "vmm: { policy: static }\nvms:"),
      [],
      "a static VMM has no budgets or windows to choose",
    ],
    [
      "deadlines under SEDF",
      ONE.replace("vms:", "vmm: { policy: sedf }\nvms:"),
      ["--model", "tight"],
      "an sedf VMM has slices per period",
    ],
    [
      "another contract in a table",
      ONE.replace(
        "vms:",
        "vmm: { policy: tdma, frame: 10, windows: [{ vm: guest, start: 0, length: 5 }] }\nvms:",
      ).replace(/supply: .*/, "supply: { kind: bounded-delay, rate: 1/2, delay: 1 }"),
      [],
      "the contract of guest is no budget per period",
    ],
  ])("refuses %s", async (_, text, options, words) => {
    const { exitCode, err } = await hyperbound("synthesize", file(text), ...options);
    expect(exitCode).toBe(65);
    expect(err).toContain(words);
  });

  it("knows its models, and no other file", async () => {
    expect((await hyperbound("synthesize", file(ONE), "--model", "best")).exitCode).toBe(64);
    expect((await hyperbound("synthesize", "/nowhere.yaml")).exitCode).toBe(66);
  });
});

describe("hyperbound synthesize --certify", () => {
  it("writes certificates that the choice is enough and one unit less is not", async () => {
    const path = file(ONE);
    const folder = join(dirname(path), "certificates");
    const { exitCode, err } = await hyperbound("synthesize", path, "--grid", "10 us", "--certify", folder);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/chosen\.json: proved\n.*guest\.smaller\.json: (refuted|not-proved)/);
    expect((await hyperbound("verify", join(folder, "chosen.json"))).exitCode).toBe(0);
    const less = await hyperbound("verify", join(folder, "guest.smaller.json"));
    // The certificate is true: it says that this budget is not shown to be enough.
    expect(less.exitCode).toBe(0);
    expect(less.out).toMatch(/refuted|not-proved/i);
  });

  it("leaves no folder behind where it fails, and one that was there alone", async () => {
    const path = file(ONE);
    const folder = join(dirname(path), "made", "deep");
    const failing = ["synthesize", path, "--grid", "11 ms", "--certify"];
    expect((await hyperbound(...failing, folder)).exitCode).toBe(65);
    expect(existsSync(join(dirname(path), "made"))).toBe(false);
    expect((await hyperbound(...failing, dirname(path))).exitCode).toBe(65);
    expect(existsSync(path)).toBe(true);
  });

  it("says where no folder can be made", async () => {
    const path = file(ONE);
    const failed = await hyperbound("synthesize", path, "--certify", join(path, "certificates"));
    expect(failed.exitCode).toBe(73);
    expect(failed.err).toContain("cannot make the folder");
  });
});
