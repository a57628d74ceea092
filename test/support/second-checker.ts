import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./source-tree.ts";

/** Whether the second checker can run here. */
export const HAS_PYTHON: boolean = spawnSync("python3", ["--version"]).status === 0;

/** What the checker in Python says of each certificate: `accepted VERDICT` or `refused REASON`. Each has to be one line. */
export function secondOpinions(certificates: readonly string[]): string[] {
  const lines = certificates.map((text) => text.replaceAll("\n", ""));
  const { stdout, stderr, status } = spawnSync("python3", [join(ROOT, "test/checker/python/verify.py")], {
    input: lines.map((line) => `${line}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const opinions = stdout.trimEnd().split("\n");
  if (status !== 0 || opinions.length !== certificates.length)
    throw new Error(`the second checker failed after ${opinions.length} certificates: ${stderr}`);
  return opinions;
}
