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
  admission: ["contract", "numeric", "model", "workload", "supply", "certificate", "analysis"],
  checker: [],
  evidence: ["contract", "numeric", "model", "certificate", "checker"],
  simulator: ["contract", "numeric", "model"],
  crosscheck: ["contract", "numeric", "model", "supply", "analysis", "checker", "simulator", "certificate"],
  description: ["contract", "numeric", "model"],
  // The proof report says what the checker derived, and nothing that it did not.
  report: ["contract", "numeric", "model", "certificate", "checker"],
  cli: [
    "contract",
    "numeric",
    "model",
    "certificate",
    "checker",
    "evidence",
    "analysis",
    "admission",
    "crosscheck",
    "description",
    "report",
    "simulator",
  ],
};

/** Who may speak to the machine: the command line, and the journal, which has to be on the disk. */
const MACHINE = /^src\/(cli|admission\/journal)\//;

/** The one door of each third-party package. */
const DOORS: Readonly<Record<string, RegExp>> = {
  "fraction.js": /^src\/numeric\/rational\.ts$/,
  mathjs: /^src\/(description\/|report\/proof\/formula\.ts$)/,
  temml: /^src\/report\/proof\/print\/mathml\.ts$/,
  pdfmake: /^src\/report\/proof\/print\/pdf\.ts$/,
  zod: /^src\/description\//,
  yaml: /^src\/description\//,
  commander: /^src\/cli\//,
  "cli-table3": /^src\/report\/terminal\//,
  picocolors: /^src\/report\/terminal\//,
  "cli-progress": /^src\/cli\//,
};

/** The one other use of Node: the hash of a certificate. */
const HASHING: Readonly<Record<string, string>> = { "src/checker/canonical.ts": "node:crypto" };

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
      return MACHINE.test(from) || HASHING[from] === specifier ? [] : [`${from} may not use ${specifier}`];
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
