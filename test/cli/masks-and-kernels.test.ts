import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hyperbound } from "../support/cli.ts";
import { ROOT } from "../support/source-tree.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperbound-"));
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const fixture = (name: string): string => join(ROOT, "fixtures/systems", `${name}.yaml`);

const MASKED = written(
  "masked.yaml",
  `
system: masked
timeUnit: ms
vmm: { policy: fixed-priority }
vms:
  a: { priority: 1, scheduling: rate-monotonic, supply: { kind: server, server: periodic-idling, period: 10 ms, budget: 4 ms }, tasks: { t: { period: 20 ms, wcet: 2 ms } } }
  b: { priority: 2, scheduling: edf, tasks: { u: { period: 40 ms, wcet: 2 ms } } }
interrupts:
  card: { target: b, delivery: immediate, arrivals: { minSeparation: 10 ms }, mask: { kind: rate, count: 2, window: 50 ms }, topHalf: 0.1 ms, bottomHalf: 0.2 ms, deadline: 90 ms }
`,
);
const WHY =
  "the mask of card keeps events back and hands them over together, and no bound is known for how many";

describe("a mask that leaves no bound", () => {
  it("is told of by check in every claim of its core, the server's too", async () => {
    const { exitCode, out } = await hyperbound("check", MASKED, "--json");
    const { verdict, claims } = JSON.parse(out) as {
      verdict: string;
      claims: { id: string; verdict: string; reason?: string; bound?: string }[];
    };
    expect([exitCode, verdict]).toEqual([2, "no-bound"]);
    expect(claims.map(({ id, verdict: word, reason, bound }) => [id, word, reason, bound])).toEqual(
      ["vm/a/server", "interrupt/card", "vm/a/task/t", "vm/b/tasks"]
        .map((id) => (id === "vm/b/tasks" ? "vm/b/task/u" : id))
        .map((id) => [id, "no-bound", WHY, undefined]),
    );
  });

  it("is certified as claiming nothing, and reported so", async () => {
    const cert = join(folder, "masked.cert");
    const made = await hyperbound("certify", MASKED, "-o", cert);
    expect(made.exitCode).toBe(2);
    const checked = await hyperbound("verify", cert, "--system", MASKED);
    expect(checked.out).toContain("ACCEPTED, no-bound; 0 of 4 claims shown");
    const report = join(folder, "masked.md");
    await hyperbound("report", MASKED, "-o", report);
    expect(readFileSync(report, "utf8")).toContain(WHY);
  });

  it("is simulated, compared with nothing, and never synthesized around", async () => {
    const { out } = await hyperbound("simulate", MASKED, "--for", "1 s", "--json");
    const [card] = (JSON.parse(out) as { sources: { raised: number; latency: { max: string } }[] }).sources;
    expect(card?.raised).toBe(100);
    // Events at 0 and 10 ms raise an interrupt each; those at 20, 30 and 40 ms wait for the end of the window.
    expect(card?.latency.max).toBe("303/10");
    const cross = await hyperbound("crosscheck", MASKED, "--runs", "20", "--json");
    expect(JSON.parse(cross.out)).toMatchObject({ violations: [] });
    const synthesis = await hyperbound("synthesize", MASKED);
    expect(synthesis.exitCode).not.toBe(0);
    expect(synthesis.out + synthesis.err).toContain(WHY);
  });

  it("is let in by admit where it touches only who has no claim", async () => {
    const plain = written(
      "plain.yaml",
      `
system: plain
timeUnit: ms
vmm: { policy: fixed-priority }
vms:
  control: { priority: 1, scheduling: rate-monotonic, tasks: { loop: { period: 20 ms, deadline: 6 ms, wcet: 2.5 ms } } }
  network: { priority: 2, scheduling: best-effort }
`,
    );
    const source = (target: string): string =>
      written(
        `${target}.yaml`,
        `card: { target: ${target}, arrivals: { minSeparation: 50 us }, mask: { kind: rate, count: 4, window: 10 ms }, topHalf: 0.1 ms, bottomHalf: 0.02 ms }`,
      );
    const passing = await hyperbound("admit", plain, "--source", source("network"), "--no-limits");
    expect([passing.exitCode, passing.out.includes("source card: ADMITTED")]).toEqual([0, true]);
    const own = await hyperbound("admit", plain, "--source", source("control"), "--no-limits");
    expect([own.exitCode, own.out.includes(`vm/control/task/loop: ${WHY}`)]).toEqual([2, true]);
  });
});

describe("a guest kernel", () => {
  it("has its ticks and sleeps told of by simulate, as text and as JSON", async () => {
    const phone = fixture("mobivmm-phone-kernels");
    const { out } = await hyperbound("simulate", phone, "--for", "4 s");
    expect(out).toContain("200 ticks accounted for, 200 lost");
    expect(out).toMatch(/sleeps of +calls +min +mean .*\nplayer +100 /);
    const json = await hyperbound("simulate", phone, "--for", "4 s", "--json");
    const { kernels } = JSON.parse(json.out) as {
      kernels: {
        vm: string;
        lost: number;
        sleepers: { sleeper: string; missed: number; sleep: { max: string } }[];
      }[];
    };
    expect(kernels.map(({ vm, lost }) => [vm, lost])).toEqual([
      ["rtos", 0],
      ["linux", 200],
    ]);
    expect(kernels[1]?.sleepers[0]).toMatchObject({ sleeper: "player", missed: 0, sleep: { max: "188/5" } });
  });

  it("counts a sleep past its deadline as a miss", async () => {
    const text = readFileSync(fixture("mobivmm-phone-kernels"), "utf8");
    const late = written("late.yaml", text.replace("deadline: 70 ms }", "deadline: 30 ms }"));
    const { exitCode, out } = await hyperbound("simulate", late, "--for", "1 s");
    expect([exitCode, /DEADLINES MISSED/.test(out)]).toEqual([1, true]);
  });

  it("is claimed, cross-checked and, without a rule of the checker, uncertified", async () => {
    const phone = fixture("mobivmm-phone-kernels");
    const { out } = await hyperbound("check", phone);
    expect(out).toMatch(/sleep of player +60\.05 ms +70 ms +9\.95 ms +PROVED/);
    const cross = await hyperbound("crosscheck", phone, "--runs", "10");
    expect(cross.out).toMatch(/vm\/linux\/sleeper\/player +37\.6 ms +60\.05 ms/);
    const cert = join(folder, "phone.cert");
    await hyperbound("certify", phone, "-o", cert);
    const checked = await hyperbound("verify", cert, "--system", phone);
    expect(checked.out).toContain("ACCEPTED, uncertified; 0 of 2 claims shown");
  });
});
