import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { SimulateFiles } from "../../src/cli/simulate-files.ts";
import type { Watch } from "../../src/cli/simulated-run.ts";
import { simulationOf } from "../../src/cli/simulation.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { hyperbound } from "../support/cli.ts";

const GOOD = `
system: Two guests in a table
timeUnit: ms
processor: { cores: 1, clock: 100 MHz }
vmm:
  policy: tdma
  frame: 20
  windows:
    - { vm: rtos, start: 0, length: 12 }
    - { vm: linux, start: 12, length: 8 }
vms:
  rtos:
    scheduling: deadline-monotonic
    tasks:
      control: { period: 20, wcet: 3 }
      logger: { period: 40, wcet: 8 }
  linux:
    scheduling: deadline-monotonic
    tasks:
      shell: { period: 60, wcet: 9 }
`;
/** The first job of the logger has 9 ms in each of the first two windows, after control, and the last 2 ms at 43 to 45 ms. */
const LATE = GOOD.replace("wcet: 8", "wcet: 20");

const WITH_INTERRUPTS = `
system: Sources at any time
vmm:
  policy: tdma
  frame: 20 ms
  windows: [{ vm: a, start: 0 ms, length: 10 ms }, { vm: b, start: 10 ms, length: 10 ms }]
vms:
  a: { scheduling: edf, tasks: { t: { period: 20 ms, wcet: 2 ms } } }
  b: { scheduling: best-effort }
interrupts:
  free: { target: a, arrivals: { minSeparation: 20 ms }, topHalf: 1 us, bottomHalf: 5 us }
  recorded: { target: a, arrivals: { minSeparation: 20 ms }, trace: [3 ms, 50 ms], topHalf: 1 us }
`;

