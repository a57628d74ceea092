import { describe, expect, it } from "vitest";
import { filesBelow, textOf } from "../support/source-tree.ts";

interface Rule {
  readonly name: string;
  readonly why: string;
  readonly applies: (path: string) => boolean;
  readonly violated: (text: string) => boolean;
  /** A text that breaks the rule, so that a guard which sees nothing cannot pass. */
  readonly planted: string;
}

const LONGEST_FILE = 350;

const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");

const RULES: readonly Rule[] = [
  {
    name: "no clock and no chance in src",
    why: "the same input must give the same bytes; time and seeds are arguments",
    applies: (path) => path.startsWith("src/") && !path.startsWith("src/cli/"),
    violated: (text) => /\bDate\b|Math\.random|performance\.now/.test(code(text)),
    planted: "const now = Date.now();",
  },
  {
    name: "no holes in the types",
    why: "a cast that lies is a bug that waits",
    applies: (path) => path.startsWith("src/"),
    violated: (text) => /\bas any\b|@ts-(ignore|nocheck|expect-error)|biome-ignore/.test(text),
    planted: "const x = y as any;",
  },
  {
    name: "nothing postponed",
    why: "a note in the code is not a feature; an issue is the place for it",
    applies: () => true,
    violated: (text) => new RegExp(["TO", "DO|FIX", "ME|X{3}|HA", "CK"].join("")).test(text),
    planted: ["// TO", "DO later"].join(""),
  },
  {
    name: "no skipped or lonely test",
    why: "a test that does not run proves nothing",
    applies: (path) => path.startsWith("test/") && path !== "test/house/tidy.test.ts",
    violated: (text) => /\b(it|test|describe)\.(skip|todo|only)\b/.test(text),
    planted: 'it.only("…", () => {});',
  },
  {
    name: "one idea per file",
    why: `a file of more than ${LONGEST_FILE} lines holds more than one idea`,
    applies: (path) => path.startsWith("src/"),
    violated: (text) => text.split("\n").length > LONGEST_FILE,
    planted: "\n".repeat(LONGEST_FILE + 1),
  },
  {
    name: "no doubles in the theory",
    why: "no float may stand on the path of a verdict",
    applies: (path) =>
      /^src\/(workload|supply|analysis\/(fixed-priority|edf|host|sensitivity|interface|table|multiprocessor|interrupts))\//.test(
        path,
      ),
    violated: (text) => /\bMath\.|parseFloat|\bNumber\(|\.approximate\(/.test(code(text)),
    planted: "const k = Math.floor(t / period);",
  },
];

describe("tidy", () => {
  const files = [...filesBelow("src"), ...filesBelow("test")];

  it("sees the files that it judges", () => {
    expect(files.length).toBeGreaterThan(80);
  });

  for (const rule of RULES) {
    it(`${rule.name}: ${rule.why}`, () => {
      const offenders = files
        .filter(rule.applies)
        .filter((path) => path !== "test/house/tidy.test.ts" || rule.name !== "nothing postponed")
        .filter((path) => rule.violated(textOf(path)));
      expect(offenders).toEqual([]);
      expect(rule.violated(rule.planted)).toBe(true);
    });
  }

  it("names every file after its concept", () => {
    const vague = files.filter((path) => /\/(utils?|helpers?|types|common|misc)\.ts$/.test(path));
    expect(vague).toEqual([]);
  });
});
