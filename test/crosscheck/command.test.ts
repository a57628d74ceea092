import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { loadSystem } from "../../src/description/load-system.ts";
import { bundleCampaign } from "../campaign/bundle.ts";
import { PLANTS, type Plant } from "../campaign/plants.ts";
import { hyperbound } from "../support/cli.ts";

const SHIN_LEE = "fixtures/systems/shin-lee-example.yaml";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "hyperbound-crosscheck-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const here = (file: string, ...options: string[]) =>
  hyperbound("crosscheck", file, "--workers", "1", "--runs", "40", ...options);

describe("hyperbound crosscheck", () => {
  it("prints each bound beside what was seen, and never claims a proof", async () => {
    const { exitCode, out } = await here(SHIN_LEE);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/no counter-example found/);
    expect(out).toMatch(/vm\/rm-guest\/task\/second +[\d.]+ ms +[\d.]+ ms +1 /);
    expect(out).toMatch(/never confirm one/);
    expect(out).not.toMatch(/\bproved?\b/i);
  });

  it("gives exact figures as JSON, the same for the same seed", async () => {
    const { exitCode, out } = await here(SHIN_LEE, "--json", "--seed", "3");
    expect(exitCode).toBe(0);
    const found = JSON.parse(out);
    expect(found).toMatchObject({ outcome: "no-counter-example-found", seed: 3, runs: 40, violations: [] });
    for (const { tightness, rounded } of found.comparisons) {
      expect(tightness).toMatch(/^\d+(\/\d+)?$/);
      expect(rounded).toBeLessThanOrEqual(1);
    }
    expect((await here(SHIN_LEE, "--json", "--seed", "3")).out).toBe(out);
  });

  it("ends with 2 where there is no bound to compare", async () => {
    const { exitCode, out } = await here("fixtures/systems/credit-desktop.yaml");
    expect(exitCode).toBe(2);
    expect(out).toMatch(/nothing to compare/);
  });

  it("searches for as long as it is told", async () => {
    const { exitCode, out } = await hyperbound(
      "crosscheck",
      SHIN_LEE,
      "--workers",
      "1",
      "--time",
      "300 ms",
      "--json",
    );
    expect(exitCode).toBe(0);
    const { runs } = JSON.parse(out);
    expect(runs).toBeGreaterThan(0);
    expect(runs % 40).toBe(0);
  });

  it("says nothing with --quiet, and rejects what is no time", async () => {
    expect(await here(SHIN_LEE, "--quiet")).toMatchObject({ exitCode: 0, out: "", err: "" });
    const { exitCode, err } = await here(SHIN_LEE, "--time", "soon");
    expect(exitCode).toBe(64);
    expect(err).toMatch(/such as 90s, 10m or 1h/);
    expect((await here("no-such-file.yaml")).exitCode).toBe(66);
  });

  it("prints and stores a smaller system where a bound is exceeded, and ends with 1", async () => {
    const [main, stored] = [join(folder, "wrong/main.mjs"), join(folder, "violation.yaml")];
    const blackout = PLANTS.find(({ name }) => name.includes("blackout of one gap")) as Plant;
    await bundleCampaign("../../src/cli/main.ts", main, blackout);
    const args = ["crosscheck", SHIN_LEE, "--workers", "1", "--runs", "40", "--save", stored];
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stdout).toMatch(/CONTRADICTION at vm\/\S+: a response of \S+ exceeds its bound\n +analysis: +\S+/);
    expect(stdout).toMatch(/simulator: +\S+ ms\n +course: +\{/);
    expect(stderr).toContain(`the shrunken system is in ${stored}`);
    const yaml = readFileSync(stored, "utf8");
    expect(yaml).toMatch(/^# Analysis and simulator contradict each other: .*\n# Seed 1; seen in \{/);
    const { system } = await loadSystem(yaml, stored);
    expect(system.vms.flatMap(({ guest }) => guest.tasks)).toHaveLength(1);
    expect(stdout).toContain(yaml.trim());
  });

  it("does the same in threads as without, from source and bundled", async () => {
    const plain = (await here(SHIN_LEE, "--json", "--runs", "120")).out;
    const threads = ["crosscheck", SHIN_LEE, "--json", "--runs", "120", "--workers", "2"];
    const node = (args: readonly string[]): string =>
      execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" }).trim();
    expect(node(["--import", "tsx", "src/cli/main.ts", ...threads])).toBe(plain);

    // The second half of the build, to another place.
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const bundling = (scripts.build.split(" && ")[1] as string).replace("dist/bin", join(folder, "bin"));
    expect(bundling).toContain(folder);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    execFileSync("sh", ["-c", `PATH=node_modules/.bin:$PATH ${bundling}`], { cwd: ROOT });
    expect(node([join(folder, "bin/main.js"), ...threads])).toBe(plain);
  });
});
