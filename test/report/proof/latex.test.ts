import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { escapeTex } from "../../../src/report/proof/print/escape-tex.ts";
import { certificateFor, printed } from "./printing.ts";

/** Whether pdflatex and TikZ are there; elsewhere the tests that need them say so. */
function missing(): string | null {
  try {
    execFileSync("pdflatex", ["--version"], { stdio: "ignore" });
    return execFileSync("kpsewhich", ["tikz.sty"], { encoding: "utf8" }).trim() === "" ? "tikz.sty" : null;
  } catch {
    return "pdflatex";
  }
}

const ABSENT = missing();

describe("the LaTeX source", () => {
  it("compiles, with pictures and references", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hyperbound-tex-"));
    const source = await printed(await certificateFor("automotive-gateway.infeasible"), "tex");
    writeFileSync(join(folder, "report.tex"), source);
    if (ABSENT !== null) {
      console.warn(
        `not compiled: ${ABSENT} is not installed (apt-get install texlive-latex-recommended texlive-pictures)`,
      );
      expect(source).toContain("\\end{document}");
      return;
    }
    const compile = (): string =>
      execFileSync("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "report.tex"], {
        cwd: folder,
        encoding: "utf8",
      });
    compile();
    expect(compile()).toContain("Output written on report.pdf");
    const log = readFileSync(join(folder, "report.log"), "utf8");
    expect(log).not.toMatch(/undefined references|multiply-defined|Missing character/);
  }, 60_000);

  it("escapes what TeX would take for its own, and writes down what its fonts lack", () => {
    expect(escapeTex("50 % of $x_1 & {y} #2 ~ ^ \\")).toBe(
      "50 \\% of \\$x\\_1 \\& \\{y\\} \\#2 \\textasciitilde{} \\textasciicircum{} \\textbackslash{}",
    );
    expect(escapeTex("a ≤ b · Σ")).toBe("a $\\le$ b $\\cdot$ $\\Sigma$");
    expect(escapeTex("é 中 🚀")).toBe("é \\texttt{U+4E2D} \\texttt{U+1F680}");
  });
});
