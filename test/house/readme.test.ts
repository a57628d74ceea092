import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hyperbound } from "../support/cli.ts";
import { ROOT, textOf } from "../support/source-tree.ts";

/** The fenced blocks of a page, in order. */
function blocks(text: string): { readonly language: string; readonly body: string }[] {
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = "", body = ""]) => ({
    language,
    body,
  }));
}

const trimmed = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();

describe("the README", () => {
  const [install, output, test, code, printed] = blocks(textOf("README.md"));

  it("prints what its first command prints", async () => {
    const file = /check (\S+)/.exec(install?.body ?? "")?.[1] ?? "";
    const { out, exitCode } = await hyperbound("check", join(ROOT, file));
    expect(trimmed(out)).toBe(trimmed(output?.body ?? ""));
    expect(exitCode).toBe(0);
  });

  it.each(["README.md", "docs/guide/admit.md"])("prints what its admission prints: %s", async (page) => {
    const shown = blocks(textOf(page));
    const at = shown.findIndex(({ body }) => body.includes("hyperbound admit "));
    const [, system = "", source = ""] = /admit (\S+) --source (\S+)/.exec(shown[at]?.body ?? "") ?? [];
    const { out } = await hyperbound("admit", join(ROOT, system), "--source", join(ROOT, source));
    expect(trimmed(out)).toBe(trimmed(shown[at + 1]?.body ?? ""));
  });

  it("prints what its code prints", () => {
    const script = join(mkdtempSync(join(tmpdir(), "hyperbound-")), "readme.mts");
    writeFileSync(
      script,
      (code?.body ?? "").replace('"hyperbound"', JSON.stringify(join(ROOT, "src/index.ts"))),
    );
    const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
    expect(execFileSync(process.execPath, [tsx, script], { encoding: "utf8" }).trim()).toBe(
      printed?.body.trim(),
    );
  });

  it("has the test command that the continuous integration runs", () => {
    expect(textOf(".ci/run")).toContain(test?.body.trim());
  });
});
