import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/source-tree.ts";

const CONSUMER = `
import { analyze, guest, periodicResource, task, type GuestVerdict } from "hyperbound";
import { AdmissionController, type Decision } from "hyperbound/admission";
import { edfSchedulable, tickTaskSet } from "hyperbound/ticks";
const verdict: GuestVerdict = analyze(
  guest({ scheduling: "edf", supply: periodicResource({ period: "10 ms", budget: "3 ms" }), tasks: [task({ period: "50 ms", wcet: "7 ms" })] }),
);
const decide: (controller: AdmissionController) => Decision[] = () => [];
const fast: boolean = edfSchedulable(tickTaskSet([{ C: 1, T: 2, D: 2 }])) === true;
console.log(verdict.kind, fast, typeof AdmissionController, typeof decide);
`;

const STRICT = {
  compilerOptions: {
    strict: true,
    module: "NodeNext",
    target: "ES2022",
    noEmit: true,
    types: [],
    skipLibCheck: false,
  },
  files: ["consumer.ts"],
};

describe("the packed tarball", () => {
  let folder = "";
  const inFolder = (command: string, ...args: string[]): string =>
    execFileSync(command, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 2 ** 28,
    });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperbound-packed-"));
    const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [{ filename }] = JSON.parse(packed.slice(packed.indexOf("[\n"))) as [{ filename: string }];
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ name: "consumer", private: true, type: "module" }),
    );
    inFolder("npm", "install", "--prefer-offline", "--no-audit", "--no-fund", `./${filename}`);
    cpSync(join(ROOT, "fixtures/systems/mobivmm-phone.yaml"), join(folder, "phone.yaml"));
  }, 240_000);

  it("runs its command", () => {
    expect(inFolder("npx", "--no-install", "hyperbound", "check", "phone.yaml")).toContain(
      "PROVED (3 of 3 claims proved)",
    );
  });

  it("makes a report with the fonts it brings along", () => {
    expect(
      inFolder("npx", "--no-install", "hyperbound", "report", "phone.yaml", "-o", "phone.pdf"),
    ).toContain("phone.pdf: proved");
  });

  it("can be imported under strict types, and runs", () => {
    writeFileSync(join(folder, "consumer.ts"), CONSUMER);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(STRICT));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    expect(inFolder(process.execPath, tsc, "-p", "tsconfig.json")).toBe("");
    const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
    expect(inFolder(process.execPath, tsx, "consumer.ts").trim()).toBe("proved true function function");
  });

  it("holds no path of the machine that packed it", () => {
    const listing = inFolder(
      "tar",
      "-xOzf",
      inFolder("ls")
        .split("\n")
        .find((name) => name.endsWith(".tgz")) ?? "",
    );
    expect(listing).not.toContain(ROOT);
  });
});
