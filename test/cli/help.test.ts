import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hyperbound } from "../support/cli.ts";
import { ROOT } from "../support/source-tree.ts";

const COMMANDS = [
  "check",
  "simulate",
  "crosscheck",
  "synthesize",
  "admit",
  "certify",
  "verify",
  "report",
  "schema",
];

describe("hyperbound --help", () => {
  it.each([[], ...COMMANDS.map((command) => [command])])(
    "%s is what the reference shows",
    async (...args) => {
      const { out, err, exitCode } = await hyperbound(...args, "--help");
      expect([exitCode, err]).toEqual([0, ""]);
      expect(readFileSync(join(ROOT, "docs/reference/cli.md"), "utf8")).toContain(out);
      if (args.length === 0)
        for (const command of COMMANDS) expect(out).toContain(`\n  ${command} [options]`);
    },
  );
});
