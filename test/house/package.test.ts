import { describe, expect, it } from "vitest";
import { VERSION } from "../../src/contract/version.ts";
import { textOf } from "../support/source-tree.ts";

const manifest = JSON.parse(textOf("package.json"));

describe("the package", () => {
  it("has one version", () => {
    expect(VERSION).toBe(manifest.version);
    expect(textOf("CHANGELOG.md")).toContain(`## ${VERSION}`);
  });

  it("pins every dependency exactly", () => {
    const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.length).toBeGreaterThan(5);
    expect(ranges.filter((range) => !/^\d+\.\d+\.\d+$/.test(range as string))).toEqual([]);
  });

  it("has a lock file that names no registry of its own", () => {
    expect(textOf("package-lock.json")).not.toMatch(/"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/);
  });
});
