import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pathOf } from "../admission/load.ts";
import { hyperbound } from "../support/cli.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "hyperbound-"));
const admit = (system: string, source: string, ...more: string[]): ReturnType<typeof hyperbound> =>
  hyperbound("admit", pathOf(system), "--source", pathOf(source), ...more);

describe("hyperbound admit", () => {
  it.each([
    ["flight-controller", "gps", 0],
    ["flight-controller", "lidar", 1],
    ["flight-controller", "sensors", 2],
    ["phone", "ping", 1],
    ["servers", "uplink", 2],
  ] as const)("ends for %s with %s with %i", async (system, source, code) => {
    const { exitCode, out, err } = await admit(system, source, "--quiet", "--no-limits");
    expect([exitCode, out, err]).toEqual([code, "", ""]);
  });

  it("prints the margins, the limits and what would help", async () => {
    const { out } = await admit("phone", "ping");
    for (const words of [
      "as it stands PROVED, with source ping REJECTED",
      "PROVED → REFUTED",
      "would pass down to a separation of",
      "interrupts.ping.delivery: when-scheduled",
      "interrupts.ping.shaper.minDistance: ",
    ]) {
      expect(out).toContain(words);
    }
  });

  it("prints which of several may be let in together", async () => {
    const { out } = await admit("flight-controller", "sensors");
    for (const words of [
      "with all 3 sources NOT PROVED",
      "source lidar: ADMITTED",
      "all together: NOT PROVED\ninterrupt/imu: bound 1.176 ms > deadline 1 ms",
      "in the order of the file: lidar, camera",
      "All separations may be stretched by 3.992 at the least",
      "no limit was found to its bottom half",
    ]) {
      expect(out).toContain(words);
    }
  });

  it("prints one JSON document with exact numbers", async () => {
    const { out, err, exitCode } = await admit("flight-controller", "lidar", "--json", "--grid", "10 us");
    expect([err, exitCode]).toEqual(["", 1]);
    const read = JSON.parse(out);
    expect(read).toMatchObject({
      system: "Flight controller on a core of its own",
      timeUnit: "ms",
      verdict: "rejected",
      before: "proved",
      open: [],
      sources: [
        {
          name: "lidar",
          verdict: "rejected",
          decisive: "vm/autopilot/task/mission",
          limits: { separation: "13/100", separationGrid: "1/100", costHalf: "bottomHalf", burst: null },
          scenario: { miss: { task: "mission" } },
          remedies: [
            { kind: "shaper", path: "interrupts.lidar.shaper.minDistance", value: "13/100", cost: "3/13" },
          ],
        },
      ],
      subsets: null,
    });
    expect(read.together.claims[0]).toEqual({
      id: "interrupt/imu",
      before: { verdict: "proved", bound: "3/50", margin: "47/50" },
      after: { verdict: "proved", bound: "18/125", margin: "107/125" },
    });
  });

  it("writes the frontier of two candidates in each form", async () => {
    const sources = join(folder(), "two.yaml");
    const text = readFileSync(pathOf("sensors"), "utf8").replace("capacity: 8", "capacity: 1");
    writeFileSync(sources, text);
    const to = folder();
    for (const form of ["svg", "csv", "json"]) {
      const args = [
        "--no-limits",
        "--quiet",
        "--grid",
        "20 us",
        "--frontier",
        "lidar,radio",
        join(to, `f.${form}`),
      ];
      await hyperbound("admit", pathOf("flight-controller"), "--source", sources, ...args);
    }
    expect(readdirSync(to).sort()).toEqual(["f.csv", "f.json", "f.svg"]);
    const rows = readFileSync(join(to, "f.csv"), "utf8").trim().split("\n");
    const { points } = JSON.parse(readFileSync(join(to, "f.json"), "utf8"));
    expect(rows[0]).toBe("separation of lidar (ms),separation of radio (ms)");
    expect(rows.length).toBe(points.length + 1);
    expect(points.length).toBeGreaterThan(3);
    const picture = readFileSync(join(to, "f.svg"), "utf8");
    expect(picture.match(/<circle/g)?.length).toBe(points.length);
    expect(picture).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("says which limits are exact, on no grid", async () => {
    const to = folder();
    const [system, two, frontier] = ["system.yaml", "two.yaml", "f.json"].map((name) => join(to, name));
    const task = "{ scheduling: rate-monotonic, tasks: { t: { period: 24, wcet: 7 } } }";
    writeFileSync(
      system!,
      `system: One task\ntimeUnit: ms\nvmm: { policy: static }\nvms:\n  guest: ${task}\n`,
    );
    const source = "{ target: guest, arrivals: { minSeparation: 40 }, topHalf: 0.5, bottomHalf: 1.5 }";
    writeFileSync(two!, `a: ${source}\nb: ${source}\n`);
    const args = ["admit", system!, "--source", two!] as const;
    const { out } = await hyperbound(...args);
    for (const words of [
      "would pass down to a separation of 2.875 ms, and not below",
      "would pass with a bottom half up to 16.5 ms, and not above",
      "would pass with bursts up to 8 at its rate",
      "may be stretched by ≈0.144 at the least, and by nothing less",
    ]) {
      expect(out).toContain(words);
    }
    const read = JSON.parse((await hyperbound(...args, "--json")).out);
    expect(read).toMatchObject({ stretch: "23/160", stretchGrid: null });
    expect(read.sources[0].limits).toMatchObject({
      separation: "23/8",
      separationGrid: null,
      cost: "33/2",
      costGrid: null,
      burst: "8",
    });
    await hyperbound(...args, "--quiet", "--frontier", "a,b", frontier!);
    const { sources, points } = JSON.parse(readFileSync(frontier!, "utf8"));
    expect(sources).toEqual([
      { name: "a", grid: null },
      { name: "b", grid: null },
    ]);
    expect(points.at(-1)).toEqual({ first: null, second: "23/8" });
  });

  it.each([
    [["--frontier", "lidar,radio"], /write the names of two candidates and a file/],
    [["--frontier", "lidar,lidar", "f.svg"], /between two different candidates/],
    [["--frontier", "lidar,sonar", "f.svg"], /no candidate "sonar"; they are lidar, radio, camera/],
    [["--frontier", "lidar,radio", "f.png"], /ends in none of/],
    [["--grid", "0 ms"], /greater than zero/],
    [["--grid", "5"], /--grid: /],
  ])("refuses %j as bad usage", async (args, message) => {
    const { exitCode, err } = await admit("flight-controller", "sensors", ...args);
    expect(exitCode).toBe(64);
    expect(err).toMatch(message);
  });

  it("says where the candidates are wrong, as text and as JSON", async () => {
    const path = join(folder(), "bad.yaml");
    writeFileSync(
      path,
      "imu: { target: autopilot, arrivals: { period: 1 }, topHalf: 1 }\nx: { target: y }\n",
    );
    const { exitCode, err } = await hyperbound("admit", pathOf("flight-controller"), "--source", path);
    expect(exitCode).toBe(65);
    expect(err).toContain(`${path}:1:1: the system has an interrupt \`imu\` already`);
    expect(err).toContain(`${path}:2:`);
    const { out } = await hyperbound("admit", pathOf("flight-controller"), "--source", path, "--json");
    expect(JSON.parse(out).errors.length).toBeGreaterThan(2);
    const missing = await hyperbound("admit", pathOf("flight-controller"), "--source", "none.yaml");
    expect(missing.exitCode).toBe(66);
  });

  it.each([
    ["gps", "flight-controller", 0, "proved"],
    ["ping", "phone", 1, "refuted"],
  ] as const)("certifies what becomes of the system with %s", async (source, system, code, verdict) => {
    const file = join(folder(), "cert.json");
    const { exitCode, err } = await admit(system, source, "--no-limits", "--certify", file);
    expect([exitCode, err]).toEqual([code, `${file}: ${verdict}`]);
    const verified = await hyperbound("verify", file, "--quiet");
    expect(verified.exitCode).toBe(0);
  });
});
