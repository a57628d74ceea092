import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hyperbound } from "../support/cli.ts";
import { ROOT } from "../support/source-tree.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperbound-"));
const system = (name: string): string => join(ROOT, "fixtures/systems", `${name}.yaml`);
const output = (name: string): string => join(folder, `${name}.cert.json`);

async function certify(name: string): Promise<{ file: string; exitCode: number; out: string }> {
  const { exitCode, out } = await hyperbound("certify", system(name), "-o", output(name));
  return { file: output(name), exitCode, out };
}

describe("hyperbound certify and verify", () => {
  it.each([
    ["mobivmm-phone", 0, "3 claims, proved; accepted by the checker"],
    ["mobivmm-phone.infeasible", 1, "refuted; accepted"],
    ["xen-rtds.infeasible", 2, "not-proved; accepted"],
    ["credit-desktop", 2, "no-bound; accepted"],
  ])("certify %s ends with the exit code of its verdict", async (name, code, words) => {
    const { file, exitCode, out } = await certify(name);
    expect(out).toContain(words);
    expect(exitCode).toBe(code);
    expect(await hyperbound("verify", file, "--system", system(name), "--quiet")).toEqual({
      exitCode: 0,
      out: "",
      err: "",
    });
  });

  it("prints what was shown, and what it rests on", async () => {
    const { file } = await certify("xen-rtds.infeasible");
    const { out } = await hyperbound("verify", file);
    expect(out).toContain("ACCEPTED, not-proved; ");
    expect(out).toMatch(/claims nothing \(not-proved\)/);
    expect(out).toContain("tasks-keep-their-word (developer of the guest): No job needs more than its wcet");
  });

  it("explains each inequality", async () => {
    const { file } = await certify("mobivmm-phone");
    const { out } = await hyperbound("verify", file, "--explain");
    expect(out).toContain("vm/rtos/task/audio: job 0: work before its end ≤ supply in 26248: 5010 ≤ 5010");
  });

  it("prints one JSON document", async () => {
    const { file } = await certify("mobivmm-phone");
    const { out, err } = await hyperbound("verify", file, "--json", "--explain");
    expect(JSON.parse(out)).toMatchObject({ kind: "accepted", verdict: "proved" });
    expect(JSON.parse(out).evaluated.length).toBeGreaterThan(5);
    expect(err).toBe("");
    const written = await hyperbound("certify", system("mobivmm-phone"), "-o", output("json"), "--json");
    expect(JSON.parse(written.out)).toEqual({
      certificate: output("json"),
      verdict: "proved",
      uncertified: [],
    });
  });

  it("refuses a certificate of another system with 1", async () => {
    const { file } = await certify("mobivmm-phone");
    const { exitCode, err } = await hyperbound("verify", file, "--system", system("a653rs-ping"));
    expect(exitCode).toBe(1);
    expect(err).toContain("REFUSED at model: is not that of the given system");
  });

  it("refuses a forged one with 1, and says where", async () => {
    const { file } = await certify("mobivmm-phone");
    const forged = output("forged");
    writeFileSync(forged, readFileSync(file, "utf8").replace('"26248"', '"26247"'));
    const { exitCode, err } = await hyperbound("verify", forged);
    expect(exitCode).toBe(1);
    expect(err).toContain("REFUSED at id: is not the hash of the rest");
  });

  it("ends with 65 for what is no certificate and with 66 for no file", async () => {
    expect((await hyperbound("verify", system("a653rs-ping"))).exitCode).toBe(65);
    expect((await hyperbound("verify", join(folder, "nothing"))).exitCode).toBe(66);
    expect((await hyperbound("certify", join(folder, "nothing"), "-o", output("x"))).exitCode).toBe(66);
    expect(
      (await hyperbound("certify", system("a653rs-ping"), "-o", join(folder, "no/folder"))).exitCode,
    ).toBe(73);
    expect((await hyperbound("certify", system("a653rs-ping"))).exitCode).toBe(64);
  });
});
