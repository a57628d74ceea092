import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { hyperbound } from "../support/cli.ts";
import { ROOT } from "../support/source-tree.ts";

const SYSTEM = join(ROOT, "fixtures/systems/shin-lee-example.infeasible.yaml");

describe("hyperbound report", () => {
  let folder = "";
  const at = (name: string): string => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperbound-report-"));
  });

  it("writes the same report from a description and from its certificate", async () => {
    const { exitCode, out } = await hyperbound("report", SYSTEM, "-o", at("a.md"), "--gsn", at("a.dot"));
    expect([exitCode, out]).toEqual([1, `${at("a.md")}: refuted, made from an accepted certificate`]);
    await hyperbound("certify", SYSTEM, "-o", at("a.json"));
    const again = await hyperbound("report", at("a.json"), "-o", at("b.md"), "--quiet");
    expect([again.exitCode, again.out]).toEqual([1, ""]);
    expect(readFileSync(at("b.md"), "utf8")).toBe(readFileSync(at("a.md"), "utf8"));
    expect(readFileSync(at("a.dot"), "utf8")).toMatch(/^digraph gsn \{/);
  });

  it("writes a PDF with fonts of its own", async () => {
    await hyperbound("report", SYSTEM, "-o", at("a.pdf"));
    const pdf = readFileSync(at("a.pdf"), "latin1");
    expect(pdf.slice(0, 5)).toBe("%PDF-");
    expect(pdf).toMatch(/FontName \/[A-Z]{6}\+DejaVuSans\b/);
    expect(pdf).toContain("(D:19700101000000Z)");
  });

  it("says what a report may be called", async () => {
    const { exitCode, err } = await hyperbound("report", SYSTEM, "-o", at("report.docx"));
    expect(exitCode).toBe(64);
    expect(err).toContain("report.docx: a report ends in one of .md, .html, .tex, .pdf");
    const graph = await hyperbound("report", SYSTEM, "-o", at("c.md"), "--gsn", at("c.svg"));
    expect([graph.exitCode, existsSync(at("c.md"))]).toEqual([64, false]);
  });

  it("makes no report of a certificate that is refused, and leaves no file", async () => {
    await hyperbound("certify", SYSTEM, "-o", at("good.json"));
    const good = readFileSync(at("good.json"), "utf8");
    writeFileSync(at("forged.json"), good.replace('"verdict":"refuted"}', '"verdict":"proved"}'));
    const { exitCode, err } = await hyperbound("report", at("forged.json"), "-o", at("forged.html"));
    expect(exitCode).toBe(65);
    expect(err).toContain(
      "forged.json: the checker refuses the certificate at id: is not the hash of the rest. Nothing was written.",
    );
    expect([existsSync(at("forged.html")), existsSync(at("forged.html.part"))]).toEqual([false, false]);
  });

  it("tells what is wrong with a description, or that there is none", async () => {
    writeFileSync(at("broken.yaml"), "system: x\n");
    expect((await hyperbound("report", at("broken.yaml"), "-o", at("d.md"))).exitCode).toBe(65);
    expect((await hyperbound("report", at("nowhere.yaml"), "-o", at("d.md"))).exitCode).toBe(66);
    expect((await hyperbound("report", SYSTEM, "-o", join(folder, "no/where.md"))).exitCode).toBe(73);
  });
});
