import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { filesBelow, importsIn, textOf } from "../support/source-tree.ts";

/**
 * The layers of the house: what each folder of src may import besides itself. Everything else is forbidden, so that
 * the simulator cannot know a bound and the checker cannot repeat an analysis's mistake.
 */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  numeric: ["contract"],
  model: ["contract", "numeric"],
  workload: ["contract", "numeric", "model"],
  supply: ["contract", "numeric", "model", "workload"],
  certificate: ["contract", "numeric", "model"],
  analysis: ["contract", "numeric", "model", "workload", "supply", "certificate"],
  checker: ["contract", "numeric", "model", "certificate"],
  simulator: ["contract", "numeric", "model"],
  crosscheck: ["contract", "numeric", "model", "analysis", "checker", "simulator", "certificate"],
  description: ["contract", "numeric", "model"],
  report: ["contract", "numeric", "model", "certificate"],
  cli: ["contract", "numeric", "model", "certificate", "analysis", "description", "report", "simulator"],
};

/** The one door of each third-party package. */
const DOORS: Readonly<Record<string, RegExp>> = {
  "fraction.js": /^src\/numeric\/rational\.ts$/,
  mathjs: /^src\/description\//,
  zod: /^src\/description\//,
  yaml: /^src\/description\//,
  commander: /^src\/cli\//,
  "cli-table3": /^src\/report\/terminal\//,
  picocolors: /^src\/report\/terminal\//,
  "cli-progress": /^src\/cli\//,
};

interface Edge {
  readonly from: string;
  readonly specifier: string;
}

function layerOf(path: string): string {
  return path.split("/")[1] as string;
}

function violations(edges: readonly Edge[]): string[] {
  return edges.flatMap(({ from, specifier }) => {
    if (specifier.startsWith("node:"))
      return /^src\/cli\//.test(from) ? [] : [`${from} may not use ${specifier}`];
    if (!specifier.startsWith(".")) {
      const name = specifier.startsWith("@") ? specifier : (specifier.split("/")[0] as string);
      const door = DOORS[name];
      return door?.test(from) ? [] : [`${from} may not speak to ${specifier}`];
    }
    const target = normalize(join(dirname(from), specifier));
    if (!/^src\/[^/]+\//.test(from) || layerOf(from) === layerOf(target)) return [];
    return LAYERS[layerOf(from)]?.includes(layerOf(target)) ? [] : [`${from} may not import ${target}`];
  });
}

const edges: readonly Edge[] = filesBelow("src").flatMap((from) =>
  importsIn(textOf(from)).map((specifier) => ({ from, specifier })),
);

describe("architecture", () => {
  it("sees the files and the imports that it judges", () => {
    expect(filesBelow("src").length).toBeGreaterThan(50);
    expect(edges.length).toBeGreaterThan(150);
  });

  it("knows every folder of src", () => {
    const folders = new Set(
      filesBelow("src")
        .filter((path) => path.split("/").length > 2)
        .map(layerOf),
    );
    expect([...folders].filter((folder) => !(folder in LAYERS))).toEqual([]);
  });

  it("has no forbidden import", () => {
    expect(violations(edges)).toEqual([]);
  });

  it("would see a planted one", () => {
    expect(
      violations([{ from: "src/simulator/engine.ts", specifier: "../analysis/effort.ts" }]),
    ).toHaveLength(1);
    expect(violations([{ from: "src/checker/claim.ts", specifier: "../supply/table.ts" }])).toHaveLength(1);
    expect(violations([{ from: "src/analysis/edf/demand.ts", specifier: "mathjs" }])).toHaveLength(1);
    expect(violations([{ from: "src/analysis/edf/demand.ts", specifier: "node:fs" }])).toHaveLength(1);
    expect(violations([{ from: "src/analysis/edf/demand.ts", specifier: "../fixed-priority/x.ts" }])).toEqual(
      [],
    );
  });

  it("keeps the two policies apart", () => {
    const crossing = edges.filter(
      ({ from, specifier }) =>
        (from.startsWith("src/analysis/edf/") && specifier.includes("fixed-priority/")) ||
        (from.startsWith("src/analysis/fixed-priority/") && specifier.includes("/edf/")),
    );
    expect(crossing).toEqual([]);
  });
});