describe("hyperbound simulate", () => {
  let folder: string;
  let good: string;
  let late: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperbound-"));
    good = join(folder, "good.yaml");
    late = join(folder, "late.yaml");
    writeFileSync(good, GOOD);
    writeFileSync(late, LATE);
  });
  const simulate = (...args: string[]) => hyperbound("simulate", ...args);

  it("finds no counter-example where no deadline is missed, and never speaks of proof", async () => {
    const { out, err, exitCode } = await simulate(good, "--for", "10 s");
    expect(err).toBe("");
    expect(exitCode).toBe(0);
    expect(out).toContain("no counter-example found in 10 s (seed 1)");
    expect(out).toContain("VM rtos on core 0");
    expect(out).not.toMatch(/proved|schedulable/i);
  });

  it("ends with 1 where a deadline is missed, and says which first", async () => {
    const { out, exitCode } = await simulate(late, "--for", "10s");
    expect(exitCode).toBe(1);
    expect(out).toMatch(/DEADLINES? MISSED in 10 s/);
    expect(out).toContain("first: a job of rtos/logger ended at 45 ms, 5 ms late");
  });

  it("prints one JSON document with exact numbers", async () => {
    const { out, err, exitCode } = await simulate(good, "--for", "10 s", "--seed", "7", "--json");
    const document = JSON.parse(out);
    expect(err).toBe("");
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({
      system: "Two guests in a table",
      timeUnit: "ms",
      outcome: "no-counter-example-found",
      seed: 7,
      horizon: "10000",
      simulated: "10000",
      interrupted: false,
      misses: 0,
      firstMiss: null,
    });
    expect(document.tasks[0]).toMatchObject({
      vm: "rtos",
      task: "control",
      deadline: "20",
      released: 500,
      response: { min: "3", mean: "3", max: "3", maxAt: "3", maxJob: 0 },
    });
    expect(document.tasks[1].response).toMatchObject({ min: "11", max: "11" });
  });

  it("gives the same bytes for the same seed", async () => {
    const args = [late, "--for", "1 s", "--json", "--offsets", "phasing", "3"];
    const [first, second] = [await simulate(...args), await simulate(...args)];
    expect(first.out).toBe(second.out);
  });

  it("sweeps over phasings and says which gave each maximum", async () => {
    const { out, exitCode } = await simulate(good, "--for", "1 s", "--offsets", "sweep", "20", "--json");
    const document = JSON.parse(out);
    expect([0, 1]).toContain(exitCode);
    expect(document.phasings).toBe(21);
    const control = document.tasks[0];
    expect(control.max.from).toBe("3");
    expect(control.maxPhasing).toBeGreaterThan(0);
    const { offsets } = document.offsets.find(
      (each: { phasing: number }) => each.phasing === control.maxPhasing,
    );
    expect(offsets[0]).toMatchObject({ vm: "rtos", task: "control" });
    const alone = await simulate(
      good,
      "--for",
      "1 s",
      "--offsets",
      "phasing",
      String(control.maxPhasing),
      "--json",
    );
    expect(JSON.parse(alone.out).tasks[0].response.max).toBe(control.max.to);
    const text = await simulate(good, "--for", "1 s", "--offsets", "sweep", "3");
    expect(text.out).toContain("in 4 phasings of 1 s each");
  });

  it("plays a promised supply as told", async () => {
    const promised = join(folder, "promised.yaml");
    writeFileSync(
      promised,
      "system: Promised\ntimeUnit: ms\nvms:\n  guest:\n    supply: { kind: periodic, period: 10, budget: 4 }\n" +
        "    scheduling: edf\n    tasks: { only: { period: 100, wcet: 4, deadline: 15 } }\n",
    );
    const most = async (...course: string[]): Promise<string> =>
      JSON.parse((await simulate(promised, "--for", "1 s", "--json", ...course)).out).tasks[0].response.max;
    expect(await most()).toBe("4");
    // Nothing for 2(Π − Θ) = 12, then the budget.
    expect(await most("--supply", "worst")).toBe("16");
    expect((await simulate(promised, "--for", "1 s", "--supply", "worst")).exitCode).toBe(1);
    expect((await simulate(promised, "--for", "1 s", "--supply", "best")).exitCode).toBe(64);
  });

  it("draws what the description leaves open, from the seed", async () => {
    const response = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await simulate(good, "--for", "10 s", "--json", ...args)).out).tasks[1].response;
    const first = await response("--random", "--seed", "1");
    expect(first).not.toEqual(await response());
    expect(await response("--random", "--seed", "1")).toEqual(first);
    expect(await response("--random", "--seed", "2")).not.toEqual(first);
  });

  it("writes the pictures and the trace, complete and nothing else", async () => {
    const at = (name: string) => join(folder, name);
    const files = ["--gantt", at("g.svg"), "--histogram", at("h.svg"), "--trace", at("t.json")];
    await simulate(late, "--for", "1 s", ...files);
    expect(readdirSync(folder).sort()).toEqual(["g.svg", "good.yaml", "h.svg", "late.yaml", "t.json"]);
    expect(readFileSync(at("g.svg"), "utf8")).toContain("MISSED");
    expect(readFileSync(at("h.svg"), "utf8")).toContain("rtos/logger");
    const events = JSON.parse(readFileSync(at("t.json"), "utf8")).traceEvents;
    expect(events.filter(({ name }: { name: string }) => name === "release")).toHaveLength(92);
    await simulate(late, "--for", "1 s", "--trace", at("t.csv"), "--histogram", at("h.txt"));
    expect(readFileSync(at("t.csv"), "utf8")).toMatch(/^ticks,time_ms,kind,core,vm,subject,value,value_ms\n/);
    expect(readFileSync(at("h.txt"), "utf8")).toContain("rtos/logger: 22 observed");
  });

  it("draws the first miss unless told where to look, far beyond what the trace ring holds", async () => {
    const path = join(folder, "g.svg");
    await simulate(late, "--for", "1 s", "--gantt", path);
    expect(readFileSync(path, "utf8")).toContain("Simulated schedule from 0 to");
    await simulate(late, "--for", "2000 s", "--gantt", path, "--from", "1000 s", "--to", "1000040 ms");
    const svg = readFileSync(path, "utf8");
    expect(svg).toContain("Simulated schedule from 1000000 to 1000040 ms");
    expect(svg).toContain("control, job 50000, released 1000000 ms, deadline 1000020 ms, ended 1000003 ms");
  });

  it("writes the trace of an interval alone", async () => {
    const path = join(folder, "t.json");
    await simulate(good, "--for", "10 s", "--trace", path, "--from", "5 s", "--to", "5040 ms");
    const times = JSON.parse(readFileSync(path, "utf8"))
      .traceEvents.filter(({ ph }: { ph: string }) => ph !== "M")
      .map(({ ts }: { ts: number }) => ts);
    expect(Math.min(...times)).toBe(5_000_000);
    expect(Math.max(...times)).toBe(5_040_000);
  });

  it("prints nothing when told to be quiet", async () => {
    expect(await simulate(late, "--for", "1 s", "--quiet")).toEqual({ exitCode: 1, out: "", err: "" });
  });

  it("understands units, cycles among them", async () => {
    const { out } = await simulate(good, "--for", "100000000 cycles", "--json");
    expect(JSON.parse(out).horizon).toBe("1000");
  });

  it("ends with 130 and what it has seen on Ctrl-C", async () => {
    setTimeout(() => process.emit("SIGINT"), 300);
    const { out, exitCode } = await simulate(
      good,
      "--for",
      "100000 h",
      "--json",
      "--trace",
      join(folder, "t.csv"),
      "--gantt",
      join(folder, "g.svg"),
    );
    expect(exitCode).toBe(130);
    const document = JSON.parse(out);
    expect(document).toMatchObject({ interrupted: true, outcome: "no-counter-example-found" });
    expect(Number(document.simulated.split("/")[0])).toBeGreaterThan(0);
    expect(readdirSync(folder).sort()).toEqual(["good.yaml", "late.yaml", "t.csv"]);
  });

  it("leaves no part of a Gantt chart whose second run is interrupted", async () => {
    const { system } = await loadSystem(GOOD, "good.yaml");
    const phased = simulationOf(system, { seed: 1, random: false, supply: null }).phased(null);
    const times = { horizon: 1_000_000, from: 900_000, to: 900_100 };
    const watch = (patience: number): Watch => ({
      progress: { report: () => {}, stop: () => {} },
      interruption: {
        get requested() {
          return patience <= 0;
        },
        listen: async () => {
          patience--;
        },
        release: () => {},
      },
    });
    const path = join(folder, "g.svg");
    for (const patience of [1, 2, 1000]) {
      const files = new SimulateFiles({ for: "", gantt: path });
      const run = await files.run(phased, times, watch(1000));
      await files.draw(phased, run.figures(phased.cast, 1, times.horizon), times, watch(patience));
      files.keep();
      files.discard();
      expect(existsSync(path)).toBe(patience === 1000);
      expect(existsSync(`${path}.part`)).toBe(false);
    }
  });

  it("shifts interrupts against tasks from phasing to phasing, but none that is recorded", async () => {
    writeFileSync(good, WITH_INTERRUPTS);
    const { out } = await simulate(good, "--for", "200 ms", "--offsets", "sweep", "5", "--json");
    const { offsets, sources } = JSON.parse(out);
    const first = (name: string): string[] =>
      offsets.map(
        ({ offsets: all }: { offsets: { source?: string; offset: string }[] }) =>
          all.find(({ source }) => source === name)!.offset,
      );
    expect(new Set(first("free")).size).toBeGreaterThan(1);
    expect(new Set(first("recorded"))).toEqual(new Set([null]));
    expect(sources[0].max.to).not.toBe(sources[0].max.from);
    expect((await simulate(good, "--for", "200 ms", "--offsets", "sweep", "5")).out).toMatch(
      /interrupt free +\d/,
    );
  });

  it("repeats recorded arrivals from a file beside the description, and tells what is wrong in it", async () => {
    writeFileSync(good, WITH_INTERRUPTS.replace("[3 ms, 50 ms]", "arrivals.csv"));
    writeFileSync(join(folder, "arrivals.csv"), "# seen\n3 ms\n50 ms\n90 ms\n");
    const { out } = await simulate(good, "--for", "200 ms", "--json");
    const { sources } = JSON.parse(out);
    expect(sources.map(({ raised }: { raised: number }) => raised)).toEqual([10, 3]);
    writeFileSync(join(folder, "arrivals.csv"), "3 ms\n13 ms\n");
    const { exitCode, err } = await simulate(good, "--for", "200 ms");
    expect(exitCode).toBe(65);
    expect(err).toContain(`${join(folder, "arrivals.csv")}:2:1: the event at 13 ms comes sooner`);
  });

  it("counts what a shaper drops as lost", async () => {
    writeFileSync(
      good,
      WITH_INTERRUPTS.replace("topHalf: 1 us, b", "shaper: { minDistance: 30 ms }, topHalf: 1 us, b"),
    );
    const { sources } = JSON.parse((await simulate(good, "--for", "200 ms", "--json")).out);
    expect(sources[0]).toMatchObject({ raised: 10, served: 5, dropped: 5 });
  });

  it("brings VMs to the foreground, which active devices serve", async () => {
    writeFileSync(good, WITH_INTERRUPTS.replace("free: {", "free: { device: active,"));
    const served = async (...args: string[]): Promise<(string | null)[]> => {
      const { out } = await simulate(good, "--for", "400 ms", "--json", ...args);
      return JSON.parse(out).sources[0].latency;
    };
    expect(await served()).toMatchObject({ min: "6", max: "6" });
    // Every other event is for b, whose window begins 10 ms later.
    expect(await served("--foreground", "a,b", "--stay", "20 ms")).toMatchObject({ min: "6", max: "10005" });
  });

  it.each([
    ["who, but not for how long", ["--foreground", "a"], "go together"],
    ["for how long, but not who", ["--stay", "1 s"], "go together"],
    ["nobody", ["--foreground", "c", "--stay", "1 s"], "the VMs are a, b"],
    ["who for no time", ["--foreground", "a,b", "--stay", "0 s"], "longer than 0"],
  ])("calls %s bad usage of a foreground", async (_, args, words) => {
    writeFileSync(good, WITH_INTERRUPTS.replace("free: {", "free: { device: active,"));
    const { exitCode, err } = await simulate(good, "--for", "1 s", ...args);
    expect([exitCode, err]).toEqual([64, expect.stringContaining(words)]);
    writeFileSync(good, WITH_INTERRUPTS);
    const passive = await simulate(good, "--for", "1 s", "--foreground", "a", "--stay", "1 s");
    expect([passive.exitCode, passive.err]).toEqual([
      64,
      expect.stringContaining("no device of this system"),
    ]);
  });

  it.each([
    ["no time", ["--for", "ten seconds"], "is not a time"],
    ["no unit", ["--for", "10"], "is not a time"],
    ["an unknown unit", ["--for", "10 fortnights"], "is not a unit of time"],
    ["nothing", ["--for", "0 s"], "longer than 0"],
    ["a time before the start", ["--for", "-1 s"], "not negative"],
    ["an interval outside", ["--for", "1 s", "--to", "2 s"], "--to 2 s lies beyond --for 1 s"],
    ["an empty interval", ["--for", "1 s", "--from", "1 s"], "does not lie before --for 1 s"],
    ["half a sweep", ["--for", "1 s", "--offsets", "sweep"], "--offsets sweep N"],
    ["no phasings", ["--for", "1 s", "--offsets", "sweep", "0"], "--offsets sweep N"],
    [
      "a picture of a sweep",
      ["--for", "1 s", "--offsets", "sweep", "2", "--gantt", "x.svg"],
      "shows one run",
    ],
    ["another picture", ["--for", "1 s", "--gantt", "x.png"], "ends in .svg"],
    ["another trace", ["--for", "1 s", "--trace", "x.txt"], "ends in .json or .csv"],
    ["no seed", ["--for", "1 s", "--seed", "one"], "whole number"],
  ])("calls %s bad usage", async (_, args, words) => {
    const { exitCode, err, out } = await simulate(good, ...args);
    expect(err).toContain(words);
    expect(out).toBe("");
    expect(exitCode).toBe(64);
  });

  it("needs to know for how long", async () => {
    expect((await simulate(good)).exitCode).toBe(64);
  });

  it("refuses a time that cannot be represented", async () => {
    const { exitCode, err } = await simulate(good, "--for", "99999999999999999 h");
    expect(exitCode).toBe(65);
    expect(err).toContain("at most 2^53");
  });

  it("refuses more cores than it has room for, before it makes room", async () => {
    writeFileSync(good, GOOD.replace("cores: 1", "cores: 1000000000000000"));
    const { exitCode, err } = await simulate(good, "--for", "1 s");
    expect([exitCode, err]).toEqual([
      65,
      `${good}:2:1: 1000000000000000 cores cannot be simulated: there can be 1 to 1023`,
    ]);
  });

  it("tells at once what it cannot write, and leaves nothing behind", async () => {
    const missing = join(folder, "nowhere", "g.svg");
    const run = await simulate(
      good,
      "--for",
      "1000000 s",
      "--trace",
      join(folder, "t.json"),
      "--gantt",
      missing,
    );
    expect(run).toEqual({ exitCode: 73, out: "", err: `cannot write ${missing}: there is no such folder` });
    mkdirSync(join(folder, "d.svg"));
    const directory = await simulate(good, "--for", "1 s", "--gantt", join(folder, "d.svg"));
    expect(directory.exitCode).toBe(73);
    expect(directory.err).toContain("it is a directory");
    expect(readdirSync(folder).sort()).toEqual(["d.svg", "good.yaml", "late.yaml"]);
  });

  it("leaves an older file alone when it ends with an error", async () => {
    const path = join(folder, "g.svg");
    writeFileSync(path, "older");
    const { exitCode, err } = await simulate(
      good,
      "--for",
      "1000 s",
      "--gantt",
      path,
      "--from",
      "0 s",
      "--to",
      "1000 s",
    );
    expect(exitCode).toBe(65);
    expect(err).toContain("narrow it with --from and --to");
    expect(readFileSync(path, "utf8")).toBe("older");
    expect(readdirSync(folder)).not.toContain("g.svg.part");
  });

  it("tells mistakes in a description as check does", async () => {
    writeFileSync(good, GOOD.replace("wcet: 3", "wcet: three"));
    const { exitCode, err } = await simulate(good, "--for", "1 s");
    expect(exitCode).toBe(65);
    expect(err).toMatch(/good\.yaml:\d+:\d+: /);
    expect((await simulate("nowhere.yaml", "--for", "1 s")).exitCode).toBe(66);
  });
});
